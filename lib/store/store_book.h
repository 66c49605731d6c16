#ifndef STORE_STORE_BOOK_H
#define STORE_STORE_BOOK_H

#include "core/book.h"

/* What the deciding core sees of the stored book, beside what a night reads
 * (store/store_night.h). */

struct db;
struct db_value;
struct err;

/* A part of the book, as it was just before a run: orders with what stood on
 * them, money that nothing had explained (both as numbers, ',' between). */
struct store_book_part {
	const char *orders, *entries;
	int run_id;
	bool bill_days; /* with those of all files up to run ${seen} */
	int seen;
};

int store_book_part(struct db *db, const struct store_book_part *part,
	struct book *book, struct err *err);

/** store_book_waiting(db, book, err): what waiting_collect() needs, no more:
 * of the orders those that wait. */
int store_book_waiting(struct db *db, struct book *book, struct err *err);

/** store_book_again(db, before_run, until_run, book, err): the money of the runs
 * until ${until_run} as if nothing had been decided from ${before_run} on, with
 * the orders and the reference data as they were then.  Without what has no
 * part in a verdict: attempts and breaks. */
int store_book_again(struct db *db, int before_run, int until_run,
	struct book *book, struct err *err);

/** store_book_bills(db, runs, book, err): bill days, statements and totals: of
 * what came until ${runs[1]}, settled before ${runs[0]}; null: now. */
int store_book_bills(struct db *db, const struct db_value *runs,
	struct book *book, struct err *err);

/** store_book_reference(db, before_run, book, err): fees, policies, channels
 * and calendar alone, in force before that run; 0: now. */
int store_book_reference(struct db *db, int before_run, struct book *book,
	struct err *err);

#endif
