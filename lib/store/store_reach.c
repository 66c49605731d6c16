#include "store/store_reach.h"

#include "base/buf.h"
#include "base/err.h"
#include "core/remark.h"
#include "db/db.h"
#include "model/fold.h"
#include "store/row.h"

static int
read_last(struct row *row, void *into)
{
	struct reach *reach = into;

	reach->last_run = (int)row_int(row);
	reach->through_run = (int)row_int(row);
	reach->last_day = row_day(row);
	reach->whole = row_bool(row);
	reach->number_lengths = (uint64_t)row_int(row);
	return 0;
}

int
store_reach_last(struct db *db, const char *program, struct reach *reach,
	struct err *err)
{
	*reach = (struct reach){ .whole = true, .last_day = DAY_NONE };
	return row_each(db, SQL_NIGHT_LAST, DB_PARAMS(db_text(program)), NULL,
		read_last, reach, err);
}

/* --- what is sought --- */

/* The texts of one entry, made while it is copied. */
struct seeking {
	struct db_copy *copy;
	struct arena arena;
	unsigned char lengths[ORDER_NUMBER_MAX + 1];
};

static void
copy_entry(struct seeking *s, const struct book_entry *e, const char *account,
	const char *numbers)
{
	db_copy_row(s->copy);
	db_copy_int8(s->copy, e->id);
	db_copy_bool(s->copy, e->source == SOURCE_BANK);
	db_copy_bool(s->copy, e->kind == ENTRY_REFUND);
	db_copy_text(s->copy, e->ref);
	db_copy_text(s->copy, e->txn);
	db_copy_text(s->copy, e->external_id);
	db_copy_text(s->copy, e->original);
	db_copy_text(s->copy, e->name);
	db_copy_text(s->copy, account);
	db_copy_text(s->copy, numbers);
	db_copy_bytes(s->copy, e->codes, e->code_count * CODE_DIGEST_SIZE);
}

/* Only a bank's texts name accounts and orders. */
static int
seek_entry(struct seeking *s, const struct book_entry *e, struct err *err)
{
	const char *account = "";
	struct buf numbers = BUF_INIT;
	int rc = -1;

	if (e->source == SOURCE_BANK) {
		account = fold_account(&s->arena, e->account, err);
		if (account == NULL ||
			remark_numbers(&s->arena, e->remark, s->lengths,
				&numbers, err) < 0)
			goto done;
	}
	copy_entry(s, e, account, buf_text(&numbers));
	rc = 0;
done:
	buf_release(&numbers);
	arena_reset(&s->arena);
	return rc;
}

static int
seek(struct db *db, const struct reach *reach, const struct book *book,
	struct err *err)
{
	struct seeking s = { .arena = ARENA_INIT };
	int rc = 0;

	for (size_t len = 1; len <= ORDER_NUMBER_MAX; len++)
		s.lengths[len] = reach->number_lengths >> (len - 1) & 1;
	if (db_copy_begin(db, SQL_SOUGHT_COPY, &s.copy, err) < 0)
		return -1;
	for (size_t i = 0; rc == 0 && i < book->entries.count; i++)
		rc = seek_entry(&s, &book->entries.at[i], err);
	arena_release(&s.arena);
	if (rc < 0) {
		db_copy_abandon(s.copy);
		return -1;
	}
	return db_copy_end(s.copy, err);
}

/* --- the orders --- */

/* Until no order that is read shares money with one that is not. */
static int
add_shared(struct db *db, struct err *err)
{
	int64_t added;

	do {
		if (db_run(db, SQL_NIGHT_ANALYZE, NULL, err) < 0 ||
			db_one_int(db, SQL_NIGHT_SHARED, NULL, &added, err) < 0)
			return -1;
	} while (added > 0);
	return 0;
}

int
store_reach_orders(struct db *db, const struct reach *reach,
	const struct book *book, struct err *err)
{
	if (db_run(db, SQL_NIGHT_STAGE, NULL, err) < 0 ||
		db_run(db, SQL_SOUGHT_STAGE, NULL, err) < 0)
		return -1;
	if (reach->whole)
		return db_run(db, SQL_NIGHT_ALL, NULL, err) < 0
			? -1
			: db_run(db, SQL_NIGHT_ANALYZE, NULL, err);
	if (db_run(db, SQL_NIGHT_OWN,
		    DB_PARAMS(db_int(reach->last_run),
			    db_int(reach->through_run),
			    db_day(reach->last_day)),
		    err) < 0 ||
		seek(db, reach, book, err) < 0 ||
		db_run(db, SQL_SOUGHT_ANALYZE, NULL, err) < 0 ||
		db_run(db, SQL_NIGHT_REACHED, NULL, err) < 0)
		return -1;
	return add_shared(db, err);
}
