/*
 * Statements and bills day after day: balances that go on or do not, bills
 * that are missing.  Each case in both orders of what came.
 */
#include "match_maker.h"
#include "suite.h"

#include "core/continuity.h"
#include "core/decide.h"
#include "model/note.h"

#include <stdio.h>
#include <string.h>

#define NO_BALANCE INT64_MIN
#define STATED (INT64_MIN + 1) /* a person: there is none for that day */
#define MAX 6

/* Days of November 2026; the 14th, 15th, 21st, 22nd are no working days. */
struct covered {
	int from, to;
	int64_t opening, closing;
};

static const char *
november(struct maker *m, int day)
{
	return arena_format(&m->arena, &m->err, "2026-11-%02d", day);
}

static void
add_statement(
	struct maker *m, enum source source, const struct covered *statement)
{
	struct coverage *c = maker_statement(m, november(m, statement->from),
		november(m, statement->to), statement->opening,
		statement->closing);

	c->source = source;
	c->account_id = maker_line(m, source)->account_id;
	c->stated = statement->opening == STATED;
	c->has_opening = !c->stated && statement->opening != NO_BALANCE;
	c->has_closing = !c->stated && statement->closing != NO_BALANCE;
}

static void
add_statements(struct maker *m, enum source source,
	const struct covered *statements, bool backwards)
{
	int count = 0;

	while (count < MAX && statements[count].from != 0)
		count++;
	for (int i = 0; i < count; i++)
		add_statement(
			m, source, &statements[backwards ? count - 1 - i : i]);
}

/* "bill; missing; balances" of the account, and the breaks. */
static const char *
say(struct maker *m, enum source source)
{
	const struct closing_line *line = maker_line(m, source);
	const char *breaks = maker_breaks(m);

	return arena_format(&m->arena, &m->err, "%s; %s; %s%s%s", line->bill,
		line->missing, line->balances, breaks[0] ? "; " : "", breaks);
}

static void
check(const char *label, struct maker *m, enum source source, const char *want)
{
	char both[160];

	snprintf(both, sizeof(both), "%s: %s", label, want);
	CHECK_TEXT(arena_format(
			   &m->arena, &m->err, "%s: %s", label, say(m, source)),
		both);
}

/* --- balances --- */

