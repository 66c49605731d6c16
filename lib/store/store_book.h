#ifndef STORE_STORE_BOOK_H
#define STORE_STORE_BOOK_H

#include "core/book.h"

/* What the deciding core sees of the stored book, and its decisions back. */

struct db;
struct err;

/** store_book_load(db, created_until, book, err): fill ${book} (arena and date
 * are set).  Orders that no night has seen and that were created after
 * ${created_until} are left out; DAY_NONE: none is. */
int store_book_load(struct db *db, int32_t created_until, struct book *book,
	struct err *err);

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

/** store_book_reference(db, book, err): fees, policies, channels and calendar
 * alone. */
int store_book_reference(struct db *db, struct book *book, struct err *err);

#endif
