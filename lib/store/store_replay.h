#ifndef STORE_STORE_REPLAY_H
#define STORE_STORE_REPLAY_H

#include <stdbool.h>
#include <stdint.h>

#include "core/book.h"

/* Nights that were, to be decided once more. */

struct db;
struct err;

struct replay_span {
	int before_run; /* the first of the nights; 0: there is none */
	int until_run;	/* the last of them */
	int32_t day;	/* its day */
};

/** store_replay_span(db, from, to, span, err): the nights from a day to
 * another; DAY_NONE: of the whole book. */
int store_replay_span(struct db *db, int32_t from, int32_t to,
	struct replay_span *span, struct err *err);

/** store_replay_drift(db, until_run, book, count, err): of how many orders of
 * the decided ${book} another verdict is stored after that run. */
int store_replay_drift(struct db *db, int until_run, const struct book *book,
	int64_t *count, struct err *err);

#endif
