/*
 * The closing: where each amount went, and that nothing is left.  That the
 * nights of all other tests close, too, sees the maker (maker_check_lines).
 */
#include "match_maker.h"
#include "suite.h"

#include "base/buf.h"
#include "core/closing.h"
#include "core/decide.h"
#include "model/money.h"

#include <string.h>

/* "in +300.00 -100.00; refunded -100.00; closing 300.00 (1)": what is 0 is not
 * said. */
static const char *
say(struct maker *m, const struct closing_line *line)
{
	const struct {
		const char *name;
		int64_t fen;
	} columns[] = {
		{ "matched", line->matched },
		{ "refunded", line->refunded },
		{ "fees", line->fees },
		{ "settled", line->settled },
		{ "micro-deposits", line->micro_deposits },
		{ "written off", line->written_off },
	};
	struct buf buf = BUF_INIT;
	char fen[MONEY_TEXT_SIZE];
	const char *text;

	if (line->opening != 0)
		buf_printf(
			&buf, "; opening %s", money_text(line->opening, fen));
	if (line->in_credit != 0 || line->in_debit != 0)
		buf_puts(&buf, "; in");
	if (line->in_credit != 0)
		buf_printf(&buf, " +%s", money_text(line->in_credit, fen));
	if (line->in_debit != 0)
		buf_printf(&buf, " -%s", money_text(line->in_debit, fen));
	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		if (columns[i].fen != 0)
			buf_printf(&buf, "; %s %s", columns[i].name,
				money_text(columns[i].fen, fen));
	if (line->closing != 0 || line->closing_count != 0)
		buf_printf(&buf, "; closing %s (%d)",
			money_text(line->closing, fen),
			(int)line->closing_count);
	if (closing_residual(line) != 0)
		buf_printf(&buf, "; left %s",
			money_text(closing_residual(line), fen));
	buf_puts(&buf, "");
	text = arena_text(&m->arena, buf_text(&buf), buf.len, &m->err);
	buf_release(&buf);
	if (text == NULL)
		CU_FAIL_FATAL("no memory");
	return text + (text[0] == ';' ? 2 : 0);
}

static const char *
bank_line(struct maker *m)
{
	return say(m, maker_line(m, SOURCE_BANK));
}

static const char *
wechat_line(struct maker *m)
{
	return say(m, maker_line(m, SOURCE_WECHAT));
}

