#include "match_maker.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

static void
merchant_ref(void)
{
	static const struct {
		const char *ref, *txn;
		int64_t fen;
		const char *fate;
	} cases[] = {
		{ "P1", "x", 25000, "matched CF1=250.00 by merchant-ref" },
		{ "P1b", "x", 25000, "matched CF1=250.00 by merchant-ref" },
		{ "P1", "x", 7, "matched CF1=0.07 by merchant-ref" },
		{ "P2", "x", 25000, "suspense CF1,CF2" },
		{ "P1", "T4", 25000, "matched CF1=250.00 by merchant-ref" },
		{ "P2", "T2", 25000, "matched CF2=250.00 by channel-ref" },
		{ "P2", "T4", 25000, "suspense CF1,CF2" },
		{ "", "T4", 9, "matched CF4=0.09 by channel-ref" },
		{ "p1", "x", 25000, "suspense" },
		{ "P", "x", 25000, "suspense" },
		{ "", "T3", 25000, "suspense CF3,CF4" },
		{ "free", "x", 100, "matched FREE=1.00 by merchant-ref" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;

		match_start_orders(&m);
		maker_find_order(&m, "CF1")->pay_refs = ";P1;;P1b;P2;";
		maker_find_order(&m, "CF2")->pay_refs = "P2";
		maker_find_order(&m, "CF2")->claimed_trade_no = "T2";
		maker_find_order(&m, "CF3")->claimed_trade_no = "T3";
		maker_find_order(&m, "CF4")->claimed_trade_no =
			strcmp(cases[i].txn, "T3") == 0 ? "T3" : "T4";
		maker_order(&m, "cfca", "FREE")->business = "change";
		maker_find_order(&m, "FREE")->pay_refs = "free";
		maker_channel_entry(&m, SOURCE_WECHAT, cases[i].txn,
			cases[i].ref, cases[i].fen);
		maker_decide(&m);
		CHECK_TEXT(maker_fate(&m, cases[i].txn), cases[i].fate);
		if (strstr(cases[i].fate, ",") != NULL)
			CHECK_TEXT(maker_breaks(&m), "ambiguous E1");
		maker_end(&m);
	}
}

static void
closed_by_reference(void)
{
	struct maker m;
	struct order *o;

	match_start(&m);
	o = maker_order(&m, "cfca", "CF1");
	o->pay_refs = "P1";
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "P1", 25000);
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "P1", -25000);
	maker_decide(&m);
	CHECK_TEXT(maker_verdict(&m, "CF1"), "refunded");
	maker_next(&m, "2026-11-17");
	maker_own_entry(&m, "b1", 25000, o, "CF1");
	maker_own_entry(&m, "b2", 25000, o, "");
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "b1"), "suspense CF1");
	CHECK_TEXT(maker_fate(&m, "b2"), "suspense");
	CHECK_TEXT(maker_breaks(&m), "suspense E3 CF1; suspense E4");
	maker_next(&m, "2026-11-18");
	maker_find_order(&m, "CF1")->voucher_ref = "b3";
	maker_channel_entry(&m, SOURCE_WECHAT, "t2", "P1", 25000);
	maker_bank_entry(&m, "b3", 100, MATCH_OTHER, "");
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "t2"), "matched CF1=250.00 by merchant-ref");
	CHECK_TEXT(maker_fate(&m, "b3"), "matched CF1=1.00 by voucher-ref");
	/* Open again, so that what named it goes there too. */
	CHECK_TEXT(maker_verdict(&m, "CF1"), "duplicate");
	CHECK_TEXT(maker_fate(&m, "b2"), "suspense");
	maker_end(&m);
}

