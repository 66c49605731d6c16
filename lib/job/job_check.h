#ifndef JOB_CHECK_H
#define JOB_CHECK_H

#include <stdbool.h>
#include <stdio.h>

struct err;

struct job_check_options {
	const char *profile; /* a file */
	const char *file;    /* a statement of that bank */
	const char *format;  /* how to print */
};

/**
 * job_check(options, out, refused, err):
 * Say what a profile makes of a file: where each of its columns is, what the
 * statements add up to, the first movements; nothing is stored.  ${refused}
 * tells that the file was not understood, or that its totals disagree: the
 * last row says why.
 */
int job_check(const struct job_check_options *options, FILE *out,
	bool *refused, struct err *err);

#endif
