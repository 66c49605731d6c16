/*
 * WeChat Pay, 交易账单 (formats.md 1.1; docs/formats/wechat-trade.md).
 *
 * UTF-8 text: a header, a row a line, a second header, one line of totals.
 * Every value begins with a backtick, and nothing is quoted, so a line is
 * split at ",`".
 */
#include "format/format.h"

#include "base/err.h"
#include "base/i18n.h"
#include "format/columns.h"
#include "format/wechat/wechat_line.h"
#include "format/wechat/wechat_row.h"
#include "format/wechat/wechat_totals.h"
#include "io/decode.h"
#include "model/money.h"

#include <stdlib.h>
#include <string.h>

enum place { AT_HEADER, IN_ROWS, AT_TOTALS, AT_END };

struct parser {
	const struct sink *sink;
	struct decoder *decoder;
	enum place place;
	long line; /* the last one seen */
	struct wechat_layout layout;
	struct header total_header;
	struct row row;
	struct wechat_row values;
	struct statement st;
	struct buf account, id, remark;
	int64_t sums[WECHAT_MONEY];
};

static int
wrong(struct parser *p, enum wechat_column column, const char *what,
	struct err *err)
{
	return wechat_wrong(&p->layout, &p->row, &p->values, column, what, err);
}

static struct cell *
cell_of(struct parser *p, enum wechat_column column)
{
	return wechat_cell(&p->layout, &p->values, column);
}

/* The first row says whose bill it is; all others must agree. */
static int
check_merchant(struct parser *p, struct err *err)
{
	const struct cell *merchant = cell_of(p, MERCHANT);

	if (p->st.entries > 0) {
		if (cell_is(merchant, p->st.account))
			return 0;
		err_set(err, ERR_INPUT,
			_("the bill is that of %s, this row is one of %.*s"),
			p->st.account, cell_shown(merchant), merchant->text);
		return wrong(p, MERCHANT, NULL, err);
	}
	buf_add(&p->account, merchant->text, merchant->len);
	if (buf_check(&p->account, err) < 0)
		return -1;
	p->st.account = buf_text(&p->account);
	return p->sink->begin(p->sink->ctx, &p->st, err);
}

/* The id of money that went back.  A payment revoked before it was settled
 * has no refund that could be named. */
static int
set_refund_id(struct parser *p, struct entry *entry, struct err *err)
{
	struct cell *id = NULL;

	if (p->layout.at[REFUND_ID] >= 0)
		id = cell_of(p, REFUND_ID);
	if (id != NULL && id->len > 0 && !cell_is(id, "0")) {
		entry->external_id = cell_text(id);
		return 0;
	}
	if (p->values.state == STATE_REFUND)
		return wrong(p, id == NULL ? STATE : REFUND_ID,
			_("a refund without 微信退款单号"), err);
	buf_clear(&p->id);
	buf_printf(&p->id, "%s-revoked", entry->txn);
	entry->external_id = buf_text(&p->id);
	return buf_check(&p->id, err);
}

/* What the row moves, and the id of that. */
static int
set_movement(struct parser *p, struct entry *entry, struct err *err)
{
	const int64_t due = p->values.money[DUE];
	const int64_t refund = p->values.money[REFUND];

	if (p->values.state == STATE_SUCCESS) {
		if (refund != 0)
			return wrong(p, REFUND,
				_("a payment with a refunded amount"), err);
		entry->kind = ENTRY_PAYMENT;
		entry->amount = due;
		entry->external_id = entry->txn;
		return 0;
	}
	entry->kind = ENTRY_REFUND;
	entry->amount = -refund;
	if (p->values.state == STATE_REVOKED && refund == 0)
		entry->amount = -due;
	return set_refund_id(p, entry, err);
}

static int
set_remark(struct parser *p, struct entry *entry, struct err *err)
{
	const struct cell *goods = cell_of(p, GOODS);
	const struct cell *packet = cell_of(p, PACKET);

	buf_clear(&p->remark);
	buf_add(&p->remark, goods->text, goods->len);
	if (goods->len > 0 && packet->len > 0)
		buf_putc(&p->remark, '\n');
	buf_add(&p->remark, packet->text, packet->len);
	entry->remark = buf_text(&p->remark);
	return buf_check(&p->remark, err);
}

