#ifndef REPORT_TABLE_H
#define REPORT_TABLE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * An answer of rows and columns, as plain data: what a writer (writer.h)
 * prints as a table for people, as CSV or as JSON.
 */

enum column_type {
	COLUMN_TEXT, /* as it is */
	COLUMN_INT,  /* a number */
	COLUMN_FEN,  /* fen; yuan with two decimals in tables */
	COLUMN_DAY,  /* YYYY-MM-DD; a date in workbooks */
	COLUMN_NOTE  /* a note (model/note.h); translated for people only */
};

struct column {
	const char *name;  /* CSV header and JSON key, contract.md */
	const char *title; /* N_(): heading of a table */
	enum column_type type;
};

/* A value: a number for COLUMN_INT and COLUMN_FEN, else a text. */
struct field {
	bool null; /* a text is then "", a number null */
	int64_t number;
	const char *text; /* NUL-terminated UTF-8, borrowed */
};

static inline bool
column_is_number(const struct column *column)
{
	return column->type == COLUMN_INT || column->type == COLUMN_FEN;
}

#define field_text(s) ((struct field){ .text = (s) })
#define field_int(n) ((struct field){ .number = (n) })
#define field_null() ((struct field){ .null = true })

#endif
