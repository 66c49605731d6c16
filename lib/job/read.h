#ifndef JOB_READ_H
#define JOB_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "format/format.h"

/*
 * Walking an input file: open it, take its parts one by one (a zip has
 * several), find the format of each, feed it.  Shared by parse and import.
 *
 * What is wrong with one part does not keep the others from being read: the
 * handler's end() is told, and decides.  What is wrong with the machine (the
 * database, memory, an interruption) stops at once.
 */

struct err;
struct job_ui;

struct read_part {
	const char *path;     /* of the file */
	const char *name;     /* of the part: for messages and lists;
			       * "inbox.zip/bill.csv", "bill.csv" */
	const char *own_name; /* without folders and archive: "bill.csv" */
	int number;	      /* within the file, from 1 */
	const struct format *format; /* NULL: not recognised */
};

struct read_handler {
	void *ctx;

	/* Whether a part is to be read at all, also one that never begins;
	 * NULL: every one is. */
	bool (*wants)(void *ctx, const struct read_part *part);

	/* A part begins, its format is known: fill in ${sink}. */
	int (*begin)(void *ctx, const struct read_part *part, struct sink *sink,
		struct err *err);

	/* All decompressed bytes of the part, also of one that is refused,
	 * the first of them before begin(); may be NULL. */
	int (*bytes)(void *ctx, const char *bytes, size_t len, struct err *err);

	/* The part is over, also one that never began (a format that is not
	 * recognised, an archive that is damaged).  ${failure} is NULL, or
	 * why it is refused, its message with name and place in front.  -1
	 * stops the walk. */
	int (*end)(void *ctx, const struct read_part *part,
		const struct err *failure, struct err *err);
};

/** read_file(path, as, handler, ui, err): walk the file at ${path}, "-" is
 * standard input; ${as} is a format's name, or NULL: found by the content. */
int
read_file(const char *path, const char *as, const struct read_handler *handler,
	const struct job_ui *ui, struct err *err);

/** read_is_refusal(err): whether ${err} is about the input, not the machine. */
int read_is_refusal(const struct err *err);

#endif
