#ifndef JOB_HEAD_FILES_H
#define JOB_HEAD_FILES_H

#include "job/head_folder.h"

/* The files that a head lists: what came in, as the archive keeps it, what was
 * handed over, reports. */

struct audit_places;

/** head_files_add(arena, home, places, head, err): the files that lie in
 * ${places} now, with their digests. */
int head_files_add(struct arena *arena, const char *home,
	const struct audit_places *places, struct head *head, struct err *err);

/** head_files_check(arena, home, head, taken, fault, ctx, err): compare them
 * with what lies below ${home}.  A file of the outbox that is not there was
 * taken to where it goes: it is counted in ${taken}, and no fault. */
int head_files_check(struct arena *arena, const char *home,
	const struct head *head, long *taken, head_fault_fn *fault, void *ctx,
	struct err *err);

#endif