static const struct {
	const char *label;
	struct covered statements[MAX];
	const char *want; /* state; breaks */
} joined[] = {
	{ "no statement", { { 0 } }, "" },
	{ "one", { { 16, 16, 5, 7 } }, "continued" },
	{ "it goes on", { { 16, 16, 5, 7 }, { 17, 17, 7, 7 } }, "continued" },
	{ "over days without one", { { 16, 16, 5, 7 }, { 20, 20, 7, 9 } },
		"continued" },
	{ "below zero", { { 16, 16, 5, -7 }, { 17, 17, -7, 9 } }, "continued" },
	{ "not on the next day", { { 16, 16, 5, 7 }, { 17, 17, 8, 9 } },
		"broken; balance-mismatch 2026-11-17" },
	{ "not over days without one", { { 16, 16, 5, 7 }, { 18, 18, 8, 9 } },
		"broken; statement-gap 2026-11-18" },
	{ "though a person states that there is none",
		{ { 16, 16, 5, 7 }, { 17, 17, STATED, STATED },
			{ 18, 18, 8, 9 } },
		"broken; statement-gap 2026-11-18" },
	{ "twice", { { 16, 16, 5, 7 }, { 17, 17, 8, 9 }, { 20, 20, 10, 11 } },
		"broken; balance-mismatch 2026-11-17; "
		"statement-gap 2026-11-20" },
	{ "nothing but a stated day", { { 16, 16, STATED, STATED } }, "" },

	/* Without balances. */
	{ "no opening", { { 16, 16, 5, 7 }, { 17, 17, NO_BALANCE, 9 } },
		"unchecked" },
	{ "no closing before it",
		{ { 16, 16, 5, NO_BALANCE }, { 17, 17, 7, 9 } }, "unchecked" },
	{ "neither, and a break elsewhere",
		{ { 16, 16, 5, NO_BALANCE }, { 17, 17, NO_BALANCE, 9 },
			{ 18, 18, 10, 11 } },
		"broken; balance-mismatch 2026-11-18" },
	{ "two before it, neither with its closing",
		{ { 16, 16, 5, NO_BALANCE }, { 16, 16, 6, NO_BALANCE },
			{ 17, 17, 7, 9 } },
		"unchecked" },
	{ "of two before it one without, the other another",
		{ { 16, 16, 5, NO_BALANCE }, { 16, 16, 5, 8 },
			{ 17, 17, 7, 9 } },
		"broken; balance-mismatch 2026-11-17" },
	{ "of two before it one without, the other right",
		{ { 16, 16, 5, NO_BALANCE }, { 16, 16, 5, 7 },
			{ 17, 17, 7, 9 } },
		"continued" },

	/* Several of one day. */
	{ "of the same day, one after the other",
		{ { 16, 16, 1, 5 }, { 17, 17, 5, 7 }, { 17, 17, 7, 3 },
			{ 18, 18, 3, 4 } },
		"continued" },
	{ "three of the same day",
		{ { 16, 16, 1, 5 }, { 17, 17, 5, 7 }, { 17, 17, 7, 3 },
			{ 17, 17, 3, 8 }, { 18, 18, 8, 4 } },
		"continued" },
	{ "of the same day, one missing between",
		{ { 16, 16, 1, 5 }, { 17, 17, 5, 7 }, { 17, 17, 6, 3 },
			{ 18, 18, 3, 4 } },
		"broken; balance-mismatch 2026-11-17" },
	{ "of the same day, the first missing",
		{ { 16, 16, 1, 5 }, { 17, 17, 6, 7 }, { 17, 17, 7, 3 },
			{ 18, 18, 3, 4 } },
		"broken; balance-mismatch 2026-11-17" },
	{ "of the same day, each begins where the other ends",
		{ { 16, 16, 1, 5 }, { 17, 17, 6, 7 }, { 17, 17, 7, 6 },
			{ 18, 18, 6, 4 } },
		/* Both say it; discrepancy_sync() makes one break of it. */
		"broken; balance-mismatch 2026-11-17; "
		"balance-mismatch 2026-11-17" },
	{ "of the same day, the last ends as the first begins",
		{ { 16, 16, 1, 5 }, { 17, 17, 5, 7 }, { 17, 17, 7, 5 },
			{ 18, 18, 5, 4 } },
		"continued" },
	{ "of the same day, the first without its opening",
		{ { 16, 16, 1, 5 }, { 17, 17, NO_BALANCE, 7 }, { 17, 17, 7, 3 },
			{ 18, 18, 3, 4 } },
		"unchecked" },
	{ "of the same day, the first without its closing",
		{ { 16, 16, 1, 5 }, { 17, 17, 5, NO_BALANCE }, { 17, 17, 7, 3 },
			{ 18, 18, 3, 4 } },
		"broken; balance-mismatch 2026-11-17" },
	{ "of the same day, the same twice",
		{ { 16, 16, 1, 5 }, { 17, 17, 5, 7 }, { 17, 17, 5, 7 },
			{ 18, 18, 7, 4 } },
		"continued" },
	{ "in the morning, and of the whole day",
		{ { 16, 16, 1, 5 }, { 17, 17, 5, 7 }, { 17, 17, 5, 9 },
			{ 18, 18, 9, 4 } },
		"continued" },
	{ "of the first day, one after the other",
		{ { 16, 16, 1, 5 }, { 16, 16, 5, 7 }, { 17, 17, 7, 7 } },
		"continued" },

	/* That overlap. */
	{ "three days after one day",
		{ { 15, 15, 1, 5 }, { 16, 16, 5, 6 }, { 16, 18, 5, 8 },
			{ 17, 17, 6, 7 }, { 19, 19, 8, 9 } },
		"continued" },
	{ "one day after three that hold it",
		{ { 15, 15, 1, 5 }, { 16, 18, 5, 8 }, { 19, 19, 8, 9 },
			{ 17, 17, 6, 7 } },
		"unchecked" },
	{ "one day of the first three",
		{ { 16, 18, 5, 8 }, { 17, 17, 6, 7 }, { 19, 19, 8, 9 } },
		"unchecked" },
	{ "one week, and one that begins within it",
		{ { 2, 4, 1, 4 }, { 5, 11, 4, 11 }, { 9, 18, 8, 18 },
			{ 19, 19, 18, 19 } },
		"unchecked" },
	{ "days from the first of three on",
		{ { 15, 15, 1, 5 }, { 16, 18, 5, 8 }, { 16, 16, 5, 6 },
			{ 17, 17, 6, 7 }, { 18, 18, 7, 8 }, { 19, 19, 8, 9 } },
		"continued" },
	{ "three days that do not end as the days do",
		{ { 15, 15, 1, 5 }, { 16, 16, 5, 6 }, { 16, 17, 5, 9 },
			{ 17, 17, 6, 7 }, { 18, 18, 8, 9 } },
		"broken; balance-mismatch 2026-11-18" },
	{ "within another, but not as the day before it",
		{ { 15, 15, 1, 5 }, { 15, 18, 1, 8 }, { 16, 16, 6, 7 } },
		"broken; balance-mismatch 2026-11-16" },
};

