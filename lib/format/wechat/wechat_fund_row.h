#ifndef FORMAT_WECHAT_FUND_ROW_H
#define FORMAT_WECHAT_FUND_ROW_H

#include <stdbool.h>
#include <stdint.h>

#include "format/columns.h"
#include "model/entry.h"

/* A row of a WeChat fund bill (资金账单): its columns and its values. */

struct err;

enum fund_column {
	FUND_TIME,
	FUND_ID,  /* 微信支付业务单号: of the sale or the refund */
	FUND_TXN, /* 资金流水单号: not unique */
	FUND_NAME,
	FUND_TYPE,
	FUND_DIRECTION,
	FUND_AMOUNT,
	FUND_BALANCE,
	FUND_APPLICANT,
	FUND_NOTE,
	FUND_REF, /* 业务凭证号: the merchant's number */
	FUND_COLUMNS
};

/* The headers that are known, ended by NULL. */
extern const char *const wechat_fund_layouts[];

struct wechat_fund_row {
	struct moment time;
	bool out;	/* 支出 */
	int64_t amount; /* fen, not negative */
	int64_t balance;
	struct cell cells[FUND_COLUMNS];
};

/** wechat_fund_row_read(names, row, out, err): give the values of ${row} to the
 * columns of the layout ${names} and check them; 0, or -1 with ERR_INPUT
 * "LINE:COLUMN: field: what". */
int wechat_fund_row_read(const char *names, const struct row *row,
	struct wechat_fund_row *out, struct err *err);

/** wechat_fund_kind(row): what it is in the book's words. */
enum entry_kind wechat_fund_kind(const struct wechat_fund_row *row);

#endif
