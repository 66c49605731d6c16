/*
 * WeChat Pay, 资金账单 (formats.md 1.2; docs/formats/wechat-fund.md): every
 * movement of one of a merchant's three accounts, with the balance after it.
 *
 * The trade bill brings the same payments, so these rows are no entries of
 * the book: balances and sums are checked, and the totals kept.
 */
#include "format/format.h"

#include "base/err.h"
#include "base/i18n.h"
#include "format/bill.h"
#include "format/chain.h"
#include "format/columns.h"
#include "format/wechat/wechat_fund_row.h"
#include "format/wechat/wechat_line.h"
#include "io/decode.h"
#include "model/money.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT "资金流水总笔数"
static const char *const total_layouts[] = {
	COUNT ",收入笔数,收入金额,支出笔数,支出金额", NULL
};

enum place { AT_HEADER, IN_ROWS, AT_TOTALS, AT_END };

struct sum {
	int64_t count, fen;
};

struct parser {
	const struct sink *sink;
	struct decoder *decoder;
	enum place place;
	long line; /* the last one seen */
	struct header header, total_header;
	struct row row;
	struct wechat_fund_row values;
	struct statement st;
	struct chain chain;
	struct sum in, out;
};

static int
add_up(struct parser *p, const struct entry *entry, struct err *err)
{
	struct statement *st = &p->st;
	struct sum *sum = p->values.out ? &p->out : &p->in;
	const int32_t day = entry->booked.day;

	if (chain_add(&p->chain, p->line, entry->booked, entry->amount,
		    p->values.balance, err) < 0)
		return -1;
	if (money_add(&sum->fen, p->values.amount, err) < 0)
		return err_within(err, "%ld", p->line);
	sum->count++;
	st->credit = p->in.fen;
	st->debit = p->out.fen;
	if (st->entries == 0 || day < st->from)
		st->from = day;
	if (st->entries == 0 || day > st->to)
		st->to = day;
	st->entries++;
	return 0;
}

static int
take_row(struct parser *p, const char *text, size_t len, struct err *err)
{
	struct entry entry = {
		.line = p->line, .name = "", .account = "", .original = ""
	};
	struct cell *cells = p->values.cells;

	if (wechat_line_values(&p->row, p->line, text, len, err) < 0 ||
		wechat_fund_row_read(
			p->header.names, &p->row, &p->values, err) < 0)
		return -1;
	if (p->st.entries == 0 && p->sink->begin(p->sink->ctx, &p->st, err) < 0)
		return -1;
	entry.kind = wechat_fund_kind(&p->values);
	entry.booked = p->values.time;
	entry.amount = p->values.out ? -p->values.amount : p->values.amount;
	entry.external_id = cell_text(&cells[FUND_ID]);
	entry.txn = cell_text(&cells[FUND_TXN]);
	entry.ref = cell_text(&cells[FUND_REF]);
	entry.remark = cell_text(&cells[FUND_NOTE]);
	if (add_up(p, &entry, err) < 0)
		return -1;
	return p->sink->entry(p->sink->ctx, &p->st, &entry, err);
}

/* --- totals --- */

static int
check_figure(struct parser *p, size_t i, bool is_count, int64_t rows,
	struct err *err)
{
	char said[MONEY_TEXT_SIZE], got[MONEY_TEXT_SIZE], field[64];
	const struct cell *cell = &p->row.cells[i];
	size_t len;
	const char *name = header_name(p->total_header.names, i, &len);
	int64_t stated;

	snprintf(field, sizeof(field), "%.*s", (int)len, name);
	if (is_count) {
		if (bill_count(&p->row, cell, field, &stated, err) < 0)
			return -1;
		snprintf(said, sizeof(said), "%" PRId64, stated);
		snprintf(got, sizeof(got), "%" PRId64, rows);
	} else {
		if (money_parse(cell->text, cell->len, &stated, err) < 0)
			return row_at(&p->row, cell, field, err);
		money_text(stated, said);
		money_text(rows, got);
	}
	if (stated == rows)
		return 0;
	return bill_disagree(p->sink, &p->st, p->line,
		row_column(&p->row, cell), field, said, got, err);
}

