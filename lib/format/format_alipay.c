/*
 * Alipay, 业务明细 (formats.md 2.1, 2.2; docs/formats/alipay-trade.md).
 *
 * GB18030, or UTF-8 if somebody saved it again: lines of '#', a header, a row
 * a line split at commas without any quoting, an end marker, lines of '#'
 * with the totals.
 */
#include "format/format.h"

#include "base/err.h"
#include "base/i18n.h"
#include "format/alipay_notes.h"
#include "format/alipay_row.h"
#include "format/columns.h"
#include "io/decode.h"
#include "model/money.h"

#include <stdlib.h>
#include <string.h>

#define END_MARK "业务明细列表结束"

enum place { BEFORE_HEADER, IN_ROWS, AFTER_ROWS };

struct parser {
	const struct sink *sink;
	struct decoder *decoder; /* NULL until the encoding is known */
	struct buf head;	 /* the bytes until then */
	enum place place;
	long line; /* the last one seen */
	struct header header;
	bool is_short; /* a header fit only for no rows */
	struct row row;
	struct alipay_row values;
	struct statement st;
	struct buf note, account, remark;
	int32_t first, last; /* days of the rows */
	struct alipay_totals totals;
};

/* Only commas and blanks: an empty line, as a spreadsheet leaves it. */
static bool
is_empty(const char *text, size_t len)
{
	return strspn(text, ", \t") == len;
}

static int
take_header(struct parser *p, const char *text, size_t len, struct err *err)
{
	struct row *row = &p->row;

	if (row_split(row, p->line, text, len, ",", err) < 0)
		return -1;
	row_trim(row);
	p->header = header_find(alipay_layouts, row);
	p->is_short = p->header.common > 0 && p->header.common == row->count &&
		row->count < p->header.columns;
	if (!p->is_short && !header_fits(&p->header, row))
		return header_refuse(&p->header, row, err);
	p->place = IN_ROWS;
	p->st.account = buf_text(&p->account);
	return p->sink->begin(p->sink->ctx, &p->st, err);
}

