#include "match_maker.h"
#include "suite.h"

#include "core/ruling.h"

#include <string.h>

#define SAID "people say so"

/* Money in suspense, 300 yuan of nobody, and CF1 to CF4. */
static struct book_entry *
start_suspended(struct maker *m)
{
	match_start_orders(m);
	return maker_bank_entry(m, "b1", 30000, "别的公司", "999", "");
}

static void
matched(void)
{
	struct maker m;
	struct book_entry *e = start_suspended(&m);
	struct ruling *r = maker_ruling(&m, RULING_MATCH, e->id);

	maker_part(&m, r, "CF1", 30000);
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "b1"), "matched CF1=300.00 by match");
	CHECK_TEXT(maker_verdict(&m, "CF1"), "over");
	CHECK_INT(e->proposal_id, r->proposal_id);
	CHECK_TEXT(e->note, SAID);
	CHECK_TEXT(m.book.allocations.at[0].people, SAID);
	CHECK_INT(m.book.allocations.at[0].own_account, 0);
	CHECK_INT(m.book.allocations.at[0].turn, 1);
	CHECK_INT(r->applied, 1);
	CHECK_TEXT(r->note, SAID);
	maker_night(&m, "2026-11-16");
	CHECK_INT(maker_news(&m), 0);
	maker_end(&m);
}

static void
split(void)
{
	struct maker m;
	struct book_entry *e = start_suspended(&m);
	struct ruling *r = maker_ruling(&m, RULING_SPLIT, e->id);

	maker_part(&m, r, "CF1", 25000);
	maker_part(&m, r, "CF3", 5000);
	maker_decide(&m);
	CHECK_TEXT(
		maker_fate(&m, "b1"), "matched CF1=250.00 CF3=50.00 by split");
	CHECK_TEXT(maker_verdict(&m, "CF1"), "paid");
	CHECK_TEXT(maker_verdict(&m, "CF3"), "paid");
	CHECK_TEXT(maker_breaks(&m), "");
	maker_end(&m);
}

/* Nothing of a ruling is done whose facts are gone. */
static void
not_in_part(void)
{
	struct maker m;
	struct book_entry *e = start_suspended(&m);
	struct ruling *unknown_order = maker_ruling(&m, RULING_SPLIT, e->id);
	struct ruling *unknown_entry = maker_ruling(&m, RULING_MATCH, 99);
	struct ruling *first = maker_ruling(&m, RULING_MATCH, e->id);
	struct ruling *second = maker_ruling(&m, RULING_WRITE_OFF, e->id);
	struct ruling *third = maker_ruling(&m, RULING_REFUND, e->id);
	struct ruling *fourth = maker_ruling(&m, RULING_RELEASE, e->id);
	struct ruling *fifth = maker_ruling(&m, RULING_MATCH, e->id);

	maker_part(&m, unknown_order, "CF1", 25000);
	maker_part(&m, unknown_order, "CF99", 5000);
	maker_part(&m, unknown_entry, "CF1", 30000);
	maker_part(&m, first, "CF2", 30000);
	maker_part(&m, fifth, "CF1", 30000);
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "b1"), "matched CF2=300.00 by match");
	CHECK_TEXT(maker_verdict(&m, "CF1"), "unpaid");
	CHECK_INT(unknown_order->applied, 0);
	CHECK_TEXT(unknown_order->note, "an order is no longer known");
	CHECK_INT(unknown_entry->applied, 0);
	CHECK_TEXT(unknown_entry->note, "the entry is no longer in suspense");
	CHECK_INT(first->applied, 1);
	CHECK_INT(second->applied, 0);
	CHECK_INT(third->applied, 0);
	CHECK_INT(fourth->applied, 0);
	CHECK_INT(fifth->applied, 0);
	CHECK_INT(e->people_say, PEOPLE_NOTHING);
	maker_end(&m);
}

/* Two people say which order a debit refunds; it undoes the payment of which so
 * much is left that was booked first, whichever came first. */