static void
balances(void)
{
	for (size_t i = 0; i < 2 * sizeof(joined) / sizeof(*joined); i++) {
		struct maker m;
		const char *breaks;

		match_start(&m);
		(void)maker_line(&m, SOURCE_BANK);
		add_statements(
			&m, SOURCE_BANK, joined[i / 2].statements, i % 2);
		CHECK_INT(continuity_check(&m.book, &m.err), 0);
		breaks = maker_breaks(&m);
		check_text(arena_format(&m.arena, &m.err, "%s: %s%s%s",
				   joined[i / 2].label,
				   maker_line(&m, SOURCE_BANK)->balances,
				   breaks[0] ? "; " : "", breaks),
			arena_format(&m.arena, &m.err, "%s: %s",
				joined[i / 2].label, joined[i / 2].want),
			__FILE__, __LINE__);
		maker_end(&m);
	}
}

/* What a break says; of several statements always about the same one. */
static void
notes(void)
{
	static const struct {
		struct covered statements[MAX];
		int64_t amount;
		const char *note;
	} cases[] = {
		{ { { 16, 16, 500, 700 }, { 17, 17, 800, 900 } }, 100,
			"%1 at the end of %2, but %3 at the start of %4\t"
			"7.00\t2026-11-16\t8.00\t2026-11-17" },
		{ { { 16, 16, 500, 700 }, { 19, 20, 650, 900 } }, -50,
			"%1 at the end of %2, but %3 at the start of %4: a "
			"statement between is missing\t"
			"7.00\t2026-11-16\t6.50\t2026-11-19" },
		{ { { 16, 16, 500, 700 }, { 16, 16, 500, 750 },
			  { 17, 17, 800, 900 } },
			50,
			"%1 at the end of %2, but %3 at the start of %4\t"
			"7.50\t2026-11-16\t8.00\t2026-11-17" },
	};

	for (size_t i = 0; i < 2 * sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		const struct discrepancy *d;

		match_start(&m);
		(void)maker_line(&m, SOURCE_BANK);
		add_statements(&m, SOURCE_BANK, cases[i / 2].statements, i % 2);
		CHECK_INT(continuity_check(&m.book, &m.err), 0);
		CHECK_INT(m.book.discrepancies.count, 1);
		d = &m.book.discrepancies.at[0];
		CHECK_INT(d->amount, cases[i / 2].amount);
		CHECK_TEXT(d->note, cases[i / 2].note);
		CHECK_INT(d->account_id, 1);
		maker_end(&m);
	}
}

