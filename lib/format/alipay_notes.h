#ifndef FORMAT_ALIPAY_NOTES_H
#define FORMAT_ALIPAY_NOTES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/*
 * The lines of an Alipay bill that begin with '#': whose it is, its period,
 * and what its rows add up to.  Texts are handed in without the padding of
 * commas that a spreadsheet program leaves (formats.md 2.1).
 */

struct err;
struct sink;
struct statement;

#define ALIPAY_PAID "交易合计"
#define ALIPAY_REFUNDED "退款合计"

/** alipay_account(text, account, err): the merchant of "#账号：[..]": the 16
 * digits before an 0156 at the end of 20, else what stands there. */
int alipay_account(const char *text, struct buf *account, struct err *err);

/**
 * alipay_period(text, from, to, err):
 * "#起始日期：[2017年08月31日 00:00:00]   终止日期：[..]": both days included.
 * The end is exclusive at 00:00:00.  Empty brackets leave DAY_NONE.
 */
int
alipay_period(const char *text, int32_t *from, int32_t *to, struct err *err);

/* What a foot line says: so many rows, so much. */
struct alipay_foot {
	bool seen;
	long line;
	int64_t count;
	int64_t sum; /* fen, not negative: without the sign of a refund */
};

/** alipay_foot(text, foot, err): "#交易合计：3笔，商家实收共9.93元，.." or
 * "#退款合计：1笔，商家实收退款共-9.93元，..". */
int alipay_foot(const char *text, struct alipay_foot *foot, struct err *err);

/* What the rows add up to. */
struct alipay_sum {
	int64_t count;
	int64_t fen; /* not negative */
};

struct alipay_totals {
	struct alipay_sum paid, refunded;
	struct alipay_foot paid_foot, refunded_foot;
};

/**
 * alipay_totals_check(totals, sink, st, line, err):
 * Tell the sink where a foot line and its rows differ.  A foot line that must
 * be there and is not is an error: the file, of ${line} lines, was cut off.
 */
int
alipay_totals_check(const struct alipay_totals *totals, const struct sink *sink,
	const struct statement *st, long line, struct err *err);

#endif
