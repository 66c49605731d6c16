#ifndef JOB_LOAD_H
#define JOB_LOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;
struct job_ui;

struct job_load_options {
	const char *kind;	/* orders, fees, policies, channels, ... */
	const char *const *files;	/* "-": standard input */
	size_t count;
	bool partial;	/* take the good rows of a file with bad ones */
};

struct job_load_result {
	int files;		/* taken in */
	int refused_files;	/* refused whole; the rest was done */
	int64_t rows;		/* taken in */
	int64_t refused_rows;	/* of files taken in part */
};

/** job_load(options, ui, result, err): take in reference data.  Each row that
 * fails is a line of ${ui}, "FILE:LINE:COLUMN: message".  0 also when files
 * were refused: ${result} says so. */
int job_load(const struct job_load_options *options, const struct job_ui *ui,
	struct job_load_result *result, struct err *err);

#endif
