#include "book_maker.h"
#include "suite.h"

#include "core/verify.h"

#include <string.h>

/* szca: outbound, the PIN travels in it; bjca: outbound, only a code; inca:
 * inbound; trca: the transfer of the fee. */
static void
start(struct maker *m)
{
	static const struct {
		const char *ca;
		enum verify_mode mode;
		enum pin_channel pin;
	} rows[] = {
		{ "szca", VERIFY_OUTBOUND, PIN_BANK_REMARK },
		{ "bjca", VERIFY_OUTBOUND, PIN_SMS_HANDLER },
		{ "inca", VERIFY_INBOUND, PIN_SMS_HANDLER },
		{ "trca", VERIFY_TRANSFER, PIN_SMS_HANDLER },
	};

	maker_start(m, "2026-11-16");
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct policy *p = maker_policy(m, rows[i].ca);

		p->verify_mode = rows[i].mode;
		p->pin_channel = rows[i].pin;
		p->own_account_required = rows[i].mode == VERIFY_TRANSFER;
		maker_fee(m, rows[i].ca, "new", 28000);
	}
}

/* An order paid by WeChat, so that nothing waits for money. */
static struct order *
paid_order(struct maker *m, const char *ca, const char *no)
{
	struct order *o = maker_order(m, ca, no);

	o->pay_refs = no;
	o->claimed = true;
	o->claimed_fen = 28000;
	o->claimed_at = o->created;
	maker_channel_entry(m, SOURCE_WECHAT, no, no, 28000);
	return o;
}

/* Monday: paid, queued and handed over; the day is Tuesday the 17th. */
static struct order *
start_sent(struct maker *m, const char *ca)
{
	start(m);
	paid_order(m, ca, "A1");
	maker_decide(m);
	maker_next(m, "2026-11-16");
	maker_deliver(m);
	maker_next(m, "2026-11-17");
	return maker_find_order(m, "A1");
}

static struct order *
start_booked(struct maker *m, const char *ca)
{
	struct order *o = start_sent(m, ca);

	maker_show_code(m, maker_own_entry(m, "out1", -1, o, "附言"), o);
	maker_decide(m);
	CHECK_TEXT(maker_attempt(m, "A1"), "outbound 1 booked");
	return o;
}

static void
outbound(void)
{
	struct maker m;

	start_booked(&m, "szca");
	CHECK_TEXT(maker_fate(&m, "out1"), "verification by account-code");
	maker_night(&m, "2026-11-18");
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 booked");
	maker_night(&m, "2026-11-19");
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 verified");
	CHECK_TEXT(maker_release(&m, "A1"), "handed-over 1");
	CHECK_TEXT(maker_breaks(&m), "");
	maker_night(&m, "2026-11-19");
	CHECK_INT(maker_news(&m), 0);
	maker_end(&m);
}

/* How the statement may show our own 0.01. */
static void
found_outgoing(void)
{
	static const struct {
		const char *label, *serial, *ref, *account;
		bool code;
		const char *fate;
	} cases[] = {
		{ "end-to-end id", "out1", "YF1A1", "", false,
			"verification by end-to-end-id" },
		{ "the id as the bank's serial", "YF1A1", "", "", false,
			"verification by end-to-end-id" },
		{ "account and code", "out1", "NOTPROVIDED", "6222A1", true,
			"verification by account-code" },
		{ "account alone", "out1", "", "6222A1", false, "suspense" },
		{ "code alone", "out1", "", "999", true, "suspense" },
		{ "another's id", "out1", "YF2A1", "", false, "suspense" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct order *o = start_sent(&m, "szca");
		struct book_entry *e = maker_bank_entry(&m, cases[i].serial, -1,
			"某公司", cases[i].account, "");

		e->ref = cases[i].ref;
		if (cases[i].code)
			maker_show_code(&m, e, o);
		maker_decide(&m);
		CHECK_TEXT(maker_fate(&m, cases[i].serial), cases[i].fate);
		CHECK_TEXT(maker_breaks(&m),
			cases[i].fate[0] == 's' ? "suspense E2" : "");
		maker_end(&m);
	}
}

static void
returned(void)
{
	struct maker m;
	struct order *o = start_booked(&m, "szca");
	const int64_t first = o->attempts.at[0].code_id;

	maker_next(&m, "2026-11-18");
	o = maker_find_order(&m, "A1");
	maker_own_entry(&m, "back", 1, o, "退汇：账号户名不符");
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "back"), "verification by account");
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 returned");
	CHECK_TEXT(maker_breaks(&m), "returned A1");
	CHECK_TEXT(maker_release(&m, "A1"), "stopped 1");
	CU_ASSERT_PTR_NOT_NULL(
		strstr(verify_latest(o)->reason, "账号户名不符"));
	maker_night(&m, "2026-11-18");
	CHECK_INT(maker_news(&m), 0);
	/* Another account, no other code: yifen makes one. */
	maker_next(&m, "2026-11-19");
	o = maker_find_order(&m, "A1");
	o->account = "6222NEW";
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 2 pending");
	CHECK_INT(verify_latest(o)->code_id, CODE_NEW);
	CHECK_TEXT(maker_release(&m, "A1"), "queued 2");
	CHECK_TEXT(maker_handouts(&m), "micro-deposit A1");
	CHECK_TEXT(maker_breaks(&m), "");
	maker_next(&m, "2026-11-19");
	maker_deliver(&m);
	o = maker_find_order(&m, "A1");
	CU_ASSERT_NOT_EQUAL(verify_latest(o)->code_id, first);
	CHECK_INT(o->release.code_id, verify_latest(o)->code_id);
	maker_night(&m, "2026-11-19");
	CHECK_INT(maker_news(&m), 0);
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 2 sent");
	maker_end(&m);
}

