/* Charts: what is added up, where marks stand, and that none says a figure
 * that is not its own. */
#include "suite.h"

#include "base/buf.h"
#include "base/err.h"
#include "report/definition.h"
#include "report/series.h"
#include "report/svg.h"

#include <stdio.h>
#include <string.h>

static const struct column columns[] = {
	{ "day", "day", COLUMN_DAY },
	{ "in_fen", "credit", COLUMN_FEN },
	{ "count", "count", COLUMN_INT },
};

static const struct chart bars = { CHART_BAR, "money & more", 0, { 1 }, 1 };
static const struct chart lines = { CHART_LINE, "both", 0, { 1, 2 }, 2 };

static void
add(struct series *series, const char *day, int64_t fen, int64_t count)
{
	const struct field fields[] = { field_text(day), field_int(fen),
		field_int(count) };
	struct err err = ERR_INIT;

	CHECK_INT(series_add(series, fields, &err), 0);
}

static void
groups(void)
{
	struct series series;

	series_init(&series, &lines);
	add(&series, "2026-11-16", 100, 1);
	add(&series, "2026-11-17", -50, 2);
	add(&series, "2026-11-16", 11, 3);
	CHECK_INT(series.groups.count, 2);
	CHECK_TEXT(series.groups.at[0].name, "2026-11-16");
	CHECK_INT(series.groups.at[0].values[0], 111);
	CHECK_INT(series.groups.at[0].values[1], 4);
	CHECK_INT(series.groups.at[1].values[0], -50);
	series_release(&series);
}

static void
sums_that_do_not_fit(void)
{
	struct series series;

	series_init(&series, &bars);
	add(&series, "a", INT64_MAX, 0);
	add(&series, "a", INT64_MAX, 0);
	CHECK_INT(series.groups.at[0].values[0], INT64_MAX);
	series_release(&series);
}

/* The last two months of many days. */
static void
many_groups(void)
{
	struct series series;
	char name[16];

	series_init(&series, &bars);
	for (int i = 0; i < 100; i++) {
		snprintf(name, sizeof(name), "d%03d", i);
		add(&series, name, i, 0);
	}
	CHECK_INT(series_first(&series), 100 - SERIES_SHOWN);
	series_release(&series);
}

static const char *
drawn(struct buf *buf, const struct chart *chart, int64_t a, int64_t b)
{
	struct series series;

	series_init(&series, chart);
	add(&series, "one", a, 1);
	add(&series, "<two>", b, 2);
	buf_clear(buf);
	svg_chart(buf, &series, columns);
	series_release(&series);
	return buf_text(buf);
}

/* 200.00 is the top (16), 0 the bottom (212): 100.00 stands in the middle. */
static void
bars_stand_in_scale(void)
{
	struct buf buf = BUF_INIT;
	const char *text = drawn(&buf, &bars, 20000, 10000);

	CU_ASSERT_PTR_NOT_NULL(strstr(text, "money &amp; more"));
	CU_ASSERT_PTR_NOT_NULL(strstr(text,
		"y=\"16\" width=\"240\" "
		"height=\"196\" data-group=\"one\" data-column=\"in_fen\" "
		"data-value=\"20000\"><title>one credit: 200.00</title>"));
	CU_ASSERT_PTR_NOT_NULL(strstr(text,
		"y=\"114\" width=\"240\" "
		"height=\"98\" data-group=\"&lt;two&gt;\""));
	CU_ASSERT_PTR_NULL(strstr(text, "<two>"));
	buf_release(&buf);
}

/* -100.00 hangs from the line of 0 as far as 100.00 rises above it. */
static void
bars_below_zero(void)
{
	struct buf buf = BUF_INIT;
	const char *text = drawn(&buf, &bars, 10000, -10000);

	CU_ASSERT_PTR_NOT_NULL(strstr(text,
		"y=\"16\" width=\"240\" height=\"98\" data-group=\"one\""));
	CU_ASSERT_PTR_NOT_NULL(strstr(text,
		"y=\"114\" width=\"240\" height=\"98\" data-group=\"&lt;two"));
	buf_release(&buf);
}

static void
lines_of_two(void)
{
	struct buf buf = BUF_INIT;
	const char *text = drawn(&buf, &lines, 5, 3);

	CU_ASSERT_PTR_NOT_NULL(strstr(text, "<polyline class=\"l0\""));
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "<polyline class=\"l1\""));
	CU_ASSERT_PTR_NOT_NULL(strstr(text,
		"data-column=\"count\" "
		"data-value=\"2\""));
	buf_release(&buf);
}

/* Nothing to scale by, and as much as there is: marks stay in the picture. */
static void
extremes(void)
{
	static const int64_t values[][2] = { { 0, 0 },
		{ INT64_MAX, INT64_MIN + 1 }, { INT64_MIN, INT64_MIN },
		{ INT64_MAX, INT64_MAX } };
	struct buf buf = BUF_INIT;

	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++) {
		const char *at = drawn(&buf, &bars, values[i][0], values[i][1]);
		int y, height;

		for (; (at = strstr(at, "<rect ")) != NULL; at++) {
			CHECK_INT(
				sscanf(strstr(at, " y="), " y=\"%d\"", &y), 1);
			CHECK_INT(sscanf(strstr(at, " height="),
					  " height=\"%d\"", &height),
				1);
			CU_ASSERT(y >= 16 && height >= 0 && y + height <= 212);
		}
	}
	buf_release(&buf);
}

static void
no_rows(void)
{
	struct series series;
	struct buf buf = BUF_INIT;

	series_init(&series, &bars);
	svg_chart(&buf, &series, columns);
	CHECK_TEXT(buf_text(&buf), "");
	series_release(&series);
}

static const struct test tests[] = {
	{ "series adds up by group, in the order of the groups", groups },
	{ "series keeps a sum that does not fit at the largest number",
		sums_that_do_not_fit },
	{ "series shows the last of many groups", many_groups },
	{ "svg draws bars in scale, with their figures", bars_stand_in_scale },
	{ "svg draws what is below zero below the line", bars_below_zero },
	{ "svg draws a line for each value", lines_of_two },
	{ "svg keeps every mark within the picture", extremes },
	{ "svg draws nothing of no rows", no_rows },
	{ NULL, NULL },
};

const struct suite test_svg = { "report/svg", tests };