static void
by_remark(void)
{
	static const struct match_credit cases[] = {
		{ "one", MATCH_OTHER, "CF1", 25000,
			"matched CF1=250.00 by order-in-remark" },
		{ "more than it owes", MATCH_OTHER, "CF1", 30000,
			"matched CF1=300.00 by order-in-remark" },
		{ "less than it owes", MATCH_OTHER, "CF1", 10000,
			"matched CF1=100.00 by part-payment" },
		{ "less, and another owes just that", MATCH_OWN, "CF1", 20000,
			"matched CF1=200.00 by part-payment" },
		{ "several, all they owe", MATCH_OTHER, "CF1 CF2", 45000,
			"matched CF1=250.00 CF2=200.00 by order-in-remark" },
		{ "several, of several payers", MATCH_OTHER, "CF1、CF4", 50000,
			"matched CF1=250.00 CF4=250.00 by order-in-remark" },
		{ "several, another sum", MATCH_OTHER, "CF1 CF2", 44900,
			"suspense CF1,CF2" },
		{ "several, and the payer's tells", MATCH_OWN, "CF1 CF4", 25000,
			"matched CF1=250.00 by payer-account" },
		{ "several, and the payer owes it elsewhere", MATCH_OWN,
			"CF1 CF4", 20000, "suspense CF1,CF4" },
		{ "several, and some of them add up", MATCH_OWN, "CF1 CF2 CF3",
			45000, "matched CF1=250.00 CF2=200.00 by combined" },
		{ "none is known", MATCH_OWN, "CF9", 25000,
			"matched CF1=250.00 by payer-account" },
		{ "nothing is due", MATCH_OWN, "FREE", 25000, "suspense FREE" },
		{ "nothing is due of one of two", MATCH_OTHER, "FREE CF1",
			25000, "matched CF1=250.00 by order-in-remark" },
		{ "unpriced", MATCH_OTHER, "NOPRICE", 700,
			"matched NOPRICE=7.00 by order-in-remark" },
		{ "0.01 is no payment", MATCH_OWN, "CF1", 1, "suspense" },
		{ "V4 the voucher goes first", MATCH_OWN, "CF1", 25000,
			"matched CF4=250.00 by voucher-ref" },
		{ "V4 takes the whole", MATCH_OTHER, "", 99900,
			"matched CF4=999.00 by voucher-ref" },
	};

	match_check(cases, sizeof(cases) / sizeof(*cases));
}

static void
own_account(void)
{
	static const struct {
		const char *label, *payer, *account, *remark;
		int64_t fen;
		const char *fate, *breaks;
	} cases[] = {
		{ "own", "SZ1商贸有限公司", "6222SZ1", "SZ1", 28000,
			"matched SZ1=280.00 by order-in-remark", "" },
		{ "a third party", MATCH_OTHER, "SZ1", 28000, "suspense SZ1",
			"payer-mismatch E1 SZ1" },
		{ "another account of its own", "SZ1商贸有限公司", "999", "",
			28000, "suspense SZ1", "payer-mismatch E1 SZ1" },
		{ "another name on its account", "别的公司", "6222SZ1", "",
			28000, "suspense SZ1", "payer-mismatch E1 SZ1" },
		{ "a part, from a third party", MATCH_OTHER, "SZ1", 10000,
			"suspense SZ1", "payer-mismatch E1 SZ1" },
		{ "a part, from its own", "SZ1商贸有限公司", "6222SZ1", "SZ1",
			10000, "matched SZ1=100.00 by part-payment",
			"short SZ1" },
		{ "with another CA's order", MATCH_OTHER, "SZ1 CF1", 53000,
			"suspense CF1,SZ1", "payer-mismatch E1" },
		{ "the beginning of its name", "SZ1商贸", "6222SZ1", "SZ1",
			28000, "suspense SZ1", "payer-mismatch E1 SZ1" },
		{ "no payer at all", "", "", "SZ1", 28000, "suspense SZ1",
			"payer-mismatch E1 SZ1" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;

		match_start(&m);
		maker_order(&m, "szca", "SZ1");
		maker_order(&m, "cfca", "CF1");
		maker_bank_entry(&m, "b1", cases[i].fen, cases[i].payer,
			cases[i].account, cases[i].remark);
		maker_decide(&m);
		if (strcmp(maker_fate(&m, "b1"), cases[i].fate) != 0)
			printf("    case: %s\n", cases[i].label);
		CHECK_TEXT(maker_fate(&m, "b1"), cases[i].fate);
		CHECK_TEXT(maker_breaks(&m), cases[i].breaks);
		maker_end(&m);
	}
}

/* An order without an account has no account of its own: not even money from
 * none is from there. */
static void
no_account(void)
{
	struct maker m;
	struct order *o;

	match_start(&m);
	o = maker_order(&m, "szca", "SZ1");
	o->account = "";
	maker_bank_entry(&m, "b1", 28000, o->applicant_name, "", "SZ1");
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "b1"), "suspense SZ1");
	CHECK_TEXT(maker_breaks(&m), "payer-mismatch E1 SZ1");
	maker_end(&m);
}