/* A channel's bills have no balances that go on. */
static void
of_banks_alone(void)
{
	static const struct covered statements[MAX] = { { 16, 16, 5, 7 },
		{ 17, 17, 8, 9 } };
	struct maker m;

	match_start(&m);
	(void)maker_line(&m, SOURCE_BANK);
	add_statements(&m, SOURCE_WECHAT, statements, false);
	CHECK_INT(continuity_check(&m.book, &m.err), 0);
	check("a channel", &m, SOURCE_WECHAT, "here; ; ");
	check("the bank", &m, SOURCE_BANK, "; ; ");
	maker_end(&m);

	/* The bank's, beside those of another account. */
	match_start(&m);
	(void)maker_line(&m, SOURCE_BANK);
	add_statements(&m, SOURCE_WECHAT, statements, false);
	add_statements(&m, SOURCE_BANK, statements, false);
	CHECK_INT(continuity_check(&m.book, &m.err), 0);
	check("a channel", &m, SOURCE_WECHAT,
		"here; ; ; balance-mismatch 2026-11-17");
	check("the bank", &m, SOURCE_BANK,
		"here; ; broken; balance-mismatch 2026-11-17");
	maker_end(&m);
}

/* The break ends with the statement that was missing; what people closed is
 * closed. */
static void
ends(void)
{
	static const struct covered first = { 16, 16, 5, 7 },
				    third = { 18, 18, 9, 11 },
				    second = { 17, 17, 7, 9 },
				    fifth = { 20, 20, 12, 13 };
	struct maker m;

	match_start(&m);
	m.book.calendar.at[0].day = maker_day("2026-01-01");
	maker_line(&m, SOURCE_BANK)->expected = true;
	add_statement(&m, SOURCE_BANK, &first);
	maker_decide(&m);
	check("the first", &m, SOURCE_BANK, "here; ; continued");
	maker_night(&m, "2026-11-17");
	check("none", &m, SOURCE_BANK, "missing; 2026-11-17; continued");
	maker_next(&m, "2026-11-18");
	add_statement(&m, SOURCE_BANK, &third);
	maker_decide(&m);
	check("the third", &m, SOURCE_BANK,
		"here; 2026-11-17; broken; statement-gap 2026-11-18");
	maker_night(&m, "2026-11-18");
	CHECK_INT(m.book.steps.count, 0);
	maker_next(&m, "2026-11-19");
	add_statement(&m, SOURCE_BANK, &second);
	maker_decide(&m);
	check("the second", &m, SOURCE_BANK, "missing; 2026-11-19; continued");
	CHECK_INT(m.book.steps.count, 1);
	CHECK_INT(m.book.steps.at[0].open, 0);
	maker_next(&m, "2026-11-20");
	add_statement(&m, SOURCE_BANK, &fifth);
	maker_decide(&m);
	check("the fifth", &m, SOURCE_BANK,
		"here; 2026-11-19; broken; statement-gap 2026-11-20");
	maker_next(&m, "2026-11-20");
	maker_ruling(&m, RULING_CLOSE, 0)->break_id = 2;
	maker_decide(&m);
	CHECK_INT(m.book.steps.count, 1);
	CHECK_INT(m.book.steps.at[0].open, 0);
	/* Closed, not mended. */
	maker_night(&m, "2026-11-20");
	CHECK_INT(m.book.steps.count, 0);
	CHECK_TEXT(maker_line(&m, SOURCE_BANK)->balances, "broken");
	maker_end(&m);
}

/* --- missing --- */

