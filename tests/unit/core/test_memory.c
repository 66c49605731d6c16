/*
 * What decide() does when memory ends: at each allocation once it says so and
 * fails, and with just enough it decides what it decides with plenty.
 */
#include "book_maker.h"
#include "core/trace.h"
#include "scarce.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

/* A book before the night that has to do with little. */
typedef void build_fn(struct maker *m);

/* Of which entry the nights tell why; NULL: of none. */
static const char *listened;

/* A night, with what it tells. */
static int
try(struct maker *m)
{
	struct trace trace = { .entry_id = 0 };
	int rc;

	if (listened == NULL)
		return maker_try(m);
	trace.entry_id = maker_find_entry(m, listened)->id;
	m->book.trace = &trace;
	rc = maker_try(m);
	if (rc == 0)
		rc = trace_check(&m->book, &m->err);
	m->book.trace = NULL;
	return rc;
}

/* What a night with so much memory came to. */
struct outcome {
	bool decided;
	size_t used; /* by the night, until its end or its failure */
	char answer[4096];
};

static void
run(build_fn *build, size_t limit, struct outcome *outcome)
{
	struct maker m;
	size_t before;

	build(&m);
	before = m.arena.used;
	m.arena.limit = before + limit;
	outcome->decided = try(&m) == 0;
	outcome->used = m.arena.used - before;
	m.arena.limit = 0;
	if (outcome->decided)
		snprintf(outcome->answer, sizeof(outcome->answer), "%s | %s",
			maker_breaks(&m), maker_handouts(&m));
	else if (m.err.code != ERR_LIMIT || m.err.message[0] == '\0')
		CU_FAIL("it failed for another reason, or does not say why");
	maker_end(&m);
}

/* Whether a night with ${limit} bytes gets beyond ${used}. */
static bool
gets_beyond(build_fn *build, size_t limit, size_t used)
{
	struct outcome outcome;

	run(build, limit, &outcome);
	return outcome.decided || outcome.used > used;
}

/* The least limit with which the night gets beyond ${used} bytes: by one
 * allocation more. */
static size_t
one_more(build_fn *build, size_t used)
{
	size_t low = 0, high = 1;

	while (!gets_beyond(build, used + high, used)) {
		low = high;
		high *= 2;
	}
	while (high - low > 1) {
		const size_t middle = low + (high - low) / 2;

		if (gets_beyond(build, used + middle, used))
			high = middle;
		else
			low = middle;
	}
	return used + high;
}

/* Nothing is left undone unsaid: the night that succeeds has taken what it
 * takes with plenty, and says the same. */
static void
starve_arena(build_fn *build)
{
	struct outcome plenty, scarce;
	size_t limit = 1;

	run(build, (size_t)1 << 40, &plenty);
	CU_ASSERT_TRUE(plenty.decided);
	for (;;) {
		run(build, limit, &scarce);
		if (scarce.decided)
			break;
		limit = one_more(build, scarce.used);
	}
	CHECK_INT(scarce.used, plenty.used);
	CHECK_TEXT(scarce.answer, plenty.answer);
}

/* The texts that are built on the heap. */
static void
starve_heap(build_fn *build)
{
	bool failed = true;

	for (long count = 0; failed; count++) {
		struct maker m;
		int rc;

		build(&m);
		scarce_after(count);
		rc = try(&m);
		failed = scarce_failed();
		scarce_after(-1);
		CHECK_INT(rc, failed ? -1 : 0);
		if (failed)
			CHECK_INT(m.err.code, ERR_MEMORY);
		maker_end(&m);
	}
}

static void
starve(build_fn *build)
{
	starve_arena(build);
	starve_heap(build);
}

/* --- books --- */

#define PAYER "财付通公司"
#define NAME_29 "内蒙古自治区呼和浩特市新城区草原恒信瑞丰工程咨询服务有限责"

/* cfca takes money from anybody, szca from the applicant's own account, nmca
 * after the review. */
