#include "suite.h"

#include "base/err.h"
#include "model/day.h"

#include <string.h>

static void
of_knows_the_calendar(void)
{
	static const struct {
		int year, month, day;
		int32_t want;
	} cases[] = {
		{ 1970, 1, 1, 0 },
		{ 1969, 12, 31, -1 },
		{ 2000, 2, 29, 11016 },
		{ 2026, 11, 23, 20780 },
		{ 1900, 1, 1, -25567 },
		{ 2100, 2, 29, DAY_NONE },
		{ 2026, 2, 30, DAY_NONE },
		{ 2026, 4, 31, DAY_NONE },
		{ 2026, 13, 1, DAY_NONE },
		{ 2026, 0, 1, DAY_NONE },
		{ 2026, 1, 0, DAY_NONE },
		{ 1899, 12, 31, DAY_NONE },
		{ 3000, 1, 1, DAY_NONE },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		CHECK_INT(day_of(cases[i].year, cases[i].month, cases[i].day),
			cases[i].want);
}

static void
split_undoes_of_on_every_day(void)
{
	const int32_t first = day_of(1900, 1, 1), last = day_of(2999, 12, 31);
	char text[DAY_TEXT_SIZE];
	struct err err = ERR_INIT;
	long wrong = 0;

	for (int32_t day = first; day <= last; day++) {
		int year, month, mday;
		int32_t back;

		day_split(day, &year, &month, &mday);
		wrong += day_of(year, month, mday) != day;
		wrong += day_of_week(day) != (day - first) % 7;
		day_text(day, text);
		wrong += day_parse(text, strlen(text), &back, &err) != 0 ||
			back != day;
	}
	CHECK_INT(wrong, 0); /* 1900-01-01 was a Monday */
	CHECK_INT(day_of_week(day_of(2026, 11, 23)), 0);
	CHECK_INT(day_year(day_of(2026, 12, 31)), 2026);
}

static void
parse_takes_three_forms(void)
{
	static const struct {
		const char *text;
		int32_t want;
	} cases[] = {
		{ "2026-11-23", 20780 },
		{ "20261123", 20780 },
		{ "2026/11/23", 20780 },
		{ "2026-11/23", DAY_NONE },
		{ "2026-1123", DAY_NONE },
		{ "2026-11-3", DAY_NONE },
		{ "2026-02-30", DAY_NONE },
		{ "2026-11-23 ", DAY_NONE },
		{ "2026-11-23T00:00", DAY_NONE },
		{ "", DAY_NONE },
		{ "26-11-23", DAY_NONE },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct err err = ERR_INIT;
		int32_t day = DAY_NONE;

		CHECK_CASE(cases[i].text,
			day_parse(cases[i].text, strlen(cases[i].text), &day,
				&err) == (cases[i].want == DAY_NONE ? -1 : 0));
		CHECK_CASE(cases[i].text, day == cases[i].want);
	}
}

static void
moment_parse_reads_each_case(void)
{
	static const struct {
		const char *text, *want; /* NULL: refused */
	} cases[] = {
		{ "2026-11-23", "2026-11-23" },
		{ "2026-11-23 09:15", "2026-11-23T09:15:00+08:00" },
		{ "2026-11-23T09:15:30", "2026-11-23T09:15:30+08:00" },
		{ "20261123 09:15:30", "2026-11-23T09:15:30+08:00" },
		{ "2026/11/23 23:59:58", "2026-11-23T23:59:58+08:00" },
		{ "2026-11-23 09：15：30", "2026-11-23T09:15:30+08:00" },
		{ "2026-11-23T09:15:30.123", "2026-11-23T09:15:30+08:00" },
		{ "2026-11-23T09:15:30:123", "2026-11-23T09:15:30+08:00" },
		{ "2026-11-23T09:15:30.999999Z", "2026-11-23T17:15:30+08:00" },
		{ "2026-11-23T17:00:00Z", "2026-11-24T01:00:00+08:00" },
		{ "2026-11-23T09:15:30+08:00", "2026-11-23T09:15:30+08:00" },
		{ "2026-11-23T09:15:30+0800", "2026-11-23T09:15:30+08:00" },
		{ "2026-11-23T09:15:30+08", "2026-11-23T09:15:30+08:00" },
		{ "2026-11-23T01:00:00+14:00", "2026-11-22T19:00:00+08:00" },
		{ "2026-11-23T20:00:00-05:30", "2026-11-24T09:30:00+08:00" },
		{ "2026-11-23+08:00", "2026-11-23" },
		{ "2026-12-31T23:00-08:00", "2027-01-01T15:00:00+08:00" },
		{ "2026-11-23 24:00:00", NULL },
		{ "2026-11-23 09:60", NULL },
		{ "2026-11-23 09:15:60", NULL },
		{ "2026-11-23 9:15", NULL },
		{ "2026-11-23  09:15", NULL },
		{ "2026-11-23 09:15:30.", NULL },
		{ "2026-11-23 09:15:30:", NULL },
		{ "2026-11-23 09:15.5", NULL },
		{ "2026-11-23 09", NULL },
		{ "2026-11-23T09:15:30+8", NULL },
		{ "2026-11-23T09:15:30 +08:00", NULL },
		{ "2026-11-23T09:15:30ZZ", NULL },
		{ "2026-02-29 09:15", NULL },
		{ "", NULL },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct moment moment = MOMENT_NONE;
		struct err err = ERR_INIT;
		char text[MOMENT_TEXT_SIZE];
		const int rc = moment_parse(
			cases[i].text, strlen(cases[i].text), &moment, &err);

		CHECK_CASE(cases[i].text, (rc == 0) == (cases[i].want != NULL));
		CHECK_TEXT(moment_text(moment, text),
			cases[i].want == NULL ? "" : cases[i].want);
	}
}

static void
every_cut_of_a_moment_is_survived(void)
{
	static const char text[] = "2026-11-23T09：15:30.123+08:00";
	struct moment moment;
	struct err err = ERR_INIT;

	for (size_t len = 0; len < sizeof(text); len++)
		moment_parse(text, len, &moment, &err);
	CU_PASS("no crash");
}

static void
compare_puts_a_day_before_its_times(void)
{
	static const struct moment moments[] = { { DAY_NONE, NO_TIME },
		{ 10, NO_TIME }, { 10, 0 }, { 10, 86399 }, { 11, NO_TIME } };

	for (int i = 0; i < 5; i++)
		for (int j = 0; j < 5; j++)
			CHECK_INT(moment_compare(moments[i], moments[j]),
				(i > j) - (i < j));
}

static const struct test tests[] = { { "day_of knows the calendar",
					     of_knows_the_calendar },
	{ "day_split undoes day_of on every day",
		split_undoes_of_on_every_day },
	{ "day_parse takes three forms", parse_takes_three_forms },
	{ "moment_parse reads each case", moment_parse_reads_each_case },
	{ "every cut of a moment is survived",
		every_cut_of_a_moment_is_survived },
	{ "moment_compare puts a day before its times",
		compare_puts_a_day_before_its_times },
	{ NULL, NULL } };

const struct suite test_day = { "model/day", tests };