/* The hall's own code goes out first, and never again once it was shown. */
static void
codes_of_the_hall(void)
{
	struct maker m;
	struct order *o;
	int64_t first, second;

	start(&m);
	o = paid_order(&m, "szca", "A1");
	maker_give_code(&m, o);
	first = o->code_id;
	maker_decide(&m);
	CHECK_INT(verify_latest(o)->code_id, first);
	maker_next(&m, "2026-11-16");
	maker_deliver(&m);
	maker_next(&m, "2026-11-17");
	o = maker_find_order(&m, "A1");
	maker_own_entry(&m, "out1", -1, o, "")->ref = "YF1A1";
	maker_own_entry(&m, "back", 1, o, "退票");
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 returned");
	/* The order brings another account with the old code. */
	maker_next(&m, "2026-11-18");
	o = maker_find_order(&m, "A1");
	o->account = "6222NEW";
	maker_decide(&m);
	CHECK_INT(verify_latest(o)->code_id, CODE_NEW);
	maker_night(&m, "2026-11-18");
	CHECK_INT(maker_news(&m), 0);
	o = maker_find_order(&m, "A1");
	CU_ASSERT_NOT_EQUAL(verify_latest(o)->code_id, first);
	/* Before it is handed over the hall sends its own. */
	maker_next(&m, "2026-11-19");
	o = maker_find_order(&m, "A1");
	maker_give_code(&m, o);
	second = o->code_id;
	maker_decide(&m);
	CHECK_INT(verify_latest(o)->code_id, second);
	CHECK_INT(o->release.code_id, second);
	CHECK_TEXT(maker_release(&m, "A1"), "queued 3");
	maker_next(&m, "2026-11-19");
	maker_deliver(&m);
	CHECK_TEXT(maker_release(&m, "A1"), "handed-over 3");
	maker_end(&m);
}

static void
returned_after_verify(void)
{
	static const struct {
		const char *ca, *breaks, *release;
	} cases[] = {
		{ "szca", "returned-after-verify A1", "stopped 1" },
		{ "bjca", "returned A1", "stopped 1" },
	};

	for (size_t i = 0; i < 2; i++) {
		struct maker m;

		start_booked(&m, cases[i].ca);
		maker_night(&m, "2026-11-19");
		CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 verified");
		/* bjca's SMS waits in the outbox when the 0.01 comes back. */
		CHECK_TEXT(maker_release(&m, "A1"),
			i == 0 ? "handed-over 1" : "queued 1");
		maker_next(&m, "2026-11-20");
		maker_own_entry(
			&m, "back", 1, maker_find_order(&m, "A1"), "退汇")
			->original = "out1";
		maker_decide(&m);
		CHECK_TEXT(maker_fate(&m, "back"),
			"verification by end-to-end-id");
		CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 returned");
		CHECK_TEXT(maker_breaks(&m), cases[i].breaks);
		CHECK_TEXT(maker_release(&m, "A1"), cases[i].release);
		maker_night(&m, "2026-11-20");
		CHECK_INT(maker_news(&m), 0);
		maker_end(&m);
	}
}