/* One entry of each fate, that came in or that stood in suspense. */
static void
each_fate(void)
{
	enum { IN, SUSPENDED, STOOD };
	static const struct {
		const char *label;
		enum fate fate;
		enum entry_kind kind;
		int64_t fen;
		int was;
		const char *line;
	} cases[] = {
		{ "a payment of an order", FATE_MATCHED, ENTRY_PAYMENT, 100, IN,
			"in +1.00; matched 1.00" },
		{ "a refund of one", FATE_MATCHED, ENTRY_REFUND, -100, IN,
			"in -1.00; refunded -1.00" },
		{ "money that found its order", FATE_MATCHED, ENTRY_PAYMENT,
			100, SUSPENDED, "opening 1.00; matched 1.00" },
		{ "suspended money that went back", FATE_PAYMENT, ENTRY_PAYMENT,
			100, SUSPENDED, "opening 1.00; refunded 1.00" },
		{ "its refund", FATE_PAYMENT, ENTRY_REFUND, -100, IN,
			"in -1.00; refunded -1.00" },
		{ "a micro-deposit", FATE_VERIFICATION, ENTRY_MICRO_DEPOSIT, -1,
			IN, "in -0.01; micro-deposits -0.01" },
		{ "its return", FATE_VERIFICATION, ENTRY_RETURN, 1, IN,
			"in +0.01; micro-deposits 0.01" },
		{ "a settlement", FATE_SETTLED, ENTRY_SETTLEMENT, 100, IN,
			"in +1.00; settled 1.00" },
		{ "written off", FATE_WRITTEN_OFF, ENTRY_OTHER, -100, SUSPENDED,
			"opening -1.00; written off -1.00" },
		{ "the bank's charge", FATE_OPEN, ENTRY_FEE, -100, IN,
			"in -1.00; fees -1.00" },
		{ "one that no rule may ask for", FATE_STOPPED, ENTRY_FEE, -100,
			IN, "in -1.00; fees -1.00" },
		{ "one that was suspended", FATE_OPEN, ENTRY_FEE, -100,
			SUSPENDED, "opening -1.00; fees -1.00" },
		{ "one that people matched", FATE_MATCHED, ENTRY_FEE, -100, IN,
			"in -1.00; refunded -1.00" },
		{ "one that people wrote off", FATE_WRITTEN_OFF, ENTRY_FEE,
			-100, IN, "in -1.00; written off -1.00" },
		{ "in suspense", FATE_OPEN, ENTRY_PAYMENT, 100, IN,
			"in +1.00; closing 1.00 (1)" },
		{ "held", FATE_STOPPED, ENTRY_PAYMENT, 100, SUSPENDED,
			"opening 1.00; closing 1.00 (1)" },
		{ "of nothing", FATE_OPEN, ENTRY_OTHER, 0, IN,
			"closing 0.00 (1)" },
		{ "its match stands", FATE_STANDS, ENTRY_PAYMENT, 100, STOOD,
			"" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct closing_line *line;
		struct book_entry *e;

		maker_start(&m, "2026-11-16");
		line = maker_line(&m, SOURCE_BANK);
		e = maker_bank_entry(&m, "b1", cases[i].fen, "", "", "");
		e->kind = cases[i].kind;
		e->fate = cases[i].fate;
		if (cases[i].was == SUSPENDED)
			line->opening = cases[i].fen;
		else if (cases[i].was == IN && cases[i].fen < 0)
			line->in_debit = -cases[i].fen;
		else if (cases[i].was == IN)
			line->in_credit = cases[i].fen;
		CHECK_INT(closing_make(&m.book, &m.err), 0);
		CHECK_CASE(cases[i].label,
			strcmp(say(&m, line), cases[i].line) == 0);
		CHECK_TEXT(say(&m, line), cases[i].line);
		maker_end(&m);
	}
}

/* What the file marks as a charge is not in the book: it is counted before,
 * and what a rule finds to be one is added. */
static void
charges(void)
{
	struct maker m;
	struct closing_line *line;

	match_start(&m);
	line = maker_line(&m, SOURCE_BANK);
	line->in_debit = 700;
	line->fees = -500;
	maker_bank_entry(&m, "b1", -200, "", "", "手续费")->kind = ENTRY_FEE;
	CHECK_INT(closing_make(&m.book, &m.err), 0);
	CHECK_TEXT(bank_line(&m), "in -7.00; fees -7.00");
	maker_end(&m);

	/* Classified in the night in which it comes; gone in the next. */
	match_start(&m);
	maker_bank_entry(&m, "b1", -200, "", "", "手续费");
	maker_decide(&m);
	CHECK_TEXT(bank_line(&m), "in -2.00; fees -2.00");
	maker_night(&m, "2026-11-17");
	CHECK_TEXT(bank_line(&m), "");
	maker_end(&m);
}

/* Each account by itself; one of which the book has no line is not added to
 * another's. */
static void
accounts(void)
{
	struct maker m;
	struct closing_line *line;

	maker_start(&m, "2026-11-16");
	maker_bank_entry(&m, "b1", 100, "", "", "");
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "", 200);
	maker_channel_entry(&m, SOURCE_ALIPAY, "t2", "", 400);
	line = maker_line(&m, SOURCE_ALIPAY);
	line->in_credit = 400;
	line = maker_line(&m, SOURCE_BANK);
	line->in_credit = 100;
	CHECK_INT(closing_make(&m.book, &m.err), 0);
	CHECK_TEXT(bank_line(&m), "in +1.00; closing 1.00 (1)");
	CHECK_TEXT(say(&m, maker_line(&m, SOURCE_ALIPAY)),
		"in +4.00; closing 4.00 (1)");
	CHECK_INT(m.book.closing.count, 2);
	maker_end(&m);
}

/* Whatever is not explained is left over: that is what makes a run red. */
static void
residual(void)
{
	struct closing_line line = { .opening = 1 };

	CHECK_INT(closing_residual(&line), 1);
	line = (struct closing_line){
		.in_credit = 5, .in_debit = 3, .matched = 2
	};
	CHECK_INT(closing_residual(&line), 0);
	line.closing = 7;
	CHECK_INT(closing_residual(&line), -7);
	line.refunded = -1;
	line.fees = -2;
	line.settled = -4;
	CHECK_INT(closing_residual(&line), 0);
	line.micro_deposits = 1;
	line.written_off = 2;
	CHECK_INT(closing_residual(&line), -3);
}

