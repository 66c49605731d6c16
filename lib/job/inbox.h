#ifndef JOB_INBOX_H
#define JOB_INBOX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "io/file.h"

/*
 * The files of an inbox, and with which of several nights each comes.
 *
 * A part of a file (a zip has several) belongs to the last day that it tells
 * of: that of its period or of its last row, else the day in its name.  What
 * is older than the first night comes with the first one; what is younger
 * than the last, or tells no day at all, with the last one.
 */

struct err;
struct job_ui;
struct read_part;
struct session;

/* A file: its nights stand in inbox.nights, one for each of its parts. */
struct inbox_file {
	const char *path;
	size_t first, count;
};

struct inbox {
	struct arena *arena;
	struct {
		VEC(struct inbox_file); /* by path */
	} files;
	struct {
		VEC(int32_t);
	} nights; /* of the parts; none: all come with one night */
};

/** inbox_open(inbox, folder, err): list it, and the folders in it. */
int inbox_open(struct inbox *inbox, const char *folder, struct err *err);

/** inbox_spread(inbox, session, ui, first, last, err): read every file once to
 * see with which of these nights it comes. */
int inbox_spread(struct inbox *inbox, struct session *session,
	const struct job_ui *ui, int32_t first, int32_t last, struct err *err);

/** inbox_paths(inbox, night, paths, err): the files of which anything comes
 * with ${night}. */
int inbox_paths(const struct inbox *inbox, int32_t night,
	struct file_names *paths, struct err *err);

/** inbox_wants(inbox, night, part): whether that part does. */
bool inbox_wants(
	const struct inbox *inbox, int32_t night, const struct read_part *part);

#endif
