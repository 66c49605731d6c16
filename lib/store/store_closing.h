#ifndef STORE_STORE_CLOSING_H
#define STORE_STORE_CLOSING_H

#include "core/book.h"

/* The closing of a nightly: written once, checked against the facts. */

struct db;
struct err;

/** store_closing_write(db, run, book, err): the lines of book->closing, after
 * all else that the run stores. */
int store_closing_write(struct db *db, int run_id, struct book *book,
	struct err *err);

/* A figure that the facts contradict: "bank 6222", "suspense", both fen. */
typedef int store_closing_fault_fn(void *ctx, const char *account,
	const char *what, int64_t stored, int64_t facts, struct err *err);

/** store_closing_check(db, run, fault, ctx, err): compute the closing again,
 * in SQL and from the facts alone; call ${fault} with each figure that
 * differs, and each entry that does not add up. */
int store_closing_check(struct db *db, int run_id,
	store_closing_fault_fn *fault, void *ctx, struct err *err);

#endif
