#include "verify_maker.h"
#include "suite.h"

#include "core/verify.h"

#include <string.h>

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

		verify_start(&m);
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

		verify_start(&m);
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

	verify_start(&m);
	verify_paid(&m, "trca", "T1");
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

	verify_start(&m);
	o = verify_paid(&m, "trca", "T1");
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
	struct order *o = verify_start_inbound(&m);

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
	verify_start_booked(&m, "bjca");
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

	verify_start(&m);
	verify_paid(&m, "szca", "A1")->verify_mode = VERIFY_NONE;
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "");
	maker_end(&m);
}

/* What waits ends once nothing is to be proved any more, and nobody's 0.01 is
 * awaited; the next one opens when it is to be proved after all. */
static void
none_then_after_all(void)
{
	static const struct {
		const char *ca, *before;
		enum verify_mode later;
		const char *ended, *after;
	} cases[] = {
		{ "inca", "inbound 1 pending", VERIFY_BY_POLICY,
			"inbound 1 expired", "inbound 2 pending" },
		{ "trca", "transfer 1 pending", VERIFY_INBOUND,
			"transfer 1 expired", "inbound 2 pending" },
		{ "bjca", "outbound 1 pending", VERIFY_OUTBOUND,
			"outbound 1 expired", "outbound 2 pending" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct order *o;

		verify_start(&m);
		maker_give_code(&m, verify_paid(&m, cases[i].ca, "A1"));
		maker_decide(&m);
		CHECK_TEXT(maker_attempt(&m, "A1"), cases[i].before);
		maker_next(&m, "2026-11-17");
		o = maker_find_order(&m, "A1");
		o->verify_mode = VERIFY_NONE;
		maker_show_code(&m, maker_own_entry(&m, "in1", 1, o, ""), o);
		maker_decide(&m);
		CHECK_TEXT(maker_attempt(&m, "A1"), cases[i].ended);
		CHECK_TEXT(verify_latest(o)->reason,
			"the account is not to be verified any more");
		CHECK_TEXT(maker_fate(&m, "in1"), "suspense");
		CHECK_TEXT(maker_release(&m, "A1"), "queued 1");
		maker_night(&m, "2026-11-18");
		CHECK_INT(maker_news(&m), 0);
		maker_next(&m, "2026-11-19");
		m.book.entries.at[0].people_say = PEOPLE_REFUND;
		maker_find_order(&m, "A1")->verify_mode = cases[i].later;
		maker_decide(&m);
		CHECK_TEXT(maker_attempt(&m, "A1"), cases[i].after);
		maker_end(&m);
	}
}

/* After a failure, none: the next 0.01 opens no attempt, and its break is for
 * people. */
static void
none_after_failure(void)
{
	struct maker m;
	struct order *o = verify_start_inbound(&m);

	maker_own_entry(&m, "in1", 1, o, "");
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "inbound 1 wrong-code");
	maker_next(&m, "2026-11-17");
	o = maker_find_order(&m, "A1");
	o->verify_mode = VERIFY_NONE;
	maker_show_code(&m, maker_own_entry(&m, "in2", 1, o, ""), o);
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "inbound 1 wrong-code");
	CHECK_TEXT(maker_fate(&m, "in2"), "suspense");
	CHECK_TEXT(maker_breaks(&m), "suspense E3; wrong-code A1");
	maker_end(&m);
}

/* What is under way goes on: its 0.01 is found, and what came back, too. */
static void
none_under_way(void)
{
	struct maker m;
	struct order *o = verify_start_sent(&m, "bjca");

	o->verify_mode = VERIFY_NONE;
	maker_show_code(&m, maker_own_entry(&m, "out1", -1, o, ""), o);
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 booked");
	maker_next(&m, "2026-11-18");
	maker_own_entry(&m, "back", 1, maker_find_order(&m, "A1"), "退汇");
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 returned");
	maker_end(&m);
}

static const struct test tests[] = {
	{ "transfer: the fee itself proves the account", transfer },
	{ "transfer: what went back proves nothing", transfer_refunded },
	{ "transfer: a channel's payment proves nothing", transfer_by_channel },
	{ "another mode opens another attempt", other_mode },
	{ "another mode follows a failure", other_mode_after_failure },
	{ "no mode, no attempt", no_mode },
	{ "what waits ends when nothing is to be proved, until it is after all",
		none_then_after_all },
	{ "no mode after a failure: no further attempt", none_after_failure },
	{ "no mode while a 0.01 is under way: it is still found",
		none_under_way },
	{ NULL, NULL },
};

const struct suite test_verify_transfer = { "core/verify_transfer", tests };
