#ifndef JOB_REPORT_H
#define JOB_REPORT_H

#include <stdint.h>
#include <stdio.h>

/*
 * Reports: answers over days.
 *
 * To add a report
 * ---------------
 * 1. sql/queries/report/NAME.sql: its rows in a total order, for the days from
 *    $1 to $2 (null: the last day that was closed).
 * 2. lib/job/job_report.c: its columns, its row in reports[].
 * 3. docs/man/yifen-report.1.
 */

struct err;

struct job_report_options {
	const char *report;   /* "closing" */
	const char *format;   /* table, csv, json */
	int32_t from, to;     /* DAY_NONE: the last day that was closed */
};

/** job_report(options, out, err): print a report on ${out}. */
int job_report(
	const struct job_report_options *options, FILE *out, struct err *err);

#endif
