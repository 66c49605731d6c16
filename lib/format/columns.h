#ifndef FORMAT_COLUMNS_H
#define FORMAT_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "io/limits.h"

/*
 * Lines of a channel's bill, split into cells, and header lines, recognised
 * as one of the layouts that are known.
 *
 * These bills are not CSV (formats.md 1.1, 2.2): nothing is quoted, and a text
 * may hold the separator.  So a row is split first, and which column holds the
 * surplus is decided by what still reads as a bill's row.
 *
 * A header must be a known layout, column by column: an unknown, missing,
 * renamed, moved or surplus column is an error that names it.  Only brackets
 * may be full-width or not.
 */

struct err;

#define CELLS_MAX ((size_t)512)
#define CELL_LIMIT limits_size(LIMIT_FIELD) /* bytes */

/* A piece of the row's own copy of the line. */
struct cell {
	char *text;
	size_t len;
};

struct row {
	long line;
	size_t count;
	struct buf copy;
	struct cell cells[CELLS_MAX];
};

/** row_split(row, line, text, len, separator, err): the pieces of ${text}
 * between ${separator}s, of one character or two; at least one.  ERR_LIMIT if
 * they are too many. */
int row_split(struct row *row, long line, const char *text, size_t len,
	const char *separator, struct err *err);

/** row_trim(row): without TABs and blanks at both ends of each cell. */
void row_trim(struct row *row);

/** row_trim_mark(row, mark): without one ${mark} in front of each cell. */
void row_trim_mark(struct row *row, char mark);

/** row_at(row, cell, field, err): put "LINE:COLUMN: field" in front of the
 * message of ${err}, of the place where ${cell} begins; return -1. */
int row_at(const struct row *row, const struct cell *cell, const char *field,
	struct err *err);

void row_release(struct row *row);

/* So many cells more than one belong to that column. */
struct surplus {
	size_t column;
	size_t extra;
};

/** row_join(row, columns, surplus, count, cells): ${cells} are those of the
 * row, the surplus joined to its columns; nothing is written to the texts. */
void row_join(const struct row *row, size_t columns,
	const struct surplus *surplus, size_t count, struct cell *cells);

/** cell_text(cell): the cell, ended by a NUL in place. */
const char *cell_text(struct cell *cell);

/** cell_is(cell, text): whether it is exactly that. */
bool cell_is(const struct cell *cell, const char *text);

/** cell_shown(cell): how many bytes of it to quote in a message. */
int cell_shown(const struct cell *cell);

/** row_at_column(row, cells, names, column, err): the same for a column of the
 * layout ${names}, whose name is the field. */
int row_at_column(const struct row *row, const struct cell *cells,
	const char *names, size_t column, struct err *err);

/** cells_check_size(row, cells, columns, names, err): none over CELL_LIMIT. */
int cells_check_size(const struct row *row, const struct cell *cells,
	size_t columns, const char *names, struct err *err);

/** cells_check_id(row, cells, names, column, err): that cell identifies
 * something: it is not a number that a spreadsheet rounded (6.21E+18). */
int cells_check_id(const struct row *row, const struct cell *cells,
	const char *names, size_t column, struct err *err);

/** cell_check_size, cell_check_id: the same of one cell, whatever the header.
 */
int cell_check_size(const struct row *row, const struct cell *cell,
	const char *field, struct err *err);
int cell_check_id(const struct row *row, const struct cell *cell,
	const char *field, struct err *err);

/* The layout that a header line comes closest to. */
struct header {
	const char *names; /* the layout: "name,name,..." */
	size_t columns;	   /* how many it has */
	size_t common;	   /* as many of the row's first cells fit */
};

/** header_find(layouts, row): ${layouts} ends with NULL and is not empty. */
struct header header_find(const char *const *layouts, const struct row *row);

/** header_fits(header, row): whether the row is that layout exactly. */
bool header_fits(const struct header *header, const struct row *row);

/** header_refuse(header, row, err): say what stands where something else is
 * expected; return -1. */
int header_refuse(
	const struct header *header, const struct row *row, struct err *err);

/** header_place(names, name): the column ${name} of a layout, or -1. */
int header_place(const char *names, const char *name);

/** header_name(names, column, len): the name of a column; it is not ended by
 * a NUL. */
const char *header_name(const char *names, size_t column, size_t *len);

/** cell_is_name(cell, name, len): whether a cell of a header is ${name}, whose
 * brackets are full-width. */
bool cell_is_name(const struct cell *cell, const char *name, size_t len);

/** row_column(row, cell): the character of the line at which it begins. */
long row_column(const struct row *row, const struct cell *cell);

#endif
