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

/* The words of the foot lines, which are one a direction. */
struct alipay_words {
	const char *in, *out; /* 交易合计 and 退款合计, say */
	const char *sum;      /* what is added up */
	bool one_foot;	      /* the first alone may count both directions */
};

extern const struct alipay_words alipay_trade_words, alipay_account_words;

/* What a foot line says: so many rows, so much. */
struct alipay_foot {
	bool seen;
	long line;
	int64_t count;
	int64_t sum; /* fen, not negative: without the sign of a refund */
};

/* What the rows add up to. */
struct alipay_sum {
	int64_t count;
	int64_t fen; /* not negative */
};

struct alipay_totals {
	const struct alipay_words *words;
	struct alipay_sum in, out;
	struct alipay_foot in_foot, out_foot;
};

/**
 * alipay_foot_take(totals, note, line, err):
 * Keep what a foot line says: "#交易合计：3笔，商家实收共9.93元，..",
 * "#退款合计：1笔，商家实收退款共-9.93元，..", "#支出合计：1笔，共9.93元";
 * other lines say nothing.
 */
int alipay_foot_take(struct alipay_totals *totals, const char *note, long line,
	struct err *err);

/**
 * alipay_totals_check(totals, sink, st, line, err):
 * Tell the sink where a foot line and its rows differ.  A foot line that must
 * be there and is not is an error: the file, of ${line} lines, was cut off.
 */
int
alipay_totals_check(const struct alipay_totals *totals, const struct sink *sink,
	const struct statement *st, long line, struct err *err);

#endif