static void
returned_after_hand_over(void)
{
	struct maker m;

	start_booked(&m, "bjca");
	maker_night(&m, "2026-11-19");
	maker_next(&m, "2026-11-19");
	maker_deliver(&m);
	maker_own_entry(&m, "back", 1, maker_find_order(&m, "A1"), "退汇");
	maker_decide(&m);
	CHECK_TEXT(maker_breaks(&m), "returned-after-verify A1");
	CHECK_TEXT(maker_release(&m, "A1"), "handed-over 1");
	maker_end(&m);
}

/* The last failure that is allowed takes a verification back too. */
static void
locked_after_verify(void)
{
	struct maker m;

	start_booked(&m, "bjca");
	maker_night(&m, "2026-11-19");
	m.book.policies.at[1].max_attempts = 1;
	maker_next(&m, "2026-11-19");
	maker_deliver(&m);
	maker_own_entry(&m, "back", 1, maker_find_order(&m, "A1"), "退汇");
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 locked");
	CHECK_TEXT(maker_breaks(&m), "returned-after-verify A1");
	maker_end(&m);
}

/* Two attempts on one account: told apart by id or code, never by age. */
static void
two_on_one_account(void)
{
	static const struct {
		const char *label, *original, *ref;
		int code_of; /* 0: none */
		const char *first, *second, *fate;
	} cases[] = {
		{ "nothing tells", "", "", 0, "outbound 1 booked",
			"outbound 1 booked", "suspense A1,A2" },
		{ "what it cites is nobody's", "YF9A1", "YF9A1", 0,
			"outbound 1 booked", "outbound 1 booked",
			"suspense A1,A2" },
		{ "code", "", "", 2, "outbound 1 booked", "outbound 1 returned",
			"verification by account" },
		{ "end-to-end id", "YF1A1", "", 0, "outbound 1 returned",
			"outbound 1 booked", "verification by end-to-end-id" },
		{ "end-to-end id as its own", "", "YF1A1", 0,
			"outbound 1 returned", "outbound 1 booked",
			"verification by end-to-end-id" },
		{ "serial", "out2", "", 1, "outbound 1 booked",
			"outbound 1 returned",
			"verification by end-to-end-id" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct order *o;
		struct book_entry *e;

		start(&m);
		o = paid_order(&m, "szca", "A1");
		maker_same_payer(paid_order(&m, "szca", "A2"), o);
		maker_decide(&m);
		maker_next(&m, "2026-11-16");
		maker_deliver(&m);
		maker_next(&m, "2026-11-17");
		maker_own_entry(&m, "out1", -1, o, "")->ref = "YF1A1";
		maker_own_entry(&m, "out2", -1, o, "")->ref = "YF2A1";
		e = maker_own_entry(&m, "back", 1, o, "退回");
		e->original = cases[i].original;
		e->ref = cases[i].ref;
		if (cases[i].code_of > 0)
			maker_show_code(
				&m, e, &m.book.orders.at[cases[i].code_of - 1]);
		maker_decide(&m);
		CHECK_TEXT(maker_attempt(&m, "A1"), cases[i].first);
		CHECK_TEXT(maker_attempt(&m, "A2"), cases[i].second);
		CHECK_TEXT(maker_fate(&m, "back"), cases[i].fate);
		if (i == 0)
			CHECK_TEXT(maker_breaks(&m), "ambiguous E5");
		maker_end(&m);
	}
}

/* The bank's lines of one day come back to front, days too late. */
static void
all_at_once(void)
{
	struct maker m;
	struct order *o = start_sent(&m, "szca");

	maker_own_entry(&m, "a-back", 1, o, "退回 户名有误");
	maker_show_code(&m, maker_own_entry(&m, "b-out", -1, o, ""), o);
	m.book.date = maker_day("2026-11-25");
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 returned");
	CHECK_TEXT(maker_breaks(&m), "returned A1");
	maker_end(&m);
}

/* It comes back in a statement before the one that shows it leaving. */
static void
back_before_out(void)
{
	struct maker m;

	start_sent(&m, "szca");
	maker_own_entry(&m, "back", 1, maker_find_order(&m, "A1"), "退汇");
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 sent");
	CHECK_TEXT(maker_breaks(&m), "suspense E2");
	maker_next(&m, "2026-11-18");
	maker_own_entry(&m, "out1", -1, maker_find_order(&m, "A1"), "")->ref =
		"YF1A1";
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "back"), "verification by account");
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 returned");
	CHECK_TEXT(maker_breaks(&m), "returned A1");
	maker_end(&m);
}

