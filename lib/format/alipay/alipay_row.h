#ifndef FORMAT_ALIPAY_ROW_H
#define FORMAT_ALIPAY_ROW_H

#include <stdint.h>

#include "format/columns.h"
#include "model/day.h"

/* A row of an Alipay trade bill (业务明细): its columns and its values. */

struct err;

/* Where the columns stand; all layouts have the same order. */
enum alipay_column {
	COL_TXN,
	COL_REF,
	COL_TYPE,
	COL_GOODS,
	COL_CREATED,
	COL_DONE,
	COL_PARTY = 10,
	COL_ORDERED,
	COL_RECEIVED,
	COL_COUPON = 18,
	COL_BATCH = 21,
	COL_FEE,
	COL_SHARED,
	COL_NOTE,
	ALIPAY_COLUMNS
};

/* The headers that are known, ended by NULL. */
extern const char *const alipay_layouts[];

struct alipay_row {
	struct moment done;
	bool refund;
	int64_t received; /* fen, as written */
	int64_t ordered;  /* 订单金额, as written */
	int64_t fee;	  /* 服务费, as written: negative is charged */
	int64_t shared;	  /* 分润 */
	struct cell cells[ALIPAY_COLUMNS];
};

/**
 * alipay_row_read(names, row, out, err):
 * Give the cells of ${row}, split at the commas and trimmed, to the columns
 * of the layout ${names} and check them.  Return 0, or -1 with ERR_INPUT
 * "LINE:COLUMN: field: what".
 */
int alipay_row_read(const char *names, const struct row *row,
	struct alipay_row *out, struct err *err);

/** alipay_wrong(names, row, out, column, what, err): ${what}, or else the
 * message of ${err}, with place and column in front; return -1. */
int alipay_wrong(const char *names, const struct row *row,
	const struct alipay_row *out, size_t column, const char *what,
	struct err *err);

#endif
