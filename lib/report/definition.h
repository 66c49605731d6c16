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
 * 1. sql/queries/report/QUERY.sql: its params are from_day and to_day, both
 *    may be null; its order is total.
 * 2. reports/NAME/report.def, line by line (a TAB after the first word; the
 *    words after " | " are what Chinese readers see):
 *
 *	title	ENGLISH | CHINESE
 *	about	ENGLISH | CHINESE		one sentence, under the title
 *	query	QUERY
 *	column	NAME TYPE	ENGLISH | CHINESE	in the query's order
 *	total	NAME...			columns that are added up
 *	chart	bar|line BY VALUE[,VALUE]	ENGLISH | CHINESE
 *
 *    TYPE is text, int, fen, day or note (report/table.h).
 * 3. docs/man/yifen-report.1, and an expected output in tests/cli.
 *
 * A name that the query lacks, or a type that is not its column's, fails
 * tests/db/test_reports.c.
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

struct report {
	const char *name;
	const char *title; /* N_() */
	const char *about; /* N_() */
	int query;	   /* enum sql_id */
	const struct column *columns;
	const bool *totals; /* of each column: whether it is added up */
	size_t count;
	const struct chart *charts;
	size_t chart_count;
};

/* In the order of their names; the last one has none. */
extern const struct report reports[];

/* reports/style.css */
extern const char report_style[];

/** report_find(name): or NULL. */
const struct report *report_find(const char *name);

#endif