static void
refund_matched(void)
{
	static const struct {
		const char *label;
		int64_t paid[3], back; /* the later, the earlier booked */
		size_t undoes;	       /* which payment; 3: none */
		const char *fate, *verdict;
	} cases[] = {
		{ "the earliest", { 25000, 25000, 25000 }, -25000, 2,
			"matched CF1=-250.00 by match", "duplicate" },
		{ "the only one that is large enough", { 100, 25000, 200 },
			-25000, 1, "matched CF1=-250.00 by match",
			"part-refunded" },
		{ "the only one of which enough is left",
			{ 25000, 25000, -25000 }, -25000, 0,
			"matched CF1=-250.00 by match", "refunded" },
		{ "of several, none alone", { 10000, 15000, 0 }, -25000, 3,
			"matched CF1=-250.00 by match", "refunded" },
		{ "more than stands", { 10000, 15000, 0 }, -25001, 3,
			"suspense", "paid" },
	};
	static const char *const txns[] = { "t0", "t1", "t2" };

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct book_entry *e;
		struct ruling *r;
		int64_t ids[4] = { 0 };

		match_start_orders(&m);
		maker_find_order(&m, "CF1")->pay_refs = "P1";
		for (size_t k = 0; k < 3; k++) {
			const int64_t fen = cases[i].paid[k];

			if (fen == 0)
				continue;
			e = maker_channel_entry(&m, SOURCE_WECHAT,
				fen < 0 ? "t1" : txns[k], "P1", fen);
			e->booked.day -= (int32_t)k;
			ids[k] = e->id;
			maker_decide(&m);
			maker_next(&m, "2026-11-17");
		}
		e = maker_bank_entry(
			&m, "b1", cases[i].back, "甲", "9", "房租");
		r = maker_ruling(&m, RULING_MATCH, e->id);
		maker_part(&m, r, "CF1", cases[i].back);
		maker_decide(&m);
		CHECK_CASE(cases[i].label,
			strcmp(maker_fate(&m, "b1"), cases[i].fate) == 0);
		CHECK_CASE(cases[i].label, e->undoes == ids[cases[i].undoes]);
		CHECK_TEXT(maker_verdict(&m, "CF1"), cases[i].verdict);
		CHECK_INT(r->applied, cases[i].fate[0] == 'm');
		if (!r->applied)
			CHECK_TEXT(r->note,
				"more goes back than stands on the order");
		maker_end(&m);
	}
}

/* What a channel gives back undoes what came through that channel, whichever
 * came first. */
static void
refund_of_channel(void)
{
	static const enum source orders[][2] = {
		{ SOURCE_WECHAT, SOURCE_ALIPAY },
		{ SOURCE_ALIPAY, SOURCE_WECHAT },
	};

	for (size_t i = 0; i < 2; i++) {
		struct maker m;
		struct book_entry *e;
		int64_t wanted = 0;

		match_start_orders(&m);
		maker_find_order(&m, "CF1")->pay_refs = "P1";
		for (size_t k = 0; k < 2; k++) {
			e = maker_channel_entry(&m, orders[i][k],
				k == 0 ? "t0" : "t1", "P1", 25000);
			e->booked.day += (int32_t)k;
			if (orders[i][k] == SOURCE_ALIPAY)
				wanted = e->id;
		}
		maker_decide(&m);
		maker_next(&m, "2026-11-17");
		e = maker_channel_entry(
			&m, SOURCE_ALIPAY, "unknown", "", -25000);
		maker_part(&m, maker_ruling(&m, RULING_MATCH, e->id), "CF1",
			-25000);
		maker_decide(&m);
		CHECK_INT(e->undoes, wanted);
		CHECK_TEXT(maker_verdict(&m, "CF1"), "paid");
		maker_end(&m);
	}
}

/* One debit that refunds two orders undoes no single payment. */
static void
refund_split(void)
{
	struct maker m;
	struct book_entry *e;
	struct ruling *r;

	match_start_orders(&m);
	maker_own_entry(
		&m, "b1", 45000, maker_find_order(&m, "CF1"), "CF1 CF2");
	maker_decide(&m);
	maker_next(&m, "2026-11-17");
	e = maker_bank_entry(&m, "b2", -45000, "甲", "9", "退款");
	r = maker_ruling(&m, RULING_SPLIT, e->id);
	maker_part(&m, r, "CF1", -25000);
	maker_part(&m, r, "CF2", -20000);
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "b2"),
		"matched CF1=-250.00 CF2=-200.00 by split");
	CHECK_INT(e->undoes, 0);
	CHECK_TEXT(maker_verdict(&m, "CF1"), "refunded");
	CHECK_TEXT(maker_verdict(&m, "CF2"), "refunded");
	maker_end(&m);
}