static void
start(struct maker *m)
{
	maker_start(m, "2026-11-16");
	maker_fee(m, "cfca", "new", 25000);
	maker_fee(m, "cfca", "renew", 20000)->basis = FEE_PER_YEAR;
	maker_fee(m, "cfca", "reissue", 5000);
	maker_fee(m, "szca", "new", 28000);
	maker_fee(m, "nmca", "new", 29000);
	maker_policy(m, "cfca");
	maker_policy(m, "szca")->own_account_required = true;
	maker_policy(m, "nmca")->review_before_payment = true;
	maker_channel(m, SOURCE_WECHAT, "m1", PAYER, "结算{bill_date}");
	maker_channel(m, SOURCE_ALIPAY, "a1", "支付宝公司", "{merchant}");
}

/* Money that finds orders by each rule, or ties. */
static void
matching(struct maker *m)
{
	struct order *a, *b;

	start(m);
	a = maker_order(m, "cfca", "A1");
	a->pay_refs = "P1;P2";
	a->claimed_trade_no = "T1";
	a->voucher_ref = "V1";
	b = maker_order(m, "cfca", "A2");
	b->business = "renew";
	b->years = 3;
	maker_same_payer(b, a);
	b = maker_order(m, "cfca", "A3");
	b->business = "reissue";
	maker_same_payer(b, a);
	maker_order(m, "cfca", "B1")->business = "revoke";
	maker_order(m, "cfca", "B2")->applicant_name = NAME_29 "任公司";
	maker_order(m, "cfca", "C1");
	maker_order(m, "cfca", "C2");
	b = maker_order(m, "cfca", "D1");
	maker_order(m, "cfca", "D2")->voucher_ref = "V2";
	maker_order(m, "cfca", "D3")->voucher_ref = "V2";
	maker_same_payer(maker_find_order(m, "D2"), b);
	maker_same_payer(maker_find_order(m, "D3"), b);
	maker_order(m, "cfca", "E1")->years = 2;
	m->book.fees.at[0].years = 1;
	maker_channel_entry(m, SOURCE_WECHAT, "t1", "P1", 25000);
	maker_channel_entry(m, SOURCE_WECHAT, "T1", "", 100);
	/* All of one organisation's, and a choice between two of them. */
	maker_own_entry(m, "b7", 50000, b, "证书");
	maker_bank_entry(m, "V2", 25000, "某公司", "9", "D2 8");
	maker_bank_entry(m, "V1", 100, "某公司", "9", "");
	maker_own_entry(m, "b1", 60000, a, "证书");
	maker_own_entry(m, "b2", 5000, a, "证书");
	maker_own_entry(m, "b3", 50000, a, "C1/C2");
	maker_bank_entry(m, "b4", 25000, NAME_29, "", "");
	maker_bank_entry(m, "b5", 25000, "某公司", "9", "C1 C2");
	maker_bank_entry(m, "b6", 700, "某公司", "9", "C1");
}

/* Refunds of what stands and of what is in suspense; the last of a night is
 * the ninth allocation, so that the list of all of them grows with it. */
static void
refunding(struct maker *m)
{
	struct order *o;

	start(m);
	o = maker_order(m, "cfca", "A1");
	o->pay_refs = "P1;P2;P3;P4";
	maker_order(m, "cfca", "A2")->pay_refs = "Q1";
	maker_order(m, "szca", "S1");
	maker_channel_entry(m, SOURCE_WECHAT, "t1", "P1", 25000);
	maker_channel_entry(m, SOURCE_WECHAT, "t2", "P2", 25000);
	maker_channel_entry(m, SOURCE_WECHAT, "t3", "P3", 25000);
	maker_channel_entry(m, SOURCE_WECHAT, "t4", "P4", 25000);
	maker_channel_entry(m, SOURCE_WECHAT, "t5", "ZZ", 300);
	maker_channel_entry(m, SOURCE_WECHAT, "t6", "Q1", 25000);
	maker_own_entry(m, "b1", 25000, maker_find_order(m, "A2"), "A2");
	maker_bank_entry(m, "b2", 28000, "某公司", "9", "S1");
	maker_decide(m);
	maker_next(m, "2026-11-17");
	maker_channel_entry(m, SOURCE_WECHAT, "t1", "", -25000);
	maker_channel_entry(m, SOURCE_WECHAT, "t2", "", -1000);
	maker_channel_entry(m, SOURCE_WECHAT, "t3", "", -25001);
	maker_channel_entry(m, SOURCE_WECHAT, "t5", "", -300);
	maker_channel_entry(m, SOURCE_WECHAT, "t9", "", -100);
	maker_bank_entry(m, "b3", -28000, "某公司", "9", "退款 S1");
	maker_own_entry(m, "b4", -25000, maker_find_order(m, "A2"), "退款 A2");
}