/* Reviewers reopen a returned one: the same account, a new code. */
static void
returned_and_reopened(void)
{
	struct maker m;
	struct order *o;
	int64_t first;

	start_booked(&m, "szca");
	maker_next(&m, "2026-11-18");
	o = maker_find_order(&m, "A1");
	first = verify_latest(o)->code_id;
	maker_own_entry(&m, "back", 1, o, "退汇");
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 returned");
	maker_next(&m, "2026-11-19");
	o = maker_find_order(&m, "A1");
	verify_latest(o)->reopened = true;
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 2 pending");
	CHECK_INT(verify_latest(o)->code_id, CODE_NEW);
	CHECK_TEXT(verify_latest(o)->account, "6222A1");
	CHECK_TEXT(maker_breaks(&m), "");
	CHECK_TEXT(maker_release(&m, "A1"), "queued 2");
	maker_next(&m, "2026-11-19");
	o = maker_find_order(&m, "A1");
	CU_ASSERT_NOT_EQUAL(verify_latest(o)->code_id, first);
	maker_end(&m);
}

/* --- inbound --- */

static struct order *
start_inbound(struct maker *m)
{
	struct order *o;

	start(m);
	o = paid_order(m, "inca", "A1");
	maker_give_code(m, o);
	return o;
}

/* How the 0.01 came: from whom, with the code or not. */
static void
inbound(void)
{
	static const struct {
		const char *label, *name, *account;
		bool code;
		const char *attempt, *fate, *breaks;
	} cases[] = {
		{ "right", "A1商贸（有限）公司", "6222 A1", true,
			"inbound 1 verified", "verification by account-code",
			"" },
		{ "no code", "A1商贸有限公司", "6222A1", false,
			"inbound 1 wrong-code", "verification by account",
			"wrong-code A1" },
		{ "another name", "别的公司", "6222A1", true,
			"inbound 1 mismatch", "verification by code",
			"payer-mismatch E2 A1" },
		{ "another account", "A1商贸有限公司", "999", true,
			"inbound 1 mismatch", "verification by code",
			"payer-mismatch E2 A1" },
		{ "neither", "别的公司", "999", false, "inbound 1 pending",
			"suspense", "suspense E2" },
		{ "the account alone", "别的公司", "6222A1", false,
			"inbound 1 pending", "suspense", "suspense E2" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct order *o = start_inbound(&m);
		struct book_entry *e = maker_bank_entry(&m, "in1", 1,
			cases[i].name, cases[i].account, "验证码");

		if (cases[i].code)
			maker_show_code(&m, e, o);
		maker_decide(&m);
		CHECK_TEXT(maker_attempt(&m, "A1"), cases[i].attempt);
		CHECK_TEXT(maker_fate(&m, "in1"), cases[i].fate);
		CHECK_TEXT(maker_breaks(&m), cases[i].breaks);
		CHECK_TEXT(maker_release(&m, "A1"),
			i == 0 ? "queued 1" : "held 1");
		maker_night(&m, "2026-11-16");
		CHECK_INT(maker_news(&m), 0);
		maker_end(&m);
	}
}

static void
inbound_again(void)
{
	struct maker m;
	struct order *o = start_inbound(&m);
	int64_t code;

	maker_own_entry(&m, "in1", 1, o, "000000");
	maker_show_code(
		&m, maker_bank_entry(&m, "in2", 1, "别的公司", "9", ""), o);
	maker_decide(&m);
	code = o->code_id;
	/* The earlier failure stands beside the later one. */
	CHECK_TEXT(maker_attempt(&m, "A1"), "inbound 2 mismatch");
	CHECK_TEXT(maker_breaks(&m), "payer-mismatch E3 A1; wrong-code A1");
	maker_next(&m, "2026-11-17");
	o = maker_find_order(&m, "A1");
	maker_show_code(&m, maker_own_entry(&m, "in3", 1, o, ""), o);
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "inbound 3 verified");
	CHECK_INT(verify_latest(o)->code_id, code);
	CHECK_TEXT(maker_breaks(&m), "");
	maker_end(&m);
}

/* The hall sends another code after a failure: that one is right now, and the
 * old one is not. */
