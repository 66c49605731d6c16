/*
 * Alipay, 账务明细 (formats.md 2.3; docs/formats/alipay-account.md): every
 * change of the balance, in columns that vary, newest or oldest row first.
 *
 * The trade bill brings the same payments, so these rows are no entries of
 * the book: the balances are checked, and the sums compared.
 */
#include "format/bill.h"
#include "format/format.h"

#include "base/err.h"
#include "base/i18n.h"
#include "format/alipay/alipay_file.h"
#include "format/alipay/alipay_ledger.h"
#include "format/alipay/alipay_notes.h"
#include "format/chain.h"
#include "format/columns.h"
#include "model/money.h"

#include <stdlib.h>

struct parser {
	const struct sink *sink;
	struct alipay_file file;
	struct ledger_layout layout;
	struct ledger_row values;
	struct buf remark;
	struct chain chain;
	struct alipay_totals totals;
};

enum direction { ANY_WAY, INCOME, EXPENSE };

/* What a 业务类型 is in the book's words; the rest is other. */
static const struct {
	const char *type;
	enum direction direction;
	enum entry_kind kind;
} kinds[] = {
	{ "在线支付", INCOME, ENTRY_PAYMENT },
	{ "交易付款", INCOME, ENTRY_PAYMENT },
	{ "交易", INCOME, ENTRY_PAYMENT },
	{ "交易退款", EXPENSE, ENTRY_REFUND },
	{ "退款", EXPENSE, ENTRY_REFUND },
	{ "收费", ANY_WAY, ENTRY_FEE },
	{ "提现", EXPENSE, ENTRY_SETTLEMENT },
};

static enum entry_kind
kind_of(const struct ledger_row *row)
{
	const enum direction direction = row->amount < 0 ? EXPENSE : INCOME;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (cell_is(&row->cells[LEDGER_TYPE], kinds[i].type) &&
			(kinds[i].direction == ANY_WAY ||
				kinds[i].direction == direction))
			return kinds[i].kind;
	return ENTRY_OTHER;
}

static int
take_header(void *ctx, struct row *row, struct err *err)
{
	struct parser *p = ctx;

	if (alipay_ledger_header(row, &p->layout, err) < 0)
		return -1;
	return p->sink->begin(p->sink->ctx, &p->file.st, err);
}

static int
add_up(struct parser *p, const struct entry *entry, struct err *err)
{
	const bool out = entry->amount < 0;
	struct alipay_sum *sum = out ? &p->totals.out : &p->totals.in;

	/* A row that moves nothing is neither. */
	sum->count += entry->amount != 0;
	if (chain_add(&p->chain, entry->line, entry->booked, entry->amount,
		    p->values.balance, err) < 0 ||
		alipay_file_count(
			&p->file, entry->booked.day, entry->amount, err) < 0)
		return -1;
	if (money_add(&sum->fen, out ? -entry->amount : entry->amount, err) < 0)
		return err_within(err, "%ld", entry->line);
	return 0;
}

/* Every free text, one a line. */
static int
set_remark(struct parser *p, struct entry *entry, struct err *err)
{
	static const enum ledger_column texts[] = { LEDGER_GOODS, LEDGER_NOTE,
		LEDGER_WHAT };

	buf_clear(&p->remark);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		const struct cell *cell = &p->values.cells[texts[i]];

		if (cell->len > 0 && p->remark.len > 0)
			buf_putc(&p->remark, '\n');
		buf_add(&p->remark, cell->text, cell->len);
	}
	entry->remark = buf_text(&p->remark);
	return buf_check(&p->remark, err);
}

/* A column that the file does not have has no place of its own. */
static const char *
text_of(struct parser *p, enum ledger_column column)
{
	struct cell *cell = &p->values.cells[column];

	return cell->len == 0 ? "" : cell_text(cell);
}

