#ifndef IO_FOLDER_H
#define IO_FOLDER_H

#include <stdio.h>

/*
 * Folders of our own: made whole or not at all.  One that is there already is
 * exchanged in one step (renameat2(2)), so a reader sees the old one or the
 * new one; what was in the old one goes.  Its files lie directly in it.
 */

struct err;
struct folder_draft;

/** folder_draft_open(path, draft, err): a new, empty folder beside ${path},
 * under a hidden name; what a process that was killed left there goes.  Nobody
 * else may be making the same one.  Closed by folder_draft_close(). */
int folder_draft_open(
	const char *path, struct folder_draft **draft, struct err *err);

/** folder_draft_create(draft, name, out, err): a file in it, mode 0640. */
int folder_draft_create(struct folder_draft *draft, const char *name,
	FILE **out, struct err *err);

/** folder_draft_finish(out, err): sync a file and close it, also when that
 * fails. */
int folder_draft_finish(FILE *out, struct err *err);

/** folder_draft_commit(draft, err): sync it, give it its name. */
int folder_draft_commit(struct folder_draft *draft, struct err *err);

/** folder_draft_close(draft): what was not committed goes. */
void folder_draft_close(struct folder_draft *draft);

#endif
