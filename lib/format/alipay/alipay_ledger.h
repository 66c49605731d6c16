#ifndef FORMAT_ALIPAY_LEDGER_H
#define FORMAT_ALIPAY_LEDGER_H

#include <stdint.h>

#include "format/columns.h"
#include "model/day.h"

/*
 * A row of an Alipay ledger (账务明细, formats.md 2.3): one change of the
 * balance.  Its columns come in any order, and some files have fewer; they
 * are known by their names.
 */

struct err;

enum ledger_column {
	LEDGER_ID,		    /* 账务流水号 */
	LEDGER_TIME,		    /* 发生时间 */
	LEDGER_IN,		    /* 收入金额 */
	LEDGER_OUT,		    /* 支出金额 */
	LEDGER_BALANCE,		    /* 账户余额, after the row */
	LEDGER_NEEDED,		    /* files have all of these */
	LEDGER_TXN = LEDGER_NEEDED, /* 业务流水号 */
	LEDGER_REF,		    /* 商户订单号 */
	LEDGER_GOODS,
	LEDGER_PARTY, /* 对方账号 */
	LEDGER_CHANNEL,
	LEDGER_TYPE, /* 业务类型 */
	LEDGER_NOTE, /* 备注 */
	LEDGER_WHAT, /* 业务描述 */
	LEDGER_SOURCE,
	LEDGER_BASE_ORDER,
	LEDGER_ORDER,
	LEDGER_COLUMNS
};

/* Where a header has them: -1 where it has not. */
struct ledger_layout {
	size_t columns;
	int at[LEDGER_COLUMNS];
};

struct ledger_row {
	struct moment time;
	int64_t amount; /* fen: + income, - expense */
	int64_t balance;
	struct cell cells[LEDGER_COLUMNS]; /* by enum; empty where none */
};

/** alipay_ledger_header(row, layout, err): an unknown, repeated or missing
 * column is named. */
int alipay_ledger_header(
	const struct row *row, struct ledger_layout *layout, struct err *err);

/** alipay_ledger_row(layout, row, out, err): the cells of ${row}, split at the
 * commas and trimmed; 0, or -1 with "LINE:COLUMN: field: what". */
int alipay_ledger_row(const struct ledger_layout *layout, const struct row *row,
	struct ledger_row *out, struct err *err);

/** alipay_ledger_name(column): as headers name it. */
const char *alipay_ledger_name(enum ledger_column column);

#endif