static const struct {
	const char *label;
	enum source source;
	int first, date;
	struct covered statements[MAX];
	const char *want; /* bill; missing; balances */
} listed[] = {
	/* A channel makes a bill of each day. */
	{ "each day is here", SOURCE_WECHAT, 13, 16,
		{ { 13, 13, 0, 0 }, { 14, 15, 0, 0 }, { 16, 16, 0, 0 } },
		"here; ; " },
	{ "a Sunday is missing", SOURCE_ALIPAY, 13, 16,
		{ { 13, 14, 0, 0 }, { 16, 16, 0, 0 } }, "here; 2026-11-15; " },
	{ "none at all", SOURCE_WECHAT, 16, 18, { { 0 } },
		"missing; 2026-11-16..2026-11-18; " },
	{ "the first night, and none", SOURCE_WECHAT, 0, 16, { { 0 } },
		"missing; 2026-11-16; " },
	{ "several ranges", SOURCE_WECHAT, 9, 20,
		{ { 9, 10, 0, 0 }, { 12, 12, 0, 0 }, { 15, 17, 0, 0 },
			{ 19, 19, 0, 0 } },
		"missing; 2026-11-11;2026-11-13..2026-11-14;"
		"2026-11-18;2026-11-20; " },
	{ "a day that a person states to have none", SOURCE_WECHAT, 15, 18,
		{ { 15, 15, 0, 0 }, { 16, 16, STATED, STATED },
			{ 18, 18, STATED, STATED } },
		"none; 2026-11-17; " },
	{ "its bill came none the less", SOURCE_WECHAT, 16, 16,
		{ { 16, 16, STATED, STATED }, { 16, 16, 0, 0 } }, "here; ; " },
	{ "its bill came before", SOURCE_WECHAT, 16, 16,
		{ { 15, 16, 0, 0 }, { 16, 16, STATED, STATED } }, "here; ; " },
	{ "bills older than the book", SOURCE_WECHAT, 16, 16,
		{ { 11, 12, 0, 0 }, { 14, 16, 0, 0 } }, "here; 2026-11-13; " },
	{ "bills from the second night on", SOURCE_WECHAT, 12, 16,
		{ { 13, 16, 0, 0 } }, "here; 2026-11-12; " },
	{ "bills of days to come", SOURCE_WECHAT, 12, 13, { { 12, 20, 0, 0 } },
		"here; ; " },

	/* A bank makes one when something happened. */
	{ "a working day is missing", SOURCE_BANK, 12, 13, { { 12, 12, 5, 7 } },
		"missing; 2026-11-13; continued" },
	{ "nobody works on a weekend", SOURCE_BANK, 12, 15,
		{ { 12, 13, 5, 7 } }, "; ; continued" },
	{ "none ever", SOURCE_BANK, 12, 17, { { 0 } },
		"missing; 2026-11-12..2026-11-13;"
		"2026-11-16..2026-11-17; " },
	{ "balances go on over working days", SOURCE_BANK, 12, 18,
		{ { 12, 12, 5, 7 }, { 18, 18, 7, 9 } }, "here; ; continued" },
	{ "balances go on over a weekend", SOURCE_BANK, 13, 16,
		{ { 13, 13, 5, 7 }, { 16, 16, 7, 9 } }, "here; ; continued" },
	{ "balances do not go on", SOURCE_BANK, 13, 18,
		{ { 13, 13, 5, 7 }, { 18, 18, 8, 9 } },
		"here; 2026-11-16..2026-11-17; broken; "
		"statement-gap 2026-11-18" },
	{ "balances do not go on, and then they do", SOURCE_BANK, 16, 19,
		{ { 16, 16, 5, 7 }, { 18, 18, 8, 9 }, { 19, 19, 9, 9 } },
		"here; 2026-11-17; broken; statement-gap 2026-11-18" },
	{ "a weekend that balances do not bridge", SOURCE_BANK, 13, 16,
		{ { 13, 13, 5, 7 }, { 16, 16, 8, 9 } },
		"here; ; broken; statement-gap 2026-11-16" },
	{ "a working Saturday", SOURCE_BANK, 19, 22, { { 19, 20, 5, 7 } },
		"; 2026-11-21; continued" },
	{ "a working Saturday, today", SOURCE_BANK, 19, 21,
		{ { 19, 20, 5, 7 } }, "missing; 2026-11-21; continued" },
	{ "no balances prove nothing", SOURCE_BANK, 16, 19,
		{ { 16, 16, 5, NO_BALANCE }, { 19, 19, 7, 9 } },
		"here; 2026-11-17..2026-11-18; unchecked" },
	{ "a stated day has no balances", SOURCE_BANK, 16, 19,
		{ { 16, 16, 5, 7 }, { 18, 18, STATED, STATED },
			{ 19, 19, 8, 9 } },
		"here; 2026-11-17; broken; statement-gap 2026-11-19" },
	{ "nothing before to go on from", SOURCE_BANK, 16, 18,
		{ { 18, 18, 5, 7 } },
		"here; 2026-11-16..2026-11-17; continued" },
	{ "two of the day after, one joins the other", SOURCE_BANK, 16, 18,
		{ { 16, 16, 5, 7 }, { 18, 18, 8, 9 }, { 18, 18, 9, 11 } },
		"here; 2026-11-17; broken; statement-gap 2026-11-18" },
	{ "two of the day after, one joins the day before", SOURCE_BANK, 16, 18,
		{ { 16, 16, 5, 7 }, { 18, 18, 9, 8 }, { 18, 18, 7, 9 } },
		"here; ; continued" },
};

