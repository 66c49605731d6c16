#ifndef FORMAT_BILL_H
#define FORMAT_BILL_H

#include <stdint.h>

#include "model/entry.h"

/*
 * What a bill proves about itself, told to a sink: totals that are not those
 * of its rows.
 */

struct cell;
struct err;
struct row;
struct sink;

/** bill_disagree(sink, st, line, column, field, said, got, err): tell the sink
 * that the file states ${said} where its rows give ${got}. */
int bill_disagree(const struct sink *sink, const struct statement *st,
	long line, long column, const char *field, const char *said,
	const char *got, struct err *err);

/** bill_count(row, cell, field, count, err): a count of rows, written as 45 or
 * 45.0 (formats.md 1.1, 1.2), not negative. */
int bill_count(const struct row *row, const struct cell *cell,
	const char *field, int64_t *count, struct err *err);

#endif