static void
inbound_other_code(void)
{
	static const struct {
		const char *label;
		bool old, own;
		const char *attempt, *fate, *breaks;
	} cases[] = {
		{ "the new one", false, true, "inbound 2 verified",
			"verification by account-code", "" },
		{ "the old one", true, true, "inbound 2 wrong-code",
			"verification by account", "wrong-code A1" },
		{ "the new one of another payer", false, false,
			"inbound 2 mismatch", "verification by code",
			"payer-mismatch E3 A1; wrong-code A1" },
		{ "the old one of another payer", true, false,
			"inbound 1 wrong-code", "suspense",
			"suspense E3; wrong-code A1" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct order *o = start_inbound(&m);
		struct book_entry *e;
		int64_t code;

		maker_own_entry(&m, "in1", 1, o, "");
		maker_decide(&m);
		maker_next(&m, "2026-11-17");
		o = maker_find_order(&m, "A1");
		e = maker_own_entry(&m, "in2", 1, o, "");
		maker_show_code(&m, e, o);
		maker_give_code(&m, o);
		code = o->code_id;
		if (!cases[i].old)
			e->codes = o->code;
		if (!cases[i].own)
			e->account = "9";
		maker_decide(&m);
		CHECK_CASE(cases[i].label,
			strcmp(maker_attempt(&m, "A1"), cases[i].attempt) == 0);
		CHECK_TEXT(maker_fate(&m, "in2"), cases[i].fate);
		CHECK_TEXT(maker_breaks(&m), cases[i].breaks);
		if (verify_latest(o)->number == 2)
			CHECK_INT(verify_latest(o)->code_id, code);
		maker_night(&m, "2026-11-17");
		CHECK_INT(maker_news(&m), 0);
		maker_end(&m);
	}
}

/* Reviewers reopen it: the next 0.01 opens no attempt more, and what failed
 * before is settled by them. */
static void
inbound_reopened(void)
{
	struct maker m;
	struct order *o = start_inbound(&m);

	maker_show_code(
		&m, maker_bank_entry(&m, "in1", 1, "别的公司", "9", ""), o);
	maker_decide(&m);
	CHECK_TEXT(maker_breaks(&m), "payer-mismatch E2 A1");
	maker_next(&m, "2026-11-17");
	verify_latest(maker_find_order(&m, "A1"))->reopened = true;
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "inbound 2 pending");
	CHECK_TEXT(maker_breaks(&m), "");
	maker_next(&m, "2026-11-18");
	maker_own_entry(&m, "in2", 1, maker_find_order(&m, "A1"), "");
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "inbound 2 wrong-code");
	CHECK_TEXT(maker_breaks(&m), "wrong-code A1");
	maker_end(&m);
}

static void
inbound_corrected(void)
{
	struct maker m;
	struct order *o = start_inbound(&m);

	maker_own_entry(&m, "in1", 1, o, "");
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "inbound 1 wrong-code");
	/* Another account: the next 0.01 opens the next attempt. */
	maker_next(&m, "2026-11-17");
	o = maker_find_order(&m, "A1");
	o->account = "6222NEW";
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "inbound 1 wrong-code");
	maker_next(&m, "2026-11-18");
	maker_own_entry(&m, "in2", 1, maker_find_order(&m, "A1"), "");
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "inbound 2 wrong-code");
	CHECK_TEXT(maker_breaks(&m), "wrong-code A1");
	maker_end(&m);
}

/* One organisation verifies two orders. */
static void
inbound_two(void)
{
	struct maker m;
	struct order *o = start_inbound(&m), *other;

	other = paid_order(&m, "inca", "A2");
	maker_same_payer(other, o);
	maker_give_code(&m, other);
	maker_show_code(&m, maker_own_entry(&m, "in2", 1, o, ""), other);
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "inbound 1 pending");
	CHECK_TEXT(maker_attempt(&m, "A2"), "inbound 1 verified");
	maker_end(&m);

	o = start_inbound(&m);
	maker_same_payer(paid_order(&m, "inca", "A2"), o);
	maker_own_entry(&m, "in1", 1, o, "");
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "in1"), "suspense A1,A2");
	CHECK_TEXT(maker_breaks(&m), "ambiguous E3");
	maker_end(&m);
}

static void
not_a_fee(void)
{
	struct maker m;
	struct order *o;

	start(&m);
	o = maker_order(&m, "inca", "A1");
	maker_bank_entry(&m, "in1", 1, "别的公司", "9", "A1");
	o->voucher_ref = "in2";
	maker_own_entry(&m, "in2", 1, o, "A1");
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "in1"), "suspense");
	CHECK_TEXT(maker_fate(&m, "in2"), "verification by account");
	CHECK_INT(o->now.paid, 0);
	CHECK_TEXT(maker_verdict(&m, "A1"), "unpaid");
	maker_end(&m);
}