static void
missing(void)
{
	for (size_t i = 0; i < 2 * sizeof(listed) / sizeof(*listed); i++) {
		struct maker m;
		struct calendar_day *saturday;

		match_start(&m);
		saturday = vec_push(&m.book.calendar, &m.arena, &m.err);
		*saturday =
			(struct calendar_day){ maker_day("2026-11-21"), true };
		m.book.date = maker_day(november(&m, listed[i / 2].date));
		m.book.first_night = listed[i / 2].first == 0
			? DAY_NONE
			: maker_day(november(&m, listed[i / 2].first));
		maker_line(&m, listed[i / 2].source)->expected = true;
		add_statements(&m, listed[i / 2].source,
			listed[i / 2].statements, i % 2);
		CHECK_INT(continuity_check(&m.book, &m.err), 0);
		check(listed[i / 2].label, &m, listed[i / 2].source,
			listed[i / 2].want);
		maker_end(&m);
	}
}

/* What nobody expects is never missing, and is here if it came. */
static void
not_expected(void)
{
	static const struct covered one = { 16, 16, 5, 7 };
	struct maker m;

	match_start(&m);
	(void)maker_line(&m, SOURCE_WECHAT);
	maker_line(&m, SOURCE_BANK)->expected = true;
	/* Nothing was ever imported of it: it has no number yet. */
	maker_line(&m, SOURCE_BANK)->account_id = 0;
	add_statement(&m, SOURCE_ALIPAY, &one);
	CHECK_INT(continuity_check(&m.book, &m.err), 0);
	check("nothing came", &m, SOURCE_WECHAT, "; ; ");
	check("something came", &m, SOURCE_ALIPAY, "here; ; ");
	CHECK_TEXT(m.book.closing.at[1].bill, "missing");
	CHECK_TEXT(m.book.closing.at[1].missing, "2026-11-16");
	CHECK_TEXT(m.book.closing.at[1].balances, "");
	maker_end(&m);
}

/* A year of which no holidays are known is no guess. */
static void
without_calendar(void)
{
	struct maker m;

	match_start(&m);
	m.book.date = maker_day("2027-01-04");
	maker_line(&m, SOURCE_BANK)->expected = true;
	CHECK_INT(maker_try(&m), -1);
	CHECK_INT(m.err.code, ERR_CONFIG);
	maker_end(&m);
}

static const struct test tests[] = {
	{ "statements continue one another", balances },
	{ "a break says where balances end and begin", notes },
	{ "a channel's bills have no balances", of_banks_alone },
	{ "the break ends when the missing statement comes", ends },
	{ "a missing bill is said, never assumed empty", missing },
	{ "what is not expected is not missing", not_expected },
	{ "a year without calendar is an error", without_calendar },
	{ NULL, NULL },
};

const struct suite test_continuity = { "core/continuity", tests };
