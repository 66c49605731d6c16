#include "store/store_slice.h"

#include "base/buf.h"
#include "base/err.h"
#include "core/remark.h"
#include "db/db.h"
#include "model/fold.h"
#include "store/row.h"
#include "store/store_book.h"

#include <limits.h>
#include <string.h>

/* Where it stops: an agency that pays for a whole region. */
#define ORDERS_MAX 50000
#define ENTRIES_MAX 2000

/* Numbers of orders or entries, each once, in the order in which they came. */
struct ids {
	VEC(int64_t *);
	struct map known;
	size_t done; /* what was looked at */
};

struct finder {
	struct db *db;
	struct arena *arena;
	struct slice *slice;
	struct ids orders, entries;
};

static int
add_id(struct finder *f, struct ids *ids, int64_t id, size_t max,
	struct err *err)
{
	int64_t *kept, **at;

	if (map_get(&ids->known, (const char *)&id, sizeof(id)) != NULL)
		return 0;
	if (ids->count >= max) {
		f->slice->cut = true;
		return 0;
	}
	kept = arena_alloc(f->arena, sizeof(*kept), err);
	at = vec_push(ids, f->arena, err);
	if (kept == NULL || at == NULL)
		return -1;
	*kept = id;
	*at = kept;
	return map_add(&ids->known, (const char *)kept, sizeof(*kept), 0, err);
}

/* Where the numbers of a query go. */
struct found_ids {
	struct finder *finder;
	struct ids *ids;
	size_t max;
};

static int
read_id(struct row *row, void *into)
{
	const struct found_ids *to = into;

	return add_id(to->finder, to->ids, row_int(row), to->max, row->err);
}

/* All numbers that a query answers, into ${ids}. */
static int
find(struct finder *f, struct ids *ids, size_t max, enum sql_id query,
	const struct db_value *params, struct err *err)
{
	struct found_ids to = { f, ids, max };

	return row_each(f->db, query, params, f->arena, read_id, &to, err);
}

/* "12,13,17": the numbers from ${from} on. */
static const char *
list(struct finder *f, const struct ids *ids, size_t from, struct err *err)
{
	struct buf buf = BUF_INIT;
	const char *text = NULL;

	for (size_t i = from; i < ids->count; i++)
		buf_printf(&buf, "%s%lld", i > from ? "," : "",
			(long long)*ids->at[i]);
	if (buf_check(&buf, err) == 0)
		text = arena_text(f->arena, buf_text(&buf), buf.len, err);
	buf_release(&buf);
	return text;
}

/* --- the orders that one entry can touch --- */

/* What may say which orders an entry is about. */
struct says {
	const char *source, *ref, *txn, *serial, *original, *name, *account,
		*remark;
	const void *codes;
	size_t codes_len;
};

static int
read_says(
	struct finder *f, int64_t entry_id, struct says *says, struct err *err)
{
	struct row row = { .arena = f->arena, .err = err };
	const unsigned char *codes;
	int rc;

	if (db_query(f->db, SQL_SLICE_ENTRY, DB_PARAMS(db_int(entry_id)),
		    &row.rows, err) < 0)
		return -1;
	rc = row_next(&row);
	if (rc > 0) {
		says->source = row_text(&row);
		says->ref = row_text(&row);
		says->txn = row_text(&row);
		says->serial = row_text(&row);
		says->original = row_text(&row);
		says->name = row_text(&row);
		says->account = row_text(&row);
		says->remark = row_text(&row);
		codes = db_get_bytes(row.rows, row.column, &says->codes_len);
		says->codes = arena_text(
			f->arena, (const char *)codes, says->codes_len, err);
		rc = row.failed || says->codes == NULL ? -1 : 0;
	}
	db_done(row.rows);
	return rc;
}

static int
orders_of_bank(struct finder *f, const struct says *says, struct err *err)
{
	const char *account = fold_account(f->arena, says->account, err);
	struct buf numbers = BUF_INIT;
	int rc = -1;

	if (account != NULL &&
		remark_numbers(f->arena, says->remark, NULL, &numbers, err) ==
			0)
		rc = find(f, &f->orders, ORDERS_MAX, SQL_SLICE_ORDERS_OF_BANK,
			DB_PARAMS(db_text(buf_text(&numbers)),
				db_text(says->serial), db_text(account),
				db_text(says->name), db_text(says->ref),
				db_text(says->original),
				db_bytes(says->codes, says->codes_len)),
			err);
	buf_release(&numbers);
	return rc;
}

