#ifndef JOB_IMPORT_FILES_H
#define JOB_IMPORT_FILES_H

#include <stdint.h>

#include "job/job_import.h"
#include "job/session.h"

/*
 * Taking in files of bills and statements: each in a transaction of its own,
 * all or nothing; shared by import and nightly.
 */

struct err;
struct inbox;
struct job_ui;

struct import {
	struct session *session;
	const struct job_ui *ui;
	const char *as, *account;	/* what a person said, or NULL */
	int32_t date;	/* of bills without rows or a day; DAY_NONE */
	bool dry_run;
	const char *command;	/* of the run that the rows carry */
	int32_t run_day;
	const struct inbox *inbox;	/* take what comes with run_day;
					 * NULL: everything */
	struct job_import_result *result;
	int *run_id;	/* set to the run once a row was written */
};

/** import_files(import, paths, count, err): in an order that does not depend
 * on names: by digest.  A refused file is counted, not an error. */
int import_files(const struct import *import, const char *const *paths,
	size_t count, struct err *err);

#endif
