#ifndef STORE_STORE_RUN_H
#define STORE_STORE_RUN_H

#include <stdbool.h>
#include <stdint.h>

/* Runs: which command wrote a row, for which business day, how it ended. */

struct db;
struct err;

enum run_status { RUN_DONE, RUN_REFUSED, RUN_INCOMPLETE };

/** store_run_need(db, command, day, run_id, err): the run of the current
 * transaction; that of the same command and day if it never ended. */
int store_run_need(struct db *db, const char *command, int32_t day,
	int *run_id, struct err *err);

int store_run_finish(struct db *db, int run_id, enum run_status status,
	int64_t residual, struct err *err);

/** store_run_is_open(db, day, open, err): whether the nightly of ${day} has
 * not come to its end yet. */
int store_run_is_open(struct db *db, int32_t day, bool *open,
	struct err *err);

/** store_run_book_day(db, day, err): DAY_NONE before the first nightly. */
int store_run_book_day(struct db *db, int32_t *day, struct err *err);

/** store_run_refresh_statistics(db, err): after much was stored, so that the
 * planner knows of it; costs nothing when little was. */
int store_run_refresh_statistics(struct db *db, struct err *err);

#endif
