#ifndef STORE_STORE_STATUS_H
#define STORE_STORE_STATUS_H

#include <stdint.h>

#include "base/vec.h"

/*
 * What banks say of payments that were sent to them: as the rows of a bill
 * (store_file.h), they wait in a staging table of the transaction until all of
 * the file is known to be right.
 */

struct arena;
struct db;
struct db_copy;
struct err;
struct payment_status;
struct stored_file;

/** store_status_stage(db, copy, err): open the staging table. */
int store_status_stage(struct db *db, struct db_copy **copy, struct err *err);

/** store_status_row(copy, row, status): the file's ${row}th, from 1, as it is
 * to be kept. */
void store_status_row(struct db_copy *copy, int32_t row,
	const struct payment_status *status);

/** store_status_take(db, file, err): all that is staged; the file's own row is
 * stored before. */
int store_status_take(struct db *db, const struct stored_file *file,
	struct err *err);

/* Rejections from which nothing follows (status/odd.sql). */
struct odd_status {
	const char *kind; /* "unknown", "booked", "carries" */
	int64_t line;	  /* of the first, and its id */
	const char *id;
	int64_t count;
};

struct odd_statuses {
	VEC(struct odd_status);
};

/** store_status_odd(db, arena, file, odd, err): those of a file that was
 * taken; one a kind. */
int store_status_odd(struct db *db, struct arena *arena,
	const struct stored_file *file, struct odd_statuses *odd,
	struct err *err);

#endif
