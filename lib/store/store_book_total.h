#ifndef STORE_STORE_BOOK_TOTAL_H
#define STORE_STORE_BOOK_TOTAL_H

#include "core/book.h"
#include "db/db.h"

/* What the channels' documents say in all. */

struct err;

/** store_book_total(db, until_run, book, err): of each account, period and
 * document the newest, as of a run; null: now. */
int store_book_total(struct db *db, const struct db_value *until_run,
	struct book *book, struct err *err);

#endif