/* --- limits --- */

static void
locked(void)
{
	struct maker m;
	struct order *o = start_inbound(&m);

	maker_own_entry(&m, "in1", 1, o, "");
	maker_own_entry(&m, "in2", 1, o, "");
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "inbound 2 wrong-code");
	maker_next(&m, "2026-11-17");
	maker_own_entry(&m, "in3", 1, maker_find_order(&m, "A1"), "");
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "inbound 3 locked");
	CHECK_TEXT(maker_breaks(&m), "wrong-code A1");
	/* The right one is too late, until reviewers reopen it. */
	maker_next(&m, "2026-11-18");
	o = maker_find_order(&m, "A1");
	maker_show_code(&m, maker_own_entry(&m, "in4", 1, o, ""), o);
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "in4"), "suspense");
	maker_next(&m, "2026-11-19");
	o = maker_find_order(&m, "A1");
	verify_latest(o)->reopened = true;
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "inbound 4 verified");
	CHECK_TEXT(maker_breaks(&m), "");
	maker_end(&m);
}

static void
counts_afresh(void)
{
	struct maker m;
	struct order *o = start_inbound(&m);

	m.book.policies.at[2].max_attempts = 2;
	maker_own_entry(&m, "in1", 1, o, "");
	maker_own_entry(&m, "in2", 1, o, "");
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "inbound 2 locked");
	maker_next(&m, "2026-11-17");
	o = maker_find_order(&m, "A1");
	verify_latest(o)->reopened = true;
	maker_own_entry(&m, "in3", 1, o, "");
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "inbound 3 wrong-code");
	CHECK_TEXT(maker_breaks(&m), "wrong-code A1");
	maker_night(&m, "2026-11-17");
	CHECK_INT(maker_news(&m), 0);
	maker_next(&m, "2026-11-18");
	maker_own_entry(&m, "in4", 1, maker_find_order(&m, "A1"), "");
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "inbound 4 locked");
	maker_end(&m);
}

static void
locked_by_return(void)
{
	struct maker m;
	struct order *o = start_booked(&m, "szca");

	m.book.policies.at[0].max_attempts = 1;
	maker_next(&m, "2026-11-18");
	maker_own_entry(&m, "back", 1, o, "退汇");
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 locked");
	CHECK_TEXT(maker_breaks(&m), "returned A1");
	CHECK_TEXT(maker_release(&m, "A1"), "stopped 1");
	/* Another account does not open it. */
	maker_next(&m, "2026-11-19");
	o = maker_find_order(&m, "A1");
	o->account = "6222NEW";
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 locked");
	maker_next(&m, "2026-11-20");
	o = maker_find_order(&m, "A1");
	verify_latest(o)->reopened = true;
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 2 pending");
	CHECK_INT(verify_latest(o)->code_id, CODE_NEW);
	CHECK_TEXT(maker_release(&m, "A1"), "queued 2");
	CHECK_TEXT(maker_breaks(&m), "");
	maker_end(&m);
}

static void
expired(void)
{
	struct maker m;
	struct order *o = start_inbound(&m);

	/* Pending since the 16th: ten days, and one more. */
	maker_decide(&m);
	maker_night(&m, "2026-11-26");
	CHECK_TEXT(maker_attempt(&m, "A1"), "inbound 1 pending");
	maker_night(&m, "2026-11-27");
	CHECK_TEXT(maker_attempt(&m, "A1"), "inbound 1 expired");
	CHECK_TEXT(maker_breaks(&m), "");
	maker_next(&m, "2026-11-28");
	o = maker_find_order(&m, "A1");
	maker_show_code(&m, maker_own_entry(&m, "in1", 1, o, ""), o);
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "in1"), "suspense");
	CHECK_TEXT(maker_breaks(&m), "suspense E2");
	maker_end(&m);

	/* It came in time, its statement did not. */
	o = start_inbound(&m);
	maker_decide(&m);
	maker_next(&m, "2026-11-27");
	o = maker_find_order(&m, "A1");
	maker_show_code(&m, maker_own_entry(&m, "in1", 1, o, ""), o);
	m.book.entries.at[0].booked = maker_moment("2026-11-26");
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "inbound 1 verified");
	maker_end(&m);

	/* What was sent ages, what waits does not. */
	start_sent(&m, "szca");
	maker_night(&m, "2026-11-26");
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 sent");
	maker_night(&m, "2026-11-27");
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 expired");
	maker_end(&m);
	start(&m);
	maker_order(&m, "szca", "A1");
	maker_order(&m, "trca", "T1");
	maker_decide(&m);
	maker_night(&m, "2026-12-26");
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 pending");
	CHECK_TEXT(maker_attempt(&m, "T1"), "transfer 1 pending");
	maker_end(&m);
}

