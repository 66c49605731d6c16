#ifndef JOB_REPORT_H
#define JOB_REPORT_H

#include <stdint.h>
#include <stdio.h>

/*
 * Reports: answers over days.  What a report is, and how to add one, stands in
 * report/definition.h.
 */

struct err;

struct job_report_options {
	const char *report; /* its name */
	const char *format; /* table, csv, json, xlsx, html */
	int32_t from, to;   /* DAY_NONE: report_rows.h */
};

/** job_report(options, out, err): print a report on ${out}. */
int job_report(
	const struct job_report_options *options, FILE *out, struct err *err);

#endif