static int
take_row(void *ctx, struct row *row, struct err *err)
{
	struct parser *p = ctx;
	struct entry entry = { .line = row->line, .name = "", .original = "" };

	if (alipay_ledger_row(&p->layout, row, &p->values, err) < 0 ||
		set_remark(p, &entry, err) < 0)
		return -1;
	entry.kind = kind_of(&p->values);
	entry.booked = p->values.time;
	entry.amount = p->values.amount;
	entry.external_id = text_of(p, LEDGER_ID);
	entry.txn = text_of(p, LEDGER_TXN);
	entry.ref = text_of(p, LEDGER_REF);
	entry.account = text_of(p, LEDGER_PARTY);
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
	.first = "账务流水号",
	.end_mark = "账务明细列表结束",
	.header = take_header,
	.row = take_row,
	.foot = take_foot,
};

static struct parser *
account_open(
	const struct format *format, const struct sink *sink, struct err *err)
{
	struct parser *p = calloc(1, sizeof(*p));

	(void)format;
	if (p == NULL) {
		err_set(err, ERR_MEMORY, _("memory is exhausted"));
		return NULL;
	}
	p->sink = sink;
	p->totals.words = &alipay_account_words;
	chain_init(&p->chain);
	alipay_file_init(&p->file, &shape, p);
	return p;
}

static int
account_feed(struct parser *p, const char *bytes, size_t len, struct err *err)
{
	return alipay_file_feed(&p->file, bytes, len, err);
}

/* Without rows no balance is known. */
static int
check_chain(struct parser *p, struct err *err)
{
	if (p->file.st.entries == 0)
		return 0;
	return bill_chain(p->sink, &p->file.st, &p->chain,
		alipay_ledger_name(LEDGER_BALANCE), err);
}

/* The figures that the 汇总 beside this file states. */
static int
tell_total(struct parser *p, struct err *err)
{
	struct bill_total total = { .family = FAMILY_ALIPAY_ACCOUNT };

	bill_state(&total, FIGURE_IN_COUNT, p->totals.in.count);
	bill_state(&total, FIGURE_IN, p->totals.in.fen);
	bill_state(&total, FIGURE_OUT_COUNT, p->totals.out.count);
	bill_state(&total, FIGURE_OUT, p->totals.out.fen);
	bill_state(&total, FIGURE_NET, p->totals.in.fen - p->totals.out.fen);
	return bill_tell(p->sink, &p->file.st, &total, err);
}

static int
account_finish(struct parser *p, struct err *err)
{
	if (alipay_file_finish(&p->file, err) < 0 ||
		alipay_totals_check(&p->totals, p->sink, &p->file.st,
			p->file.line, err) < 0 ||
		check_chain(p, err) < 0)
		return -1;
	alipay_file_period(&p->file);
	if (p->sink->end(p->sink->ctx, &p->file.st, err) < 0)
		return -1;
	return tell_total(p, err);
}

static void
account_close(struct parser *p)
{
	if (p == NULL)
		return;
	alipay_file_release(&p->file);
	buf_release(&p->remark);
	free(p);
}

/* The title of a detail file may say 汇总 (formats.md 2.3): the header
 * decides. */
static enum probe
account_probe(const struct format *format, const char *head, size_t len)
{
	static const struct alipay_signs signs = {
		.header = "账务流水号",
		.title = "#支付宝账务明细",
		.other = "类型,收入笔数",
	};

	(void)format;
	return alipay_file_probe(&signs, head, len);
}

const struct format format_alipay_account = {
	.name = "alipay-account",
	.title = N_("Alipay ledger (账务明细), for control"),
	.variants = N_(
		"columns in any order, up to 16 of them, brackets half or full "
		"width or none; newest or oldest row first; GB18030 or UTF-8"),
	.source = SOURCE_ALIPAY,
	.control = true,
	.probe = account_probe,
	.open = account_open,
	.feed = account_feed,
	.finish = account_finish,
	.close = account_close,
};
