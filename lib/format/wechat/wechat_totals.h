#ifndef FORMAT_WECHAT_TOTALS_H
#define FORMAT_WECHAT_TOTALS_H

#include <stdint.h>

#include "format/columns.h"

struct err;
struct sink;
struct statement;

/* The last line of a WeChat trade bill: what it says its rows add up to. */

#define WECHAT_COUNT "总交易单数" /* the first column of its header */

/* The headers of totals that are known, ended by NULL. */
extern const char *const wechat_total_layouts[];

/**
 * wechat_totals_check(header, row, sums, sink, st, err):
 * Compare the totals in ${row}, under ${header}, with st->entries and
 * ${sums} (of WECHAT_MONEY columns); tell the sink of each that differs.
 */
int wechat_totals_check(const struct header *header, const struct row *row,
	const int64_t *sums, const struct sink *sink,
	const struct statement *st, struct err *err);

#endif
