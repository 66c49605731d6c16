#ifndef MODEL_COLUMN_H
#define MODEL_COLUMN_H

#include <stddef.h>

#include "model/ident.h"

/*
 * The columns of a file of reference data, as data: which name, where its
 * value goes in the row's struct, and what a cell may hold.
 *
 * A cell comes trimmed, in half width (unless COLUMN_FREE) and not empty: an
 * empty one leaves the struct's default, or is an error (COLUMN_FILLED).  A
 * column may be left out of a file if its cells may be empty and it is not
 * COLUMN_NEEDED; that is warned of, unless it is an extra one.
 */

struct err;

enum column_flags {
	COLUMN_FILLED = 1 << 0, /* no cell may be empty */
	COLUMN_EXTRA = 1 << 1,	/* "may be there too" (contract.md) */
	COLUMN_FREE = 1 << 2,	/* text of people, kept as written */
	COLUMN_ANY = 1 << 3,	/* the word "any" is taken too */
	COLUMN_NEEDED = 1 << 4, /* not to be left out, though cells may be
				   empty: too much rests on it */
	COLUMN_SECRET = 1 << 5	/* wiped from memory when it is wrong */
};

struct column;

/* Read ${text}, which lives as long as the row, into ${out}: 0, 1 with a
 * warning or -1 with an error in ${err}, as in ident.h. */
typedef int
column_fn(const struct column *column, char *text, void *out, struct err *err);

struct column {
	const char *name;
	column_fn *parse;
	size_t offset;		  /* of the value in the row's struct */
	unsigned flags;		  /* enum column_flags */
	int min, max;		  /* column_int */
	const char *const *names; /* column_word, column_enum */
	int names_count;
	ident_fn *ident; /* column_ident */
};

column_fn column_text;	 /* const char *: any text */
column_fn column_code;	 /* const char *: 1 to 64 of A-Z a-z 0-9 - _ */
column_fn column_ident;	 /* const char *: what column->ident takes */
column_fn column_word;	 /* const char *: one of column->names */
column_fn column_enum;	 /* an enum: the index in column->names */
column_fn column_int;	 /* int: column->min to column->max */
column_fn column_yes_no; /* bool */
column_fn column_money;	 /* int64_t: fen, not negative */
column_fn column_day;	 /* int32_t */
column_fn column_moment; /* struct moment */
column_fn column_rate;	 /* int: a decimal from 0 to 1, in 1/10000 */

#endif
