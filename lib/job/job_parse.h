#ifndef JOB_PARSE_H
#define JOB_PARSE_H

#include <stddef.h>
#include <stdio.h>

struct err;
struct job_ui;

struct job_parse_options {
	const char *as; /* a format's name, or NULL */
	const char *const *files;
	size_t count;
};

struct job_parse_result {
	int refused_files; /* unreadable, or their totals disagree */
};

/**
 * job_parse(options, out, ui, result, err):
 * Print what files say as one JSON array, one object a statement, in the keys
 * of contract.md and their order; of a statement too long to be kept (8 MiB
 * of entries) what only its end tells follows the entries.  A file that is
 * not understood and totals that do not agree are lines of ${ui}, and counted
 * in ${result}; a statement whose totals do not agree is printed all the same.
 */
int job_parse(const struct job_parse_options *options, FILE *out,
	const struct job_ui *ui, struct job_parse_result *result,
	struct err *err);

#endif
