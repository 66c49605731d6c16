#ifndef STORE_STORE_DECISION_H
#define STORE_STORE_DECISION_H

#include "core/book.h"

/* The night's decisions as appended facts, by COPY. */

struct db;
struct err;

/** store_decision_is_empty(book): whether there is nothing to store. */
bool store_decision_is_empty(const struct book *book);

/** store_decision_write(db, run, book, err): everything else; CODE_NEW must
 * have been replaced. */
int store_decision_write(struct db *db, int run_id, struct book *book,
	struct err *err);

#endif
