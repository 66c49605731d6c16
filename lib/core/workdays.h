#ifndef CORE_WORKDAYS_H
#define CORE_WORKDAYS_H

#include <stdbool.h>
#include <stdint.h>

#include "model/calendar.h"

struct err;

/**
 * workdays_passed(calendar, from, count, today, passed, err):
 * Whether ${today} is at least the ${count}th working day after ${from}.  The
 * calendar is asked about no day after today, so that the end of a year needs
 * no calendar of the next one.
 */
int workdays_passed(const struct calendar *calendar, int32_t from, int count,
	int32_t today, bool *passed, struct err *err);

#endif
