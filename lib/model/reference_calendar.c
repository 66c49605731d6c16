#include "base/err.h"
#include "base/i18n.h"
#include "model/reference_spec.h"

#include <stdlib.h>

/* `calendar`: the exceptions to Monday to Friday. */

enum kind { KIND_HOLIDAY, KIND_WORKDAY };

static const char *const kinds[] = {
	[KIND_HOLIDAY] = "holiday",
	[KIND_WORKDAY] = "workday",
};

static const struct column columns[] = {
	COLUMN(struct reference_day, "date", day.day, column_day,
		COLUMN_FILLED),
	COLUMN(struct reference_day, "kind", kind, column_enum, COLUMN_FILLED,
		NAMES(kinds)),
};

static int
keep(struct reference *ref, const union reference_any *any, struct err *err)
{
	struct calendar_day *const day =
		vec_push(&ref->calendar, ref->arena, err);

	if (day == NULL)
		return -1;
	day->day = any->day.day.day;
	day->workday = any->day.kind == KIND_WORKDAY;
	return 0;
}

static int
compare(const struct reference *ref, size_t a, size_t b)
{
	const int32_t day_a = ref->calendar.at[a].day;
	const int32_t day_b = ref->calendar.at[b].day;

	if (day_a != day_b)
		return day_a < day_b ? -1 : 1;
	return (a > b) - (a < b);
}

/* One day twice is no harm while both rows say the same. */
static int
clash(struct reference *ref, size_t *before, size_t at, struct err *err)
{
	const struct calendar_day *const old = &ref->calendar.at[*before];
	const struct calendar_day *const new = &ref->calendar.at[at];

	if (old->day != new->day) {
		*before = at;
		return 0;
	}
	if (old->workday == new->workday)
		return 0;
	return reference_late(ref, at, err, _("line %ld says %s of this day"),
		ref->lines.at[*before],
		kinds[old->workday ? KIND_WORKDAY : KIND_HOLIDAY]);
}

static int
compare_days(const void *a, const void *b)
{
	const struct calendar_day *const day_a = a, *const day_b = b;

	return (day_a->day > day_b->day) - (day_a->day < day_b->day);
}

/* Sorted and each day once, as calendar.h wants it. */
static int
finish(struct reference *ref, struct err *err)
{
	struct calendar *const calendar = &ref->calendar;
	size_t kept = 0;

	if (reference_clashes(ref, calendar->count, compare, clash, err) < 0)
		return -1;
	if (calendar->count == 0)
		return 0;
	qsort(calendar->at, calendar->count, sizeof(calendar->at[0]),
		compare_days);
	for (size_t i = 1; i < calendar->count; i++)
		if (calendar->at[i].day != calendar->at[kept].day)
			calendar->at[++kept] = calendar->at[i];
	calendar->count = kept + 1;
	return 0;
}

const struct reference_spec reference_calendar = {
	.columns = columns,
	.count = sizeof(columns) / sizeof(columns[0]),
	.defaults.day = { .day = { .day = DAY_NONE } },
	.place = "date",
	.keep = keep,
	.finish = finish,
};
