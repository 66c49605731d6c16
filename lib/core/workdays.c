#include "core/workdays.h"

int
workdays_passed(const struct calendar *calendar, int32_t from, int count,
	int32_t today, bool *passed, struct err *err)
{
	*passed = false;
	/* So many days alone are not enough: nothing to ask. */
	if (today - from < count)
		return 0;
	for (int32_t day = from + 1; count > 0 && day <= today; day++) {
		bool workday;

		if (calendar_is_workday(calendar, day, &workday, err) < 0)
			return -1;
		count -= workday;
	}
	*passed = count == 0;
	return 0;
}
