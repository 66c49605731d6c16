#ifndef JOB_SUMMARY_H
#define JOB_SUMMARY_H

struct db;
struct err;
struct job_nightly_result;

/** summary_read(db, result, err): what the night came to, of the run in
 * ${result}. */
int summary_read(struct db *db, struct job_nightly_result *result,
	struct err *err);

#endif
