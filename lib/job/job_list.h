#ifndef JOB_LIST_H
#define JOB_LIST_H

#include <stddef.h>
#include <stdio.h>

/*
 * Lists: what is in the book, by the columns of contract.md.
 *
 * To add a list
 * -------------
 * 1. sql/queries/list/NAME.sql: its rows in a total order; each filter is a
 *    parameter, null where it is not given.
 * 2. lib/job/job_list.c: its columns, its filters (in the order of the
 *    parameters), its row in lists[].
 * 3. docs/man/yifen-list.1.
 */

struct err;

struct job_filter {
	const char *name; /* "verdict" */
	const char *value;
};

struct job_list_options {
	const char *list;   /* "orders" */
	const char *format; /* table, csv, json */
	const struct job_filter *filters;
	size_t filter_count;
};

/** job_list(options, out, err): print a list on ${out}.  ERR_USAGE if there is
 * no such list, filter or value; the hint names those there are. */
int
job_list(const struct job_list_options *options, FILE *out, struct err *err);

#endif