/* What is to go back waits for its debit, and no rule takes it meanwhile. */
static void
sent_back(void)
{
	static const struct {
		const char *label, *account, *remark;
		int64_t back;
		const char *payment, *refund;
	} cases[] = {
		{ "it", "999", "退款", -30000, "payment by refunded",
			"payment by decided-refund" },
		{ "without the word", "9 99", "往来款", -30000,
			"payment by refunded", "payment by decided-refund" },
		{ "to another account", "998", "退款", -30000, "suspense",
			"suspense" },
		{ "without the word, to another account", "998", "往来款",
			-30000, "suspense", "suspense" },
		{ "a part of it", "999", "退款", -20000, "suspense",
			"suspense" },
		{ "more", "999", "退款", -30001, "suspense", "suspense" },
		{ "the bank's charge", "999", "手续费", -30000, "suspense",
			"suspense" },
		{ "of another order", "999", "退款 CF4", -30000, "suspense",
			"suspense CF4" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct book_entry *e = start_suspended(&m);

		maker_ruling(&m, RULING_REFUND, e->id);
		maker_decide(&m);
		CHECK_TEXT(maker_breaks(&m), "suspense E1");
		CHECK_TEXT(maker_find_break(&m, BREAK_SUSPENSE)->note, SAID);
		maker_next(&m, "2026-11-17");
		maker_find_order(&m, "CF1")->voucher_ref = "b1";
		maker_bank_entry(&m, "b2", cases[i].back, "别的公司",
			cases[i].account, cases[i].remark);
		/* Neither 0.00 nor a channel's row is one. */
		maker_bank_entry(&m, "b3", 0, "别的公司", "999", "")->kind =
			ENTRY_OTHER;
		maker_channel_entry(&m, SOURCE_WECHAT, "t1", "", -30000)->kind =
			ENTRY_OTHER;
		maker_decide(&m);
		CHECK_CASE(cases[i].label,
			strcmp(maker_fate(&m, "b1"), cases[i].payment) == 0);
		CHECK_CASE(cases[i].label,
			strcmp(maker_fate(&m, "b2"), cases[i].refund) == 0);
		CHECK_TEXT(maker_fate(&m, "b3"), "suspense");
		CHECK_TEXT(maker_fate(&m, "Rt1"), "suspense");
		CHECK_TEXT(maker_verdict(&m, "CF1"), "unpaid");
		maker_end(&m);
	}
}

/* A channel's settlement that people send back settles nothing any more. */
static void
settlement_sent_back(void)
{
	struct maker m;

	match_start(&m);
	maker_channel(&m, SOURCE_WECHAT, "m1", "财付通公司", "");
	maker_bank_entry(&m, "b1", 30000, "财付通公司", "", "");
	maker_ruling(&m, RULING_REFUND, 1);
	maker_decide(&m);
	maker_next(&m, "2026-11-17");
	maker_bill(&m, SOURCE_WECHAT, "m1", "2026-11-16", 30000);
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "b1"), "suspense");
	CHECK_INT(m.book.bill_days.at[0].settled_by, 0);
	maker_end(&m);
}

/* Of twins the debits of one night send back one each. */
static void
twins_sent_back(void)
{
	struct maker m;

	start_suspended(&m);
	maker_bank_entry(&m, "b2", 30000, "别的公司", "999", "");
	maker_ruling(&m, RULING_REFUND, 1);
	maker_ruling(&m, RULING_REFUND, 2);
	maker_decide(&m);
	maker_next(&m, "2026-11-17");
	maker_bank_entry(&m, "b3", -30000, "别的公司", "999", "往来");
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "b1"), "payment by refunded");
	CHECK_TEXT(maker_fate(&m, "b2"), "suspense");
	maker_next(&m, "2026-11-18");
	maker_bank_entry(&m, "b4", -30000, "别的公司", "999", "往来");
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "b2"), "payment by refunded");
	CHECK_TEXT(maker_breaks(&m), "");
	maker_end(&m);
}

static void
written_off(void)
{
	struct maker m;
	struct book_entry *e = start_suspended(&m);

	maker_ruling(&m, RULING_WRITE_OFF, e->id);
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "b1"), "written off by write-off");
	CHECK_TEXT(e->note, SAID);
	CHECK_TEXT(maker_breaks(&m), "");
	maker_end(&m);

	/* A part of it went back when the night came. */
	match_start_orders(&m);
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "ZZ", 30000);
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "", -10000);
	maker_decide(&m);
	maker_next(&m, "2026-11-17");
	maker_ruling(&m, RULING_WRITE_OFF, 1);
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "t1"), "suspense");
	CHECK_TEXT(m.book.rulings.at[0].note, "part of it went back meanwhile");
	maker_end(&m);
}