/* No sum of money that wraps around. */
static void
too_large(void)
{
	struct maker m;
	struct order *o;

	match_start(&m);
	maker_order(&m, "cfca", "CF1")->pay_refs = "P1";
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "P1", INT64_MAX);
	maker_channel_entry(&m, SOURCE_WECHAT, "t2", "P1", 1);
	CHECK_INT(maker_try(&m), -1);
	CHECK_INT(m.err.code, ERR_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(m.err.message, "CF1"));
	maker_end(&m);

	/* Nor one of what several orders owe. */
	match_start(&m);
	o = maker_order(&m, "cfca", "CF1");
	o->known = true;
	o->was.verdict = VERDICT_PAID;
	o->was.price = (struct price){ true, INT64_MAX, 1, 1, "" };
	maker_order(&m, "cfca", "CF2");
	maker_bank_entry(&m, "b1", 25000, MATCH_OTHER, "CF1 CF2");
	CHECK_INT(maker_try(&m), -1);
	CHECK_INT(m.err.code, ERR_INPUT);
	maker_end(&m);
}

static void
never_held(void)
{
	struct maker m;

	match_start(&m);
	maker_order(&m, "szca", "SZ1")->pay_refs = "P1";
	maker_find_order(&m, "SZ1")->voucher_ref = "v1";
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "P1", 28000);
	maker_bank_entry(&m, "v1", 28000, "别的公司", "9", "");
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "t1"), "matched SZ1=280.00 by merchant-ref");
	CHECK_TEXT(maker_fate(&m, "v1"), "suspense SZ1");
	CU_ASSERT_TRUE(maker_find_entry(&m, "v1")->payer_mismatch);
	maker_end(&m);
}

static void
part_payments(void)
{
	struct maker m;
	struct order *o;

	match_start(&m);
	o = maker_order(&m, "cfca", "CF1");
	maker_own_entry(&m, "b1", 10000, o, "CF1");
	maker_decide(&m);
	CHECK_TEXT(maker_verdict(&m, "CF1"), "short");
	CHECK_TEXT(maker_breaks(&m), "short CF1");
	maker_next(&m, "2026-11-17");
	maker_own_entry(&m, "b2", 15000, o, "CF1 尾款");
	maker_decide(&m);
	CHECK_TEXT(
		maker_fate(&m, "b2"), "matched CF1=150.00 by order-in-remark");
	CHECK_TEXT(maker_verdict(&m, "CF1"), "paid");
	CHECK_TEXT(maker_breaks(&m), "");
	maker_end(&m);

	/* Two halves in one night, and one that is more than the rest. */
	match_start(&m);
	o = maker_order(&m, "cfca", "CF1");
	maker_own_entry(&m, "b1", 12500, o, "CF1");
	maker_own_entry(&m, "b2", 12500, o, "CF1");
	maker_decide(&m);
	CHECK_TEXT(maker_verdict(&m, "CF1"), "paid");
	CHECK_TEXT(maker_fate(&m, "b1"), "matched CF1=125.00 by part-payment");
	CHECK_TEXT(
		maker_fate(&m, "b2"), "matched CF1=125.00 by order-in-remark");
	maker_end(&m);

	/* One payment only: it waits with its order, whoever pays. */
	match_start(&m);
	o = maker_order(&m, "nmca", "NM1");
	maker_own_entry(&m, "b1", 10000, o, "NM1");
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "b1"), "suspense NM1");
	CHECK_TEXT(maker_breaks(&m), "suspense E1 NM1");
	CHECK_TEXT(maker_verdict(&m, "NM1"), "unpaid");
	maker_end(&m);
}

/* Rule by rule, not entry by entry: what names its order goes first, although
 * it was booked later. */
static void
order_of_work(void)
{
	struct maker m;
	struct order *o;

	match_start(&m);
	o = maker_order(&m, "cfca", "CF1");
	maker_same_payer(maker_order(&m, "cfca", "CF2"), o);
	maker_own_entry(&m, "b1", 25000, o, "");
	maker_own_entry(&m, "b2", 25000, o, "CF1")->booked =
		maker_moment("2026-11-16 23:00:00");
	maker_decide(&m);
	CHECK_TEXT(
		maker_fate(&m, "b2"), "matched CF1=250.00 by order-in-remark");
	CHECK_TEXT(maker_fate(&m, "b1"), "matched CF2=250.00 by payer-account");
	maker_end(&m);

	/* Within a rule by booking time: the first takes what is owed. */
	match_start(&m);
	o = maker_order(&m, "cfca", "CF1");
	maker_own_entry(&m, "b1", 25000, o, "")->booked =
		maker_moment("2026-11-16 12:00:00");
	maker_own_entry(&m, "b2", 25000, o, "")->booked =
		maker_moment("2026-11-16 11:00:00");
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "b2"), "matched CF1=250.00 by payer-account");
	CHECK_TEXT(maker_fate(&m, "b1"), "suspense");
	maker_end(&m);
}