/* Nothing but breaks that end. */
static void
resolving(struct maker *m)
{
	start(m);
	maker_own_entry(m, "b1", 100, maker_order(m, "cfca", "A1"), "A1");
	maker_decide(m);
	maker_next(m, "2026-11-17");
	m->book.orders.at[0].priced_anew = true;
	m->book.fees.at[0].amount = 100;
}

/* Settlements and bill days, claims, reviews. */
static void
reconciling(struct maker *m)
{
	struct order *o;

	start(m);
	maker_bill(m, SOURCE_WECHAT, "m1", "2026-11-09", 10000);
	maker_bill(m, SOURCE_WECHAT, "m1", "2026-11-10", 20000);
	maker_bill(m, SOURCE_WECHAT, "m1", "2026-11-11", 5000);
	maker_bill(m, SOURCE_ALIPAY, "a1", "2026-11-12", 700);
	maker_bank_entry(m, "s1", 30000, PAYER, "", "结算20261110");
	maker_bank_entry(m, "s2", 4999, PAYER, "", "结算20261111");
	maker_bank_entry(m, "s3", 4999, PAYER, "", "结算20261120");
	maker_bank_entry(m, "s4", 700, "支付宝公司", "", "a1");
	maker_bank_entry(m, "s5", 701, "支付宝公司", "", "a1");
	maker_bill(m, SOURCE_WECHAT, "m2", "2026-11-09", 100);
	o = maker_order(m, "nmca", "N1");
	o->pay_refs = "P1";
	o->approved = false;
	o->claimed = true;
	o->claimed_fen = 29001;
	maker_channel_entry(m, SOURCE_WECHAT, "t1", "P1", 29000);
	o = maker_order(m, "cfca", "A1");
	o->claimed = true;
	o->claimed_fen = 25000;
	o->claimed_at = maker_moment("2026-11-10");
	maker_cover(m, SOURCE_BANK, "1", "2026-11-10");
	maker_bank_entry(m, "b1", -4999, "某公司", "9", "房租");
}

/* szca sends the PIN, bjca a code alone, inca wants 0.01, trca the fee. */
static void
start_verifying(struct maker *m)
{
	static const struct {
		const char *ca;
		enum verify_mode mode;
		enum pin_channel pin;
	} rows[] = {
		{ "szca", VERIFY_OUTBOUND, PIN_BANK_REMARK },
		{ "bjca", VERIFY_OUTBOUND, PIN_SMS_HANDLER },
		{ "inca", VERIFY_INBOUND, PIN_SMS_HANDLER },
		{ "trca", VERIFY_TRANSFER, PIN_WITH_KEY },
	};

	maker_start(m, "2026-11-16");
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct policy *p = maker_policy(m, rows[i].ca);

		p->verify_mode = rows[i].mode;
		p->pin_channel = rows[i].pin;
		maker_fee(m, rows[i].ca, "new", 28000);
	}
	m->book.policies.at[2].max_attempts = 2;
}

static struct order *
paid_order(struct maker *m, const char *ca, const char *no)
{
	struct order *o = maker_order(m, ca, no);

	o->voucher_ref = no;
	maker_own_entry(m, no, 28000, o, "");
	return o;
}

/* A 0.01 of the order's payer with the code in its remark. */
static struct book_entry *
show_own(struct maker *m, const char *serial, int64_t fen, const char *no,
	const char *remark)
{
	const struct order *o = maker_find_order(m, no);
	struct book_entry *e = maker_own_entry(m, serial, fen, o, remark);

	maker_show_code(m, e, o);
	return e;
}