/* Count the row among the payments or the refunds. */
static int
add_up(struct parser *p, const struct entry *entry, struct err *err)
{
	struct statement *st = &p->st;
	const bool back = p->values.refund;
	struct alipay_sum *sum = back ? &p->totals.refunded : &p->totals.paid;
	const int64_t fen = entry->amount < 0 ? -entry->amount : entry->amount;
	const int32_t day = entry->booked.day;

	if (st->entries == 0 || day < p->first)
		p->first = day;
	if (st->entries == 0 || day > p->last)
		p->last = day;
	sum->count++;
	st->entries++;
	if (money_add(&sum->fen, fen, err) < 0 ||
		money_add(back ? &st->debit : &st->credit, fen, err) < 0)
		return err_within(err, "%ld", p->line);
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
take_row(struct parser *p, const char *text, size_t len, struct err *err)
{
	struct entry entry = { .line = p->line, .account = "", .original = "" };
	struct cell *cells = p->values.cells;
	int64_t received;

	if (p->is_short) {
		err_at(err, ERR_INPUT, p->line, 1,
			_("a row, but its header has %zu of %zu columns"),
			p->header.common, p->header.columns);
		return err_hint(err,
			_("Only a bill without rows may have the "
			  "short header."));
	}
	if (row_split(&p->row, p->line, text, len, ",", err) < 0)
		return -1;
	row_trim(&p->row);
	if (alipay_row_read(p->header.names, &p->row, &p->values, err) < 0 ||
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
	return p->sink->entry(p->sink->ctx, &p->st, &entry, err);
}

static int
note_before(struct parser *p, const char *note, struct err *err)
{
	if (strstr(note, "业务汇总列表") != NULL) {
		err_at(err, ERR_INPUT, p->line, 0,
			_("this is the summary (汇总) of a bill"));
		return err_hint(err,
			_("Import the file with 业务明细 and "
			  "without 汇总 in its name."));
	}
	if (strstr(note, END_MARK) != NULL)
		return err_at(err, ERR_INPUT, p->line, 0,
			_("the list ends before its header"));
	if (strncmp(note, "#账号", strlen("#账号")) == 0 &&
		alipay_account(note, &p->account, err) < 0)
		return err_within(err, "%ld", p->line);
	if (strstr(note, "起始日期") != NULL &&
		alipay_period(note, &p->st.from, &p->st.to, err) < 0)
		return err_within(err, "%ld", p->line);
	return 0;
}

static int
note_in_rows(struct parser *p, const char *note, struct err *err)
{
	if (strstr(note, END_MARK) == NULL)
		return err_at(err, ERR_INPUT, p->line, 1,
			_("expected a row or the end of the list"));
	p->place = AFTER_ROWS;
	return 0;
}

static int
note_after(struct parser *p, const char *note, struct err *err)
{
	const bool paid =
		strncmp(note + 1, ALIPAY_PAID, strlen(ALIPAY_PAID)) == 0;
	struct alipay_foot *foot =
		paid ? &p->totals.paid_foot : &p->totals.refunded_foot;

	if (!paid &&
		strncmp(note + 1, ALIPAY_REFUNDED, strlen(ALIPAY_REFUNDED)) !=
			0)
		return 0;
	if (alipay_foot(note, foot, err) < 0)
		return err_within(err, "%ld: %s", p->line,
			paid ? ALIPAY_PAID : ALIPAY_REFUNDED);
	foot->line = p->line;
	return 0;
}

static int
take_note(struct parser *p, const char *text, size_t len, struct err *err)
{
	static int (*const take[])(
		struct parser *, const char *, struct err *) = {
		[BEFORE_HEADER] = note_before,
		[IN_ROWS] = note_in_rows,
		[AFTER_ROWS] = note_after,
	};

	while (strchr(", \t", text[len - 1]) != NULL)
		len--;
	buf_clear(&p->note);
	buf_add(&p->note, text, len);
	if (buf_check(&p->note, err) < 0)
		return -1;
	return take[p->place](p, buf_text(&p->note), err);
}

static int
take_line(void *ctx, long line, const char *text, size_t len, struct err *err)
{
	struct parser *p = ctx;

	p->line = line;
	if (text[0] == '#')
		return take_note(p, text, len, err);
	if (p->place == IN_ROWS)
		return take_row(p, text, len, err);
	if (is_empty(text, len))
		return 0;
	if (p->place == BEFORE_HEADER)
		return take_header(p, text, len, err);
	return err_at(
		err, ERR_INPUT, line, 1, _("a row after the end of the list"));
}

static int
cut_off(struct parser *p, const char *what, struct err *err)
{
	err_at(err, ERR_INPUT, p->line, 0, _("the file ends before %s"), what);
	return err_hint(err, _("It was cut off: download the bill again."));
}

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
	p->st = (struct statement){ .source = SOURCE_ALIPAY,
		.account = "",
		.currency = "CNY",
		.reference = "",
		.from = DAY_NONE,
		.to = DAY_NONE };
	return p;
}

/* Enough has been seen to tell the encoding. */
static int
start(struct parser *p, struct err *err)
{
	const char *head = buf_text(&p->head);
	int rc;

	if (decoder_open(decode_guess(head, p->head.len), take_line, p,
		    &p->decoder, err) < 0)
		return -1;
	rc = decoder_feed(p->decoder, head, p->head.len, err);
	buf_release(&p->head);
	return rc;
}

static int
alipay_feed(struct parser *p, const char *bytes, size_t len, struct err *err)
{
	if (p->decoder == NULL) {
		const size_t room = FORMAT_HEAD - p->head.len;
		const size_t part = len < room ? len : room;

		buf_add(&p->head, bytes, part);
		if (buf_check(&p->head, err) < 0)
			return -1;
		if (p->head.len < FORMAT_HEAD)
			return 0;
		if (start(p, err) < 0)
			return -1;
		bytes += part;
		len -= part;
	}
	return decoder_feed(p->decoder, bytes, len, err);
}

/* What of the period is not stated is that of the rows.  Rows beyond the end
 * that is stated make it no wider. */
static void
complete_period(struct parser *p)
{
	struct statement *st = &p->st;
	const bool stated = st->from != DAY_NONE || st->to != DAY_NONE;

	if (st->from == DAY_NONE)
		st->from = stated && st->to < p->first ? st->to : p->first;
	if (st->to == DAY_NONE)
		st->to = stated && p->last < st->from ? st->from : p->last;
}

static int
alipay_finish(struct parser *p, struct err *err)
{
	if (p->decoder == NULL && start(p, err) < 0)
		return -1;
	if (decoder_finish(p->decoder, err) < 0)
		return -1;
	if (p->line == 0)
		return err_set(err, ERR_INPUT, _("the file is empty"));
	if (p->place == BEFORE_HEADER)
		return cut_off(p, _("its header (支付宝交易号,...)"), err);
	if (p->place == IN_ROWS)
		return cut_off(p, END_MARK, err);
	if (alipay_totals_check(&p->totals, p->sink, &p->st, p->line, err) < 0)
		return -1;
	if (p->st.entries > 0)
		complete_period(p);
	return p->sink->end(p->sink->ctx, &p->st, err);
}

static void
alipay_close(struct parser *p)
{
	if (p == NULL)
		return;
	decoder_close(p->decoder);
	row_release(&p->row);
	buf_release(&p->head);
	buf_release(&p->note);
	buf_release(&p->account);
	buf_release(&p->remark);
	free(p);
}

/* A line of the head: the header settles it, the title makes it likely. */
static int
probe_line(void *ctx, long line, const char *text, size_t len, struct err *err)
{
	static const char header[] = "支付宝交易号";
	static const char title[] = "#支付宝业务明细";
	enum probe *probe = ctx;

	(void)line;
	(void)len;
	(void)err;
	if (strncmp(text, title, strlen(title)) == 0)
		*probe = PROBE_MAYBE;
	if (strncmp(text, header, strlen(header)) != 0 ||
		strchr(",\t ", text[strlen(header)]) == NULL)
		return 0;
	*probe = PROBE_YES;
	return -1;
}

static enum probe
alipay_probe(const struct format *format, const char *head, size_t len)
{
	enum probe probe = PROBE_NO;
	struct decoder *decoder;
	struct err ignored = ERR_INIT;

	(void)format;
	if (decoder_open(decode_guess(head, len), probe_line, &probe, &decoder,
		    &ignored) < 0)
		return PROBE_NO;
	/* An illegal byte further on is for the parser to name. */
	if (decoder_feed(decoder, head, len, &ignored) == 0)
		decoder_finish(decoder, &ignored);
	decoder_close(decoder);
	return probe;
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
