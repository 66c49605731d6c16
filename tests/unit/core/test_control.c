/*
 * Documents of the same money: what they say in all agrees or does not.  Each
 * case in both orders of what came.
 */
#include "book_maker.h"
#include "suite.h"

#include "base/buf.h"
#include "model/money.h"
#include "model/note.h"

#include <stdio.h>

#define MAX 4
#define FIGURES 3

struct figure {
	enum bill_figure figure;
	int64_t value;
	bool stated;
};

#define SAYS(figure, value)                                                    \
	{                                                                      \
		FIGURE_##figure, value, true                                   \
	}

struct document {
	int from, to; /* days of November 2026; 0: no more documents */
	enum bill_family family;
	enum bill_document document;
	struct figure figures[FIGURES];
};

#define TRADE FAMILY_ALIPAY_TRADE, DOCUMENT_DETAIL
#define TRADE_SUM FAMILY_ALIPAY_TRADE, DOCUMENT_SUMMARY
#define LEDGER FAMILY_ALIPAY_ACCOUNT, DOCUMENT_DETAIL
#define LEDGER_SUM FAMILY_ALIPAY_ACCOUNT, DOCUMENT_SUMMARY

static const struct {
	const char *label;
	struct document documents[MAX];
	const char *want; /* DAY AMOUNT note; each */
} cases[] = {
	{ "nothing came", { { 0 } }, "" },
	{ "one document", { { 16, 16, TRADE, { SAYS(NET, 100) } } }, "" },
	{ "they agree",
		{ { 16, 16, TRADE, { SAYS(NET, 100), SAYS(IN_COUNT, 2) } },
			{ 16, 16, TRADE_SUM,
				{ SAYS(NET, 100), SAYS(IN_COUNT, 2) } } },
		"" },
	{ "one document twice",
		{ { 16, 16, TRADE, { SAYS(NET, 100) } },
			{ 16, 16, TRADE, { SAYS(NET, 100) } } },
		"" },
	{ "two counts differ: the first is named",
		{ { 16, 16, LEDGER, { SAYS(IN_COUNT, 3), SAYS(OUT_COUNT, 5) } },
			{ 16, 16, LEDGER_SUM,
				{ SAYS(IN_COUNT, 4), SAYS(OUT_COUNT, 7) } } },
		"2026-11-16 0 a1, 2026-11-16: 收入笔数 3 in 账务明细, 4 in "
		"账务明细(汇总); 2 figures differ in all" },
	{ "they agree where both say something",
		{ { 16, 16, TRADE, { SAYS(RECEIVED, 100), SAYS(FEE, -1) } },
			{ 16, 16, TRADE_SUM,
				{ SAYS(RECEIVED, 100), SAYS(NET, 90) } } },
		"" },
	{ "money differs",
		{ { 16, 16, TRADE, { SAYS(RECEIVED, 30990) } },
			{ 16, 16, TRADE_SUM, { SAYS(RECEIVED, 30000) } } },
		"2026-11-16 990 a1, 2026-11-16: 商家实收 309.90 in 业务明细, "
		"300.00 in 业务明细(汇总)" },
	{ "a count differs",
		{ { 16, 16, LEDGER, { SAYS(OUT_COUNT, 3) } },
			{ 16, 16, LEDGER_SUM, { SAYS(OUT_COUNT, 4) } } },
		"2026-11-16 0 a1, 2026-11-16: 支出笔数 3 in 账务明细, 4 in "
		"账务明细(汇总)" },
	{ "a count and then money: the money is named",
		{ { 16, 16, LEDGER, { SAYS(IN_COUNT, 3), SAYS(IN, 5) } },
			{ 16, 16, LEDGER_SUM,
				{ SAYS(IN_COUNT, 4), SAYS(IN, 7) } } },
		"2026-11-16 -2 a1, 2026-11-16: 收入金额 0.05 in 账务明细, 0.07 "
		"in 账务明细(汇总); 2 figures differ in all" },
	{ "two sums and a count: the first sum is named",
		{ { 16, 16, LEDGER,
			  { SAYS(IN, 5), SAYS(OUT_COUNT, 1), SAYS(OUT, 6) } },
			{ 16, 16, LEDGER_SUM,
				{ SAYS(IN, 7), SAYS(OUT_COUNT, 2),
					SAYS(OUT, 8) } } },
		"2026-11-16 -2 a1, 2026-11-16: 收入金额 0.05 in 账务明细, 0.07 "
		"in 账务明细(汇总); 3 figures differ in all" },
	{ "a month",
		{ { 1, 30, TRADE, { SAYS(FEE, -126) } },
			{ 1, 30, TRADE_SUM, { SAYS(FEE, -125) } } },
		"2026-11-30 -1 a1, 2026-11-01..2026-11-30: 服务费 -1.26 in "
		"业务明细, -1.25 in 业务明细(汇总)" },
	{ "other days are another sum",
		{ { 16, 16, TRADE, { SAYS(NET, 1) } },
			{ 17, 17, TRADE_SUM, { SAYS(NET, 2) } } },
		"" },
	{ "a month and its last day are two sums",
		{ { 1, 30, TRADE, { SAYS(NET, 1) } },
			{ 30, 30, TRADE_SUM, { SAYS(NET, 2) } } },
		"" },
	{ "trades and the ledger are two sums",
		{ { 16, 16, TRADE, { SAYS(NET, 1) } },
			{ 16, 16, LEDGER_SUM, { SAYS(NET, 2) } } },
		"" },
	{ "both of a day differ: one break",
		{ { 16, 16, TRADE, { SAYS(NET, 1) } },
			{ 16, 16, TRADE_SUM, { SAYS(NET, 2) } },
			{ 16, 16, LEDGER, { SAYS(NET, 3) } },
			{ 16, 16, LEDGER_SUM, { SAYS(NET, 5) } } },
		"2026-11-16 -1 a1, 2026-11-16: 实收净额 0.01 in 业务明细, 0.02 "
		"in 业务明细(汇总); 2 figures differ in all" },
	{ "two days: a break each",
		{ { 16, 16, TRADE, { SAYS(NET, 1) } },
			{ 16, 16, TRADE_SUM, { SAYS(NET, 2) } },
			{ 17, 17, TRADE, { SAYS(NET, 4) } },
			{ 17, 17, TRADE_SUM, { SAYS(NET, 3) } } },
		"2026-11-16 -1 a1, 2026-11-16: 实收净额 0.01 in 业务明细, 0.02 "
		"in 业务明细(汇总)\n"
		"2026-11-17 1 a1, 2026-11-17: 实收净额 0.04 in 业务明细, 0.03 "
		"in 业务明细(汇总)" },
	{ "figures further apart than money goes",
		{ { 16, 16, TRADE, { SAYS(NET, MONEY_MAX) } },
			{ 16, 16, TRADE_SUM, { SAYS(NET, -1) } } },
		"2026-11-16 9223372036854775807 a1, 2026-11-16: 实收净额 "
		"92233720368547758.07 in 业务明细, -0.01 in 业务明细(汇总)" },
};

