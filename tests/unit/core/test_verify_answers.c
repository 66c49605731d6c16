/*
 * What the bank says of the transfers that were sent to it (pain.002).
 */
#include "verify_maker.h"
#include "suite.h"

#include "core/verify.h"

#include <string.h>

#define SENT "outbound 1 sent"
#define RETURNED "outbound 1 returned"

/* One answer, or two, to a transfer that is sent. */
static const struct {
	const char *label;
	struct bank_answer first, second;
	const char *attempt;
	const char *reason; /* NULL: as it was */
} cases[] = {
	{ "nothing", { "", "", "" }, { NULL, NULL, NULL }, SENT, NULL },
	{ "ACTC", { "ACTC", "", "" }, { NULL, NULL, NULL }, SENT, NULL },
	{ "ACSP", { "ACSP", "", "" }, { NULL, NULL, NULL }, SENT, NULL },
	{ "ACSC", { "ACSC", "", "" }, { NULL, NULL, NULL }, SENT, NULL },
	{ "PDNG", { "PDNG", "", "" }, { NULL, NULL, NULL }, SENT, NULL },
	{ "PART: of the message, others are rejected", { "PART", "AC01", "" },
		{ NULL, NULL, NULL }, SENT, NULL },
	{ "RJCT", { "RJCT", "AC01", "账号不存在" }, { NULL, NULL, NULL },
		RETURNED, "the bank rejected it: %1 %2\tAC01\t账号不存在" },
	{ "RJCT with a code alone", { "RJCT", "AC04", "" },
		{ NULL, NULL, NULL }, RETURNED,
		"the bank rejected it: %1\tAC04" },
	{ "RJCT with words alone", { "RJCT", "", "户名不符" },
		{ NULL, NULL, NULL }, RETURNED,
		"the bank rejected it: %1\t户名不符" },
	{ "RJCT with nothing", { "RJCT", "", "" }, { NULL, NULL, NULL },
		RETURNED, "the bank rejected it without a reason" },
	{ "accepted, then rejected", { "ACSP", "", "" }, { "RJCT", "AC01", "" },
		RETURNED, "the bank rejected it: %1\tAC01" },
	{ "rejected twice: the first word", { "RJCT", "AC01", "" },
		{ "RJCT", "AC04", "" }, RETURNED,
		"the bank rejected it: %1\tAC01" },
	/* The same message once more: the first one went its way. */
	{ "a duplicate", { "RJCT", "AM05", "" }, { NULL, NULL, NULL }, SENT,
		NULL },
	{ "a duplicate message", { "RJCT", "DU01", "重复" },
		{ NULL, NULL, NULL }, SENT, NULL },
	{ "a duplicate among other reasons", { "RJCT", "NARR DUPL", "" },
		{ NULL, NULL, NULL }, SENT, NULL },
	{ "a code that begins like one", { "RJCT", "DU0 DUPLX", "" },
		{ NULL, NULL, NULL }, RETURNED,
		"the bank rejected it: %1\tDU0 DUPLX" },
	{ "a duplicate, then the rejection of the first",
		{ "RJCT", "AM05", "" }, { "RJCT", "AC01", "" }, RETURNED,
		"the bank rejected it: %1\tAC01" },
};

static void
each_answer(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct order *o = verify_start_sent(&m, "szca");
		const bool returned = cases[i].reason != NULL;

		maker_answer(&m, o, cases[i].first.status,
			cases[i].first.reason, cases[i].first.text);
		if (cases[i].second.status != NULL)
			maker_answer(&m, o, cases[i].second.status,
				cases[i].second.reason, cases[i].second.text);
		maker_decide(&m);
		CHECK_CASE(cases[i].label,
			strcmp(maker_attempt(&m, "A1"), cases[i].attempt) == 0);
		CHECK_CASE(cases[i].label,
			!returned ||
				strcmp(verify_latest(o)->reason,
					cases[i].reason) == 0);
		CHECK_TEXT(maker_breaks(&m), returned ? "returned A1" : "");
		CHECK_TEXT(maker_release(&m, "A1"),
			returned ? "stopped 1" : "handed-over 1");
		/* Said once, it is not said again. */
		maker_night(&m, "2026-11-17");
		CHECK_INT(maker_news(&m), 0);
		maker_end(&m);
	}
}

