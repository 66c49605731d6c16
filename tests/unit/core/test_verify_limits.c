#include "verify_maker.h"
#include "suite.h"

#include "core/verify.h"

#include <string.h>

static void
locked(void)
{
	struct maker m;
	struct order *o = verify_start_inbound(&m);

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
	struct order *o = verify_start_inbound(&m);

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
	struct order *o = verify_start_booked(&m, "szca");

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
	struct order *o = verify_start_inbound(&m);

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
	o = verify_start_inbound(&m);
	maker_decide(&m);
	maker_next(&m, "2026-11-27");
	o = maker_find_order(&m, "A1");
	maker_show_code(&m, maker_own_entry(&m, "in1", 1, o, ""), o);
	m.book.entries.at[0].booked = maker_moment("2026-11-26");
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "inbound 1 verified");
	maker_end(&m);

	/* What was sent ages, what waits does not. */
	verify_start_sent(&m, "szca");
	maker_night(&m, "2026-11-26");
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 sent");
	maker_night(&m, "2026-11-27");
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 expired");
	maker_end(&m);
	verify_start(&m);
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

	verify_start_sent(&m, "szca");
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

	o = verify_start_booked(&m, "szca");
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

	verify_start_booked(&m, "szca");
	m.book.calendar.count = 0;
	maker_next(&m, "2026-11-20");
	CHECK_INT(maker_try(&m), -1);
	CHECK_INT(m.err.code, ERR_CONFIG);
	maker_end(&m);
}

static const struct test tests[] = {
	{ "three failures lock, reviewers reopen", locked },
	{ "a reopened verification counts afresh", counts_afresh },
	{ "a return locks too", locked_by_return },
	{ "no answer in time expires", expired },
	{ "reviewers reopen what expired", reopened },
	{ "working days need the calendar", no_calendar },
	{ NULL, NULL },
};

const struct suite test_verify_limits = { "core/verify_limits", tests };
