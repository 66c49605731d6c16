#include "book_maker.h"
#include "suite.h"

#include <string.h>

static void
start(struct maker *m)
{
	maker_start(m, "2026-11-16");
	maker_fee(m, "snca", "new", 30000);
	maker_fee(m, "snca", "unlock", 0);
	maker_fee(m, "smca", "new", 30000);
	maker_fee(m, "noca", "new", 30000);
	maker_fee(m, "trca", "new", 30000);
	maker_fee(m, "lost", "new", 30000);
	maker_policy(m, "snca");
	maker_policy(m, "smca")->pin_channel = PIN_SMS_HOLDER;
	maker_policy(m, "noca")->pin_channel = PIN_NONE;
	maker_policy(m, "trca")->verify_mode = VERIFY_TRANSFER;
}

static struct order *
paid_order(struct maker *m, const char *ca)
{
	struct order *o = maker_order(m, ca, "A1");

	o->voucher_ref = "b1";
	maker_bank_entry(m, "b1", 30000, "某公司", "9", "");
	return o;
}

/* Each condition alone keeps the PIN back. */
static void
conditions(void)
{
	enum { NOTHING, PAPERS, MONEY, TOO_MUCH, TWICE, HOLD, ACCOUNT, POLICY };
	static const struct {
		int lacks;
		const char *ca, *release, *reason, *handouts;
	} cases[] = {
		{ NOTHING, "snca", "queued 1", "", "counter A1" },
		{ NOTHING, "smca", "queued 1", "", "sms A1" },
		{ NOTHING, "noca", "", "", "" },
		{ PAPERS, "snca", "held 1", "papers", "" },
		{ MONEY, "snca", "held 1", "not paid", "" },
		{ TOO_MUCH, "snca", "held 1", "not paid", "" },
		{ TWICE, "snca", "held 1", "not paid", "" },
		{ HOLD, "snca", "held 1", "a person", "" },
		{ ACCOUNT, "trca", "held 1", "not verified", "" },
		{ POLICY, "lost", "held 1", "no policy", "" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct order *o;

		start(&m);
		o = paid_order(&m, cases[i].ca);
		o->approved = cases[i].lacks != PAPERS;
		o->on_hold = cases[i].lacks == HOLD;
		if (cases[i].lacks == MONEY)
			o->voucher_ref = "";
		if (cases[i].lacks == TOO_MUCH)
			m.book.entries.at[0].amount++;
		if (cases[i].lacks == TWICE)
			maker_own_entry(&m, "b2", 30000, o, "A1");
		maker_decide(&m);
		CHECK_TEXT(maker_release(&m, "A1"), cases[i].release);
		CHECK_TEXT(maker_handouts(&m), cases[i].handouts);
		CU_ASSERT_PTR_NOT_NULL(
			strstr(o->release.reason, cases[i].reason));
		/* What was missing comes: the first turn goes on. */
		maker_night(&m, "2026-11-16");
		CHECK_INT(maker_news(&m), 0);
		if (cases[i].lacks == PAPERS || cases[i].lacks == HOLD) {
			maker_next(&m, "2026-11-17");
			o = maker_find_order(&m, "A1");
			o->approved = true;
			o->on_hold = false;
			maker_decide(&m);
			CHECK_TEXT(maker_release(&m, "A1"), "queued 1");
		}
		maker_end(&m);
	}
}

/* It says what is missing now, and says it once. */
static void
reasons(void)
{
	struct maker m;
	struct order *o;

	start(&m);
	o = maker_order(&m, "snca", "A1");
	o->approved = false;
	maker_decide(&m);
	CHECK_TEXT(o->release.reason, "the papers are not approved");
	maker_next(&m, "2026-11-17");
	o = maker_find_order(&m, "A1");
	o->approved = true;
	maker_decide(&m);
	CHECK_TEXT(maker_release(&m, "A1"), "held 1");
	CHECK_TEXT(o->release.reason, "the order is not paid");
	CHECK_INT(o->release.events.count, 1);
	maker_night(&m, "2026-11-18");
	CHECK_INT(maker_news(&m), 0);
	maker_end(&m);
}

static void
waived(void)
{
	struct maker m;

	start(&m);
	maker_order(&m, "snca", "A1")->business = "unlock";
	maker_decide(&m);
	CHECK_TEXT(maker_release(&m, "A1"), "queued 1");
	maker_end(&m);
}

static void
once(void)
{
	struct maker m;

	start(&m);
	paid_order(&m, "snca");
	maker_decide(&m);
	maker_night(&m, "2026-11-16");
	CHECK_TEXT(maker_handouts(&m), "");
	maker_next(&m, "2026-11-16");
	maker_deliver(&m);
	for (int i = 0; i < 3; i++) {
		maker_night(&m, "2026-11-17");
		CHECK_TEXT(maker_release(&m, "A1"), "handed-over 1");
		CHECK_INT(maker_news(&m), 0);
	}
	maker_end(&m);
}

/* The hold comes while it waits in the outbox: void, and again later with
 * the same PIN, which nobody has seen. */
static void
stopped_and_again(void)
{
	struct maker m;
	struct order *o;
	int64_t code;

	start(&m);
	paid_order(&m, "snca");
	maker_decide(&m);
	maker_next(&m, "2026-11-17");
	o = maker_find_order(&m, "A1");
	code = o->release.code_id;
	o->on_hold = true;
	maker_decide(&m);
	CHECK_TEXT(maker_release(&m, "A1"), "stopped 1");
	maker_night(&m, "2026-11-17");
	CHECK_INT(maker_news(&m), 0);
	maker_deliver(&m);
	CHECK_TEXT(maker_release(&m, "A1"), "stopped 1");
	maker_next(&m, "2026-11-18");
	o = maker_find_order(&m, "A1");
	o->on_hold = false;
	maker_decide(&m);
	CHECK_TEXT(maker_release(&m, "A1"), "queued 2");
	CHECK_INT(o->release.code_id, code);
	CHECK_TEXT(maker_handouts(&m), "counter A1");
	maker_end(&m);
}

static void
refunded(void)
{
	struct maker m;
	struct order *o;

	/* Before it left: stopped, and again when it is paid again. */
	start(&m);
	o = paid_order(&m, "snca");
	maker_decide(&m);
	maker_next(&m, "2026-11-17");
	maker_own_entry(&m, "b2", -30000, o, "A1 退款");
	maker_decide(&m);
	CHECK_TEXT(maker_release(&m, "A1"), "stopped 1");
	CHECK_TEXT(maker_breaks(&m), "");
	maker_next(&m, "2026-11-18");
	maker_find_order(&m, "A1")->voucher_ref = "b3";
	maker_bank_entry(&m, "b3", 30000, "某公司", "9", "");
	maker_decide(&m);
	CHECK_TEXT(maker_verdict(&m, "A1"), "paid");
	CHECK_TEXT(maker_release(&m, "A1"), "queued 2");
	maker_end(&m);

	/* After: a break, and it stays handed over. */
	start(&m);
	o = paid_order(&m, "snca");
	maker_decide(&m);
	maker_next(&m, "2026-11-16");
	maker_deliver(&m);
	maker_next(&m, "2026-11-17");
	maker_own_entry(&m, "b2", -100, maker_find_order(&m, "A1"), "A1 退款");
	maker_decide(&m);
	CHECK_TEXT(maker_verdict(&m, "A1"), "part-refunded");
	CHECK_TEXT(maker_release(&m, "A1"), "handed-over 1");
	CHECK_TEXT(maker_breaks(&m), "reversed-after-release A1");
	maker_end(&m);
}

/* Where the 0.01 is the delivery, papers and money open it; a code alone goes
 * at once. */
static void
in_transfer(void)
{
	struct maker m;
	struct order *o;

	start(&m);
	m.book.policies.at[0].verify_mode = VERIFY_OUTBOUND;
	m.book.policies.at[0].pin_channel = PIN_BANK_REMARK;
	m.book.policies.at[1].verify_mode = VERIFY_OUTBOUND;
	o = maker_order(&m, "snca", "A1");
	o->voucher_ref = "b1";
	o->approved = false;
	maker_order(&m, "smca", "S1");
	maker_decide(&m);
	CHECK_TEXT(maker_handouts(&m), "micro-deposit S1");
	CHECK_TEXT(maker_release(&m, "A1"), "held 1");
	maker_night(&m, "2026-11-16");
	CHECK_TEXT(maker_handouts(&m), "");
	maker_next(&m, "2026-11-17");
	maker_find_order(&m, "A1")->approved = true;
	maker_bank_entry(&m, "b1", 30000, "某公司", "9", "");
	maker_decide(&m);
	CHECK_TEXT(maker_handouts(&m), "micro-deposit A1");
	o = maker_find_order(&m, "A1");
	CHECK_INT(m.book.handouts.at[0].attempt, 1);
	CHECK_INT(m.book.handouts.at[0].turn, 1);
	CHECK_INT(o->release.code_id, o->attempts.at[0].code_id);
	maker_end(&m);
}

/* The PIN of a reissue travels in a transfer that verifies nothing. */
static void
in_remark_alone(void)
{
	static const enum verify_mode modes[] = { VERIFY_NONE, VERIFY_INBOUND };

	for (size_t i = 0; i < 2; i++) {
		struct maker m;
		struct order *o;

		start(&m);
		m.book.policies.at[0].verify_mode = modes[i];
		m.book.policies.at[0].pin_channel = PIN_BANK_REMARK;
		o = paid_order(&m, "snca");
		maker_give_code(&m, o);
		if (modes[i] == VERIFY_INBOUND) {
			maker_decide(&m);
			CHECK_TEXT(maker_release(&m, "A1"), "held 1");
			CHECK_TEXT(maker_handouts(&m), "");
			maker_next(&m, "2026-11-17");
			maker_show_code(
				&m, maker_own_entry(&m, "i1", 1, o, ""), o);
		}
		maker_decide(&m);
		CHECK_TEXT(maker_release(&m, "A1"), "queued 1");
		CHECK_TEXT(maker_handouts(&m), "micro-deposit A1");
		CHECK_INT(m.book.handouts.at[0].attempt, 0);
		CHECK_INT(m.book.handouts.at[0].code_id, CODE_NEW);
		maker_end(&m);
	}
}

/* It came back, and the hall wants no verification any more: another PIN, in
 * a transfer that is no attempt. */
static void
shown_once(void)
{
	struct maker m;
	struct order *o;
	int64_t shown;

	start(&m);
	m.book.policies.at[0].verify_mode = VERIFY_OUTBOUND;
	m.book.policies.at[0].pin_channel = PIN_BANK_REMARK;
	paid_order(&m, "snca");
	maker_decide(&m);
	maker_next(&m, "2026-11-16");
	maker_deliver(&m);
	shown = maker_find_order(&m, "A1")->release.code_id;
	maker_next(&m, "2026-11-17");
	o = maker_find_order(&m, "A1");
	maker_own_entry(&m, "out", -1, o, "")->ref = "YF1A1";
	maker_own_entry(&m, "back", 1, o, "退汇");
	o->verify_mode = VERIFY_NONE;
	maker_decide(&m);
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 returned");
	CHECK_TEXT(maker_release(&m, "A1"), "queued 2");
	CHECK_INT(o->release.code_id, CODE_NEW);
	CHECK_TEXT(maker_handouts(&m), "micro-deposit A1");
	CHECK_INT(m.book.handouts.at[0].attempt, 0);
	maker_next(&m, "2026-11-17");
	maker_deliver(&m);
	o = maker_find_order(&m, "A1");
	CU_ASSERT_NOT_EQUAL(o->release.code_id, shown);
	CHECK_TEXT(maker_attempt(&m, "A1"), "outbound 1 returned");
	/* Rejected too: it is one break, not two. */
	maker_next(&m, "2026-11-18");
	o = maker_find_order(&m, "A1");
	maker_answer_carrier(&m, o, "RJCT", "AC01", "");
	maker_decide(&m);
	CHECK_TEXT(maker_release(&m, "A1"), "stopped 2");
	CHECK_TEXT(maker_breaks(&m), "returned A1");
	maker_end(&m);
}

/* A PIN on its way in a transfer that verifies nothing. */
static struct order *
carried(struct maker *m)
{
	start(m);
	m->book.policies.at[0].verify_mode = VERIFY_NONE;
	m->book.policies.at[0].pin_channel = PIN_BANK_REMARK;
	paid_order(m, "snca");
	maker_decide(m);
	maker_next(m, "2026-11-16");
	maker_deliver(m);
	maker_next(m, "2026-11-17");
	return maker_find_order(m, "A1");
}

/* The bank did not take it: the PIN is void, people see it, and another goes
 * to another account. */
static void
carrier_rejected(void)
{
	struct maker m;
	struct order *o = carried(&m);
	const int64_t shown = o->release.code_id;

	/* It has it already. */
	maker_answer_carrier(&m, o, "RJCT", "AM05", "");
	maker_decide(&m);
	CHECK_TEXT(maker_release(&m, "A1"), "handed-over 1");
	CHECK_TEXT(maker_breaks(&m), "");
	maker_next(&m, "2026-11-18");
	o = maker_find_order(&m, "A1");
	maker_answer_carrier(&m, o, "RJCT", "AC01", "账号不存在");
	maker_decide(&m);
	CHECK_TEXT(maker_release(&m, "A1"), "stopped 1");
	CHECK_TEXT(o->release.reason,
		"the bank rejected it: %1 %2\tAC01\t账号不存在");
	CHECK_TEXT(maker_breaks(&m), "returned A1");
	CHECK_TEXT(maker_handouts(&m), "");
	/* It stays so until another account is known. */
	maker_night(&m, "2026-11-19");
	CHECK_INT(maker_news(&m), 0);
	CHECK_TEXT(maker_breaks(&m), "returned A1");
	maker_next(&m, "2026-11-20");
	o = maker_find_order(&m, "A1");
	o->account = "6222NEW";
	maker_decide(&m);
	CHECK_TEXT(maker_release(&m, "A1"), "queued 2");
	CHECK_TEXT(maker_handouts(&m), "micro-deposit A1");
	CHECK_INT(o->release.code_id, CODE_NEW);
	CHECK_TEXT(maker_breaks(&m), "");
	maker_next(&m, "2026-11-20");
	maker_deliver(&m);
	o = maker_find_order(&m, "A1");
	CU_ASSERT_NOT_EQUAL(o->release.code_id, shown);
	maker_end(&m);
}

/* Corrected before the rejection came; or it goes another way by now. */
static void
carrier_corrected_before(void)
{
	for (int other_way = 0; other_way < 2; other_way++) {
		struct maker m;
		struct order *o = carried(&m);

		maker_answer_carrier(&m, o, "RJCT", "AC01", "");
		if (other_way)
			m.book.policies.at[0].pin_channel = PIN_SMS_HANDLER;
		else
			o->account = "6222NEW";
		maker_decide(&m);
		CHECK_TEXT(maker_release(&m, "A1"), "queued 2");
		CHECK_TEXT(maker_handouts(&m),
			other_way ? "sms A1" : "micro-deposit A1");
		CHECK_TEXT(maker_breaks(&m), "");
		maker_end(&m);
	}
}

static const struct test tests[] = {
	{ "a PIN waits for every condition", conditions },
	{ "a PIN that is held back says what is missing now", reasons },
	{ "a waived order is released", waived },
	{ "a PIN is released once", once },
	{ "what is held back while queued is void", stopped_and_again },
	{ "a refund stops it, or is a break", refunded },
	{ "the transfer that carries the PIN waits, a code does not",
		in_transfer },
	{ "a PIN may travel in a transfer that verifies nothing",
		in_remark_alone },
	{ "a PIN that was shown is given to nobody again", shown_once },
	{ "a PIN whose transfer the bank rejects is void, and a break",
		carrier_rejected },
	{ "it goes at once where another way is known",
		carrier_corrected_before },
	{ NULL, NULL },
};

const struct suite test_release = { "core/release", tests };
