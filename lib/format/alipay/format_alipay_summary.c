/*
 * The 汇总 files that lie beside 业务明细 and 账务明细 in an Alipay bill's zip
 * (formats.md 2.1 to 2.3; docs/formats/alipay-summary.md): sums by shop or by
 * kind of business, then their sum.  They hold no movement of their own: what
 * they state is compared with the detail file.
 */
#include "format/format.h"

#include "base/err.h"
#include "base/i18n.h"
#include "format/alipay/alipay_file.h"
#include "format/bill.h"
#include "format/columns.h"
#include "model/money.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

extern const struct format format_alipay_summary;

#define ALL "合计"
#define COLUMNS_MAX 12
#define NO_FIGURE BILL_FIGURE_COUNT

enum content { TEXT, COUNT, MONEY };

struct summary_column {
	enum content content;
	enum bill_figure figure; /* or NO_FIGURE: only added up */
	bool is_unsigned;	 /* written with a minus or without */
};

/* One kind of summary. */
struct summary {
	const char *const *layouts;
	size_t columns;
	const struct summary_column *column;
	size_t commas; /* the column that may hold some, or COLUMNS_MAX */
	enum bill_family family;
	struct alipay_signs signs;
	struct alipay_shape shape;
};

struct parser {
	const struct sink *sink;
	const struct summary *summary;
	struct alipay_file file;
	struct header header;
	struct cell cells[COLUMNS_MAX];
	int64_t values[COLUMNS_MAX]; /* of the row */
	int64_t sums[COLUMNS_MAX];   /* of the rows */
	long rows;
	bool is_summed; /* the row 合计 has come */
};

static int
take_header(void *ctx, struct row *row, struct err *err)
{
	struct parser *p = ctx;

	p->header = header_find(p->summary->layouts, row);
	if (!header_fits(&p->header, row))
		return header_refuse(&p->header, row, err);
	return p->sink->begin(p->sink->ctx, &p->file.st, err);
}

/* The cells of the columns; a shop's name may hold commas. */
static int
arrange(struct parser *p, const struct row *row, struct err *err)
{
	const struct summary *s = p->summary;
	struct surplus more = { s->commas, 0 };

	if (row->count < s->columns ||
		(row->count > s->columns && s->commas == COLUMNS_MAX)) {
		err_set(err, ERR_INPUT,
			_("%zu values, but the header has %zu columns"),
			row->count, s->columns);
		return row_at(row, &row->cells[row->count - 1], _("row"), err);
	}
	more.extra = row->count - s->columns;
	row_join(row, s->columns, &more, 1, p->cells);
	return cells_check_size(
		row, p->cells, s->columns, p->header.names, err);
}

static int
read_value(struct parser *p, const struct row *row, size_t i, struct err *err)
{
	const struct summary_column *column = &p->summary->column[i];
	const struct cell *cell = &p->cells[i];
	char field[64];
	size_t len;
	const char *name = header_name(p->header.names, i, &len);

	p->values[i] = 0;
	snprintf(field, sizeof(field), "%.*s", (int)len, name);
	if (column->content == COUNT)
		return bill_count(row, cell, field, &p->values[i], err);
	if (column->content == MONEY &&
		money_parse(cell->text, cell->len, &p->values[i], err) < 0)
		return row_at(row, cell, field, err);
	if (column->is_unsigned && p->values[i] < 0)
		p->values[i] = -p->values[i];
	return 0;
}

/* What the row 合计 states must be what the rows above it give. */
static int
check_sum(struct parser *p, const struct row *row, size_t i, struct err *err)
{
	const bool is_count = p->summary->column[i].content == COUNT;
	char said[MONEY_TEXT_SIZE], got[MONEY_TEXT_SIZE], field[80];
	size_t len;
	const char *name = header_name(p->header.names, i, &len);

	if (p->values[i] == p->sums[i])
		return 0;
	snprintf(field, sizeof(field), ALL " %.*s", (int)len, name);
	if (is_count) {
		snprintf(said, sizeof(said), "%" PRId64, p->values[i]);
		snprintf(got, sizeof(got), "%" PRId64, p->sums[i]);
	} else {
		money_text(p->values[i], said);
		money_text(p->sums[i], got);
	}
	return bill_disagree(p->sink, &p->file.st, row->line,
		row_column(row, &p->cells[i]), field, said, got, err);
}

static int
take_value(struct parser *p, const struct row *row, size_t i, struct err *err)
{
	if (read_value(p, row, i, err) < 0)
		return -1;
	if (p->is_summed)
		return check_sum(p, row, i, err);
	if (money_add(&p->sums[i], p->values[i], err) < 0)
		return err_within(err, "%ld", row->line);
	return 0;
}

static int
take_row(void *ctx, struct row *row, struct err *err)
{
	struct parser *p = ctx;

	if (p->is_summed)
		return err_at(err, ERR_INPUT, row->line, 1,
			_("a row after the row %s"), ALL);
	if (arrange(p, row, err) < 0)
		return -1;
	p->is_summed = cell_is(&p->cells[0], ALL);
	p->rows += !p->is_summed;
	for (size_t i = 0; i < p->summary->columns; i++)
		if (take_value(p, row, i, err) < 0)
			return -1;
	return 0;
}

/* Only the time of the download follows. */
static int
take_foot(void *ctx, const char *note, long line, struct err *err)
{
	(void)ctx;
	(void)note;
	(void)line;
	(void)err;
	return 0;
}

/* --- the two kinds --- */

