#ifndef JOB_NIGHTLY_H
#define JOB_NIGHTLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;
struct job_ui;

struct job_nightly_result;

struct job_nightly_options {
	int32_t date;
	const char *inbox;	/* a folder, or NULL: nothing to import */
	bool one_night;	/* do not catch up the nights before it */
	bool no_reports; /* the same night again writes them */

	/* After each night, also one that failed on its way: what it came
	 * to.  The last one is that of ${date}. */
	void (*ended)(void *ctx, const struct job_nightly_result *night);
	void *ctx;
};

/* More nights are a wrong date, not a pause. */
#define JOB_NIGHTS_MAX 366

#define JOB_COUNTS_MAX 32

/* How many of something, and what they come to. */
struct job_count {
	const char *name;	/* static: a rule, a break kind */
	int64_t count;
	int64_t fen;
};

struct job_counts {
	struct job_count at[JOB_COUNTS_MAX];
	size_t count;
};

/* What the night did to the breaks of a kind. */
struct job_break_count {
	const char *kind;
	int64_t opened, reopened, resolved, persisting;
};

/* What the night came to; amounts are fen, signed as entries are. */
struct job_nightly_result {
	int32_t date;
	int run_id;		/* 0: it did not get so far */
	int files;		/* imported */
	int known_files;	/* nothing new in them */
	int refused_files;	/* quarantined */
	int64_t entries;	/* new */

	struct job_counts matched;	/* entries of this night, by rule */
	struct job_count suspense;	/* that stand in suspense now */

	int verifications_open;		/* not finished now */
	int verified, failed;		/* in this night */
	int releases_queued, releases_held;	/* now */

	struct job_counts breaks;	/* open now, by kind */
	int open_breaks;
	struct {
		struct job_break_count at[JOB_COUNTS_MAX];
		size_t count;
	} breaks_tonight;
	int become_breaks;	/* with the next night; -1: not known */
	int64_t residual;		/* 0, or the run is red */
	int faults;	/* figures that the facts contradict: red, too */
};

/**
 * job_nightly(options, ui, err):
 * The main job.  Where the books stand more than a day before the date, the
 * nights between are done first, in order, each a run of its own; so is the
 * rest of one that was killed.  ERR_RESIDUAL does not keep later nights from
 * being done.
 */
int job_nightly(const struct job_nightly_options *options,
	const struct job_ui *ui, struct err *err);

#endif
