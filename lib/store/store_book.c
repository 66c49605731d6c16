#include "store/store_book.h"

#include "base/err.h"
#include "core/policy.h"
#include "db/db.h"
#include "store/book_part.h"
#include "store/store_book_attempt.h"
#include "store/store_book_money.h"
#include "store/store_book_order.h"
#include "store/store_book_ruling.h"
#include "store/store_book_total.h"

/* What is read of the book, and how it stood. */
struct reading {
	int before_run, until_run; /* 0: now */
};

static struct db_value
run_or_null(int run)
{
	return run == 0 ? db_null() : db_int(run);
}

/* Attempts and money find their orders: these come first. */
static int
read_orders(struct db *db, const struct reading *r, struct book *book,
	struct err *err)
{
	static const struct book_part orders = { SQL_BOOK_ORDERS,
		store_book_order };

	return book_part_read(db, &orders,
		DB_PARAMS(db_int(r->before_run), db_int(r->until_run)), book,
		err);
}

static int
read_bills(struct db *db, const struct reading *r, struct book *book,
	struct err *err)
{
	static const struct book_part days = { SQL_BOOK_BILL_DAYS,
		store_book_money_bill_day };
	static const struct book_part coverages = { SQL_BOOK_COVERAGES,
		store_book_money_coverage };
	const struct db_value runs[] = { run_or_null(r->before_run),
		run_or_null(r->until_run) };

	if (book_part_read(db, &days, runs, book, err) < 0 ||
		store_book_total(db, &runs[1], book, err) < 0)
		return -1;
	return book_part_read(db, &coverages, &runs[1], book, err);
}

/* Money, and what people decided about it. */
static int
read_money(struct db *db, const struct reading *r, struct book *book,
	struct err *err)
{
	static const struct book_part entries = { SQL_BOOK_ENTRIES,
		store_book_money_entry };
	static const struct book_part allocations = { SQL_BOOK_ALLOCATIONS,
		store_book_money_allocation };
	static const struct book_part rulings = { SQL_BOOK_RULINGS,
		store_book_ruling };
	const struct db_value runs[] = { run_or_null(r->before_run),
		run_or_null(r->until_run) };

	if (book_part_read(db, &entries, runs, book, err) < 0 ||
		book_part_read(db, &allocations, runs, book, err) < 0)
		return -1;
	return book_part_read(db, &rulings, runs, book, err);
}

int
store_book_waiting(struct db *db, struct book *book, struct err *err)
{
	static const struct book_part orders = { SQL_WAITING_ORDERS,
		store_book_order };
	static const struct book_part attempts = { SQL_WAITING_ATTEMPTS,
		store_book_attempt };
	const struct reading now = { .before_run = 0 };

	if (store_book_reference(db, 0, book, err) < 0 ||
		book_part_read(db, &orders, NULL, book, err) < 0 ||
		book_part_read(db, &attempts, NULL, book, err) < 0 ||
		read_bills(db, &now, book, err) < 0)
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
	const struct reading then = { .before_run = before_run,
		.until_run = until_run };

	if (store_book_reference(db, until_run + 1, book, err) < 0 ||
		read_orders(db, &then, book, err) < 0 ||
		read_money(db, &then, book, err) < 0)
		return -1;
	return read_bills(db, &then, book, err);
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