static const char *const trade_layouts[] = {
	"门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,"
	"商家实收（元）,支付宝优惠（元）,商家优惠（元）,卡消费金额（元）,"
	"服务费（元）,分润（元）,实收净额（元）",
	NULL
};

static const struct summary_column trade_columns[] = {
	{ TEXT, NO_FIGURE, false },
	{ TEXT, NO_FIGURE, false },
	{ COUNT, FIGURE_IN_COUNT, false },
	{ COUNT, FIGURE_OUT_COUNT, false },
	{ MONEY, FIGURE_ORDERED, false },
	{ MONEY, FIGURE_RECEIVED, false },
	{ MONEY, NO_FIGURE, false },
	{ MONEY, NO_FIGURE, false },
	{ MONEY, NO_FIGURE, false },
	{ MONEY, FIGURE_FEE, false },
	{ MONEY, NO_FIGURE, false },
	{ MONEY, FIGURE_NET, false },
};

static const char *const account_layouts[] = {
	"类型,收入笔数,收入金额（+元）,支出笔数,支出金额（-元）,总金额（元）",
	NULL
};

static const struct summary_column account_columns[] = {
	{ TEXT, NO_FIGURE, false },
	{ COUNT, FIGURE_IN_COUNT, false },
	{ MONEY, FIGURE_IN, false },
	{ COUNT, FIGURE_OUT_COUNT, false },
	{ MONEY, FIGURE_OUT, true },
	{ MONEY, FIGURE_NET, false },
};

#define SIZE(array) (sizeof(array) / sizeof(*(array)))

static const struct summary trade = {
	.layouts = trade_layouts,
	.columns = SIZE(trade_columns),
	.column = trade_columns,
	.commas = 1,
	.family = FAMILY_ALIPAY_TRADE,
	.signs = { .header = "门店编号",
		.title = "#支付宝业务汇总",
		.other = "支付宝交易号" },
	.shape = { .first = "门店编号",
		.end_mark = "业务汇总列表结束",
		.header = take_header,
		.row = take_row,
		.foot = take_foot },
};

static const struct summary account = {
	.layouts = account_layouts,
	.columns = SIZE(account_columns),
	.column = account_columns,
	.commas = COLUMNS_MAX,
	.family = FAMILY_ALIPAY_ACCOUNT,
	.signs = { .header = "类型,收入笔数",
		.title = "#支付宝账务汇总",
		.other = "账务流水号" },
	.shape = { .first = "类型",
		/* No source shows its whole line. */
		.end_mark = "列表结束",
		.header = take_header,
		.row = take_row,
		.foot = take_foot },
};

/* --- the format --- */

static const struct summary *
summary_of(const struct format *format)
{
	return format == &format_alipay_summary ? &trade : &account;
}

static struct parser *
summary_open(
	const struct format *format, const struct sink *sink, struct err *err)
{
	struct parser *p = calloc(1, sizeof(*p));

	if (p == NULL) {
		err_set(err, ERR_MEMORY, _("memory is exhausted"));
		return NULL;
	}
	p->sink = sink;
	p->summary = summary_of(format);
	alipay_file_init(&p->file, &p->summary->shape, p);
	return p;
}

static int
summary_feed(struct parser *p, const char *bytes, size_t len, struct err *err)
{
	return alipay_file_feed(&p->file, bytes, len, err);
}

static int
tell_total(struct parser *p, struct err *err)
{
	struct bill_total total = { .family = p->summary->family,
		.document = DOCUMENT_SUMMARY };

	for (size_t i = 0; i < p->summary->columns; i++)
		if (p->summary->column[i].figure != NO_FIGURE)
			bill_state(&total, p->summary->column[i].figure,
				p->sums[i]);
	return bill_tell(p->sink, &p->file.st, &total, err);
}

static int
summary_finish(struct parser *p, struct err *err)
{
	if (alipay_file_finish(&p->file, err) < 0)
		return -1;
	if (p->rows > 0 && !p->is_summed) {
		err_at(err, ERR_INPUT, p->file.line, 0,
			_("the file ends before %s"), ALL);
		return err_hint(
			err, _("It was cut off: download the bill again."));
	}
	if (p->sink->end(p->sink->ctx, &p->file.st, err) < 0)
		return -1;
	return tell_total(p, err);
}

static void
summary_close(struct parser *p)
{
	if (p == NULL)
		return;
	alipay_file_release(&p->file);
	free(p);
}

static enum probe
summary_probe(const struct format *format, const char *head, size_t len)
{
	return alipay_file_probe(&summary_of(format)->signs, head, len);
}

const struct format format_alipay_summary = {
	.name = "alipay-summary",
	.title = N_("summary beside an Alipay trade bill (业务明细(汇总)), "
		    "for control"),
	.variants = N_("by shop; GB18030 or UTF-8"),
	.source = SOURCE_ALIPAY,
	.control = true,
	.probe = summary_probe,
	.open = summary_open,
	.feed = summary_feed,
	.finish = summary_finish,
	.close = summary_close,
};

const struct format format_alipay_summary_account = {
	.name = "alipay-account-summary",
	.title = N_("summary beside an Alipay ledger (账务明细(汇总)), for "
		    "control"),
	.variants = N_("by kind of business; GB18030 or UTF-8"),
	.source = SOURCE_ALIPAY,
	.control = true,
	.probe = summary_probe,
	.open = summary_open,
	.feed = summary_feed,
	.finish = summary_finish,
	.close = summary_close,
};