/* Add the row to the sums, as the file's own totals count it. */
static int
add_up(struct parser *p, const struct entry *entry, struct err *err)
{
	struct statement *st = &p->st;
	const bool out = entry->amount < 0;
	const int32_t day = entry->booked.day;

	for (enum wechat_column c = 0; c < WECHAT_MONEY; c++)
		if (money_add(&p->sums[c], p->values.money[c], err) < 0)
			return err_within(err, "%ld", entry->line);
	if (money_add(out ? &st->debit : &st->credit,
		    out ? -entry->amount : entry->amount, err) < 0)
		return err_within(err, "%ld", entry->line);
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

	if (wechat_line_values(&p->row, p->line, text, len, err) < 0 ||
		wechat_row_read(&p->layout, &p->row, &p->values, err) < 0 ||
		check_merchant(p, err) < 0)
		return -1;
	entry.booked = p->values.time;
	entry.fee = p->values.money[FEE];
	entry.txn = cell_text(cell_of(p, TXN));
	entry.ref = cell_text(cell_of(p, REF));
	if (set_movement(p, &entry, err) < 0 ||
		set_remark(p, &entry, err) < 0 || add_up(p, &entry, err) < 0)
		return -1;
	return p->sink->entry(p->sink->ctx, &p->st, &entry, err);
}

static int
take_totals(struct parser *p, const char *text, size_t len, struct err *err)
{
	const size_t columns = p->total_header.columns;

	if (wechat_line_values(&p->row, p->line, text, len, err) < 0)
		return -1;
	if (p->row.count != columns)
		return err_at(err, ERR_INPUT, p->line, 0,
			_("%zu totals under %zu columns"), p->row.count,
			columns);
	if (p->st.entries == 0 && p->sink->begin(p->sink->ctx, &p->st, err) < 0)
		return -1;
	return wechat_totals_check(
		&p->total_header, &p->row, p->sums, p->sink, &p->st, err);
}

static int
take_line(void *ctx, long line, const char *text, size_t len, struct err *err)
{
	struct parser *p = ctx;

	p->line = line;
	switch (p->place) {
	case AT_HEADER: {
		struct header header;

		if (wechat_line_header(&p->row, line, text, len, wechat_layouts,
			    &header, err) < 0)
			return -1;
		wechat_layout_set(&p->layout, &header);
		p->place = IN_ROWS;
		return 0;
	}
	case IN_ROWS:
		if (!wechat_line_begins(text, WECHAT_COUNT))
			return take_row(p, text, len, err);
		p->place = AT_TOTALS;
		return wechat_line_header(&p->row, line, text, len,
			wechat_total_layouts, &p->total_header, err);
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

static struct parser *
wechat_open(
	const struct format *format, const struct sink *sink, struct err *err)
{
	struct parser *p = calloc(1, sizeof(*p));

	(void)format;
	if (p == NULL) {
		err_set(err, ERR_MEMORY, _("memory is exhausted"));
		return NULL;
	}
	p->sink = sink;
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
wechat_feed(struct parser *p, const char *bytes, size_t len, struct err *err)
{
	return decoder_feed(p->decoder, bytes, len, err);
}

static int
wechat_finish(struct parser *p, struct err *err)
{
	if (decoder_finish(p->decoder, err) < 0)
		return -1;
	if (p->place == AT_END)
		return p->sink->end(p->sink->ctx, &p->st, err);
	if (p->place == AT_HEADER)
		return err_set(err, ERR_INPUT, _("the file is empty"));
	err_at(err, ERR_INPUT, p->line, 0,
		_("the file ends before its totals (%s)"), WECHAT_COUNT);
	return err_hint(err, _("It was cut off: download the bill again."));
}

static void
wechat_close(struct parser *p)
{
	if (p == NULL)
		return;
	decoder_close(p->decoder);
	row_release(&p->row);
	buf_release(&p->account);
	buf_release(&p->id);
	buf_release(&p->remark);
	free(p);
}

/* The first line names both the app and WeChat's order number. */
static enum probe
wechat_probe(const struct format *format, const char *head, size_t len)
{
	(void)format;
	return wechat_line_probe(head, len, "微信订单号", "公众账号ID");
}

const struct format format_wechat_trade = {
	.name = "wechat-trade",
	.title = N_("WeChat Pay trade bill (交易账单)"),
	.variants = N_("ALL (27 columns), SUCCESS (20), REFUND (29), old ALL "
		       "(24, two spellings)"),
	.source = SOURCE_WECHAT,
	.probe = wechat_probe,
	.open = wechat_open,
	.feed = wechat_feed,
	.finish = wechat_finish,
	.close = wechat_close,
};
