#ifndef JOB_REFERENCE_FILE_H
#define JOB_REFERENCE_FILE_H

#include "io/digest.h"
#include "model/reference.h"

/*
 * One file of reference data on its way in: load stores it, replay only tries
 * it, and both refuse the same.
 */

struct err;
struct job_ui;

struct reference_file {
	const char *path; /* "-": standard input */
	const struct job_ui *ui;
	struct arena *arena;
	struct reference reference; /* opened */
	unsigned char sha256[DIGEST_SIZE]; /* of what was read */
};

/** reference_file_read(file, err): all its rows, and the checks of the whole.
 * What is wrong with them stands in reference.problems. */
int reference_file_read(struct reference_file *file, struct err *err);

/** reference_file_tell(file, err): each problem as a line of ${ui},
 * "FILE:LINE:COLUMN: message". */
int reference_file_tell(struct reference_file *file, struct err *err);

#endif