/* At one time by the CA's account, then by the bank's serial: whatever came
 * into the book first. */
static void
order_within_a_rule(void)
{
	static const struct {
		const char *account[2], *serial[2], *first;
	} cases[] = {
		{ { "62", "61" }, { "b1", "b2" }, "b2" },
		{ { "61", "62" }, { "b2", "b1" }, "b2" },
		{ { "61", "61" }, { "b2", "b1" }, "b1" },
		{ { "61", "61" }, { "b1", "b2" }, "b1" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct order *o;

		match_start(&m);
		o = maker_order(&m, "cfca", "CF1");
		for (size_t k = 0; k < 2; k++)
			maker_own_entry(&m, cases[i].serial[k], 25000, o, "")
				->merchant = cases[i].account[k];
		maker_decide(&m);
		CHECK_TEXT(maker_fate(&m, cases[i].first),
			"matched CF1=250.00 by payer-account");
		CHECK_INT(o->now.paid, 25000);
		maker_end(&m);
	}
}

static void
waiting(void)
{
	struct maker m;

	match_start(&m);
	maker_bank_entry(&m, "b1", 25000, "别的公司", "999", "CF7");
	maker_channel_entry(&m, SOURCE_ALIPAY, "t1", "P7", 25000);
	maker_decide(&m);
	CHECK_TEXT(maker_breaks(&m), "suspense E1; suspense E2");
	maker_next(&m, "2026-11-17");
	maker_order(&m, "cfca", "CF7")->pay_refs = "P7";
	maker_decide(&m);
	CHECK_TEXT(
		maker_fate(&m, "b1"), "matched CF7=250.00 by order-in-remark");
	CHECK_TEXT(maker_fate(&m, "t1"), "matched CF7=250.00 by merchant-ref");
	CHECK_TEXT(maker_verdict(&m, "CF7"), "duplicate");
	maker_end(&m);
}

/* A voucher's tie, and a remark that names somebody else's order. */
static void
earlier_ties(void)
{
	static const struct {
		const char *remark, *fate, *breaks;
	} cases[] = {
		{ "CF1", "matched CF1=250.00 by order-in-remark", "" },
		{ "CF4", "suspense CF1,CF2", "ambiguous E1" },
		{ "FREE", "suspense CF1,CF2", "ambiguous E1" },
		{ "", "matched CF1=250.00 by payer-account", "" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;

		match_start_orders(&m);
		maker_order(&m, "cfca", "FREE")->business = "change";
		maker_find_order(&m, "CF1")->voucher_ref = "b1";
		maker_find_order(&m, "CF2")->voucher_ref = "b1";
		maker_bank_entry(&m, "b1", 25000, MATCH_OWN, cases[i].remark);
		maker_decide(&m);
		CHECK_TEXT(maker_fate(&m, "b1"), cases[i].fate);
		CHECK_TEXT(maker_breaks(&m), cases[i].breaks);
		maker_end(&m);
	}
}

static const struct test tests[] = {
	{ "merchant-ref and channel-ref find a channel's order", merchant_ref },
	{ "a reference finds a closed order too", closed_by_reference },
	{ "order-in-remark, part-payment and voucher-ref answer", by_remark },
	{ "the applicant's own account is required where it is", own_account },
	{ "an order without an account has no own account", no_account },
	{ "sums that no amount can hold are errors", too_large },
	{ "a channel's payment is never held, a voucher's is", never_held },
	{ "part payments add up", part_payments },
	{ "every entry goes through one rule before the next", order_of_work },
	{ "within a rule by time, account, serial", order_within_a_rule },
	{ "money waits for its order", waiting },
	{ "rules choose only among what an earlier tie left", earlier_ties },
	{ NULL, NULL },
};

const struct suite test_match = { "core/match", tests };
