#ifndef FORMAT_WECHAT_ROW_H
#define FORMAT_WECHAT_ROW_H

#include <stdint.h>

#include "format/columns.h"
#include "model/day.h"

/* A row of a WeChat trade bill: its layouts, its columns, its values. */

struct err;

enum wechat_column {
	/* money; their sums are kept */
	DUE,
	COUPON,
	REFUND,
	COUPON_BACK,
	FEE,
	ORDERED,
	REFUND_ASKED,
	WECHAT_MONEY,
	/* texts */
	TIME = WECHAT_MONEY,
	MERCHANT,
	TXN,
	REF,
	STATE,
	CURRENCY,
	REFUND_ID,
	GOODS,
	PACKET,
	RATE,
	RATE_NOTE,
	WECHAT_COLUMNS
};

#define WECHAT_CELLS 29 /* of the widest layout */

enum wechat_state { STATE_SUCCESS, STATE_REFUND, STATE_REVOKED, STATE_COUNT };

/* The headers that are known, ended by NULL. */
extern const char *const wechat_layouts[];

struct wechat_layout {
	struct header header;
	int at[WECHAT_COLUMNS]; /* which cell it is, or -1 */
};

struct wechat_row {
	int64_t money[WECHAT_MONEY]; /* fen; 0 where there is no column */
	struct moment time;
	enum wechat_state state;
	struct cell cells[WECHAT_CELLS];
};

/** wechat_layout_set(layout, header): find the columns of a known header. */
void
wechat_layout_set(struct wechat_layout *layout, const struct header *header);

/**
 * wechat_row_read(layout, row, out, err):
 * Give the cells of ${row}, split at ",`", to the columns, and check them:
 * times, amounts, state, currency, identifiers.  Return 0, or -1 with
 * ERR_INPUT "LINE:COLUMN: field: what".
 */
int wechat_row_read(const struct wechat_layout *layout, const struct row *row,
	struct wechat_row *out, struct err *err);

/** wechat_cell(layout, out, column): the cell of a column that is there. */
struct cell *wechat_cell(const struct wechat_layout *layout,
	struct wechat_row *out, enum wechat_column column);

/** wechat_wrong(layout, row, out, column, what, err): ${what}, or else the
 * message of ${err}, with place and column in front; return -1. */
int wechat_wrong(const struct wechat_layout *layout, const struct row *row,
	const struct wechat_row *out, enum wechat_column column,
	const char *what, struct err *err);

#endif
