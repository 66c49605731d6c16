#include "verify_maker.h"
#include "suite.h"

#include "core/verify.h"

#include <string.h>

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
		struct order *o = verify_start_inbound(&m);
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

/* A text may hold several numbers that look like codes: one is enough. */
static void
several_codes(void)
{
	static const size_t places[] = { 0, 1, 2, 3 };

	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		unsigned char codes[3 * CODE_DIGEST_SIZE] = { 0 };
		struct maker m;
		struct order *o = verify_start_inbound(&m);
		struct book_entry *e = maker_own_entry(&m, "in1", 1, o, "");

		memset(codes, 0xee, sizeof(codes));
		if (places[i] < 3)
			memcpy(codes + places[i] * CODE_DIGEST_SIZE, o->code,
				CODE_DIGEST_SIZE);
		e->codes = codes;
		e->code_count = 3;
		maker_decide(&m);
		CHECK_TEXT(maker_attempt(&m, "A1"),
			places[i] < 3 ? "inbound 1 verified"
				      : "inbound 1 wrong-code");
		maker_end(&m);
	}
}

static void
inbound_again(void)
{
	struct maker m;
	struct order *o = verify_start_inbound(&m);
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
		struct order *o = verify_start_inbound(&m);
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
	struct order *o = verify_start_inbound(&m);

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
	struct order *o = verify_start_inbound(&m);

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
	struct order *o = verify_start_inbound(&m), *other;

	other = verify_paid(&m, "inca", "A2");
	maker_same_payer(other, o);
	maker_give_code(&m, other);
	maker_show_code(&m, maker_own_entry(&m, "in2", 1, o, ""), other);
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "inbound 1 pending");
	CHECK_TEXT(maker_attempt(&m, "A2"), "inbound 1 verified");
	maker_end(&m);

	o = verify_start_inbound(&m);
	maker_same_payer(verify_paid(&m, "inca", "A2"), o);
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

	verify_start(&m);
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

static const struct test tests[] = {
	{ "inbound: account, name and code", inbound },
	{ "of several codes in a text one is right", several_codes },
	{ "a right 0.01 after failures verifies", inbound_again },
	{ "a code that the hall sends after a failure is the right one",
		inbound_other_code },
	{ "a reopened inbound verification forgets its failures",
		inbound_reopened },
	{ "an inbound attempt follows the corrected account",
		inbound_corrected },
	{ "two inbound orders of one account are told by code", inbound_two },
	{ "a 0.01 is never a fee", not_a_fee },
	{ NULL, NULL },
};

const struct suite test_verify_inbound = { "core/verify_inbound", tests };
