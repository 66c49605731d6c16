#include "format/alipay/alipay_ledger.h"

#include "base/err.h"
#include "base/i18n.h"
#include "model/money.h"

#include <string.h>

/* Some files leave out what stands in brackets. */
static const char *const names[LEDGER_COLUMNS][2] = {
	[LEDGER_ID] = { "账务流水号" },
	[LEDGER_TIME] = { "发生时间" },
	[LEDGER_IN] = { "收入金额（+元）", "收入金额" },
	[LEDGER_OUT] = { "支出金额（-元）", "支出金额" },
	[LEDGER_BALANCE] = { "账户余额（元）", "账户余额" },
	[LEDGER_TXN] = { "业务流水号" },
	[LEDGER_REF] = { "商户订单号" },
	[LEDGER_GOODS] = { "商品名称" },
	[LEDGER_PARTY] = { "对方账号" },
	[LEDGER_CHANNEL] = { "交易渠道" },
	[LEDGER_TYPE] = { "业务类型" },
	[LEDGER_NOTE] = { "备注" },
	[LEDGER_WHAT] = { "业务描述" },
	[LEDGER_SOURCE] = { "业务账单来源" },
	[LEDGER_BASE_ORDER] = { "业务基础订单号" },
	[LEDGER_ORDER] = { "业务订单号" },
};

/* Texts that may hold commas, beside the note. */
static const enum ledger_column texts[] = { LEDGER_GOODS, LEDGER_WHAT };

/* More commas than this can only be the note's. */
#define SURPLUS_MAX 32

const char *
alipay_ledger_name(enum ledger_column column)
{
	return names[column][0];
}

/* --- the header --- */

static bool
is_column(const struct cell *cell, enum ledger_column column)
{
	for (size_t i = 0; i < 2 && names[column][i] != NULL; i++)
		if (cell_is_name(
			    cell, names[column][i], strlen(names[column][i])))
			return true;
	return false;
}

static int
refuse_header(const struct row *row, const struct cell *cell, struct err *err)
{
	row_at(row, cell, _("header"), err);
	return err_hint(err,
		_("\"yifen formats\" lists the layouts that are "
		  "known."));
}

static int
place(const struct row *row, size_t i, struct ledger_layout *layout,
	struct err *err)
{
	const struct cell *cell = &row->cells[i];
	enum ledger_column c = LEDGER_ID;

	while (c < LEDGER_COLUMNS && !is_column(cell, c))
		c++;
	if (c < LEDGER_COLUMNS && layout->at[c] < 0) {
		layout->at[c] = (int)i;
		return 0;
	}
	err_set(err, ERR_INPUT,
		c < LEDGER_COLUMNS ? _("a second column %.*s")
				   : _("no column of such a file: %.*s"),
		cell_shown(cell), cell->text);
	return refuse_header(row, cell, err);
}

int
alipay_ledger_header(
	const struct row *row, struct ledger_layout *layout, struct err *err)
{
	layout->columns = row->count;
	for (enum ledger_column c = 0; c < LEDGER_COLUMNS; c++)
		layout->at[c] = -1;
	for (size_t i = 0; i < row->count; i++)
		if (place(row, i, layout, err) < 0)
			return -1;
	for (enum ledger_column c = 0; c < LEDGER_NEEDED; c++) {
		if (layout->at[c] >= 0)
			continue;
		err_set(err, ERR_INPUT, _("the column %s is missing"),
			names[c][0]);
		return refuse_header(row, &row->cells[0], err);
	}
	return 0;
}

/* --- values --- */

static int
wrong(const struct row *row, const struct ledger_row *out,
	enum ledger_column column, const char *what, struct err *err)
{
	if (what != NULL)
		err_set(err, ERR_INPUT, "%s", what);
	return row_at(row, &out->cells[column], names[column][0], err);
}

static int
read_money(const struct row *row, const struct ledger_row *out,
	enum ledger_column column, int64_t *fen, struct err *err)
{
	const struct cell *cell = &out->cells[column];

	if (money_parse(cell->text, cell->len, fen, err) < 0)
		return wrong(row, out, column, NULL, err);
	return 0;
}

/* One of the two columns; the other is zero or empty.  An expense is written
 * with a minus or without. */
static int
read_amount(const struct row *row, struct ledger_row *out, struct err *err)
{
	const bool has_in = out->cells[LEDGER_IN].len > 0;
	const bool has_out = out->cells[LEDGER_OUT].len > 0;
	int64_t in = 0, expense = 0;

	if (!has_in && !has_out)
		return wrong(row, out, LEDGER_IN,
			_("neither income nor expense"), err);
	if ((has_in && read_money(row, out, LEDGER_IN, &in, err) < 0) ||
		(has_out &&
			read_money(row, out, LEDGER_OUT, &expense, err) < 0))
		return -1;
	if (in < 0)
		return wrong(
			row, out, LEDGER_IN, _("must not be negative"), err);
	if (in != 0 && expense != 0)
		return wrong(row, out, LEDGER_OUT,
			_("both an income and an expense"), err);
	out->amount = in != 0 ? in : expense < 0 ? expense : -expense;
	return 0;
}

