#include "suite.h"
#include "book_maker.h"

/* Codes that release nothing, in the night in which the attempt opens. */
static const struct {
	const char *label;
	enum verify_mode mode;
	enum pin_channel channel;
	bool by_hall; /* the hall gave the code */
	bool wrong;   /* an own 0.01 without the code came the same night */
	const char *handouts;
} cases[] = {
	{ "an inbound code of our own goes to the handler", VERIFY_INBOUND,
		PIN_WITH_KEY, false, false, "sms O1" },
	{ "an inbound code of the hall is told by the hall", VERIFY_INBOUND,
		PIN_WITH_KEY, true, false, "" },
	{ "a code is still wanted after a 0.01 without it", VERIFY_INBOUND,
		PIN_WITH_KEY, false, true, "sms O1" },
	{ "an outbound code goes with its 0.01", VERIFY_OUTBOUND, PIN_WITH_KEY,
		false, false, "micro-deposit O1" },
	{ "a transfer by the applicant needs no code", VERIFY_TRANSFER,
		PIN_WITH_KEY, false, false, "" },
	{ "nothing is verified", VERIFY_NONE, PIN_NONE, false, false, "" },
};

static void
each_case(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct policy *policy;
		struct order *order;

		maker_start(&m, "2026-11-16");
		maker_fee(&m, "cfca", "new", 25000);
		policy = maker_policy(&m, "cfca");
		policy->verify_mode = cases[i].mode;
		policy->pin_channel = cases[i].channel;
		order = maker_order(&m, "cfca", "O1");
		order->approved = false;
		if (cases[i].by_hall)
			maker_give_code(&m, order);
		if (cases[i].wrong)
			maker_own_entry(&m, "b1", 1, order, "验证");
		maker_decide(&m);
		CHECK_CASE(cases[i].label,
			m.book.handouts.count ==
				(cases[i].handouts[0] != '\0'));
		CHECK_TEXT(maker_handouts(&m), cases[i].handouts);
		maker_end(&m);
	}
}

/* Once: not again in the next nights, and handing it over sends nothing. */
static void
told_once(void)
{
	struct maker m;
	struct policy *policy;

	maker_start(&m, "2026-11-16");
	maker_fee(&m, "cfca", "new", 25000);
	policy = maker_policy(&m, "cfca");
	policy->verify_mode = VERIFY_INBOUND;
	maker_order(&m, "cfca", "O1")->approved = false;
	maker_decide(&m);
	CHECK_INT(m.book.handouts.at[0].turn, 0);
	CHECK_INT(m.book.handouts.at[0].attempt, 1);
	maker_next(&m, "2026-11-17");
	maker_deliver(&m);
	maker_decide(&m);
	CHECK_TEXT(maker_handouts(&m), "");
	CHECK_TEXT(maker_attempt(&m, "O1"), "inbound 1 pending");
	maker_end(&m);
}

static const struct test tests[] = {
	{ "a code that releases nothing goes where it is needed", each_case },
	{ "an inbound code is told once", told_once },
	{ NULL, NULL },
};

const struct suite test_release_code = { "core/release_code", tests };
