#ifndef REPORT_DEFINITION_H
#define REPORT_DEFINITION_H

#include <stdbool.h>
#include <stddef.h>

#include "report/table.h"

/*
 * Reports are data: reports/NAME/report.def, embedded at build by
 * reports/embed.awk as a row of reports[].
 *
 * To add a report
 * ---------------
 * 1. sql/queries/report/QUERY.sql, in a total order.  Its params are
 *    "from_day date, to_day date" (rows of days), or "to_day date" alone (how
 *    things stood when that day was closed).
 * 2. reports/NAME/report.def, line by line (a TAB after the first word; the
 *    words after " | " are what Chinese readers see):
 *
 *	title	ENGLISH | CHINESE
 *	about	ENGLISH | CHINESE		one sentence, under the title
 *	empty	ENGLISH | CHINESE		what no row means, if that is good news
 *	query	QUERY
 *	window	DAYS|month			without --from; else 1;
 *						month: from its first day on
 *	column	NAME TYPE	ENGLISH | CHINESE	in the query's order
 *	total	NAME...			columns that are added up
 *	chart	bar|line BY VALUE[,VALUE]	ENGLISH | CHINESE
 *	word	ENGLISH | CHINESE		what a note column may say
 *
 *    TYPE is text, int, fen, day or note (report/table.h).  Rows that no
 *    statement makes alone come from "source pending|overdue" in place of a
 *    query (job/report_rows.c).
 * 3. reports/NAME/page.html, where its page is more than the report itself:
 *    HTML with {{section NAME}}, {{say ENGLISH | CHINESE}} and {{links}} (to
 *    the files beside it).  A template has no logic.
 * 4. docs/reports.md, docs/man/yifen-report.1, and an expected output in
 *    tests/cli/reports.
 *
 * A nightly writes every report (job/report_folder.h).  A name that the query
 * lacks, or a type that is not its column's, fails tests/db/test_reports.c.
 */

enum chart_kind {
	CHART_BAR,
	CHART_LINE
};

#define CHART_SERIES_MAX 4

struct chart {
	enum chart_kind kind;
	const char *title;
	size_t by; /* the column that names a group */
	size_t values[CHART_SERIES_MAX]; /* numbers, added up by group */
	size_t count;
};

/* Without --from: not so many days, but from the first day of the month on. */
#define WINDOW_MONTH (-1)

/* Where rows come from. */
enum report_source {
	REPORT_QUERY,
	REPORT_PENDING, /* how things stand now: no past day can be asked for */
	REPORT_OVERDUE
};

enum page_kind {
	PAGE_END,
	PAGE_TEXT,    /* HTML, as it is */
	PAGE_SAY,     /* N_(), escaped */
	PAGE_SECTION, /* of the report with that name */
	PAGE_LINKS    /* to every report's files */
};

struct page_part {
	enum page_kind kind;
	const char *text;
};

struct report {
	const char *name;
	const char *title; /* N_() */
	const char *about; /* N_() */
	const char *empty; /* N_() */
	enum report_source source;
	int query;  /* enum sql_id, of REPORT_QUERY */
	int window; /* days, 0: the one that is asked for; or WINDOW_MONTH */
	const struct column *columns;
	const bool *totals; /* of each column: whether it is added up */
	size_t count;
	const struct chart *charts;
	size_t chart_count;
	const struct page_part *page;
};

/* In the order of their names; the last one has none. */
extern const struct report reports[];

/* reports/style.css */
extern const char report_style[];

/** definition_find(name): or NULL. */
const struct report *definition_find(const char *name);

#endif
