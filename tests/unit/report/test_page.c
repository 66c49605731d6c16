/* Sections and pages, and what a hostile text is in them; totals of tables. */
#include "suite.h"

#include "base/err.h"
#include "report/definition.h"
#include "report/page.h"
#include "report/writer.h"

#include <stdlib.h>
#include <string.h>

static const struct column columns[] = {
	{ "name", "name", COLUMN_TEXT },
	{ "amount_fen", "amount", COLUMN_FEN },
	{ "day", "day", COLUMN_DAY },
};
static const bool totals[] = { false, true, false };
static const struct page_part plain[] = { { PAGE_END, NULL } };
static const struct report small = { .name = "small",
	.title = "<small>",
	.about = "about & more",
	.empty = "no row",
	.columns = columns,
	.totals = totals,
	.count = 3,
	.page = plain };

/* What ${format} makes of ${count} rows of that name and amount. */
static char *
written(const char *format, const char *name, int64_t fen, int count,
	size_t *len)
{
	const struct field fields[] = { field_text(name), field_int(fen),
		field_text("2026-11-16") };
	struct err err = ERR_INIT;
	struct writer writer;
	char *text = NULL;
	FILE *out = open_memstream(&text, len);

	CHECK_INT(writer_open_report(&writer, format, &small, "2026-11-16",
			  20773, out, &err),
		0);
	for (int i = 0; i < count; i++)
		CHECK_INT(writer_row(&writer, fields, &err), 0);
	CHECK_INT(writer_end(&writer, &err), 0);
	writer_close(&writer);
	fclose(out);
	return text;
}

static void
section(void)
{
	size_t len;
	char *text = written("html", "<b>\"x\"&'", -1, 2, &len);

	CU_ASSERT_PTR_NOT_NULL(strstr(text, "about &amp; more"));
	CU_ASSERT_PTR_NOT_NULL(strstr(text,
		"<td data-label=\"name\">&lt;b&gt;&quot;x&quot;&amp;&#39;</td>"
		"<td data-label=\"amount\" class=\"n minus\">-0.01</td>"));
	CU_ASSERT_PTR_NOT_NULL(strstr(text,
		"<tfoot><tr><td>total</td>"
		"<td data-label=\"amount\" class=\"n minus\">-0.02</td>"));
	CU_ASSERT_PTR_NULL(strstr(text, "<b>"));
	free(text);
	text = written("html", "", 0, 0, &len);
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "<p class=\"none\">no row</p>"));
	CU_ASSERT_PTR_NULL(strstr(text, "<table>"));
	free(text);
}

/* A browser is not given everything; the totals are of all rows. */
static void
long_section(void)
{
	size_t len;
	char *text = written("html", "x", 100, 2500, &len);
	int rows = 0;

	for (const char *p = text; (p = strstr(p, "<tr><td data")) != NULL; p++)
		rows++;
	CHECK_INT(rows, 2000);
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "The first 2000 of 2500 rows"));
	CU_ASSERT_PTR_NOT_NULL(strstr(text, ">2500.00<"));
	free(text);
}

/* csv and json are the rows alone. */
static void
totals_are_for_people(void)
{
	size_t len;
	char *text = written("table", "x", INT64_C(12345), 2, &len);

	CU_ASSERT_PTR_NOT_NULL(strstr(text, "\ntotal  246.90\n"));
	free(text);
	text = written("csv", "x", INT64_C(12345), 2, &len);
	CHECK_TEXT(text,
		"name,amount_fen,day\nx,12345,2026-11-16\n"
		"x,12345,2026-11-16\n");
	free(text);
}

/* A sum that does not fit is not said. */
static void
broken_total(void)
{
	size_t len;
	char *text = written("table", "x", INT64_MAX, 2, &len);

	CU_ASSERT_PTR_NOT_NULL(strstr(text, "\ntotal\n"));
	free(text);
}

static void
workbooks_are_the_same(void)
{
	size_t len, again;
	char *one = written("xlsx", "=1+1", 5, 3, &len);
	char *two = written("xlsx", "=1+1", 5, 3, &again);

	CU_ASSERT(len > 4 && memcmp(one, "PK\3\4", 4) == 0);
	CU_ASSERT(len == again && memcmp(one, two, len) == 0);
	free(one);
	free(two);
}

/* --- pages --- */

static int
put_section(void *ctx, const struct report *report, struct err *err)
{
	(void)err;
	fprintf(ctx, "[%s]", report->name);
	return 0;
}

static char *
page_of(const struct report *report, bool links, int want)
{
	struct err err = ERR_INIT;
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);
	const struct page page = { report, "2026-11-16", links, out,
		put_section, out };

	CHECK_INT(page_write(&page, &err), want);
	fclose(out);
	return text;
}

static void
pages(void)
{
	const struct report *night = definition_find(PAGE_INDEX);
	char *text = page_of(&small, false, 0);

	CU_ASSERT_PTR_NOT_NULL(strstr(text, "<h1>&lt;small&gt; <small>"));
	CU_ASSERT_PTR_NULL(strstr(text, "<script"));
	free(text);
	CU_ASSERT_PTR_NOT_NULL_FATAL(night);
	text = page_of(night, true, 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "<section id=\"night\">\n[night]"));
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "</h2>\n[aging]"));
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "href=\"closing.html\""));
	CU_ASSERT_PTR_NULL(strstr(text, "href=\"night.html\""));
	free(text);
	text = page_of(night, false, 0);
	CU_ASSERT_PTR_NULL(strstr(text, "href="));
	free(text);
}

static void
page_without_its_section(void)
{
	static const struct page_part parts[] = { { PAGE_SECTION, "nothing" },
		{ PAGE_END, NULL } };
	struct report lost = small;

	lost.page = parts;
	free(page_of(&lost, false, -1));
}

static const struct test tests[] = {
	{ "writer html escapes texts and adds totals", section },
	{ "writer html shows the first rows of many", long_section },
	{ "writers add totals for people only", totals_are_for_people },
	{ "writer says no total that does not fit", broken_total },
	{ "writer xlsx makes the same bytes of the same rows",
		workbooks_are_the_same },
	{ "page has its sections, and links where files are", pages },
	{ "page refuses a section that is not there",
		page_without_its_section },
	{ NULL, NULL },
};

const struct suite test_page = { "report/page", tests };
