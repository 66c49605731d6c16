#include "store/store_file.h"

#include "base/err.h"
#include "base/i18n.h"
#include "db/db.h"
#include "store/row.h"

#define SHA256_SIZE 32

static const char *const state_names[] = { "imported", "duplicate",
	"quarantined" };

int
store_file_known(struct db *db, const unsigned char *sha256, const char *name,
	bool *known, struct err *err)
{
	struct db_rows *rows = NULL;
	int rc = -1;

	if (db_query(db, SQL_FILE_KNOWN,
		    DB_PARAMS(db_bytes(sha256, SHA256_SIZE), db_text(name)),
		    &rows, err) < 0)
		return -1;
	if (db_next(rows, err) > 0) {
		*known = db_get_bool(rows, 0);
		rc = 0;
	}
	db_done(rows);
	return rc;
}

int
store_file_stage(struct db *db, struct db_copy **copy, struct err *err)
{
	if (db_run(db, SQL_ENTRY_STAGE, NULL, err) < 0)
		return -1;
	return db_copy_begin(db, SQL_ENTRY_COPY_INCOMING, copy, err);
}

void
store_file_row(struct db_copy *copy, const struct incoming *in,
	const struct entry *entry)
{
	db_copy_row(copy);
	db_copy_int8(copy, in->row);
	db_copy_int4(copy, in->statement);
	db_copy_int8(copy, entry->line);
	db_copy_text(copy, entry_kind_names[entry->kind]);
	db_copy_int4(copy, (int32_t)entry->marks);
	row_copy_moment(copy, entry->booked);
	db_copy_int8(copy, entry->amount);
	db_copy_int8(copy, entry->fee);
	db_copy_text(copy, in->key);
	db_copy_text(copy, entry->external_id);
	db_copy_text(copy, entry->txn);
	db_copy_text(copy, entry->ref);
	db_copy_text(copy, entry->original);
	db_copy_text(copy, entry->name);
	db_copy_text(copy, entry->account);
	db_copy_text(copy, entry->remark);
	db_copy_bytes(copy, in->codes, in->codes_len);
	db_copy_bytes(copy, in->digest, in->digest_len);
}

static int
check_conflicts(struct db *db, const struct stored_file *f, struct err *err)
{
	struct db_rows *rows = NULL;
	int more;

	if (db_query(db, SQL_ENTRY_CONFLICT, DB_PARAMS(db_int(f->file_id)),
		    &rows, err) < 0)
		return -1;
	more = db_next(rows, err);
	if (more > 0 && db_get_text(rows, 2)[0] != '\0')
		err_at(err, ERR_CONFLICT, (long)db_get_int(rows, 0), 0,
			_("%s: the entry differs from %s, which is stored "
			  "with the same number"),
			db_get_text(rows, 1), db_get_text(rows, 2));
	else if (more > 0)
		err_at(err, ERR_CONFLICT, (long)db_get_int(rows, 0), 0,
			_("%s: the entry differs from that of line %lld, "
			  "which has the same number"),
			db_get_text(rows, 1), (long long)db_get_int(rows, 3));
	db_done(rows);
	return more == 0 ? 0 : -1;
}

/* Between parsing and committing nothing may get lost or changed. */
static int
check_totals(struct db *db, const struct stored_file *f, struct err *err)
{
	struct db_rows *rows = NULL;
	int more;

	if (db_query(db, SQL_FILE_TOTALS, DB_PARAMS(db_int(f->file_id)), &rows,
		    err) < 0)
		return -1;
	more = db_next(rows, err);
	if (more > 0)
		err_set(err, ERR_BUG,
			_("statement %d: its rows are not those that were "
			  "parsed"),
			(int)db_get_int(rows, 0));
	db_done(rows);
	return more == 0 ? 0 : -1;
}

int
store_file_check(struct db *db, const struct stored_file *f, struct err *err)
{
	if (check_conflicts(db, f, err) < 0)
		return -1;
	return check_totals(db, f, err);
}

int
store_file_next(struct db *db, int *file_id, struct err *err)
{
	int64_t id;

	if (db_one_int(db, SQL_FILE_NEXT, NULL, &id, err) < 0)
		return -1;
	*file_id = (int)id;
	return 0;
}

int
store_file_account(struct db *db, enum source source, const char *account,
	int run_id, int *account_id, struct err *err)
{
	int64_t id;

	if (db_one_int(db, SQL_FILE_ACCOUNT,
		    DB_PARAMS(db_text(source_names[source]), db_text(account),
			    db_int(run_id)),
		    &id, err) < 0)
		return -1;
	*account_id = (int)id;
	return 0;
}

static struct db_value
id_or_null(int id)
{
	return id == 0 ? db_null() : db_int(id);
}