/* A match that was wrong: off its order, and nothing takes it again but
 * people, to whom it counts as its second turn. */
static void
undone(void)
{
	struct maker m;
	struct book_entry was;

	match_start_orders(&m);
	was = *maker_own_entry(
		&m, "b1", 25000, maker_find_order(&m, "CF1"), "CF4");
	maker_decide(&m);
	CHECK_TEXT(maker_verdict(&m, "CF4"), "paid");
	maker_next(&m, "2026-11-17");
	maker_stands(&m, &was);
	maker_ruling(&m, RULING_UNDO, was.id);
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "b1"), "suspense");
	CHECK_TEXT(maker_verdict(&m, "CF4"), "unpaid");
	CHECK_TEXT(maker_breaks(&m), "suspense E1");
	CHECK_TEXT(maker_find_break(&m, BREAK_SUSPENSE)->note, SAID);
	CHECK_INT(m.book.undone.count, 1);
	CHECK_INT(m.book.undone.at[0].turn, 1);
	CHECK_INT(m.book.undone.at[0].proposal_id, 1);
	maker_night(&m, "2026-11-18");
	CHECK_TEXT(maker_fate(&m, "b1"), "suspense");
	CHECK_INT(maker_news(&m), 0);
	maker_next(&m, "2026-11-19");
	maker_part(&m, maker_ruling(&m, RULING_MATCH, was.id), "CF1", 25000);
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "b1"), "matched CF1=250.00 by match");
	CHECK_INT(m.book.allocations.at[0].turn, 2);
	CHECK_TEXT(maker_verdict(&m, "CF1"), "paid");
	maker_end(&m);
}

/* A refund's match, beside other money: only its own is taken off. */
static void
refund_undone(void)
{
	struct maker m;
	struct book_entry was;

	match_start_orders(&m);
	maker_find_order(&m, "CF1")->pay_refs = "P1";
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "P1", 25000);
	was = *maker_bank_entry(&m, "b1", -25000, "甲", "9", "退款 CF1");
	maker_decide(&m);
	CHECK_TEXT(maker_verdict(&m, "CF1"), "refunded");
	maker_next(&m, "2026-11-17");
	maker_stands(&m, &was);
	/* What nobody undoes stands. */
	maker_own_entry(&m, "b2", 25000, maker_find_order(&m, "CF4"), "CF4")
		->stands = true;
	maker_ruling(&m, RULING_UNDO, was.id);
	maker_ruling(&m, RULING_UNDO, was.id);
	maker_ruling(&m, RULING_UNDO, 99);
	maker_decide(&m);
	CHECK_TEXT(maker_verdict(&m, "CF1"), "paid");
	CHECK_TEXT(maker_fate(&m, "b1"), "suspense");
	CHECK_TEXT(maker_fate(&m, "b2"), "stands");
	CHECK_TEXT(maker_verdict(&m, "CF4"), "unpaid");
	CHECK_INT(m.book.rulings.at[0].applied, 1);
	CHECK_INT(m.book.rulings.at[1].applied, 0);
	CHECK_TEXT(m.book.rulings.at[1].note, "its match no longer stands");
	CHECK_INT(m.book.rulings.at[2].applied, 0);
	CHECK_INT(m.book.undone.count, 1);
	maker_end(&m);
}

/* A refund that people match in the same night needs the payment that it
 * undoes: that one's match is not undone, one that is not needed is. */
