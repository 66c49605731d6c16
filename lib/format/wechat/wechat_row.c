#include "format/wechat/wechat_row.h"

#include "base/err.h"
#include "base/i18n.h"
#include "model/money.h"

#include <string.h>

static const char *const names[WECHAT_COLUMNS][3] = {
	[DUE] = { "应结订单金额", "总金额" },
	[COUPON] = { "代金券金额", "代金券或立减优惠金额", "企业红包金额" },
	[REFUND] = { "退款金额" },
	[COUPON_BACK] = { "充值券退款金额", "代金券或立减优惠退款金额",
		"企业红包退款金额" },
	[FEE] = { "手续费" },
	[ORDERED] = { "订单金额" },
	[REFUND_ASKED] = { "申请退款金额" },
	[TIME] = { "交易时间" },
	[MERCHANT] = { "商户号" },
	[TXN] = { "微信订单号" },
	[REF] = { "商户订单号" },
	[STATE] = { "交易状态" },
	[CURRENCY] = { "货币种类" },
	[REFUND_ID] = { "微信退款单号" },
	[GOODS] = { "商品名称" },
	[PACKET] = { "商户数据包" },
	[RATE] = { "费率" },
	[RATE_NOTE] = { "费率备注" },
};

#define FIRST "交易时间,公众账号ID,商户号,"
#define SECOND                                                                                           \
	"设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行," \
	"货币种类,"
#define NEW FIRST "特约商户号," SECOND "应结订单金额,代金券金额,"
#define OLD FIRST "子商户号," SECOND "总金额,"
#define TIMES "退款申请时间,退款成功时间,"
#define BACK "微信退款单号,商户退款单号,退款金额,"
#define KIND "退款类型,退款状态,"
#define LAST "商品名称,商户数据包,手续费,费率"

const char *const wechat_layouts[] = { NEW BACK
	"充值券退款金额," KIND LAST ",订单金额,申请退款金额,费率备注",
	NEW LAST ",订单金额,费率备注",
	NEW TIMES BACK "充值券退款金额," KIND LAST
		       ",订单金额,申请退款金额,费率备注",
	OLD "代金券或立减优惠金额," BACK "代金券或立减优惠退款金额," KIND LAST,
	OLD "企业红包金额," BACK "企业红包退款金额," KIND LAST, NULL };

static const char *const state_names[STATE_COUNT] = {
	[STATE_SUCCESS] = "SUCCESS",
	[STATE_REFUND] = "REFUND",
	[STATE_REVOKED] = "REVOKED",
};

void
wechat_layout_set(struct wechat_layout *layout, const struct header *header)
{
	layout->header = *header;
	for (enum wechat_column c = 0; c < WECHAT_COLUMNS; c++) {
		layout->at[c] = -1;
		for (size_t i = 0; i < 3 && names[c][i] != NULL; i++)
			if (layout->at[c] < 0)
				layout->at[c] = header_place(
					header->names, names[c][i]);
	}
}

struct cell *
wechat_cell(const struct wechat_layout *layout, struct wechat_row *out,
	enum wechat_column column)
{
	return &out->cells[layout->at[column]];
}

/* ERR_INPUT, the field named as in this header. */
int
wechat_wrong(const struct wechat_layout *layout, const struct row *row,
	const struct wechat_row *out, enum wechat_column column,
	const char *what, struct err *err)
{
	if (what != NULL)
		err_set(err, ERR_INPUT, "%s", what);
	return row_at_column(row, out->cells, layout->header.names,
		(size_t)layout->at[column], err);
}

static int
read_money(const struct wechat_layout *layout, const struct row *row,
	struct wechat_row *out, struct err *err)
{
	for (enum wechat_column c = 0; c < WECHAT_MONEY; c++) {
		const struct cell *cell;

		out->money[c] = 0;
		if (layout->at[c] < 0)
			continue;
		cell = wechat_cell(layout, out, c);
		if (money_parse(cell->text, cell->len, &out->money[c], err))
			return wechat_wrong(layout, row, out, c, NULL, err);
		if (out->money[c] < 0 && c != FEE)
			return wechat_wrong(layout, row, out, c,
				_("must not be negative"), err);
	}
	return 0;
}

static int
read_state(const struct wechat_layout *layout, const struct row *row,
	struct wechat_row *out, struct err *err)
{
	const struct cell *cell = wechat_cell(layout, out, STATE);

	for (enum wechat_state s = 0; s < STATE_COUNT; s++)
		if (cell_is(cell, state_names[s])) {
			out->state = s;
			return 0;
		}
	err_set(err, ERR_INPUT,
		_("\"%.*s\" is none of SUCCESS, REFUND, REVOKED"),
		cell_shown(cell), cell->text);
	return wechat_wrong(layout, row, out, STATE, NULL, err);
}

