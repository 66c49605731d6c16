#include "book_maker.h"
#include "suite.h"

#include "core/workdays.h"

/* From Friday the 13th of November; Monday the 16th is a holiday, Saturday the
 * 21st a working day. */
static void
days(void)
{
	static const struct {
		const char *today;
		int count;
		bool passed;
	} cases[] = {
		{ "2026-11-12", 0, false },
		{ "2026-11-13", 0, true },
		{ "2026-11-13", 1, false },
		{ "2026-11-14", 1, false },
		{ "2026-11-16", 1, false },
		{ "2026-11-17", 1, true },
		{ "2026-11-17", 2, false },
		{ "2026-11-18", 2, true },
		{ "2026-11-20", 5, false },
		{ "2026-11-21", 5, true },
		{ "2026-11-22", 6, false },
		{ "2026-11-23", 6, true },
		{ "2027-11-23", 6, true },
	};
	static struct calendar_day at[] = { { .workday = false },
		{ .workday = true } };
	const struct calendar calendar = { .at = at, .count = 2 };

	at[0].day = maker_day("2026-11-16");
	at[1].day = maker_day("2026-11-21");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		bool passed = !cases[i].passed;
		struct err err = ERR_INIT;

		CHECK_INT(workdays_passed(&calendar, maker_day("2026-11-13"),
				  cases[i].count, maker_day(cases[i].today),
				  &passed, &err),
			0);
		CHECK_CASE(cases[i].today, passed == cases[i].passed);
	}
}

/* A year of which the calendar says nothing. */
static void
unknown_year(void)
{
	static struct calendar_day at[] = { { .workday = false } };
	const struct calendar calendar = { .at = at, .count = 1 };
	struct err err = ERR_INIT;
	bool passed;

	at[0].day = maker_day("2026-01-01");
	CHECK_INT(workdays_passed(&calendar, maker_day("2026-12-30"), 2,
			  maker_day("2027-01-02"), &passed, &err),
		-1);
	CHECK_INT(err.code, ERR_CONFIG);
}

static const struct test tests[] = {
	{ "workdays_passed counts working days after a day", days },
	{ "workdays_passed wants the calendar of the year", unknown_year },
	{ NULL, NULL },
};

const struct suite test_workdays = { "core/workdays", tests };
