#ifndef JOB_REPLAY_H
#define JOB_REPLAY_H

#include <stdint.h>
#include <stdio.h>

struct err;
struct job_ui;

struct job_replay_options {
	const char *kind; /* "fees", "policies" */
	const char *path; /* the changed file; "-": standard input */
	int32_t from, to; /* nights; DAY_NONE: from the first, to the last */
	const char *format;
};

struct job_replay_result {
	int32_t day;	/* as of the night of that day */
	int64_t orders; /* that were looked at */
	int64_t differ;
	int64_t drift; /* whose stored verdict is not the baseline's */
};

/**
 * job_replay(options, ui, out, result, err):
 * What a changed file would have changed: the money of those nights is decided
 * twice, as if none of them had been, once by the data in force after the last
 * of them and once with the file in their place; the orders that come out
 * otherwise go to ${out}.  Stores nothing and takes no lock.
 */
int job_replay(const struct job_replay_options *options,
	const struct job_ui *ui, FILE *out, struct job_replay_result *result,
	struct err *err);

#endif
