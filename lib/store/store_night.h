#ifndef STORE_STORE_NIGHT_H
#define STORE_STORE_NIGHT_H

#include "core/book.h"
#include "store/store_reach.h"

/*
 * What a night reads of the stored book, and what it tells the next one.
 *
 * It reads the money that nothing explains yet, and the orders that it could
 * decide something about: what came since the last night, what time alone may
 * change (core/rest.h), and what that money can touch (store/store_reach.h).
 * Orders that are at rest stay unread, and so do their breaks; so a night costs
 * what happens in it, and not what ever happened.
 */

struct db;
struct err;

/** store_night_load(db, program, created_until, reach, book, err): fill
 * ${book} (arena and date are set).  Orders that no night has seen and that
 * were created after ${created_until} are left out; DAY_NONE: none is.
 * ${program}: its version. */
int store_night_load(struct db *db, const char *program, int32_t created_until,
	struct reach *reach, struct book *book, struct err *err);

/** store_night_write(db, run, program, reach, book, err): what was read, and
 * which orders the next night has to watch; after the closing. */
int store_night_write(struct db *db, int run_id, const char *program,
	const struct reach *reach, const struct book *book, struct err *err);

#endif
