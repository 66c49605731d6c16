#ifndef FORMAT_BILL_H
#define FORMAT_BILL_H

#include <stdint.h>

#include "model/entry.h"

/*
 * What a bill proves about itself, told to a sink: totals that are not those
 * of its rows, the chain of its balances, the sums that another document of
 * the same money states too.
 */

struct cell;
struct chain;
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

/** bill_chain(sink, st, chain, field, err): opening and closing of ${st} by the
 * chain of its balances, or both figures to the sink where it breaks. */
int bill_chain(const struct sink *sink, struct statement *st,
	const struct chain *chain, const char *field, struct err *err);

/** bill_state(total, figure, value): the total states it. */
void
bill_state(struct bill_total *total, enum bill_figure figure, int64_t value);

/** bill_tell(sink, st, total, err): hand the sink a total of ${st}, if it
 * wants to know; account and period are filled in here. */
int bill_tell(const struct sink *sink, const struct statement *st,
	struct bill_total *total, struct err *err);

#endif
