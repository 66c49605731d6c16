#ifndef JOB_REPORT_H
#define JOB_REPORT_H

#include <stdint.h>
#include <stdio.h>

/*
 * Reports: answers over days.  What a report is, and how to add one, stands in
 * report/definition.h.
 */

struct db;
struct err;
struct report;

struct job_report_options {
	const char *report; /* "closing" */
	const char *format; /* table, csv, json, xlsx, html */
	int32_t from, to;   /* DAY_NONE: the last day that was closed */
};

/** job_report(options, out, err): print a report on ${out}. */
int job_report(
	const struct job_report_options *options, FILE *out, struct err *err);

/** job_report_write(db, report, options, out, err): the same within a session
 * that is open. */
int job_report_write(struct db *db, const struct report *report,
	const struct job_report_options *options, FILE *out, struct err *err);

#endif