/* The corrected account opens the next attempt, with a new PIN. */
static void
corrected(void)
{
	struct maker m;
	struct order *o = verify_start_sent(&m, "szca");
	const int64_t first = o->attempts.at[0].code_id;

	maker_answer(&m, o, "RJCT", "AC01", "");
	maker_decide(&m);
	maker_next(&m, "2026-11-18");
	o = maker_find_order(&m, "A1");
	o->account = "6222NEW";
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 2 pending");
	CHECK_INT(verify_latest(o)->code_id, CODE_NEW);
	CHECK_TEXT(maker_release(&m, "A1"), "queued 2");
	CHECK_TEXT(maker_handouts(&m), "micro-deposit A1");
	CHECK_TEXT(maker_breaks(&m), "");
	maker_next(&m, "2026-11-18");
	maker_deliver(&m);
	o = maker_find_order(&m, "A1");
	CU_ASSERT_NOT_EQUAL(verify_latest(o)->code_id, first);
	/* What was said of the first says nothing of the second. */
	maker_night(&m, "2026-11-19");
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 2 sent");
	maker_end(&m);
}

/* It was corrected before the rejection came: the same night goes on. */
static void
corrected_before(void)
{
	struct maker m;
	struct order *o = verify_start_sent(&m, "szca");

	o->account = "6222NEW";
	maker_answer(&m, o, "RJCT", "AC01", "");
	maker_decide(&m);
	CHECK_INT(o->attempts.at[0].state, ATTEMPT_RETURNED);
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 2 pending");
	CHECK_TEXT(maker_breaks(&m), "");
	maker_end(&m);
}

/* A statement shows it in the same night: it left. */
static void
booked_all_the_same(void)
{
	struct maker m;
	struct order *o = verify_start_sent(&m, "szca");

	maker_answer(&m, o, "RJCT", "AC01", "");
	maker_own_entry(&m, "out1", -1, o, "")->ref = "YF1A1";
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 booked");
	maker_night(&m, "2026-11-18");
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 booked");
	CHECK_TEXT(maker_breaks(&m), "");
	/* And is verified, unless it comes back. */
	maker_night(&m, "2026-11-19");
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 verified");
	maker_end(&m);
}

/* A 0.01 that shows after its rejection is money like any other. */
static void
booked_afterwards(void)
{
	struct maker m;
	struct order *o = verify_start_sent(&m, "szca");

	maker_answer(&m, o, "RJCT", "AC01", "");
	maker_decide(&m);
	maker_next(&m, "2026-11-18");
	o = maker_find_order(&m, "A1");
	maker_own_entry(&m, "out1", -1, o, "")->ref = "YF1A1";
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), RETURNED);
	CHECK_TEXT(maker_fate(&m, "out1"), "suspense");
	CHECK_TEXT(maker_breaks(&m), "returned A1; suspense E2");
	maker_end(&m);
}

/* On the day on which it would expire the answer counts. */
static void
on_the_last_day(void)
{
	struct maker m;
	struct order *o;

	verify_start_sent(&m, "bjca");
	maker_next(&m, "2026-11-27");
	o = maker_find_order(&m, "A1");
	maker_answer(&m, o, "RJCT", "AC01", "");
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), RETURNED);
	maker_end(&m);
}

static void
locks(void)
{
	struct maker m;
	struct order *o = verify_start_sent(&m, "szca");

	m.book.policies.at[0].max_attempts = 1;
	maker_answer(&m, o, "RJCT", "AC01", "");
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 locked");
	CHECK_TEXT(maker_breaks(&m), "returned A1");
	CHECK_TEXT(maker_release(&m, "A1"), "stopped 1");
	maker_end(&m);
}

static const struct test tests[] = {
	{ "each answer of the bank to a transfer that is sent", each_answer },
	{ "the next account opens the next attempt with a new PIN", corrected },
	{ "an account that was corrected before goes the same night",
		corrected_before },
	{ "what a statement shows counts more", booked_all_the_same },
	{ "a rejected 0.01 that shows later is in suspense",
		booked_afterwards },
	{ "an answer on the last day counts", on_the_last_day },
	{ "a rejection is a failed attempt, the last one locks", locks },
	{ NULL, NULL },
};

const struct suite test_verify_answers = { "core/verify_answers", tests };