static int
look_at_entry(struct finder *f, int64_t entry_id, struct err *err)
{
	struct says says = { .codes = "" };
	int rc;

	if (read_says(f, entry_id, &says, err) < 0)
		return -1;
	rc = strcmp(says.source, "bank") == 0
		? orders_of_bank(f, &says, err)
		: find(f, &f->orders, ORDERS_MAX, SQL_SLICE_ORDERS_OF_CHANNEL,
			  DB_PARAMS(db_int(entry_id), db_text(says.ref),
				  db_text(says.txn)),
			  err);
	if (rc < 0 ||
		find(f, &f->orders, ORDERS_MAX, SQL_SLICE_ORDERS_OF_RULINGS,
			DB_PARAMS(db_int(entry_id), db_int(f->slice->run_id)),
			err) < 0)
		return -1;
	return find(f, &f->entries, ENTRIES_MAX, SQL_SLICE_ENTRIES_OF_ENTRY,
		DB_PARAMS(db_int(entry_id), db_int(f->slice->run_id),
			db_int(f->slice->seen)),
		err);
}

/* Until no entry brings an order and no order brings an entry. */
static int
find_all(struct finder *f, struct err *err)
{
	while (f->entries.done < f->entries.count ||
		f->orders.done < f->orders.count) {
		const char *orders;

		while (f->entries.done < f->entries.count)
			if (look_at_entry(f, *f->entries.at[f->entries.done++],
				    err) < 0)
				return -1;
		orders = list(f, &f->orders, f->orders.done, err);
		f->orders.done = f->orders.count;
		if (orders == NULL ||
			find(f, &f->entries, ENTRIES_MAX,
				SQL_SLICE_ENTRIES_OF_ORDERS,
				DB_PARAMS(db_text(orders),
					db_int(f->slice->run_id)),
				err) < 0)
			return -1;
	}
	return 0;
}

/* --- all of it --- */

static int
read_head(struct finder *f, int64_t entry_id, int run_id, bool *bill_days,
	struct book *book, struct err *err)
{
	struct row row = { .arena = f->arena, .err = err };
	struct slice *s = f->slice;
	int rc;

	if (db_query(f->db, SQL_SLICE_HEAD,
		    DB_PARAMS(db_int(entry_id), db_int(run_id)), &row.rows,
		    err) < 0)
		return -1;
	rc = row_next(&row);
	if (rc > 0) {
		s->run_id = (int)row_int(&row);
		s->seen = (int)row_int(&row);
		book->date = row_day(&row);
		s->rule = row_text(&row);
		s->break_kind = row_text(&row);
		s->looked_at = row_bool(&row);
		*bill_days = row_bool(&row);
		rc = row.failed ? -1 : 0;
	}
	db_done(row.rows);
	return rc;
}

int
store_slice_load(struct db *db, int64_t entry_id, int run_id,
	struct slice *slice, struct book *book, struct err *err)
{
	struct finder f = { .db = db, .arena = book->arena, .slice = slice };
	struct store_book_part part = { .run_id = INT_MAX };

	*slice = (struct slice){ .rule = "", .break_kind = "" };
	map_init(&f.orders.known, f.arena);
	map_init(&f.entries.known, f.arena);
	if (read_head(&f, entry_id, run_id, &part.bill_days, book, err) < 0 ||
		add_id(&f, &f.entries, entry_id, ENTRIES_MAX, err) < 0 ||
		find_all(&f, err) < 0)
		return -1;
	part.run_id = slice->run_id;
	part.seen = slice->seen;
	part.orders = list(&f, &f.orders, 0, err);
	part.entries = list(&f, &f.entries, 0, err);
	if (part.orders == NULL || part.entries == NULL)
		return -1;
	return store_book_part(db, &part, book, err);
}