/* Attempts that open, are found, fail, are proven, grow old. */
static void
verifying(struct maker *m)
{
	start_verifying(m);
	paid_order(m, "szca", "S1");
	paid_order(m, "szca", "S2");
	paid_order(m, "szca", "S3");
	paid_order(m, "szca", "S6");
	maker_order(m, "bjca", "B1");
	paid_order(m, "szca", "S7");
	paid_order(m, "szca", "S8");
	maker_give_code(m, paid_order(m, "inca", "I1"));
	maker_give_code(m, paid_order(m, "inca", "I2"));
	maker_give_code(m, paid_order(m, "inca", "I3"));
	maker_order(m, "trca", "T1");
	maker_order(m, "trca", "T2")->approved = false;
	maker_order(m, "szca", "S5");
	maker_decide(m);
	maker_next(m, "2026-11-16");
	maker_deliver(m);
	maker_next(m, "2026-11-17");
	maker_own_entry(m, "o1", -1, maker_find_order(m, "S1"), "")->ref =
		"YF1A1";
	maker_own_entry(m, "o6", -1, maker_find_order(m, "S6"), "")->ref =
		"YF4A1";
	maker_decide(m);
	maker_next(m, "2026-11-18");
	show_own(m, "r1", 1, "S1", "退汇");
	maker_own_entry(m, "r6", 1, maker_find_order(m, "S6"), "退票")
		->original = "YF4A1";
	show_own(m, "o2", -1, "S2", "");
	maker_own_entry(m, "o3", -1, maker_find_order(m, "S3"), "")->ref =
		"YF3A1";
	maker_find_order(m, "S5")->account = "62229999";
	maker_own_entry(m, "i1", 1, maker_find_order(m, "I1"), "");
	show_own(m, "i2", 1, "I2", "");
	show_own(m, "i3", 1, "I3", "")->account = "9";
	maker_own_entry(m, "t1", 28000, maker_find_order(m, "T1"), "T1");
	maker_find_order(m, "T2")->verify_mode = VERIFY_INBOUND;
	maker_order(m, "inca", "I4");
	maker_own_entry(m, "i4", 1, maker_find_order(m, "I4"), "");
	maker_own_entry(m, "i5", 1, maker_find_order(m, "I4"), "");
	maker_order(m, "szca", "S4");
	maker_answer(m, maker_find_order(m, "S7"), "RJCT", "AC01", "账号不符");
	maker_answer(m, maker_find_order(m, "S8"), "RJCT", "AC04", "");
}

/* PINs that are void, and a code that goes out first of all. */
static void
releasing(struct maker *m)
{
	start_verifying(m);
	maker_order(m, "bjca", "B1");
	paid_order(m, "szca", "S1");
	maker_decide(m);
	maker_next(m, "2026-11-17");
	maker_find_order(m, "S1")->on_hold = true;
}

/* A transfer that carried a PIN and verified nothing, and was rejected. */
static void
carrying(struct maker *m)
{
	start_verifying(m);
	m->book.policies.at[3].verify_mode = VERIFY_NONE;
	m->book.policies.at[3].pin_channel = PIN_BANK_REMARK;
	paid_order(m, "trca", "T1");
	maker_decide(m);
	maker_next(m, "2026-11-16");
	maker_deliver(m);
	maker_next(m, "2026-11-17");
	maker_answer_carrier(
		m, maker_find_order(m, "T1"), "RJCT", "AC01", "账号不符");
}

/* A new code alone. */
static void
telling(struct maker *m)
{
	start_verifying(m);
	maker_order(m, "bjca", "B1")->approved = false;
}

/* What people decided. */
static void
ruling(struct maker *m)
{
	struct book_entry was;
	struct ruling *r;

	start(m);
	maker_order(m, "cfca", "A1");
	maker_order(m, "cfca", "A2");
	maker_order(m, "nmca", "A3");
	was = *maker_own_entry(m, "b1", 25000, maker_find_order(m, "A2"), "");
	maker_own_entry(m, "b2", 100, maker_find_order(m, "A1"), "A1");
	maker_bank_entry(m, "b3", 25000, "某公司", "9", "");
	maker_bank_entry(m, "b4", 300, "某公司", "9", "");
	maker_decide(m);
	maker_next(m, "2026-11-17");
	maker_stands(m, &was);
	maker_ruling(m, RULING_UNDO, was.id);
	r = maker_ruling(m, RULING_MATCH, 3);
	maker_part(m, r, "A3", 25000);
	maker_ruling(m, RULING_REFUND, 4);
	maker_ruling(m, RULING_CLOSE, 0)->break_id = 1;
}

