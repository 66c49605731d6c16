#include "store/store_night.h"

#include "base/err.h"
#include "core/rest.h"
#include "db/db.h"
#include "store/book_part.h"
#include "store/store_book.h"
#include "store/store_book_attempt.h"
#include "store/store_book_money.h"
#include "store/store_book_order.h"
#include "store/store_book_ruling.h"

/* --- reading --- */

/* What a night has seen is never left out: it is among the orders. */
static int
read_kept_price(struct book *book, struct row *row)
{
	book->orders.at[store_book_order_find(book, row_int(row))].price_kept =
		true;
	return 0;
}

static int
read_account(struct book *book, struct row *row)
{
	struct closing_line *l =
		vec_push(&book->closing, book->arena, row->err);

	if (l == NULL)
		return -1;
	l->account_id = (int)row_int(row);
	l->source = (enum source)row_word(row, source_names, SOURCE_COUNT);
	l->account = row_text(row);
	l->expected = row_bool(row);
	l->opening = row_int(row);
	l->in_count = row_int(row);
	l->in_credit = row_int(row);
	l->in_debit = row_int(row);
	l->in_hash = row_int(row);
	l->fees = row_int(row);
	l->channel_fees = row_int(row);
	return 0;
}

static int
read_first_night(struct book *book, struct row *row)
{
	book->first_night = row_day(row);
	return 0;
}

static int
read_break(struct book *book, struct row *row)
{
	struct stored_break *b = vec_push(&book->breaks, book->arena, row->err);

	if (b == NULL)
		return -1;
	b->id = (int)row_int(row);
	b->what.kind = (enum break_kind)row_word(
		row, break_kind_names, BREAK_KIND_COUNT);
	b->what.order_id = row_int(row);
	b->what.entry_id = row_int(row);
	b->what.account_id = (int)row_int(row);
	b->what.day = row_day(row);
	b->open = row_bool(row);
	b->seq = (int)row_int(row);
	b->what.also_order_id = row_int(row);
	b->what.amount = row_int(row);
	b->what.note = row_text(row);
	b->decided = row_bool(row);
	b->people = "";
	return 0;
}

/* It says which orders are read. */
static int
read_money(struct db *db, const struct reach *reach, struct book *book,
	struct err *err)
{
	static const struct book_part entries = { SQL_NIGHT_ENTRIES,
		store_book_money_entry };
	const int after_run = reach->whole ? 0 : reach->through_run;

	return book_part_read(
		db, &entries, DB_PARAMS(db_int(after_run)), book, err);
}

static int
read_orders(struct db *db, int32_t created_until, struct book *book,
	struct err *err)
{
	static const struct book_part orders = { SQL_NIGHT_ORDERS,
		store_book_order };
	static const struct book_part kept = { SQL_NIGHT_KEPT_PRICES,
		read_kept_price };

	if (book_part_read(db, &orders, DB_PARAMS(db_day(created_until)), book,
		    err) < 0)
		return -1;
	return book_part_read(
		db, &kept, DB_PARAMS(db_day(book->date)), book, err);
}

/* What belongs to orders finds them: they are there. */
static int
read_rest(struct db *db, const struct reach *reach, struct book *book,
	struct err *err)
{
	static const struct book_part parts[] = {
		{ SQL_NIGHT_ATTEMPTS, store_book_attempt },
		{ SQL_NIGHT_ANSWERS, store_book_attempt_answer },
		{ SQL_NIGHT_CARRIERS, store_book_attempt_carrier },
		{ SQL_NIGHT_ALLOCATIONS, store_book_money_allocation },
		{ SQL_BOOK_ACCOUNTS, read_account },
		{ SQL_RUN_FIRST_NIGHT, read_first_night },
	};
	static const struct book_part rulings = { SQL_BOOK_RULINGS,
		store_book_ruling };
	static const struct book_part breaks = { SQL_NIGHT_BREAKS, read_break };
	const struct db_value now[] = { db_null(), db_null() };

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (book_part_read(db, &parts[i], NULL, book, err) < 0)
			return -1;
	if (book_part_read(db, &rulings, now, book, err) < 0 ||
		store_book_bills(db, now, book, err) < 0)
		return -1;
	return book_part_read(
		db, &breaks, DB_PARAMS(db_bool(reach->whole)), book, err);
}

int
store_night_load(struct db *db, const char *program, int32_t created_until,
	struct reach *reach, struct book *book, struct err *err)
{
	if (store_reach_last(db, program, reach, err) < 0 ||
		store_book_reference(db, 0, book, err) < 0 ||
		read_money(db, reach, book, err) < 0 ||
		store_reach_orders(db, reach, book, err) < 0 ||
		read_orders(db, created_until, book, err) < 0)
		return -1;
	return read_rest(db, reach, book, err);
}

/* --- what the next night has to know --- */

/* Of the orders that were read, and of all that nights before had read. */
static uint64_t
number_lengths(const struct reach *reach, const struct book *book)
{
	uint64_t lengths = reach->number_lengths;

	for (int len = 1; len <= ORDER_NUMBER_MAX; len++)
		if (book->number_lengths[len])
			lengths |= 1ULL << (len - 1);
	return lengths;
}

static int
write_watched(
	struct db *db, int run_id, const struct book *book, struct err *err)
{
	struct db_copy *copy;

	if (db_copy_begin(db, SQL_NIGHT_COPY_WATCHED, &copy, err) < 0)
		return -1;
	for (size_t i = 0; i < book->orders.count; i++) {
		const struct order *o = &book->orders.at[i];

		if (rest_order(o))
			continue;
		db_copy_row(copy);
		db_copy_int4(copy, run_id);
		db_copy_int8(copy, o->id);
	}
	return db_copy_end(copy, err);
}

int
store_night_write(struct db *db, int run_id, const char *program,
	const struct reach *reach, const struct book *book, struct err *err)
{
	const struct db_value params[] = { db_int(run_id), db_text(program),
		db_bool(reach->whole), db_int((int64_t)book->orders.count),
		db_int((int64_t)book->entries.count),
		db_int((int64_t)number_lengths(reach, book)) };

	if (db_run(db, SQL_NIGHT_WRITE, params, err) < 0)
		return -1;
	return write_watched(db, run_id, book, err);
}