/* What expired is over until reviewers reopen it; what is under way, or
 * proven, is not reopened. */
static void
reopened(void)
{
	struct maker m;
	struct order *o;

	start_sent(&m, "szca");
	maker_night(&m, "2026-11-27");
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 expired");
	CHECK_TEXT(maker_release(&m, "A1"), "handed-over 1");
	maker_next(&m, "2026-11-28");
	o = maker_find_order(&m, "A1");
	verify_latest(o)->reopened = true;
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 2 pending");
	CHECK_INT(verify_latest(o)->code_id, CODE_NEW);
	maker_end(&m);

	o = start_booked(&m, "szca");
	maker_next(&m, "2026-11-18");
	verify_latest(maker_find_order(&m, "A1"))->reopened = true;
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 booked");
	maker_night(&m, "2026-11-19");
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 verified");
	maker_end(&m);
}

/* Working days are asked of the calendar; without it nothing is verified. */
static void
no_calendar(void)
{
	struct maker m;

	start_booked(&m, "szca");
	m.book.calendar.count = 0;
	maker_next(&m, "2026-11-20");
	CHECK_INT(maker_try(&m), -1);
	CHECK_INT(m.err.code, ERR_CONFIG);
	maker_end(&m);
}

/* --- transfer --- */

static void
transfer(void)
{
	static const struct {
		const char *label;
		bool own, other; /* payments from the account, or not */
		int64_t fen;
		const char *attempt;
	} cases[] = {
		{ "own", true, false, 28000, "transfer 1 verified" },
		{ "a part", true, false, 100, "transfer 1 pending" },
		{ "too much", true, false, 28001, "transfer 1 pending" },
		{ "a third party's is held", false, true, 28000,
			"transfer 1 pending" },
		{ "nothing", false, false, 0, "transfer 1 pending" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct order *o;

		start(&m);
		o = maker_order(&m, "trca", "T1");
		if (cases[i].own)
			maker_own_entry(&m, "b1", cases[i].fen, o, "T1");
		if (cases[i].other)
			maker_bank_entry(
				&m, "b2", cases[i].fen, "别的公司", "9", "T1");
		maker_decide(&m);
		CHECK_TEXT(maker_attempt(&m, "T1"), cases[i].attempt);
		CHECK_TEXT(maker_release(&m, "T1"),
			i == 0 ? "queued 1" : "held 1");
		maker_end(&m);
	}
}

/* What went back proves nothing, and spoils nothing. */
static void
transfer_refunded(void)
{
	static const struct {
		const char *label, *back_to; /* a duplicate's refund */
		const char *attempt;
	} cases[] = {
		{ "the other's went back", "9", "transfer 1 verified" },
		{ "its own went back", "6222T1", "transfer 1 pending" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct order *o;

		start(&m);
		m.book.policies.at[3].own_account_required = false;
		o = maker_order(&m, "trca", "T1");
		maker_own_entry(&m, "b1", 28000, o, "T1");
		maker_bank_entry(&m, "b2", 28000, "别的公司", "9", "T1");
		maker_decide(&m);
		CHECK_TEXT(maker_verdict(&m, "T1"), "duplicate");
		CHECK_TEXT(maker_attempt(&m, "T1"), "transfer 1 pending");
		maker_next(&m, "2026-11-17");
		maker_bank_entry(&m, "b3", -28000,
			i == 0 ? "别的公司" : o->applicant_name,
			cases[i].back_to, "退款 T1");
		maker_decide(&m);
		CHECK_TEXT(maker_verdict(&m, "T1"), "paid");
		CHECK_CASE(cases[i].label,
			strcmp(maker_attempt(&m, "T1"), cases[i].attempt) == 0);
		maker_end(&m);
	}
}

/* Paid through a channel: nothing tells whose account it was. */
static void
transfer_by_channel(void)
{
	struct maker m;

	start(&m);
	paid_order(&m, "trca", "T1");
	maker_decide(&m);
	CHECK_TEXT(maker_verdict(&m, "T1"), "paid");
	CHECK_TEXT(maker_attempt(&m, "T1"), "transfer 1 pending");
	maker_end(&m);
}

static void
other_mode(void)
{
	struct maker m;
	struct order *o;

	start(&m);
	o = paid_order(&m, "trca", "T1");
	maker_decide(&m);
	maker_next(&m, "2026-11-17");
	o = maker_find_order(&m, "T1");
	o->verify_mode = VERIFY_OUTBOUND;
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "T1"), "outbound 2 pending");
	CHECK_INT(o->attempts.at[0].state, ATTEMPT_EXPIRED);
	CHECK_TEXT(maker_handouts(&m), "micro-deposit T1");
	maker_night(&m, "2026-11-17");
	CHECK_INT(maker_news(&m), 0);
	maker_end(&m);
}