static int
read_values(const struct wechat_layout *layout, const struct row *row,
	struct wechat_row *out, struct err *err)
{
	const struct cell *time = wechat_cell(layout, out, TIME);

	if (moment_parse(time->text, time->len, &out->time, err) < 0)
		return wechat_wrong(layout, row, out, TIME, NULL, err);
	if (out->time.second == NO_TIME)
		return wechat_wrong(layout, row, out, TIME,
			_("expected a day and a time"), err);
	if (read_state(layout, row, out, err) < 0)
		return -1;
	return read_money(layout, row, out, err);
}

/* Whether the 费率 looks like 0.60%. */
static bool
is_rate(const struct cell *cell)
{
	static const char digits[] = "0123456789";
	size_t i = strspn(cell->text, digits);

	if (i == 0)
		return false;
	if (cell->text[i] == '.')
		i += 1 + strspn(cell->text + i + 1, digits);
	return i + 1 == cell->len && cell->text[i] == '%';
}

/* ${k} of the surplus go to the product, the rest to the note at the end. */
static void
join_surplus(const struct wechat_layout *layout, const struct row *row,
	size_t k, struct wechat_row *out)
{
	const size_t columns = layout->header.columns;
	const struct surplus more[] = {
		{ (size_t)layout->at[GOODS], k },
		{ columns - 1, row->count - columns - k },
	};

	row_join(row, columns, more, 2, out->cells);
}

/*
 * A row with too many values: a text holds the separator.  The product and
 * the packet stand side by side, so what they hold together is sure, once it
 * is sure that the surplus is theirs and not that of the note at the end.
 * Take the one way in which the columns between read as money.
 */
static int
place_surplus(const struct wechat_layout *layout, const struct row *row,
	struct wechat_row *out, struct err *err)
{
	const size_t surplus = row->count - layout->header.columns;
	size_t found = 0, ways = 0;

	for (size_t k = layout->at[RATE_NOTE] < 0 ? surplus : 0; k <= surplus;
		k++) {
		struct err ignored = ERR_INIT;

		join_surplus(layout, row, k, out);
		if (!is_rate(wechat_cell(layout, out, RATE)) ||
			read_values(layout, row, out, &ignored) < 0)
			continue;
		found = k;
		ways++;
	}
	if (ways == 1) {
		join_surplus(layout, row, found, out);
		return 0;
	}
	err_set(err, ERR_INPUT,
		_("%zu values, but the header has %zu columns, and which text "
		  "holds the rest cannot be told"),
		row->count, layout->header.columns);
	return row_at(
		row, &row->cells[layout->at[GOODS]], names[GOODS][0], err);
}

static int
arrange(const struct wechat_layout *layout, const struct row *row,
	struct wechat_row *out, struct err *err)
{
	const size_t columns = layout->header.columns;

	if (row->count < columns) {
		err_set(err, ERR_INPUT,
			_("%zu values, but the header has %zu columns"),
			row->count, columns);
		return row_at(row, &row->cells[row->count - 1], _("row"), err);
	}
	if (row->count == columns)
		row_join(row, columns, NULL, 0, out->cells);
	else if (place_surplus(layout, row, out, err) < 0)
		return -1;
	return cells_check_size(
		row, out->cells, columns, layout->header.names, err);
}

static int
check_texts(const struct wechat_layout *layout, const struct row *row,
	struct wechat_row *out, struct err *err)
{
	static const enum wechat_column ids[] = { MERCHANT, TXN, REF,
		REFUND_ID };
	static const enum wechat_column filled[] = { MERCHANT, TXN };

	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++)
		if (layout->at[ids[i]] >= 0 &&
			cells_check_id(row, out->cells, layout->header.names,
				(size_t)layout->at[ids[i]], err) < 0)
			return -1;
	for (size_t i = 0; i < sizeof(filled) / sizeof(*filled); i++)
		if (wechat_cell(layout, out, filled[i])->len == 0)
			return wechat_wrong(
				layout, row, out, filled[i], _("empty"), err);
	if (!cell_is(wechat_cell(layout, out, CURRENCY), "CNY"))
		return wechat_wrong(
			layout, row, out, CURRENCY, _("expected CNY"), err);
	return 0;
}

int
wechat_row_read(const struct wechat_layout *layout, const struct row *row,
	struct wechat_row *out, struct err *err)
{
	if (arrange(layout, row, out, err) < 0 ||
		read_values(layout, row, out, err) < 0)
		return -1;
	return check_texts(layout, row, out, err);
}