/* Money in suspense is whole until all of it went back. */
static void
in_parts(void)
{
	struct maker m;

	match_start(&m);
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "ZZ", 30000);
	maker_decide(&m);
	CHECK_TEXT(wechat_line(&m), "in +300.00; closing 300.00 (1)");
	maker_next(&m, "2026-11-17");
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "", -10000);
	maker_decide(&m);
	CHECK_TEXT(wechat_line(&m),
		"opening 300.00; in -100.00; refunded -100.00; "
		"closing 300.00 (1)");
	maker_next(&m, "2026-11-18");
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "", -20000);
	maker_decide(&m);
	CHECK_TEXT(
		wechat_line(&m), "opening 300.00; in -200.00; refunded 100.00");
	maker_night(&m, "2026-11-19");
	CHECK_TEXT(wechat_line(&m), "");
	maker_end(&m);
}

/* What people undo leaves its column again, and can go to the same one in the
 * same night. */
static void
undone(void)
{
	struct maker m;
	struct book_entry paid, back, off;

	match_start_orders(&m);
	maker_find_order(&m, "CF1")->pay_refs = "P1";
	paid = *maker_channel_entry(&m, SOURCE_WECHAT, "t1", "P1", 25000);
	maker_decide(&m);
	maker_next(&m, "2026-11-17");
	back = *maker_bank_entry(&m, "b1", -25000, "甲", "9", "退款 CF1");
	off = *maker_bank_entry(&m, "b2", 300, "乙", "8", "");
	maker_ruling(&m, RULING_WRITE_OFF, off.id);
	maker_decide(&m);
	CHECK_TEXT(bank_line(&m),
		"in +3.00 -250.00; refunded -250.00; written off 3.00");

	maker_next(&m, "2026-11-18");
	maker_stands(&m, &back);
	maker_stands(&m, &off)->written_off = true;
	maker_ruling(&m, RULING_UNDO, back.id);
	maker_ruling(&m, RULING_UNDO, off.id);
	maker_decide(&m);
	CHECK_TEXT(bank_line(&m),
		"refunded 250.00; written off -3.00; closing -247.00 (2)");
	maker_next(&m, "2026-11-19");
	maker_stands(&m, &paid);
	/* What nobody undoes stays where it is. */
	maker_channel_entry(&m, SOURCE_WECHAT, "t2", "", 100)->stands = true;
	maker_ruling(&m, RULING_UNDO, paid.id);
	maker_part(&m, maker_ruling(&m, RULING_MATCH, paid.id), "CF4", 25000);
	maker_ruling(&m, RULING_WRITE_OFF, off.id);
	maker_decide(&m);
	CHECK_TEXT(maker_verdict(&m, "CF1"), "unpaid");
	CHECK_TEXT(maker_verdict(&m, "CF4"), "paid");
	CHECK_TEXT(wechat_line(&m), "");
	CHECK_TEXT(bank_line(&m),
		"opening -247.00; written off 3.00; closing -250.00 (1)");
	maker_end(&m);
}

/* A sum that no amount can hold is an error, not another sum. */
static void
too_large(void)
{
	struct maker m;

	match_start(&m);
	maker_bank_entry(&m, "b1", INT64_MAX, "甲", "", "");
	maker_bank_entry(&m, "b2", 1, "甲", "", "")->kind = ENTRY_OTHER;
	(void)maker_line(&m, SOURCE_BANK);
	CHECK_INT(decide(&m.book, &m.err), -1);
	CHECK_INT(m.err.code, ERR_INPUT);
	maker_end(&m);

	match_start(&m);
	maker_line(&m, SOURCE_BANK)->matched = INT64_MIN;
	maker_bank_entry(&m, "b1", 100, "甲", "", "")->stands = true;
	maker_ruling(&m, RULING_UNDO, 1);
	CHECK_INT(decide(&m.book, &m.err), -1);
	CHECK_INT(m.err.code, ERR_INPUT);
	maker_end(&m);
}

static void
absurd(void)
{
	const struct closing_line line = { .opening = INT64_MAX,
		.in_credit = 1,
		.closing = INT64_MAX };

	CHECK_INT(closing_residual(&line) == INT64_MAX, 1);
}

static const struct test tests[] = {
	{ "figures that are too large to add up are a residual", absurd },
	{ "every entry goes into one column", each_fate },
	{ "the bank's charges are told by the file, or by words", charges },
	{ "each account closes by itself", accounts },
	{ "what no column explains is left", residual },
	{ "suspense is whole until all of it went back", in_parts },
	{ "what people undo leaves its column", undone },
	{ "sums that no amount can hold are errors", too_large },
	{ NULL, NULL },
};

const struct suite test_closing = { "core/closing", tests };
