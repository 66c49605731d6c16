#include "book_maker.h"
#include "suite.h"

#include <string.h>

static void
start(struct maker *m)
{
	struct policy *p;

	maker_start(m, "2026-11-16");
	maker_fee(m, "snca", "new", 30000);
	maker_fee(m, "nmca", "new", 29000);
	maker_policy(m, "snca");
	p = maker_policy(m, "nmca");
	p->review_before_payment = true;
	p->pin_channel = PIN_NONE;
}

static struct order *
wechat_order(struct maker *m, const char *ca, int64_t fen)
{
	struct order *o = maker_order(m, ca, "A1");

	o->pay_refs = "P1";
	maker_channel_entry(m, SOURCE_WECHAT, "t1", "P1", fen)->booked =
		maker_moment("2026-11-16 10:00:00");
	return o;
}

static void
claims(void)
{
	static const struct {
		const char *label;
		bool claimed;
		int64_t fen;
		const char *trade_no, *breaks;
	} cases[] = {
		{ "agrees", true, 30000, "t1", "" },
		{ "agrees, no number", true, 30000, "", "" },
		{ "no claim", false, 0, "", "status-mismatch E1 A1" },
		{ "another amount", true, 29000, "t1",
			"status-mismatch E1 A1" },
		{ "another amount, no number", true, 29000, "",
			"status-mismatch E1 A1" },
		{ "of another transaction", true, 29000, "t9", "" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct order *o;

		start(&m);
		o = wechat_order(&m, "snca", 30000);
		o->claimed = cases[i].claimed;
		o->claimed_fen = cases[i].fen;
		o->claimed_at = o->created;
		o->claimed_trade_no = cases[i].trade_no;
		maker_decide(&m);
		CHECK_TEXT(maker_verdict(&m, "A1"), "paid");
		CHECK_TEXT(maker_breaks(&m), cases[i].breaks);
		/* It ends when the hall is put right. */
		maker_next(&m, "2026-11-17");
		o = maker_find_order(&m, "A1");
		o->claimed = true;
		o->claimed_fen = 30000;
		maker_decide(&m);
		CHECK_TEXT(maker_breaks(&m), "");
		CHECK_INT(m.book.steps.count, cases[i].breaks[0] != '\0');
		maker_end(&m);
	}
}

static void
no_claims_of_banks(void)
{
	struct maker m;
	struct order *o;

	start(&m);
	o = maker_order(&m, "snca", "A1");
	maker_own_entry(&m, "b1", 30000, o, "A1");
	maker_decide(&m);
	CHECK_TEXT(maker_breaks(&m), "");
	maker_end(&m);
}

/* A duplicate by another channel: the claim is about the first. */
static void
claim_of_a_duplicate(void)
{
	struct maker m;
	struct order *o;

	start(&m);
	o = wechat_order(&m, "snca", 30000);
	o->pay_refs = "P1;P2";
	o->claimed = true;
	o->claimed_fen = 30000;
	o->claimed_trade_no = "t1";
	maker_channel_entry(&m, SOURCE_ALIPAY, "a1", "P2", 30000);
	maker_decide(&m);
	CHECK_TEXT(maker_breaks(&m), "duplicate A1");
	maker_end(&m);
}

static void
before_review(void)
{
	static const struct {
		const char *label;
		bool approved;
		const char *reviewed, *booked;
		bool broken;
	} cases[] = {
		{ "not approved", false, "", "2026-11-16 10:00:00", true },
		{ "a second before", true, "2026-11-16 10:00:01",
			"2026-11-16 10:00:00", true },
		{ "the same second", true, "2026-11-16 10:00:00",
			"2026-11-16 10:00:00", false },
		{ "a day alone, the same", true, "2026-11-16",
			"2026-11-16 10:00:00", false },
		{ "a day alone, before", true, "2026-11-16 00:00:00",
			"2026-11-15", true },
		{ "booked without time", true, "2026-11-16 10:00:00",
			"2026-11-16", false },
		{ "nobody says when", true, "", "2026-11-16 10:00:00", false },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct order *o;

		start(&m);
		o = wechat_order(&m, "nmca", 29000);
		o->claimed = true;
		o->claimed_fen = 29000;
		o->approved = cases[i].approved;
		o->reviewed_at = cases[i].reviewed[0] == '\0'
			? MOMENT_NONE
			: maker_moment(cases[i].reviewed);
		m.book.entries.at[0].booked = maker_moment(cases[i].booked);
		maker_decide(&m);
		CHECK_CASE(cases[i].label,
			strcmp(maker_breaks(&m),
				cases[i].broken ? "paid-before-review A1"
						: "") == 0);
		CHECK_TEXT(maker_verdict(&m, "A1"), "paid");
		/* Approval does not end it, a person does, for good. */
		maker_next(&m, "2026-11-17");
		maker_find_order(&m, "A1")->approved = true;
		maker_decide(&m);
		CHECK_INT(m.book.steps.count, 0);
		if (cases[i].broken) {
			maker_next(&m, "2026-11-18");
			CHECK_INT(m.book.breaks.at[0].open, 1);
			m.book.breaks.at[0].open = false;
			maker_decide(&m);
			CHECK_INT(m.book.steps.count, 0);
		}
		maker_end(&m);
	}
}

/* Opened, changed, resolved, opened again: one number. */
static void
life(void)
{
	struct maker m;
	struct order *o;
	int id;

	start(&m);
	o = maker_order(&m, "snca", "A1");
	maker_own_entry(&m, "b1", 10000, o, "A1");
	maker_decide(&m);
	CHECK_INT(m.book.steps.count, 1);
	CHECK_INT(m.book.steps.at[0].break_id, 0);
	maker_night(&m, "2026-11-16");
	CHECK_INT(m.book.steps.count, 0);
	id = m.book.breaks.at[0].id;
	/* Still short, by less. */
	maker_next(&m, "2026-11-17");
	maker_own_entry(&m, "b2", 10000, o, "A1");
	maker_decide(&m);
	CHECK_INT(m.book.steps.count, 1);
	CHECK_INT(m.book.steps.at[0].break_id, id);
	CHECK_INT(m.book.steps.at[0].open, 1);
	CHECK_INT(m.book.steps.at[0].what.amount, -10000);
	maker_next(&m, "2026-11-18");
	maker_own_entry(&m, "b3", 10000, o, "A1");
	maker_decide(&m);
	CHECK_INT(m.book.steps.count, 1);
	CHECK_INT(m.book.steps.at[0].open, 0);
	CHECK_TEXT(m.book.steps.at[0].what.note, "its cause is gone");
	maker_night(&m, "2026-11-18");
	CHECK_INT(m.book.steps.count, 0);
	/* Dearer now, so short again. */
	maker_next(&m, "2026-11-19");
	maker_find_order(&m, "A1")->priced_anew = true;
	m.book.fees.at[0].amount = 35000;
	maker_decide(&m);
	CHECK_INT(m.book.steps.count, 1);
	CHECK_INT(m.book.steps.at[0].break_id, id);
	CHECK_INT(m.book.steps.at[0].open, 1);
	maker_end(&m);
}

/* Two people closed it: it stays closed until it is about other money. */
static void
closed_by_people(void)
{
	struct maker m;
	struct order *o;

	start(&m);
	o = maker_order(&m, "snca", "A1");
	maker_own_entry(&m, "b1", 10000, o, "A1");
	maker_decide(&m);
	maker_next(&m, "2026-11-17");
	m.book.breaks.at[0].open = false;
	m.book.breaks.at[0].decided = true;
	m.book.breaks.at[0].what.note = "written off";
	maker_decide(&m);
	CHECK_INT(m.book.steps.count, 0);
	maker_next(&m, "2026-11-18");
	maker_own_entry(&m, "b2", 100, o, "A1");
	maker_decide(&m);
	CHECK_INT(m.book.steps.count, 1);
	CHECK_INT(m.book.steps.at[0].open, 1);
	maker_end(&m);
}

/* What the import found is kept beside what the core finds. */
static void
of_the_import(void)
{
	struct maker m;
	struct discrepancy *d;

	start(&m);
	for (int night = 0; night < 3; night++) {
		if (night > 0)
			maker_next(&m, "2026-11-17");
		if (night < 2) {
			d = vec_push(&m.book.discrepancies, &m.arena, &m.err);
			*d = (struct discrepancy){ .kind = BREAK_STATEMENT_GAP,
				.account_id = 1,
				.day = maker_day("2026-11-15"),
				.note = "gap" };
		}
		maker_decide(&m);
		CHECK_INT(m.book.steps.count, night != 1);
		if (m.book.steps.count > 0)
			CHECK_INT(m.book.steps.at[0].open, night == 0);
	}
	maker_end(&m);
}

/* A payment that people split over two orders that nobody claims. */
static void
one_break_of_an_entry(void)
{
	struct maker m;

	start(&m);
	for (size_t i = 0; i < 2; i++) {
		struct allocation *a =
			vec_push(&m.book.allocations, &m.arena, &m.err);

		maker_order(&m, "snca", i == 0 ? "A1" : "A2");
		*a = (struct allocation){ .order = i,
			.entry_id = 9,
			.source = SOURCE_WECHAT,
			.account_id = 2,
			.txn = "t",
			.external_id = "t",
			.booked = maker_moment("2026-11-16"),
			.amount = 30000,
			.people = "" };
	}
	maker_decide(&m);
	CHECK_INT(m.book.steps.count, 1);
	CHECK_INT(m.book.steps.at[0].what.also_order_id, 1);
	maker_end(&m);
}

static const struct test tests[] = {
	{ "status-mismatch: the hall's claim against the bill", claims },
	{ "status-mismatch: none of bank transfers", no_claims_of_banks },
	{ "status-mismatch: none of a duplicate by another channel",
		claim_of_a_duplicate },
	{ "paid-before-review compares times, else days", before_review },
	{ "a break keeps its number", life },
	{ "what people closed stays closed", closed_by_people },
	{ "breaks of the import are kept", of_the_import },
	{ "one payment on two orders is one break", one_break_of_an_entry },
	{ NULL, NULL },
};

const struct suite test_discrepancy = { "core/discrepancy", tests };
