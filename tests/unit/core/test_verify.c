#include "verify_maker.h"
#include "suite.h"

#include "core/verify.h"

#include <string.h>

static void
outbound(void)
{
	struct maker m;

	verify_start_booked(&m, "szca");
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
		struct order *o = verify_start_sent(&m, "szca");
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
	struct order *o = verify_start_booked(&m, "szca");
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

	verify_start(&m);
	o = verify_paid(&m, "szca", "A1");
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

		verify_start_booked(&m, cases[i].ca);
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

	verify_start_booked(&m, "bjca");
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

	verify_start_booked(&m, "bjca");
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

		verify_start(&m);
		o = verify_paid(&m, "szca", "A1");
		maker_same_payer(verify_paid(&m, "szca", "A2"), o);
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
	struct order *o = verify_start_sent(&m, "szca");

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

	verify_start_sent(&m, "szca");
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

	verify_start_booked(&m, "szca");
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
	{ NULL, NULL },
};

const struct suite test_verify = { "core/verify", tests };
