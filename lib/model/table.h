#ifndef MODEL_TABLE_H
#define MODEL_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/field.h"
#include "model/column.h"
#include "model/problem.h"

/*
 * A table with a header row: columns in any order, each at most once, none
 * that is unknown, none missing that must be filled.
 *
 * What is wrong goes to a list of problems, with its place; the functions
 * return -1 only when the work itself fails (memory).
 */

#define TABLE_COLUMNS_MAX 64

struct arena;
struct err;

struct table {
	const char *name; /* as messages call it: "fees" */
	const struct column *columns;
	size_t count;
	struct problems *problems;

	bool begun;		   /* the header was read */
	bool broken;		   /* and no row can be understood */
	size_t fields;		   /* of the header */
	int at[TABLE_COLUMNS_MAX]; /* field of each column, or -1 */
};

/* A row while it is read and checked. */
struct table_row {
	const struct table *table;
	long line;
	const struct csv_field *fields;
	bool refused; /* an error was reported */
};

/** table_header(table, line, fields, count, err): learn the columns. */
int table_header(struct table *table, long line, const struct csv_field *fields,
	size_t count, struct err *err);

/** table_is_blank(fields, count): a row of empty cells, as spreadsheets leave
 * behind the last one. */
bool table_is_blank(const struct csv_field *fields, size_t count);

/** table_read(row, count, arena, out, err): the cells of ${row} into the
 * struct ${out}, which holds the defaults; texts in ${arena}. */
int table_read(struct table_row *row, size_t count, struct arena *arena,
	void *out, struct err *err);

/** table_report(row, column, warning, err, format, ...): a problem of that
 * column's cell; an error refuses the row. */
int table_report(struct table_row *row, const char *column, bool warning,
	struct err *err, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

/** table_column_of(row, column): where that cell begins, 1 if there is none. */
long table_column_of(const struct table_row *row, const char *column);

#endif
