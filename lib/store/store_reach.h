#ifndef STORE_STORE_REACH_H
#define STORE_STORE_REACH_H

#include "core/book.h"

/*
 * Which orders a night reads, collected in a temporary table ("tonight") that
 * the queries of sql/queries/night read from: those that it looks at whatever
 * came, those that the money to be explained can touch, and those that share
 * money with either.  More than needed does no harm, the core compares exactly;
 * an order that is missing would be decided about as if it were not there.
 */

struct db;
struct err;

/* What the last night left for this one. */
struct reach {
	bool whole;		   /* all orders: nothing can be left out */
	int last_run, through_run; /* the last that ended; what it had seen */
	int32_t last_day;
	uint64_t
		number_lengths; /* bit n - 1: some order number has n letters */
};

/** store_reach_last(db, program, reach, err): ${program}: the version that
 * decides, for another one may decide otherwise. */
int store_reach_last(struct db *db, const char *program, struct reach *reach,
	struct err *err);

/** store_reach_orders(db, reach, book, err): collect them, for the entries that
 * are in ${book} already. */
int store_reach_orders(struct db *db, const struct reach *reach,
	const struct book *book, struct err *err);

#endif