static int
read_values(const struct row *row, struct ledger_row *out, struct err *err)
{
	const struct cell *time = &out->cells[LEDGER_TIME];

	if (moment_parse(time->text, time->len, &out->time, err) < 0)
		return wrong(row, out, LEDGER_TIME, NULL, err);
	if (out->time.second == NO_TIME)
		return wrong(row, out, LEDGER_TIME,
			_("expected a day and a time"), err);
	if (read_amount(row, out, err) < 0)
		return -1;
	return read_money(row, out, LEDGER_BALANCE, &out->balance, err);
}

/* --- more commas than columns --- */

/* ${extra} of the surplus to ${text}, the rest to the note. */
static void
arrange(const struct ledger_layout *layout, const struct row *row,
	enum ledger_column text, size_t extra, struct ledger_row *out)
{
	const size_t surplus = row->count - layout->columns;
	const struct surplus more[] = {
		{ (size_t)layout->at[text], extra },
		{ (size_t)layout->at[LEDGER_NOTE], surplus - extra },
	};
	struct cell cells[LEDGER_COLUMNS];

	row_join(row, layout->columns, more, 2, cells);
	for (enum ledger_column c = 0; c < LEDGER_COLUMNS; c++) {
		const struct cell none = { row->cells[0].text, 0 };

		out->cells[c] = layout->at[c] < 0 ? none : cells[layout->at[c]];
	}
}

/* Whether two readings give the same cells to the columns with a value. */
static bool
is_same(const struct ledger_row *a, const struct ledger_row *b)
{
	for (enum ledger_column c = 0; c < LEDGER_NEEDED; c++)
		if (a->cells[c].text != b->cells[c].text)
			return false;
	return true;
}

/* Try one way; count it if it reads, and is not the one found already. */
static void
try_surplus(const struct ledger_layout *layout, const struct row *row,
	enum ledger_column text, size_t extra, struct ledger_row *found,
	size_t *ways)
{
	struct ledger_row out;
	struct err ignored = ERR_INIT;

	arrange(layout, row, text, extra, &out);
	if (read_values(row, &out, &ignored) < 0)
		return;
	if (*ways == 0)
		*found = out;
	if (*ways == 0 || !is_same(found, &out))
		(*ways)++;
}

/* The note holds the commas, if the rest then reads as a row; else, or
 * besides, the product or the description does. */
static int
place_surplus(const struct ledger_layout *layout, const struct row *row,
	struct ledger_row *out, struct err *err)
{
	const size_t surplus = row->count - layout->columns;
	const size_t most = surplus <= SURPLUS_MAX ? surplus : 0;
	size_t ways = 0;

	if (layout->at[LEDGER_NOTE] >= 0)
		try_surplus(layout, row, LEDGER_NOTE, 0, out, &ways);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		for (size_t k = 1; layout->at[texts[i]] >= 0 && k <= most; k++)
			if (k == surplus || layout->at[LEDGER_NOTE] >= 0)
				try_surplus(
					layout, row, texts[i], k, out, &ways);
	if (ways == 1)
		return 0;
	err_set(err, ERR_INPUT,
		_("%zu values, but the header has %zu columns, and which text "
		  "holds the rest cannot be told"),
		row->count, layout->columns);
	return row_at(row, &row->cells[0], _("row"), err);
}

static int
check_texts(
	const struct row *row, const struct ledger_row *out, struct err *err)
{
	static const enum ledger_column ids[] = { LEDGER_ID, LEDGER_TXN,
		LEDGER_REF };

	for (enum ledger_column c = 0; c < LEDGER_COLUMNS; c++)
		if (cell_check_size(row, &out->cells[c], names[c][0], err) < 0)
			return -1;
	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++)
		if (cell_check_id(row, &out->cells[ids[i]], names[ids[i]][0],
			    err) < 0)
			return -1;
	if (out->cells[LEDGER_ID].len == 0)
		return wrong(row, out, LEDGER_ID, _("empty"), err);
	return 0;
}

int
alipay_ledger_row(const struct ledger_layout *layout, const struct row *row,
	struct ledger_row *out, struct err *err)
{
	if (row->count < layout->columns) {
		err_set(err, ERR_INPUT,
			_("%zu values, but the header has %zu columns"),
			row->count, layout->columns);
		return row_at(row, &row->cells[row->count - 1], _("row"), err);
	}
	if (row->count > layout->columns) {
		if (place_surplus(layout, row, out, err) < 0)
			return -1;
	} else {
		arrange(layout, row, LEDGER_NOTE, 0, out);
		if (read_values(row, out, err) < 0)
			return -1;
	}
	return check_texts(row, out, err);
}