/* A failure, and another way: what failed before is over.  The hall's code was
 * not shown to a bank yet, so it may go out. */
static void
other_mode_after_failure(void)
{
	struct maker m;
	struct order *o = start_inbound(&m);

	maker_own_entry(&m, "in1", 1, o, "");
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "inbound 1 wrong-code");
	maker_next(&m, "2026-11-17");
	o = maker_find_order(&m, "A1");
	o->verify_mode = VERIFY_OUTBOUND;
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 2 pending");
	CHECK_INT(verify_latest(o)->code_id, o->code_id);
	CHECK_TEXT(maker_handouts(&m), "micro-deposit A1");
	CHECK_TEXT(maker_breaks(&m), "");
	maker_end(&m);

	/* And back: the return is resolved, a wrong 0.01 is not hidden. */
	start_booked(&m, "bjca");
	maker_next(&m, "2026-11-18");
	maker_own_entry(&m, "back", 1, maker_find_order(&m, "A1"), "退汇");
	maker_decide(&m);
	CHECK_TEXT(maker_breaks(&m), "returned A1");
	maker_next(&m, "2026-11-19");
	o = maker_find_order(&m, "A1");
	o->verify_mode = VERIFY_INBOUND;
	maker_own_entry(&m, "in1", 1, o, "");
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "inbound 2 wrong-code");
	CHECK_TEXT(maker_breaks(&m), "wrong-code A1");
	maker_end(&m);
}

/* An order that is not to be verified has no attempt. */
static void
no_mode(void)
{
	struct maker m;

	start(&m);
	paid_order(&m, "szca", "A1")->verify_mode = VERIFY_NONE;
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "");
	maker_end(&m);
}

static const struct test tests[] = {
	{ "outbound: sent, booked, verified after two working days", outbound },
	{ "our own 0.01 is found by id, else by account and code",
		found_outgoing },
	{ "a return opens the next attempt with the next account", returned },
	{ "the hall's code is used once outbound", codes_of_the_hall },
	{ "a return after verification takes it back", returned_after_verify },
	{ "a PIN that was handed over stays so", returned_after_hand_over },
	{ "a return after verification locks too", locked_after_verify },
	{ "two attempts on one account are told apart", two_on_one_account },
	{ "a return finds its 0.01 whatever the order of lines", all_at_once },
	{ "a return waits for its 0.01", back_before_out },
	{ "reviewers reopen what was returned", returned_and_reopened },
	{ "inbound: account, name and code", inbound },
	{ "a right 0.01 after failures verifies", inbound_again },
	{ "a code that the hall sends after a failure is the right one",
		inbound_other_code },
	{ "a reopened inbound verification forgets its failures",
		inbound_reopened },
	{ "an inbound attempt follows the corrected account",
		inbound_corrected },
	{ "two inbound orders of one account are told by code", inbound_two },
	{ "a 0.01 is never a fee", not_a_fee },
	{ "three failures lock, reviewers reopen", locked },
	{ "a reopened verification counts afresh", counts_afresh },
	{ "a return locks too", locked_by_return },
	{ "no answer in time expires", expired },
	{ "reviewers reopen what expired", reopened },
	{ "working days need the calendar", no_calendar },
	{ "transfer: the fee itself proves the account", transfer },
	{ "transfer: what went back proves nothing", transfer_refunded },
	{ "transfer: a channel's payment proves nothing", transfer_by_channel },
	{ "another mode opens another attempt", other_mode },
	{ "another mode follows a failure", other_mode_after_failure },
	{ "no mode, no attempt", no_mode },
	{ NULL, NULL },
};

const struct suite test_verify = { "core/verify", tests };