static int
take_totals(struct parser *p, const char *text, size_t len, struct err *err)
{
	const struct {
		bool is_count;
		int64_t rows;
	} figures[] = { { true, p->st.entries }, { true, p->in.count },
		{ false, p->in.fen }, { true, p->out.count },
		{ false, p->out.fen } };

	if (wechat_line_values(&p->row, p->line, text, len, err) < 0)
		return -1;
	if (p->row.count != p->total_header.columns)
		return err_at(err, ERR_INPUT, p->line, 0,
			_("%zu totals under %zu columns"), p->row.count,
			p->total_header.columns);
	if (p->st.entries == 0 && p->sink->begin(p->sink->ctx, &p->st, err) < 0)
		return -1;
	for (size_t i = 0; i < p->row.count; i++)
		if (check_figure(p, i, figures[i].is_count, figures[i].rows,
			    err) < 0)
			return -1;
	return 0;
}

static int
take_line(void *ctx, long line, const char *text, size_t len, struct err *err)
{
	struct parser *p = ctx;

	p->line = line;
	switch (p->place) {
	case AT_HEADER:
		p->place = IN_ROWS;
		return wechat_line_header(&p->row, line, text, len,
			wechat_fund_layouts, &p->header, err);
	case IN_ROWS:
		if (!wechat_line_begins(text, COUNT))
			return take_row(p, text, len, err);
		p->place = AT_TOTALS;
		return wechat_line_header(&p->row, line, text, len,
			total_layouts, &p->total_header, err);
	case AT_TOTALS:
		p->place = AT_END;
		return take_totals(p, text, len, err);
	case AT_END:
		break;
	}
	if (len == 0)
		return 0;
	return err_at(err, ERR_INPUT, line, 1,
		_("expected nothing after the totals"));
}

/* --- the format --- */

static struct parser *
fund_open(const struct format *format, const struct sink *sink, struct err *err)
{
	struct parser *p = calloc(1, sizeof(*p));

	(void)format;
	if (p == NULL) {
		err_set(err, ERR_MEMORY, _("memory is exhausted"));
		return NULL;
	}
	p->sink = sink;
	chain_init(&p->chain);
	p->st = (struct statement){ .source = SOURCE_WECHAT,
		.account = "",
		.currency = "CNY",
		.reference = "",
		.from = DAY_NONE,
		.to = DAY_NONE };
	if (decoder_open(ENCODING_UTF8, take_line, p, &p->decoder, err) < 0) {
		free(p);
		return NULL;
	}
	return p;
}

static int
fund_feed(struct parser *p, const char *bytes, size_t len, struct err *err)
{
	return decoder_feed(p->decoder, bytes, len, err);
}

static int
tell_total(struct parser *p, struct err *err)
{
	struct bill_total total = { .family = FAMILY_WECHAT_FUND };

	bill_state(&total, FIGURE_IN_COUNT, p->in.count);
	bill_state(&total, FIGURE_IN, p->in.fen);
	bill_state(&total, FIGURE_OUT_COUNT, p->out.count);
	bill_state(&total, FIGURE_OUT, p->out.fen);
	return bill_tell(p->sink, &p->st, &total, err);
}

static int
fund_finish(struct parser *p, struct err *err)
{
	if (decoder_finish(p->decoder, err) < 0)
		return -1;
	if (p->place == AT_HEADER)
		return err_set(err, ERR_INPUT, _("the file is empty"));
	if (p->place != AT_END) {
		err_at(err, ERR_INPUT, p->line, 0,
			_("the file ends before its totals (%s)"), COUNT);
		return err_hint(
			err, _("It was cut off: download the bill again."));
	}
	if (p->st.entries > 0 &&
		bill_chain(p->sink, &p->st, &p->chain, "账户结余（元）", err) <
			0)
		return -1;
	if (p->sink->end(p->sink->ctx, &p->st, err) < 0)
		return -1;
	return tell_total(p, err);
}

static void
fund_close(struct parser *p)
{
	if (p == NULL)
		return;
	decoder_close(p->decoder);
	row_release(&p->row);
	free(p);
}

/* The first line names its serial numbers, which no trade bill has. */
static enum probe
fund_probe(const struct format *format, const char *head, size_t len)
{
	(void)format;
	return wechat_line_probe(head, len, "资金流水单号", "微信支付业务单号");
}

const struct format format_wechat_fund = {
	.name = "wechat-fund",
	.title = N_("WeChat Pay fund bill (资金账单), for control"),
	.variants = N_("11 columns; of the basic, the operation or the fees "
		       "account"),
	.source = SOURCE_WECHAT,
	.control = true,
	.probe = fund_probe,
	.open = fund_open,
	.feed = fund_feed,
	.finish = fund_finish,
	.close = fund_close,
};
