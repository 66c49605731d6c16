#ifndef IO_CSV_ROWS_H
#define IO_CSV_ROWS_H

#include <stddef.h>

#include "io/csv.h"

/*
 * The rows of CSV, out of whole lines; io/csv.h says what is accepted, and
 * finds the lines.
 */

struct csv_rows;
struct err;

int csv_rows_open(char separator, csv_row_fn *row, void *ctx,
	struct csv_rows **rows, struct err *err);

/** csv_rows_line(rows, line, text, len, err): one line with its end, if it has
 * one.  After a failure there must be no other call. */
int csv_rows_line(struct csv_rows *rows, long line, const char *text,
	size_t len, struct err *err);

/** csv_rows_finish(rows, err): that was the last line. */
int csv_rows_finish(struct csv_rows *rows, struct err *err);

void csv_rows_close(struct csv_rows *rows);

#endif
