#ifndef JOB_BILL_ACCOUNT_H
#define JOB_BILL_ACCOUNT_H

#include <stdint.h>

#include "core/book.h"

/*
 * What a bill without rows does not say (contract.md, Idempotence): whose it
 * is, and for which day.
 */

struct err;

/** bill_account(book, source, said, err): what a person ${said}, else the only
 * merchant of the channel, or the only receiving account; NULL with a hint to
 * say --account. */
const char *bill_account(const struct book *book, enum source source,
	const char *said, struct err *err);

/** bill_day_of_name(name): the last YYYY-MM-DD or YYYYMMDD in a file's name, or
 * DAY_NONE. */
int32_t bill_day_of_name(const char *name);

#endif
