#include "format/alipay/alipay_row.h"

#include "base/err.h"
#include "base/i18n.h"
#include "model/money.h"

#define BEFORE_POINTS                                                                                \
	"支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,"    \
	"门店编号,"                                                                              \
	"门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）," \
	"支付宝红包（元）,"
#define AFTER_POINTS                                                                            \
	",支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,"   \
	"商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号," \
	"服务费（元）,分润（元）,备注"

const char *const alipay_layouts[] = {
	BEFORE_POINTS "集分宝（元）" AFTER_POINTS,
	BEFORE_POINTS "集分宝抵扣（元）" AFTER_POINTS,
	NULL,
};

/* More commas than this can only be the note's: the ways to deal them out
 * grow with the square. */
#define SURPLUS_MAX 32

/* Every column of money.  All of them must read as such: that is how a row
 * whose columns are shifted is recognised. */
static const size_t money[] = { 11, 12, 13, 14, 15, 16, 17, 19, 20, 22, 23 };

int
alipay_wrong(const char *names, const struct row *row,
	const struct alipay_row *out, size_t column, const char *what,
	struct err *err)
{
	if (what != NULL)
		err_set(err, ERR_INPUT, "%s", what);
	return row_at_column(row, out->cells, names, column, err);
}

static int
read_times(const char *names, const struct row *row, struct alipay_row *out,
	struct err *err)
{
	const struct cell *created = &out->cells[COL_CREATED];
	const struct cell *done = &out->cells[COL_DONE];
	struct moment moment;

	if (created->len > 0 &&
		moment_parse(created->text, created->len, &moment, err) < 0)
		return alipay_wrong(names, row, out, COL_CREATED, NULL, err);
	if (moment_parse(done->text, done->len, &out->done, err) < 0)
		return alipay_wrong(names, row, out, COL_DONE, NULL, err);
	if (out->done.second == NO_TIME)
		return alipay_wrong(names, row, out, COL_DONE,
			_("expected a day and a time"), err);
	return 0;
}

static int
read_type(const char *names, const struct row *row, struct alipay_row *out,
	struct err *err)
{
	const struct cell *type = &out->cells[COL_TYPE];

	out->refund = cell_is(type, "退款");
	if (out->refund || cell_is(type, "交易"))
		return 0;
	err_set(err, ERR_INPUT, _("\"%.*s\" is neither 交易 nor 退款"),
		cell_shown(type), type->text);
	return alipay_wrong(names, row, out, COL_TYPE, NULL, err);
}

static int
read_values(const char *names, const struct row *row, struct alipay_row *out,
	struct err *err)
{
	if (read_times(names, row, out, err) < 0 ||
		read_type(names, row, out, err) < 0)
		return -1;
	for (size_t i = 0; i < sizeof(money) / sizeof(*money); i++) {
		const struct cell *cell = &out->cells[money[i]];
		int64_t fen;

		if (money_parse(cell->text, cell->len, &fen, err) < 0)
			return alipay_wrong(
				names, row, out, money[i], NULL, err);
		if (money[i] == COL_RECEIVED)
			out->received = fen;
		if (money[i] == COL_ORDERED)
			out->ordered = fen;
		if (money[i] == COL_FEE)
			out->fee = fen;
		if (money[i] == COL_SHARED)
			out->shared = fen;
	}
	return 0;
}

/* ${goods} and ${coupon} of the surplus to those columns, the rest to the
 * note.  Return whether the row then reads as one. */
static bool
try_surplus(const char *names, const struct row *row, size_t goods,
	size_t coupon, struct alipay_row *out, struct err *err)
{
	const size_t surplus = row->count - ALIPAY_COLUMNS;
	const struct surplus more[] = {
		{ COL_GOODS, goods },
		{ COL_COUPON, coupon },
		{ COL_NOTE, surplus - goods - coupon },
	};

	row_join(row, ALIPAY_COLUMNS, more, 3, out->cells);
	return read_values(names, row, out, err) == 0;
}

/* A row with too many values: the note, the product or the coupon's name
 * holds commas.  Take the one way in which the rest reads as a row. */
static int
place_surplus(const char *names, const struct row *row, struct alipay_row *out,
	struct err *err)
{
	const size_t surplus = row->count - ALIPAY_COLUMNS;
	const size_t most = surplus <= SURPLUS_MAX ? surplus : 0;
	size_t ways = 0, goods = 0, coupon = 0;
	struct err ignored = ERR_INIT;

	for (size_t g = 0; g <= most; g++)
		for (size_t c = 0; c <= most - g; c++) {
			if (try_surplus(names, row, g, c, out, &ignored)) {
				ways++;
				goods = g;
				coupon = c;
				continue;
			}
			/* The columns before the coupon do not depend on it:
			 * if the times are not there, no coupon mends it. */
			if (read_times(names, row, out, &ignored) < 0)
				break;
		}
	if (ways == 1 && try_surplus(names, row, goods, coupon, out, err))
		return 0;
	err_set(err, ERR_INPUT,
		_("%zu values, but the header has %d columns, and which text "
		  "holds the rest cannot be told"),
		row->count, ALIPAY_COLUMNS);
	return row_at(row, &row->cells[COL_GOODS], _("row"), err);
}

static int
check_texts(const char *names, const struct row *row, struct alipay_row *out,
	struct err *err)
{
	static const size_t ids[] = { COL_TXN, COL_REF, COL_BATCH };

	if (cells_check_size(row, out->cells, ALIPAY_COLUMNS, names, err) < 0)
		return -1;
	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++)
		if (cells_check_id(row, out->cells, names, ids[i], err) < 0)
			return -1;
	if (out->cells[COL_TXN].len == 0)
		return alipay_wrong(names, row, out, COL_TXN, _("empty"), err);
	if (out->refund && out->cells[COL_BATCH].len == 0)
		return alipay_wrong(names, row, out, COL_BATCH,
			_("a refund must have one, to be told from its "
			  "payment"),
			err);
	if (!out->refund && out->received < 0)
		return alipay_wrong(names, row, out, COL_RECEIVED,
			_("negative in a row of 交易"), err);
	return 0;
}

int
alipay_row_read(const char *names, const struct row *row,
	struct alipay_row *out, struct err *err)
{
	if (row->count < ALIPAY_COLUMNS) {
		err_set(err, ERR_INPUT,
			_("%zu values, but the header has %d columns"),
			row->count, ALIPAY_COLUMNS);
		return row_at(row, &row->cells[row->count - 1], _("row"), err);
	}
	if (row->count > ALIPAY_COLUMNS) {
		if (place_surplus(names, row, out, err) < 0)
			return -1;
	} else {
		row_join(row, ALIPAY_COLUMNS, NULL, 0, out->cells);
		if (read_values(names, row, out, err) < 0)
			return -1;
	}
	return check_texts(names, row, out, err);
}
