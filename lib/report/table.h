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
	COLUMN_NOTE  /* a note (model/note.h); translated in tables only */
};

struct column {
	const char *name;  /* CSV header and JSON key, contract.md */
	const char *title; /* N_(): heading of a table */
	enum column_type type;
};

/* A value: a text for COLUMN_TEXT and COLUMN_NOTE, else a number. */
struct field {
	bool null; /* a text is then "", a number null */
	int64_t number;
	const char *text; /* NUL-terminated UTF-8, borrowed */
};

#define field_text(s) ((struct field){ .text = (s) })
#define field_int(n) ((struct field){ .number = (n) })
#define field_null() ((struct field){ .null = true })

#endif
