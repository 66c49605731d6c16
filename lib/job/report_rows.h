#ifndef JOB_REPORT_ROWS_H
#define JOB_REPORT_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "model/day.h"

/*
 * The rows of a report (report/definition.h), and of which days they are.
 *
 * A report tells of days, or how things stood when a day was closed: as the
 * facts were that the closing knew, so that a closed day prints the same for
 * ever; or, if it comes from a source, how things stand now.
 */

struct db;
struct err;
struct report;

struct report_days {
	int32_t from, to;		  /* DAY_NONE: not known yet */
	char span[2 * DAY_TEXT_SIZE + 4]; /* for people */
};

/** report_rows_days(db, report, from, to, days, err): the days of a report
 * where those are asked for, DAY_NONE where none is: the last day that was
 * closed, and as many before it as the report shows.  ERR_USAGE where it does
 * not tell of such days. */
int report_rows_days(struct db *db, const struct report *report, int32_t from,
	int32_t to, struct report_days *days, struct err *err);

/** report_rows_is_of_days(report): whether it has rows of each of many days. */
bool report_rows_is_of_days(const struct report *report);

/** report_rows_night(report, day, days): those in the folder of the night of
 * ${day}, at which the books stand. */
void report_rows_night(
	const struct report *report, int32_t day, struct report_days *days);

/* Where a report goes, in a format of report/writer.h. */
struct report_out {
	const char *format;
	FILE *out;
};

#define REPORT_OUTS_MAX 3

/** report_rows_write(db, report, days, outs, count, err): all of it, to each
 * of ${outs}; its query runs once. */
int report_rows_write(struct db *db, const struct report *report,
	const struct report_days *days, const struct report_out *outs,
	size_t count, struct err *err);

#endif
