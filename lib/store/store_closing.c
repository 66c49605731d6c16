#include "store/store_closing.h"

#include "base/err.h"
#include "db/db.h"
#include "store/store_file.h"

/* An expected account of which nothing was ever imported gets its number. */
static int
name_accounts(struct db *db, int run_id, struct book *book, struct err *err)
{
	for (size_t i = 0; i < book->closing.count; i++) {
		struct closing_line *l = &book->closing.at[i];

		if (l->account_id == 0 &&
			store_file_account(db, l->source, l->account, run_id,
				&l->account_id, err) < 0)
			return -1;
	}
	return 0;
}

static void
write_line(struct db_copy *copy, int run_id, const struct closing_line *l)
{
	const int64_t figures[] = { l->opening, l->in_count, l->in_credit,
		l->in_debit, l->in_hash, l->matched, l->refunded, l->fees,
		l->settled, l->micro_deposits, l->written_off,
		l->closing_count, l->closing, l->channel_fees };

	db_copy_row(copy);
	db_copy_int4(copy, run_id);
	db_copy_int4(copy, l->account_id);
	for (size_t i = 0; i < sizeof(figures) / sizeof(*figures); i++)
		db_copy_int8(copy, figures[i]);
	db_copy_text(copy, l->bill);
	db_copy_text(copy, l->missing);
	db_copy_text(copy, l->balances);
}

int
store_closing_write(
	struct db *db, int run_id, struct book *book, struct err *err)
{
	struct db_copy *copy;

	if (name_accounts(db, run_id, book, err) < 0 ||
		db_run(db, SQL_CLOSING_ADD,
			DB_PARAMS(db_int(run_id), db_day(book->date)), err) <
			0 ||
		db_copy_begin(db, SQL_CLOSING_COPY_LINE, &copy, err) < 0)
		return -1;
	for (size_t i = 0; i < book->closing.count; i++)
		write_line(copy, run_id, &book->closing.at[i]);
	return db_copy_end(copy, err);
}

int
store_closing_check(struct db *db, int run_id, store_closing_fault_fn *fault,
	void *ctx, struct err *err)
{
	struct db_rows *rows = NULL;
	int more;

	if (db_query(db, SQL_CLOSING_FAULTS, DB_PARAMS(db_int(run_id)), &rows,
		    err) < 0)
		return -1;
	while ((more = db_next(rows, err)) > 0)
		if (fault(ctx, db_get_text(rows, 0), db_get_text(rows, 1),
			    db_get_int(rows, 2), db_get_int(rows, 3), err) <
			0) {
			more = -1;
			break;
		}
	db_done(rows);
	return more;
}
