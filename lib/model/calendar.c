#include "model/calendar.h"

#include "base/err.h"
#include "base/i18n.h"
#include "model/day.h"

#include <assert.h>

/* The index of the first row that is not before ${day}. */
static size_t
lower_bound(const struct calendar *calendar, int32_t day)
{
	size_t low = 0, high = calendar->count;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;

		if (calendar->at[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
knows_year(const struct calendar *calendar, int year)
{
	const size_t first = lower_bound(calendar, day_of(year, 1, 1));

	return first < calendar->count &&
		day_year(calendar->at[first].day) == year;
}

int
calendar_is_workday(const struct calendar *calendar, int32_t day, bool *answer,
	struct err *err)
{
	const size_t at = lower_bound(calendar, day);

	if (at < calendar->count && calendar->at[at].day == day) {
		*answer = calendar->at[at].workday;
		return 0;
	}
	if (!knows_year(calendar, day_year(day))) {
		err_set(err, ERR_CONFIG,
			_("the calendar holds no row of the year %d"),
			day_year(day));
		return err_hint(err,
			_("Load that year's holidays with yifen load "
			  "calendar."));
	}
	*answer = day_of_week(day) < 5;
	return 0;
}

int
calendar_add(const struct calendar *calendar, int32_t day, int count,
	int32_t *out, struct err *err)
{
	bool workday;

	assert(count >= 0);
	while (count > 0) {
		day++;
		if (calendar_is_workday(calendar, day, &workday, err) < 0)
			return -1;
		count -= workday;
	}
	*out = day;
	return 0;
}

int
calendar_between(const struct calendar *calendar, int32_t from, int32_t to,
	int *count, struct err *err)
{
	int found = 0;
	bool workday;

	for (int32_t day = from; day < to;) {
		day++;
		if (calendar_is_workday(calendar, day, &workday, err) < 0)
			return -1;
		found += workday;
	}
	*count = found;
	return 0;
}
