#include "store/store_book.h"

#include "base/buf.h"
#include "base/err.h"
#include "core/policy.h"
#include "db/db.h"
#include "store/book_part.h"
#include "store/store_book_attempt.h"
#include "store/store_book_money.h"
#include "store/store_book_order.h"
#include "store/store_book_ruling.h"
#include "store/store_book_total.h"

#include <limits.h>

int
store_book_bills(struct db *db, const struct db_value *runs, struct book *book,
	struct err *err)
{
	static const struct book_part days = { SQL_BOOK_BILL_DAYS,
		store_book_money_bill_day };
	static const struct book_part coverages = { SQL_BOOK_COVERAGES,
		store_book_money_coverage };

	if (book_part_read(db, &days, runs, book, err) < 0 ||
		store_book_total(db, &runs[1], book, err) < 0)
		return -1;
	return book_part_read(db, &coverages, &runs[1], book, err);
}

static int
add_id(struct row *row, void *into)
{
	struct buf *ids = into;

	buf_printf(ids, "%s%lld", ids->len > 0 ? "," : "",
		(long long)row_int(row));
	return buf_check(ids, row->err);
}

/* The orders that may wait, with their attempts, as they stand. */
static int
read_waiting(struct db *db, struct book *book, struct err *err)
{
	static const struct book_part parts[] = {
		{ SQL_SLICE_ORDERS, store_book_order },
		{ SQL_SLICE_ATTEMPTS, store_book_attempt },
	};
	struct buf ids = BUF_INIT;
	int rc = row_each(
		db, SQL_WAITING_IDS, NULL, book->arena, add_id, &ids, err);

	for (size_t i = 0; rc == 0 && i < sizeof(parts) / sizeof(*parts); i++)
		rc = book_part_read(db, &parts[i],
			DB_PARAMS(db_text(buf_text(&ids)), db_int(INT_MAX)),
			book, err);
	buf_release(&ids);
	return rc;
}

int
store_book_waiting(struct db *db, struct book *book, struct err *err)
{
	const struct db_value now[] = { db_null(), db_null() };

	if (store_book_reference(db, 0, book, err) < 0 ||
		read_waiting(db, book, err) < 0 ||
		store_book_bills(db, now, book, err) < 0)
		return -1;
	policy_assign(book);
	for (size_t i = 0; i < book->orders.count; i++)
		book->orders.at[i].now = book->orders.at[i].was;
	return 0;
}

int
store_book_again(struct db *db, int before_run, int until_run,
	struct book *book, struct err *err)
{
	/* Money finds its orders: they come first. */
	static const struct book_part parts[] = {
		{ SQL_BOOK_ORDERS, store_book_order },
		{ SQL_BOOK_ENTRIES, store_book_money_entry },
		{ SQL_BOOK_ALLOCATIONS, store_book_money_allocation },
		{ SQL_BOOK_RULINGS, store_book_ruling },
	};
	const struct db_value runs[] = { db_int(before_run),
		db_int(until_run) };

	if (store_book_reference(db, until_run + 1, book, err) < 0)
		return -1;
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (book_part_read(db, &parts[i], runs, book, err) < 0)
			return -1;
	return store_book_bills(db, runs, book, err);
}

int
store_book_part(struct db *db, const struct store_book_part *part,
	struct book *book, struct err *err)
{
	static const struct book_part of_orders[] = {
		{ SQL_SLICE_ORDERS, store_book_order },
		{ SQL_SLICE_ATTEMPTS, store_book_attempt },
		{ SQL_SLICE_ANSWERS, store_book_attempt_answer },
		{ SQL_SLICE_ALLOCATIONS, store_book_money_allocation },
	};
	static const struct book_part entries = { SQL_SLICE_ENTRIES,
		store_book_money_entry };
	static const struct book_part rulings = { SQL_SLICE_RULINGS,
		store_book_ruling };
	static const struct book_part bill_days = { SQL_SLICE_BILL_DAYS,
		store_book_money_bill_day };
	const struct db_value orders = db_text(part->orders);
	const struct db_value money = db_text(part->entries);
	const struct db_value run = db_int(part->run_id);

	if (store_book_reference(db, part->run_id, book, err) < 0)
		return -1;
	for (size_t i = 0; i < sizeof(of_orders) / sizeof(*of_orders); i++)
		if (book_part_read(db, &of_orders[i], DB_PARAMS(orders, run),
			    book, err) < 0)
			return -1;
	if (book_part_read(db, &entries, DB_PARAMS(money, run), book, err) <
			0 ||
		book_part_read(db, &rulings, DB_PARAMS(orders, money, run),
			book, err) < 0)
		return -1;
	if (!part->bill_days)
		return 0;
	return book_part_read(db, &bill_days,
		DB_PARAMS(run, db_int(part->seen)), book, err);
}
