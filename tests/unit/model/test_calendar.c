#include "suite.h"

#include "base/arena.h"
#include "base/err.h"
#include "io/csv.h"
#include "model/calendar.h"
#include "model/day.h"
#include "model/reference.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHARED "../shared/spec/calendar.csv"

/* A week of 2026 with a holiday on Thursday and work on Saturday. */
static struct calendar_day days[2];
static struct calendar
small_calendar(void)
{
	days[0] = (struct calendar_day){ day_of(2026, 1, 1), false };
	days[1] = (struct calendar_day){ day_of(2026, 1, 3), true };
	return (struct calendar){ .at = days, .count = 2 };
}

static void
is_workday_knows_exceptions(void)
{
	const struct calendar calendar = small_calendar();
	static const int want[] = { 0, 1, 1, 0, 1, 1, 1, 1, 1, 0, 0 };
	struct err err = ERR_INIT;

	for (int i = 0; i < 11; i++) {
		bool answer;

		CHECK_INT(calendar_is_workday(&calendar, day_of(2026, 1, 1 + i),
				  &answer, &err),
			0);
		CHECK_INT(answer, want[i]);
	}
}

static void
a_year_without_rows_is_an_error(void)
{
	const struct calendar calendar = small_calendar();
	const struct calendar empty = { .count = 0 };
	struct err err = ERR_INIT;
	int32_t day;
	bool answer;
	int count;

	CHECK_INT(calendar_is_workday(
			  &calendar, day_of(2027, 1, 4), &answer, &err),
		-1);
	CHECK_INT(err.code, ERR_CONFIG);
	CHECK_TEXT(err.message, "the calendar holds no row of the year 2027");
	CHECK_INT(calendar_is_workday(
			  &calendar, day_of(2025, 12, 31), &answer, &err),
		-1);
	CHECK_INT(
		calendar_is_workday(&empty, day_of(2026, 1, 1), &answer, &err),
		-1);
	CHECK_INT(calendar_add(&calendar, day_of(2026, 12, 31), 1, &day, &err),
		-1);
	CHECK_INT(calendar_between(&calendar, day_of(2026, 12, 30),
			  day_of(2027, 1, 2), &count, &err),
		-1);
}

static void
add_and_between_agree(void)
{
	const struct calendar calendar = small_calendar();
	const int32_t from = day_of(2026, 1, 1);
	struct err err = ERR_INIT;
	int32_t day;
	int count;

	CHECK_INT(calendar_add(&calendar, from, 0, &day, &err), 0);
	CHECK_INT(day, from);
	CHECK_INT(calendar_add(&calendar, from, 2, &day, &err), 0);
	CHECK_INT(day, day_of(2026, 1, 3));
	CHECK_INT(calendar_add(&calendar, from, 3, &day, &err), 0);
	CHECK_INT(day, day_of(2026, 1, 5));
	for (int n = 1; n < 200; n++) {
		CHECK_INT(calendar_add(&calendar, from, n, &day, &err), 0);
		CHECK_INT(calendar_between(&calendar, from, day, &count, &err),
			0);
		CHECK_INT(count, n);
	}
	CHECK_INT(calendar_between(&calendar, from, from, &count, &err), 0);
	CHECK_INT(count, 0);
	CHECK_INT(calendar_between(&calendar, from, from - 9, &count, &err), 0);
	CHECK_INT(count, 0);
}

static void
the_state_councils_years_have_their_days(void)
{
	static const int want[][2] = { { 2020, 249 }, { 2021, 250 },
		{ 2022, 249 }, { 2023, 249 }, { 2024, 251 }, { 2025, 248 },
		{ 2026, 248 } };
	struct arena arena = ARENA_INIT;
	struct csv_reader *reader;
	struct err err = ERR_INIT;
	struct reference ref;
	size_t len;
	char *bytes = slurp(SHARED, &len);

	if (bytes == NULL) {
		puts("SKIPPED: calendar: " SHARED " is not there");
		CU_PASS("skipped");
		return;
	}
	reference_open(&ref, REFERENCE_CALENDAR, &arena);
	CHECK_INT(csv_reader_open(reference_row, &ref, &reader, &err), 0);
	CHECK_INT(csv_reader_feed(reader, bytes, len, &err), 0);
	CHECK_INT(csv_reader_finish(reader, &err), 0);
	CHECK_INT(reference_finish(&ref, &err), 0);
	CHECK_INT(ref.problems.count, 0);
	CHECK_INT(ref.calendar.count, 769);
	for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
		int count = 0;

		/* From the last of December: that day itself counts not. */
		CHECK_INT(calendar_between(&ref.calendar,
				  day_of(want[i][0], 1, 1) - 1,
				  day_of(want[i][0], 12, 31), &count, &err),
			0);
		CHECK_INT(count, want[i][1]);
	}
	csv_reader_close(reader);
	reference_release(&ref);
	arena_release(&arena);
	free(bytes);
}

static const struct test tests[] = { { "calendar_is_workday knows exceptions",
					     is_workday_knows_exceptions },
	{ "a year without rows is an error", a_year_without_rows_is_an_error },
	{ "calendar_add and calendar_between agree", add_and_between_agree },
	{ "the State Council's years have their days",
		the_state_councils_years_have_their_days },
	{ NULL, NULL } };

const struct suite test_calendar = { "model/calendar", tests };