int
store_file_add(struct db *db, const struct stored_file *f, struct err *err)
{
	return db_run(db, SQL_FILE_ADD,
		DB_PARAMS(db_int(f->file_id), db_int(f->run_id),
			db_text(f->name), db_bytes(f->sha256, SHA256_SIZE),
			db_bytes(f->content, SHA256_SIZE), db_text(f->format),
			db_text(source_names[f->source]),
			id_or_null(f->account_id), db_day(f->day),
			db_int(f->row_count), db_int(f->credit),
			db_int(f->debit), db_text(state_names[f->state]),
			db_text(f->message)),
		err);
}

int
store_file_statement(struct db *db, const struct stored_file *f, int no,
	int account_id, const struct statement *st, int64_t hash,
	struct err *err)
{
	return db_run(db, SQL_FILE_ADD_STATEMENT,
		DB_PARAMS(db_int(((int64_t)f->file_id << 32) + no),
			db_int(f->file_id), db_int(account_id),
			db_text(st->reference), db_text(st->currency),
			db_day(st->from), db_day(st->to),
			st->has_opening ? db_int(st->opening) : db_null(),
			st->has_closing ? db_int(st->closing) : db_null(),
			db_int(st->entries), db_int(st->credit),
			db_int(st->debit), db_int(hash), db_int(f->run_id)),
		err);
}

int
store_file_total(struct db *db, const struct stored_file *f, int no,
	int account_id, const struct bill_total *total, struct err *err)
{
	struct db_value figures[BILL_FIGURE_COUNT];

	for (enum bill_figure i = 0; i < BILL_FIGURE_COUNT; i++)
		figures[i] = total->figures[i].stated
			? db_int(total->figures[i].value)
			: db_null();
	return db_run(db, SQL_FILE_ADD_TOTAL,
		DB_PARAMS(db_int(f->file_id), db_int(no),
			db_text(bill_family_names[total->family]),
			db_text(bill_document_names[total->document]),
			db_int(account_id), db_day(total->from),
			db_day(total->to), figures[FIGURE_IN_COUNT],
			figures[FIGURE_IN], figures[FIGURE_OUT_COUNT],
			figures[FIGURE_OUT], figures[FIGURE_ORDERED],
			figures[FIGURE_RECEIVED], figures[FIGURE_FEE],
			figures[FIGURE_NET], db_int(f->run_id)),
		err);
}

int
store_file_take(struct db *db, const struct stored_file *f, struct err *err)
{
	const struct db_value params[] = { db_int(f->file_id),
		db_int(f->run_id) };

	if (db_run(db, SQL_ENTRY_TAKE, params, err) < 0)
		return -1;
	return db_run(db, SQL_FILE_DAYS, params, err);
}

int
store_file_same(struct db *db, const struct stored_file *f, int *original,
	bool *same_name, struct err *err)
{
	struct db_rows *rows = NULL;
	int rc = -1;

	if (db_query(db, SQL_FILE_SAME_CONTENT,
		    DB_PARAMS(db_bytes(f->content, SHA256_SIZE),
			    id_or_null(f->account_id), db_day(f->day),
			    db_text(f->name)),
		    &rows, err) < 0)
		return -1;
	if (db_next(rows, err) > 0) {
		*original =
			db_is_null(rows, 0) ? 0 : (int)db_get_int(rows, 0);
		*same_name = db_get_bool(rows, 1);
		rc = 0;
	}
	db_done(rows);
	return rc;
}

int
store_file_refused_before(struct db *db, const struct stored_file *f,
	bool *known, struct err *err)
{
	struct db_rows *rows = NULL;
	int rc = -1;

	if (db_query(db, SQL_FILE_REFUSED_BEFORE,
		    DB_PARAMS(db_bytes(f->content, SHA256_SIZE),
			    db_text(f->name)),
		    &rows, err) < 0)
		return -1;
	if (db_next(rows, err) > 0) {
		*known = db_get_bool(rows, 0);
		rc = 0;
	}
	db_done(rows);
	return rc;
}

int
store_file_no_bill(struct db *db, int account_id, int32_t day, int run_id,
	struct err *err)
{
	return db_run(db, SQL_FILE_ADD_NO_BILL,
		DB_PARAMS(db_int(account_id), db_day(day), db_int(run_id)),
		err);
}

int
store_file_has_no_bill(struct db *db, enum source source, const char *account,
	int32_t day, bool *known, struct err *err)
{
	struct db_rows *rows = NULL;
	int rc = -1;

	if (db_query(db, SQL_FILE_HAS_NO_BILL,
		    DB_PARAMS(db_text(source_names[source]), db_text(account),
			    db_day(day)),
		    &rows, err) < 0)
		return -1;
	if (db_next(rows, err) > 0) {
		*known = db_get_bool(rows, 0);
		rc = 0;
	}
	db_done(rows);
	return rc;
}
