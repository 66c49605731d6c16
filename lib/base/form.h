#ifndef BASE_FORM_H
#define BASE_FORM_H

#include "base/vec.h"

/*
 * A sheet of somebody else's workbook that is to be filled: row 2 says a rule
 * for each column, row 3 its header, data begin in row 4.  Plain data between
 * lib/io, which reads and fills it, and lib/handout, which knows what the
 * columns mean.
 */

struct err;

/* Texts are never NULL. */
struct form_column {
	const char *header, *rule; /* as they stand there */
	const char *list; /* of its validation: "甲,乙"; "" if there is none */
	const char *style; /* of its cells, a number; "" if there is none */
};

struct form_sheet {
	VEC(struct form_column); /* from column A on, without gaps */
};

/* Gives the next row: a text for each column, NULL for a blank cell; the
 * texts live until the next call.  1, 0 at the end, -1. */
typedef int form_row_fn(void *ctx, const char *const **cells, struct err *err);

struct form_rows {
	form_row_fn *next;
	void *ctx;
};

#endif