/* Nothing but a break that people close. */
static void
closing(struct maker *m)
{
	start(m);
	maker_own_entry(m, "b1", 100, maker_order(m, "cfca", "A1"), "A1");
	maker_decide(m);
	maker_next(m, "2026-11-17");
	maker_ruling(m, RULING_CLOSE, 0)->break_id = 1;
}

/* Statements that do not go on, and days without one. */
static void
continuing(struct maker *m)
{
	start(m);
	maker_line(m, SOURCE_BANK)->expected = true;
	maker_statement(m, "2026-11-09", "2026-11-09", 100, 200);
	maker_statement(m, "2026-11-12", "2026-11-12", 201, 300);
}

/* Documents of the same money that differ. */
static void
controlling(struct maker *m)
{
	start(m);
	for (enum bill_document d = 0; d < BILL_DOCUMENT_COUNT; d++) {
		struct bill_total *total = maker_total(
			m, FAMILY_ALIPAY_TRADE, d, "2026-11-16", "2026-11-16");

		total->figures[FIGURE_NET].stated = true;
		total->figures[FIGURE_NET].value = (int64_t)d;
	}
}

/* A credit, a refund, a settlement and a 0.01, each of which has something to
 * tell: little else, since each is told of at each allocation. */
static void
answering(struct maker *m)
{
	struct order *a;

	start(m);
	m->book.policies.at[2].verify_mode = VERIFY_INBOUND;
	a = maker_order(m, "cfca", "A1");
	maker_same_payer(maker_order(m, "cfca", "A2"), a);
	maker_bill(m, SOURCE_ALIPAY, "a1", "2026-11-12", 700);
	maker_own_entry(m, "b1", 30000, a, "");
	maker_bank_entry(m, "b2", -25000, "某公司", "9", "退款 A1");
	maker_bank_entry(m, "b3", 700, "支付宝公司", "", "a1");
	maker_bank_entry(m, "b4", 1, "某公司", "9", "");
}

static void
with_matching(void)
{
	starve(matching);
}

static void
with_refunding(void)
{
	starve(refunding);
}

static void
with_reconciling(void)
{
	starve(reconciling);
}

static void
with_verifying(void)
{
	starve(verifying);
}

static void
with_resolving(void)
{
	starve(resolving);
}

static void
with_carrying(void)
{
	starve(carrying);
}

static void
with_releasing(void)
{
	starve(releasing);
}

static void
with_telling(void)
{
	starve(telling);
}

static void
with_ruling(void)
{
	starve(ruling);
}

static void
with_closing(void)
{
	starve(closing);
}

static void
with_continuing(void)
{
	starve(continuing);
}

static void
with_controlling(void)
{
	starve(controlling);
}

static void
with_trace(void)
{
	static const char *const entries[] = { "b1", "b2", "b3", "b4" };

	for (size_t i = 0; i < sizeof(entries) / sizeof(*entries); i++) {
		listened = entries[i];
		starve(answering);
	}
	listened = NULL;
}

static const struct test tests[] = {
	{ "decide fails at each allocation of matching", with_matching },
	{ "decide fails at each allocation of refunding", with_refunding },
	{ "decide fails at each allocation of reconciling", with_reconciling },
	{ "decide fails at each allocation of verifying", with_verifying },
	{ "decide fails at each allocation of resolving", with_resolving },
	{ "decide fails at each allocation of releasing", with_releasing },
	{ "decide fails at each allocation of carrying", with_carrying },
	{ "decide fails at each allocation of telling", with_telling },
	{ "decide fails at each allocation of rulings", with_ruling },
	{ "decide fails at each allocation of closing", with_closing },
	{ "decide fails at each allocation of continuity", with_continuing },
	{ "decide fails at each allocation of control", with_controlling },
	{ "what is told fails at each allocation, too", with_trace },
	{ NULL, NULL },
};

const struct suite test_memory = { "core/memory", tests };