static const char *
november(struct maker *m, int day)
{
	return arena_format(&m->arena, &m->err, "2026-11-%02d", day);
}

static void
add_document(struct maker *m, const struct document *document)
{
	struct bill_total *total =
		maker_total(m, document->family, document->document,
			november(m, document->from), november(m, document->to));

	for (size_t i = 0; i < FIGURES; i++) {
		const struct figure *f = &document->figures[i];

		if (!f->stated)
			continue;
		total->figures[f->figure].stated = true;
		total->figures[f->figure].value = f->value;
	}
}

static void
add_documents(struct maker *m, const struct document *documents, bool backwards)
{
	int count = 0;

	while (count < MAX && documents[count].from != 0)
		count++;
	for (int i = 0; i < count; i++)
		add_document(m, &documents[backwards ? count - 1 - i : i]);
}

/* The open breaks, a line each. */
static void
say(const struct maker *m, struct buf *out)
{
	for (size_t i = 0; i < m->book.discrepancies.count; i++) {
		const struct discrepancy *d = &m->book.discrepancies.at[i];
		char day[DAY_TEXT_SIZE];

		CHECK_INT(d->kind, BREAK_BALANCE_MISMATCH);
		CHECK_INT(d->account_id, m->book.totals.at[0].account_id);
		buf_printf(out, "%s%s %lld ", i > 0 ? "\n" : "",
			day_text(d->day, day), (long long)d->amount);
		note_render(out, d->note, false);
	}
}

static void
test_documents(void)
{
	for (size_t i = 0; i < 2 * sizeof(cases) / sizeof(*cases); i++) {
		struct buf out = BUF_INIT;
		char want[1024];
		struct maker m;

		maker_start(&m, "2026-11-30");
		add_documents(&m, cases[i / 2].documents, i % 2 == 1);
		maker_decide(&m);
		buf_printf(&out, "%s: ", cases[i / 2].label);
		say(&m, &out);
		snprintf(want, sizeof(want), "%s: %s", cases[i / 2].label,
			cases[i / 2].want);
		CHECK_TEXT(buf_text(&out), want);
		buf_release(&out);
		maker_end(&m);
	}
}

/* Two accounts have their sums each. */
static void
test_accounts(void)
{
	const struct document detail = { 16, 16, TRADE, { SAYS(NET, 1) } };
	const struct document sum = { 16, 16, TRADE_SUM, { SAYS(NET, 2) } };
	struct maker m;

	maker_start(&m, "2026-11-16");
	add_document(&m, &detail);
	add_document(&m, &sum);
	m.book.totals.at[1].account_id++;
	maker_decide(&m);
	CHECK_TEXT(maker_breaks(&m), "");
	maker_end(&m);
}

/* Money comes with one document, nothing of it with the other. */
static void
test_life(void)
{
	const struct document detail = { 16, 16, TRADE, { SAYS(NET, 1) } };
	const struct document sum = { 16, 16, TRADE_SUM, { SAYS(NET, 2) } };
	struct maker m;

	maker_start(&m, "2026-11-16");
	add_document(&m, &detail);
	maker_decide(&m);
	CHECK_TEXT(maker_breaks(&m), "");
	maker_next(&m, "2026-11-17");
	add_document(&m, &sum);
	maker_decide(&m);
	CHECK_TEXT(maker_breaks(&m), "balance-mismatch 2026-11-16");
	CHECK_INT(maker_news(&m), 1);
	/* The same night again brings nothing, the next one neither. */
	maker_night(&m, "2026-11-17");
	CHECK_INT(maker_news(&m), 0);
	/* A corrected document takes the place of the wrong one. */
	maker_next(&m, "2026-11-18");
	m.book.totals.at[1].total.figures[FIGURE_NET].value = 1;
	maker_decide(&m);
	CHECK_TEXT(maker_breaks(&m), "");
	CHECK_INT(m.book.steps.count, 1);
	CHECK_INT(m.book.steps.at[0].open, false);
	maker_end(&m);
}

static const struct test tests[] = {
	{ "documents of the same money agree, in any order", test_documents },
	{ "documents of two accounts are not compared", test_accounts },
	{ "a corrected document ends the break", test_life },
	{ NULL, NULL },
};

const struct suite test_control = { "core/control", tests };
