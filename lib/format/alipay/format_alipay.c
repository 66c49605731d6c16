/*
 * Alipay, 业务明细 (formats.md 2.1, 2.2; docs/formats/alipay-trade.md): the
 * API trades of a day or month, a payment or refund a row.
 */
#include "format/bill.h"
#include "format/format.h"

#include "base/err.h"
#include "base/i18n.h"
#include "format/alipay/alipay_file.h"
#include "format/alipay/alipay_notes.h"
#include "format/alipay/alipay_row.h"
#include "format/columns.h"
#include "model/money.h"

#include <stdlib.h>
#include <string.h>

struct parser {
	const struct sink *sink;
	struct alipay_file file;
	struct header header;
	bool is_short; /* a header fit only for no rows */
	struct alipay_row values;
	struct buf remark;
	struct alipay_totals totals;
	int64_t ordered, fee; /* sums, signed as the summary has them */
	bool is_shared;	      /* some row has a 分润 */
};

static int
take_header(void *ctx, struct row *row, struct err *err)
{
	struct parser *p = ctx;

	p->header = header_find(alipay_layouts, row);
	p->is_short = p->header.common > 0 && p->header.common == row->count &&
		row->count < p->header.columns;
	if (!p->is_short && !header_fits(&p->header, row))
		return header_refuse(&p->header, row, err);
	return p->sink->begin(p->sink->ctx, &p->file.st, err);
}

/* Count the row among the payments or the refunds. */
static int
add_up(struct parser *p, const struct entry *entry, struct err *err)
{
	const bool back = p->values.refund;
	struct alipay_sum *sum = back ? &p->totals.out : &p->totals.in;
	int64_t ordered = p->values.ordered;

	if (back && ordered > 0)
		ordered = -ordered;
	sum->count++;
	p->is_shared = p->is_shared || p->values.shared != 0;
	if (alipay_file_count(&p->file, entry->booked.day, entry->amount, err) <
		0)
		return -1;
	if (money_add(&sum->fen, back ? -entry->amount : entry->amount, err) <
			0 ||
		money_add(&p->ordered, ordered, err) < 0 ||
		money_add(&p->fee, p->values.fee, err) < 0)
		return err_within(err, "%ld", entry->line);
	return 0;
}

static int
set_remark(struct parser *p, struct entry *entry, struct err *err)
{
	const struct cell *goods = &p->values.cells[COL_GOODS];
	const struct cell *note = &p->values.cells[COL_NOTE];

	buf_clear(&p->remark);
	buf_add(&p->remark, goods->text, goods->len);
	if (goods->len > 0 && note->len > 0)
		buf_putc(&p->remark, '\n');
	buf_add(&p->remark, note->text, note->len);
	entry->remark = buf_text(&p->remark);
	return buf_check(&p->remark, err);
}

static int
take_row(void *ctx, struct row *row, struct err *err)
{
	struct parser *p = ctx;
	struct entry entry = {
		.line = row->line, .account = "", .original = ""
	};
	struct cell *cells = p->values.cells;
	int64_t received;

	if (p->is_short) {
		err_at(err, ERR_INPUT, row->line, 1,
			_("a row, but its header has %zu of %zu columns"),
			p->header.common, p->header.columns);
		return err_hint(err,
			_("Only a bill without rows may have the "
			  "short header."));
	}
	if (alipay_row_read(p->header.names, row, &p->values, err) < 0 ||
		set_remark(p, &entry, err) < 0)
		return -1;
	/* The type says which way; files write the sign or leave it out. */
	received = p->values.received;
	if (p->values.refund && received > 0)
		received = -received;
	entry.kind = p->values.refund ? ENTRY_REFUND : ENTRY_PAYMENT;
	entry.booked = p->values.done;
	entry.amount = received;
	entry.fee = -p->values.fee;
	entry.txn = cell_text(&cells[COL_TXN]);
	entry.ref = cell_text(&cells[COL_REF]);
	entry.name = cell_text(&cells[COL_PARTY]);
	entry.external_id =
		p->values.refund ? cell_text(&cells[COL_BATCH]) : entry.txn;
	if (add_up(p, &entry, err) < 0)
		return -1;
	return p->sink->entry(p->sink->ctx, &p->file.st, &entry, err);
}

static int
take_foot(void *ctx, const char *note, long line, struct err *err)
{
	struct parser *p = ctx;

	return alipay_foot_take(&p->totals, note, line, err);
}

static const struct alipay_shape shape = {
	.first = "支付宝交易号",
	.end_mark = "业务明细列表结束",
	.header = take_header,
	.row = take_row,
	.foot = take_foot,
};

static struct parser *
alipay_open(
	const struct format *format, const struct sink *sink, struct err *err)
{
	struct parser *p = calloc(1, sizeof(*p));

	(void)format;
	if (p == NULL) {
		err_set(err, ERR_MEMORY, _("memory is exhausted"));
		return NULL;
	}
	p->sink = sink;
	p->totals.words = &alipay_trade_words;
	alipay_file_init(&p->file, &shape, p);
	return p;
}

static int
alipay_feed(struct parser *p, const char *bytes, size_t len, struct err *err)
{
	return alipay_file_feed(&p->file, bytes, len, err);
}

/* The figures that the 汇总 beside this file states.  What a 分润 does to
 * 实收净额 no source says. */
static int
tell_total(struct parser *p, struct err *err)
{
	int64_t received = p->totals.in.fen, net;
	struct bill_total total = { .family = FAMILY_ALIPAY_TRADE };

	if (money_add(&received, -p->totals.out.fen, err) < 0)
		return -1;
	net = received;
	if (money_add(&net, p->fee, err) < 0)
		return -1;
	bill_state(&total, FIGURE_IN_COUNT, p->totals.in.count);
	bill_state(&total, FIGURE_OUT_COUNT, p->totals.out.count);
	bill_state(&total, FIGURE_ORDERED, p->ordered);
	bill_state(&total, FIGURE_RECEIVED, received);
	bill_state(&total, FIGURE_FEE, p->fee);
	if (!p->is_shared)
		bill_state(&total, FIGURE_NET, net);
	return bill_tell(p->sink, &p->file.st, &total, err);
}

static int
alipay_finish(struct parser *p, struct err *err)
{
	if (alipay_file_finish(&p->file, err) < 0 ||
		alipay_totals_check(&p->totals, p->sink, &p->file.st,
			p->file.line, err) < 0)
		return -1;
	alipay_file_period(&p->file);
	if (p->sink->end(p->sink->ctx, &p->file.st, err) < 0)
		return -1;
	return tell_total(p, err);
}

static void
alipay_close(struct parser *p)
{
	if (p == NULL)
		return;
	alipay_file_release(&p->file);
	buf_release(&p->remark);
	free(p);
}

static enum probe
alipay_probe(const struct format *format, const char *head, size_t len)
{
	static const struct alipay_signs signs = {
		.header = "支付宝交易号",
		.title = "#支付宝业务明细",
		.other = "门店编号",
	};

	(void)format;
	return alipay_file_probe(&signs, head, len);
}

const struct format format_alipay_trade = {
	.name = "alipay-trade",
	.title = N_("Alipay trade bill (业务明细)"),
	.variants = N_(
		"25 columns, brackets half or full width, 集分宝 or "
		"集分宝抵扣; a short header if there are no rows; GB18030 or "
		"UTF-8"),
	.source = SOURCE_ALIPAY,
	.probe = alipay_probe,
	.open = alipay_open,
	.feed = alipay_feed,
	.finish = alipay_finish,
	.close = alipay_close,
};
