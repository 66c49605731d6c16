#ifndef STORE_STORE_REVENUE_H
#define STORE_STORE_REVENUE_H

#include "core/revenue.h"

/* Contracts, their steps and the months that are over (docs/revenue.md). */

struct db;
struct err;

/** store_revenue_load(db, run, book, err): the tax rates, and the orders whose
 * contract may change in the night of that run (0: it has none yet); texts lie
 * in ${book->arena}. */
int store_revenue_load(struct db *db, int run_id, struct revenue_book *book,
	struct err *err);

/** store_revenue_write(db, run, book, err): book->steps. */
int store_revenue_write(struct db *db, int run_id,
	const struct revenue_book *book, struct err *err);

/** store_revenue_close_months(db, run, date, err): store the months before
 * that of ${date} that are not stored yet. */
int store_revenue_close_months(
	struct db *db, int run_id, int32_t date, struct err *err);

#endif