static void
needed_by_refund(void)
{
	static const struct {
		const char *label;
		int64_t parts[2]; /* of the refund, on CF1 and CF2 */
		bool first;	  /* it is matched before the undoing */
		const char *note, *one, *two;
	} cases[] = {
		{ "all of it went back", { -25000, 0 }, true,
			"part of it went back meanwhile", "refunded", "paid" },
		{ "a part of it", { -1, 0 }, true,
			"part of it went back meanwhile", "part-refunded",
			"paid" },
		{ "split: no payment is named", { -25000, -20000 }, true,
			"more goes back than stands on the order", "refunded",
			"refunded" },
		{ "from another order", { 0, -20000 }, true, SAID, "unpaid",
			"refunded" },
		{ "undone before", { -25000, 0 }, false, SAID, "unpaid",
			"paid" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const int64_t *parts = cases[i].parts;
		const char *const numbers[] = { "CF1", "CF2" };
		struct maker m;
		struct book_entry *e, was;
		const struct ruling *undo;
		struct ruling *back;

		match_start_orders(&m);
		was = *maker_own_entry(
			&m, "b1", 25000, maker_find_order(&m, "CF1"), "CF1");
		maker_own_entry(
			&m, "b2", 20000, maker_find_order(&m, "CF2"), "CF2");
		maker_decide(&m);
		maker_next(&m, "2026-11-17");
		e = maker_bank_entry(
			&m, "b3", parts[0] + parts[1], "甲", "9", "房租");
		if (!cases[i].first)
			maker_ruling(&m, RULING_UNDO, was.id);
		back = maker_ruling(&m, RULING_SPLIT, e->id);
		for (size_t k = 0; k < 2; k++)
			if (parts[k] != 0)
				maker_part(&m, back, numbers[k], parts[k]);
		if (cases[i].first)
			maker_ruling(&m, RULING_UNDO, was.id);
		maker_stands(&m, &was);
		maker_decide(&m);
		undo = &m.book.rulings.at[cases[i].first];
		CHECK_CASE(
			cases[i].label, strcmp(undo->note, cases[i].note) == 0);
		CHECK_INT(undo->applied, strcmp(undo->note, SAID) == 0);
		CHECK_TEXT(maker_verdict(&m, "CF1"), cases[i].one);
		CHECK_TEXT(maker_verdict(&m, "CF2"), cases[i].two);
		maker_end(&m);
	}
}

/* Held money, released: the rules take it as the applicant's own. */
static void
released(void)
{
	static const struct {
		const char *remark, *fate;
		bool applied;
	} cases[] = {
		{ "SZ1", "matched SZ1=280.00 by order-in-remark", true },
		{ "SZ9", "suspense", false },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct ruling *r;

		match_start(&m);
		m.book.policies.at[1].verify_mode = VERIFY_TRANSFER;
		maker_order(&m, "szca", "SZ1");
		maker_bank_entry(
			&m, "b1", 28000, "别的公司", "999", cases[i].remark);
		maker_decide(&m);
		CHECK_TEXT(maker_attempt(&m, "SZ1"), "transfer 1 pending");
		maker_next(&m, "2026-11-17");
		r = maker_ruling(&m, RULING_RELEASE, 1);
		maker_decide(&m);
		CHECK_TEXT(maker_fate(&m, "b1"), cases[i].fate);
		CHECK_INT(r->applied, cases[i].applied);
		CHECK_TEXT(r->note,
			cases[i].applied ? SAID
					 : "no rule finds one order for it");
		if (cases[i].applied) {
			CHECK_TEXT(m.book.entries.at[0].note, SAID);
			CHECK_TEXT(maker_attempt(&m, "SZ1"),
				"transfer 1 verified");
			CHECK_TEXT(m.book.orders.at[0].attempts.at[0].reason,
				SAID);
		}
		maker_end(&m);
	}
}

static void
reopened(void)
{
	static const char not_over[] =
		"the attempt is no longer the last, or not over";
	static const struct {
		const char *label;
		enum attempt_state state;
		int attempt;
		enum verify_mode mode; /* of a new version of the order */
		const char *note;
	} cases[] = {
		{ "returned", ATTEMPT_RETURNED, 1, VERIFY_BY_POLICY, SAID },
		{ "locked", ATTEMPT_LOCKED, 1, VERIFY_BY_POLICY, SAID },
		{ "expired", ATTEMPT_EXPIRED, 1, VERIFY_BY_POLICY, SAID },
		{ "an earlier one", ATTEMPT_EXPIRED, 2, VERIFY_BY_POLICY,
			not_over },
		{ "booked meanwhile", ATTEMPT_BOOKED, 1, VERIFY_BY_POLICY,
			not_over },
		{ "not wanted any more", ATTEMPT_EXPIRED, 1, VERIFY_NONE,
			"the account is not to be verified any more" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct ruling *r, *unknown, *without;

		match_start(&m);
		m.book.policies.at[0].verify_mode = VERIFY_OUTBOUND;
		maker_order(&m, "cfca", "CF1");
		maker_order(&m, "szca", "SZ1");
		maker_decide(&m);
		m.book.orders.at[0].attempts.at[0].state = cases[i].state;
		if (cases[i].state == ATTEMPT_RETURNED)
			m.book.orders.at[0].attempts.at[0].failure =
				ATTEMPT_RETURNED;
		m.book.orders.at[0].attempts.at[0].booked = m.book.date;
		maker_next(&m, "2026-11-17");
		m.book.orders.at[0].verify_mode = cases[i].mode;
		r = maker_ruling(&m, RULING_REOPEN, 0);
		r->order = 0;
		r->attempt = cases[i].attempt;
		unknown = maker_ruling(&m, RULING_REOPEN, 0);
		unknown->attempt = 1;
		without = maker_ruling(&m, RULING_REOPEN, 0);
		without->order = 1;
		without->attempt = 1;
		maker_decide(&m);
		CHECK_CASE(cases[i].label, strcmp(r->note, cases[i].note) == 0);
		CHECK_CASE(cases[i].label,
			r->applied == (strcmp(r->note, SAID) == 0));
		CHECK_CASE(cases[i].label,
			m.book.orders.at[0].attempts.count ==
				1 + (size_t)r->applied);
		CHECK_INT(unknown->applied, 0);
		CHECK_INT(without->applied, 0);
		CHECK_TEXT(without->note, not_over);
		maker_end(&m);
	}
}

/* A break that people close: its step says by which proposal; it opens again
 * when it is about other money, be it in the same night. */
static void
closed(void)
{
	static const struct {
		const char *label;
		int64_t more; /* comes with the night that closes it */
		int by;	      /* break id */
		bool applied;
		size_t steps;
		bool open;
	} cases[] = {
		{ "closed", 0, 1, true, 1, false },
		{ "closed, and other money", 100, 1, true, 2, true },
		{ "resolved meanwhile", 15000, 1, true, 1, false },
		{ "no such break", 0, 2, false, 0, true },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct order *o;
		struct ruling *r;

		match_start_orders(&m);
		o = maker_find_order(&m, "CF4");
		maker_own_entry(&m, "b1", 10000, o, "CF4");
		maker_decide(&m);
		CHECK_TEXT(maker_breaks(&m), "short CF4");
		maker_next(&m, "2026-11-17");
		o = maker_find_order(&m, "CF4");
		if (cases[i].more > 0)
			maker_own_entry(&m, "b2", cases[i].more, o, "CF4");
		r = maker_ruling(&m, RULING_CLOSE, 0);
		r->break_id = cases[i].by;
		maker_decide(&m);
		CHECK_CASE(cases[i].label, r->applied == cases[i].applied);
		CHECK_CASE(
			cases[i].label, m.book.steps.count == cases[i].steps);
		if (cases[i].applied) {
			CHECK_INT(m.book.steps.at[0].open, 0);
			CHECK_INT(
				m.book.steps.at[0].proposal_id, r->proposal_id);
			CHECK_TEXT(m.book.steps.at[0].what.note, SAID);
		}
		maker_next(&m, "2026-11-18");
		CHECK_CASE(cases[i].label,
			m.book.breaks.at[0].open == cases[i].open);
		/* Closed already: void; and no further step. */
		r = maker_ruling(&m, RULING_CLOSE, 0);
		r->break_id = 1;
		maker_decide(&m);
		CHECK_INT(r->applied, cases[i].open);
		CHECK_CASE(cases[i].label,
			m.book.steps.count == (size_t)cases[i].open);
		if (!r->applied)
			CHECK_TEXT(r->note, "the break is resolved already");
		maker_end(&m);
	}
}

static void
sentences(void)
{
	for (int verb = 0; verb < RULING_VERB_COUNT; verb++) {
		const char *s = ruling_sentence((enum ruling_verb)verb);

		CHECK_CASE(ruling_verb_names[verb],
			strstr(s, "%1") != NULL && strstr(s, "%2") != NULL &&
				strstr(s, "%3") != NULL);
	}
}

static const struct test tests[] = {
	{ "people match an entry to an order", matched },
	{ "people split an entry", split },
	{ "a ruling whose facts are gone is void, whole", not_in_part },
	{ "people say which order a debit refunds", refund_matched },
	{ "what a channel gives back undoes its own payment",
		refund_of_channel },
	{ "people split a refund", refund_split },
	{ "what people send back waits for its debit", sent_back },
	{ "a settlement that people send back settles nothing",
		settlement_sent_back },
	{ "of twins each debit sends back one", twins_sent_back },
	{ "people write off what is in suspense", written_off },
	{ "what people undid no rule takes again", undone },
	{ "an undone refund stands on its order no longer", refund_undone },
	{ "a payment that a refund needs is not undone", needed_by_refund },
	{ "released money counts as the applicant's own", released },
	{ "people reopen what is over", reopened },
	{ "people close a break", closed },
	{ "a ruling says who, who else, and why", sentences },
	{ NULL, NULL },
};

const struct suite test_ruling = { "core/ruling", tests };
