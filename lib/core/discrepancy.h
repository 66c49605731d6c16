#ifndef CORE_DISCREPANCY_H
#define CORE_DISCREPANCY_H

#include "core/book.h"

/*
 * Breaks (差错): what people must look at after a night, and one life for
 * each: it keeps its number from the day it opens, is resolved by facts when
 * its cause is gone, and opens again under the same number.
 */

struct err;

/** discrepancy_collect(book, err): all that are open after this night. */
int discrepancy_collect(struct book *book, struct err *err);

/* Working days in which a channel should have settled a bill day. */
#define DISCREPANCY_SETTLED_WITHIN 3

/** discrepancy_is_unsettled(book, bill, date, late, err): whether a bill day is
 * a break in the nightly of ${date}, since nothing settled it in time. */
int discrepancy_is_unsettled(const struct book *book,
	const struct bill_day *bill, int32_t date, bool *late,
	struct err *err);

/** discrepancy_sync(book, err): compare them with the stored ones: steps. */
int discrepancy_sync(struct book *book, struct err *err);

/** discrepancy_of_day(book, kind, account, day, note, amount, err): one about
 * an account's day. */
int discrepancy_of_day(struct book *book, enum break_kind kind, int account_id,
	int32_t day, const char *note, int64_t amount, struct err *err);

#endif
