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

/* Nor does a refund: what was done against the rule was done. */
static void
before_review_refunded(void)
{
	struct maker m;
	struct order *o;

	start(&m);
	o = wechat_order(&m, "nmca", 29000);
	o->approved = false;
	o->claimed = true;
	o->claimed_fen = 29000;
	maker_decide(&m);
	CHECK_TEXT(maker_breaks(&m), "paid-before-review A1");
	maker_next(&m, "2026-11-17");
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "P1", -29000);
	maker_decide(&m);
	CHECK_TEXT(maker_verdict(&m, "A1"), "refunded");
	CHECK_INT(m.book.steps.count, 0);
	CHECK_INT(m.book.breaks.at[0].open, 1);
	maker_end(&m);
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
				.also_no = "",
				.also_ca = "",
				.note = "gap" };
		}
		maker_decide(&m);
		CHECK_INT(m.book.steps.count, night != 1);
		if (m.book.steps.count > 0)
			CHECK_INT(m.book.steps.at[0].open, night == 0);
	}
	maker_end(&m);
}

/* A payment that people split over two orders that nobody claims: the break is
 * the first one's by number, then by CA, whichever was loaded first. */
static void
one_break_of_an_entry(void)
{
	static const struct {
		const char *ca[2], *no[2];
		int64_t told; /* about that order */
	} cases[] = {
		{ { "snca", "snca" }, { "A1", "A2" }, 1 },
		{ { "snca", "snca" }, { "A2", "A1" }, 2 },
		{ { "bjca", "snca" }, { "A1", "A1" }, 1 },
		{ { "snca", "bjca" }, { "A1", "A1" }, 2 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;

		start(&m);
		maker_fee(&m, "bjca", "new", 30000);
		for (size_t k = 0; k < 2; k++) {
			struct allocation *a =
				vec_push(&m.book.allocations, &m.arena, &m.err);

			maker_order(&m, cases[i].ca[k], cases[i].no[k]);
			*a = (struct allocation){ .order = k,
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
		CHECK_INT(m.book.steps.at[0].what.also_order_id, cases[i].told);
		maker_end(&m);
	}
}

/* The same number at two CAs, in the order of the CAs. */
static void
candidates(void)
{
	struct maker m;

	start(&m);
	maker_order(&m, "snca", "A1");
	maker_order(&m, "nmca", "A1");
	maker_order(&m, "snca", "A0");
	maker_bank_entry(&m, "b1", 700, "某公司", "9", "A1 A0");
	maker_decide(&m);
	CHECK_TEXT(maker_breaks(&m), "ambiguous E1");
	CHECK_TEXT(maker_find_break(&m, BREAK_AMBIGUOUS)->note,
		"it could be %1\tA0, A1, A1");
	CHECK_INT(maker_find_break(&m, BREAK_AMBIGUOUS)->candidate_count, 3);
	maker_end(&m);
}

/* Each kind of money that nobody explains has a break, the bank's own charges
 * have none. */
static void
suspended(void)
{
	static const struct {
		const char *remark;
		int64_t fen;
		const char *breaks;
	} cases[] = {
		{ "货款", 30000, "suspense E1" },
		{ "房租", -30000, "suspense E1" },
		{ "退款", -30000, "refund-unmatched E1" },
		{ "退汇", 30000, "suspense E1" },
		{ "退汇", 1, "suspense E1" },
		{ "验证", 1, "suspense E1" },
		{ "验证", -1, "suspense E1" },
		{ "手续费", -500, "" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;

		start(&m);
		maker_bank_entry(
			&m, "b1", cases[i].fen, "某公司", "9", cases[i].remark);
		maker_decide(&m);
		CHECK_TEXT(maker_breaks(&m), cases[i].breaks);
		if (cases[i].breaks[0] != '\0')
			CHECK_INT(m.book.discrepancies.at[0].amount,
				cases[i].fen);
		maker_end(&m);
	}
}

/* A break of the import, before or after others. */
static struct discrepancy *
gap(struct maker *m, int account, int64_t order, const char *note)
{
	static const char *const numbers[] = { "", "A1", "A2", "A3" };
	struct discrepancy *d =
		vec_push(&m->book.discrepancies, &m->arena, &m->err);

	*d = (struct discrepancy){ .kind = BREAK_STATEMENT_GAP,
		.account_id = account,
		.also_order_id = order,
		.also_no = numbers[order],
		.also_ca = "",
		.day = maker_day("2026-11-15"),
		.note = note };
	return d;
}

/* New breaks are numbered by what they are about, whatever came first; of
 * several about one thing the first is one, always the same. */
static void
numbering(void)
{
	struct maker m;

	start(&m);
	gap(&m, 7, 2, "b");
	gap(&m, 7, 1, "b");
	gap(&m, 7, 1, "a");
	gap(&m, 5, 0, "c");
	gap(&m, 7, 3, "a");
	gap(&m, 7, 1, "c");
	gap(&m, 6, 0, "c");
	gap(&m, 5, 0, "c")->day--;
	gap(&m, 5, 0, "c")->day++;
	maker_decide(&m);
	CHECK_INT(m.book.steps.count, 5);
	CHECK_INT(m.book.steps.at[0].what.day, maker_day("2026-11-14"));
	CHECK_INT(m.book.steps.at[1].what.account_id, 5);
	CHECK_INT(m.book.steps.at[2].what.day, maker_day("2026-11-16"));
	CHECK_INT(m.book.steps.at[3].what.account_id, 6);
	CHECK_INT(m.book.steps.at[4].what.account_id, 7);
	CHECK_INT(m.book.steps.at[4].what.also_order_id, 1);
	CHECK_TEXT(m.book.steps.at[4].what.note, "a");
	maker_end(&m);
}

/* A step tells each fact that changed: amount, note, order. */
static void
changes(void)
{
	static const struct {
		int64_t order;
		const char *note;
		int steps;
	} cases[] = { { 1, "gap", 0 }, { 2, "gap", 1 }, { 1, "gup", 1 } };

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;

		start(&m);
		gap(&m, 7, 1, "gap");
		maker_decide(&m);
		maker_next(&m, "2026-11-17");
		gap(&m, 7, cases[i].order, cases[i].note);
		maker_decide(&m);
		CHECK_INT(m.book.steps.count, cases[i].steps);
		if (cases[i].steps > 0) {
			CHECK_INT(m.book.steps.at[0].break_id,
				m.book.breaks.at[0].id);
			CHECK_INT(m.book.steps.at[0].what.also_order_id,
				cases[i].order);
		}
		maker_end(&m);
	}
}

static const struct test tests[] = {
	{ "status-mismatch: the hall's claim against the bill", claims },
	{ "status-mismatch: none of bank transfers", no_claims_of_banks },
	{ "status-mismatch: none of a duplicate by another channel",
		claim_of_a_duplicate },
	{ "paid-before-review compares times, else days", before_review },
	{ "paid-before-review stays after a refund", before_review_refunded },
	{ "a break keeps its number", life },
	{ "what people closed stays closed", closed_by_people },
	{ "breaks of the import are kept", of_the_import },
	{ "one payment on two orders is one break", one_break_of_an_entry },
	{ "an ambiguous break lists its candidates", candidates },
	{ "money that nobody explains has one break", suspended },
	{ "new breaks are numbered by what they are about", numbering },
	{ "a break says what changed", changes },
	{ NULL, NULL },
};

const struct suite test_discrepancy = { "core/discrepancy", tests };
