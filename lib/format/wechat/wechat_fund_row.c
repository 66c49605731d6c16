#include "format/wechat/wechat_fund_row.h"

#include "base/err.h"
#include "base/i18n.h"
#include "model/money.h"

const char *const wechat_fund_layouts[] = {
	"记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,"
	"收支金额（元）,账户结余（元）,资金变更提交申请人,备注,业务凭证号",
	NULL
};

enum direction { INCOME, EXPENSE, ANY_WAY };

/* What a row is in the book's words, by its 业务类型 or else its 业务名称; the
 * rest is other.  The 业务类型 of a withdrawal was not seen. */
static const struct {
	enum fund_column column;
	const char *word;
	enum direction direction;
	enum entry_kind kind;
} kinds[] = {
	{ FUND_TYPE, "交易", INCOME, ENTRY_PAYMENT },
	{ FUND_TYPE, "退款", EXPENSE, ENTRY_REFUND },
	{ FUND_TYPE, "扣除交易手续费", ANY_WAY, ENTRY_FEE },
	{ FUND_TYPE, "退还交易手续费", ANY_WAY, ENTRY_FEE },
	{ FUND_TYPE, "提现", EXPENSE, ENTRY_SETTLEMENT },
	{ FUND_NAME, "充值提现", EXPENSE, ENTRY_SETTLEMENT },
};

enum entry_kind
wechat_fund_kind(const struct wechat_fund_row *row)
{
	const enum direction direction = row->out ? EXPENSE : INCOME;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (cell_is(&row->cells[kinds[i].column], kinds[i].word) &&
			(kinds[i].direction == ANY_WAY ||
				kinds[i].direction == direction))
			return kinds[i].kind;
	return ENTRY_OTHER;
}

static int
wrong(const char *names, const struct row *row,
	const struct wechat_fund_row *out, enum fund_column column,
	const char *what, struct err *err)
{
	if (what != NULL)
		err_set(err, ERR_INPUT, "%s", what);
	return row_at_column(row, out->cells, names, (size_t)column, err);
}

/* A note may hold the separator, and only a note. */
static int
arrange(const char *names, const struct row *row, struct wechat_fund_row *out,
	struct err *err)
{
	struct surplus more = { FUND_NOTE, 0 };

	if (row->count < FUND_COLUMNS) {
		err_set(err, ERR_INPUT,
			_("%zu values, but the header has %d columns"),
			row->count, FUND_COLUMNS);
		return row_at(row, &row->cells[row->count - 1], _("row"), err);
	}
	more.extra = row->count - FUND_COLUMNS;
	row_join(row, FUND_COLUMNS, &more, 1, out->cells);
	return cells_check_size(row, out->cells, FUND_COLUMNS, names, err);
}

static int
check_ids(const char *names, const struct row *row,
	const struct wechat_fund_row *out, struct err *err)
{
	static const enum fund_column ids[] = { FUND_ID, FUND_TXN, FUND_REF };

	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++)
		if (cells_check_id(row, out->cells, names, ids[i], err) < 0)
			return -1;
	if (out->cells[FUND_ID].len == 0)
		return wrong(names, row, out, FUND_ID, _("empty"), err);
	return 0;
}

static int
read_money(const char *names, const struct row *row,
	const struct wechat_fund_row *out, enum fund_column column,
	int64_t *fen, struct err *err)
{
	const struct cell *cell = &out->cells[column];

	if (money_parse(cell->text, cell->len, fen, err) < 0)
		return wrong(names, row, out, column, NULL, err);
	return 0;
}

/* The amount is not signed: 收支类型 says which way. */
static int
read_amount(const char *names, const struct row *row,
	struct wechat_fund_row *out, struct err *err)
{
	const struct cell *way = &out->cells[FUND_DIRECTION];

	out->out = cell_is(way, "支出");
	if (!out->out && !cell_is(way, "收入")) {
		err_set(err, ERR_INPUT, _("\"%.*s\" is neither 收入 nor 支出"),
			cell_shown(way), way->text);
		return wrong(names, row, out, FUND_DIRECTION, NULL, err);
	}
	if (read_money(names, row, out, FUND_AMOUNT, &out->amount, err) < 0)
		return -1;
	if (out->amount < 0)
		return wrong(names, row, out, FUND_AMOUNT,
			_("must not be negative"), err);
	return 0;
}

static int
read_time(const char *names, const struct row *row, struct wechat_fund_row *out,
	struct err *err)
{
	const struct cell *time = &out->cells[FUND_TIME];

	if (moment_parse(time->text, time->len, &out->time, err) < 0)
		return wrong(names, row, out, FUND_TIME, NULL, err);
	if (out->time.second == NO_TIME)
		return wrong(names, row, out, FUND_TIME,
			_("expected a day and a time"), err);
	return 0;
}

int
wechat_fund_row_read(const char *names, const struct row *row,
	struct wechat_fund_row *out, struct err *err)
{
	if (arrange(names, row, out, err) < 0 ||
		check_ids(names, row, out, err) < 0 ||
		read_time(names, row, out, err) < 0 ||
		read_amount(names, row, out, err) < 0)
		return -1;
	return read_money(names, row, out, FUND_BALANCE, &out->balance, err);
}
