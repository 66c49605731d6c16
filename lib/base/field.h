#ifndef BASE_FIELD_H
#define BASE_FIELD_H

#include <stddef.h>

/*
 * A row of a table as a reader hands it on: plain data between lib/io, which
 * reads, and lib/model, which knows what the columns mean.
 */

struct err;

struct csv_field {
	const char *text; /* NUL-terminated */
	size_t len;
	long line, column; /* where it starts: column in characters, from 1 */
};

/* A row; ${line} is the line on which it starts.  -1 stops the reading. */
typedef int csv_row_fn(void *ctx, long line, const struct csv_field *fields,
	size_t count, struct err *err);

#endif
