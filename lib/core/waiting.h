#ifndef CORE_WAITING_H
#define CORE_WAITING_H

#include "core/book.h"

/*
 * What is no break yet, and the nightly in which it becomes one if nothing
 * comes meanwhile: a claim whose money did not arrive, a bill day that nothing
 * settled, an attempt without an answer.
 */

struct err;

enum waiting_kind {
	WAITING_MISSING,
	WAITING_SETTLEMENT_DIFFERENCE,
	WAITING_EXPIRED,
	WAITING_KIND_COUNT
};
extern const char *const waiting_kind_names[WAITING_KIND_COUNT];

struct waiting {
	enum waiting_kind kind;
	const struct order *order; /* NULL: a bill day */
	enum source source;
	const char *account;
	int32_t day; /* claimed, billed, or since when it waits */
	int64_t amount;
	int32_t becomes_on; /* DAY_NONE: with a bill that is not here */
	const char *note;
};

struct waitings {
	VEC(struct waiting); /* by becomes_on, then by what it is */
};

/** waiting_collect(book, kinds, waitings, err): ${kinds} is a set of 1 << kind.
 * After decide(), or where now.verdict and the policies of the orders are set.
 * The calendar is asked only for bill days. */
int waiting_collect(struct book *book, unsigned kinds,
	struct waitings *waitings, struct err *err);

/** waiting_with_next(book, waitings, err): those that become breaks with the
 * next night; the calendar is asked about no later day, and its error comes
 * after all others are there. */
int waiting_with_next(
	struct book *book, struct waitings *waitings, struct err *err);

#endif
