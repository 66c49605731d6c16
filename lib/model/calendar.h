#ifndef MODEL_CALENDAR_H
#define MODEL_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/vec.h"

/*
 * Working days: Monday to Friday, save the exceptions that the operator loads
 * from the State Council's yearly notice (facts.md 4).  A question about a
 * year of which no exception is loaded is an error, never a guess.
 */

struct arena;
struct err;

struct calendar_day {
	int32_t day;
	bool workday;
};

struct calendar {
	VEC(struct calendar_day);	/* sorted by day, no day twice */
};

/** calendar_is_workday(calendar, day, answer, err): -1 with ERR_CONFIG if
 * the calendar holds no row of the day's year. */
int calendar_is_workday(const struct calendar *calendar, int32_t day,
	bool *answer, struct err *err);

/** calendar_add(calendar, day, count, out, err): the ${count}th working day
 * after ${day} (the day itself for 0). */
int calendar_add(const struct calendar *calendar, int32_t day, int count,
	int32_t *out, struct err *err);

/** calendar_between(calendar, from, to, count, err): the working days after
 * ${from} up to and including ${to}; 0 when ${to} <= ${from}. */
int calendar_between(const struct calendar *calendar, int32_t from,
	int32_t to, int *count, struct err *err);

#endif
