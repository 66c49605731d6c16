#include "book_maker.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

/* cfca takes money from anybody, szca from the applicant's own account only,
 * nmca one payment only. */
static void
start(struct maker *m)
{
	maker_start(m, "2026-11-16");
	maker_fee(m, "cfca", "new", 25000);
	maker_fee(m, "cfca", "renew", 20000);
	maker_fee(m, "cfca", "reissue", 5000);
	maker_fee(m, "cfca", "change", 0);
	maker_fee(m, "szca", "new", 28000);
	maker_fee(m, "nmca", "new", 29000);
	maker_policy(m, "cfca");
	maker_policy(m, "szca")->own_account_required = true;
	maker_policy(m, "nmca")->one_payment_only = true;
}

/* CF1 to CF3 of one organisation, 250, 200 and 50; CF4 of another, 250. */
static void
start_orders(struct maker *m)
{
	struct order *first;

	start(m);
	first = maker_order(m, "cfca", "CF1");
	maker_order(m, "cfca", "CF2")->business = "renew";
	maker_order(m, "cfca", "CF3")->business = "reissue";
	for (size_t i = 1; i < 3; i++)
		maker_same_payer(&m->book.orders.at[i], first);
	maker_order(m, "cfca", "CF4");
}

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

		start_orders(&m);
		maker_find_order(&m, "CF1")->pay_refs = "P1;P1b;P2";
		maker_find_order(&m, "CF2")->pay_refs = "P2";
		maker_find_order(&m, "CF2")->claimed_trade_no = "T2";
		maker_find_order(&m, "CF3")->claimed_trade_no = "T3";
		maker_find_order(&m, "CF4")->claimed_trade_no =
			i == 9 ? "T3" : "T4";
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

	start(&m);
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
	maker_channel_entry(&m, SOURCE_WECHAT, "t2", "P1", 25000);
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "t2"), "matched CF1=250.00 by merchant-ref");
	/* Open again, so that what named it goes there too. */
	CHECK_TEXT(maker_verdict(&m, "CF1"), "duplicate");
	CHECK_TEXT(maker_fate(&m, "b2"), "suspense");
	maker_end(&m);
}

/* One bank credit against the orders of start_orders(). */
struct credit {
	const char *label, *payer, *account, *remark;
	int64_t fen;
	const char *fate;
};

#define OWN "CF1商贸有限公司", "6222CF1"
#define OTHER "别的公司", "999"

static void
check_credits(const struct credit *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct maker m;

		start_orders(&m);
		maker_order(&m, "cfca", "FREE")->business = "change";
		maker_order(&m, "cfca", "NOPRICE")->business = "revoke";
		maker_find_order(&m, "CF4")->voucher_ref = "V4";
		maker_bank_entry(&m,
			strncmp(cases[i].label, "V4", 2) == 0 ? "V4" : "b1",
			cases[i].fen, cases[i].payer, cases[i].account,
			cases[i].remark);
		maker_decide(&m);
		if (strcmp(maker_fate(&m, m.book.entries.at[0].external_id),
			    cases[i].fate) != 0)
			printf("    case: %s\n", cases[i].label);
		CHECK_TEXT(maker_fate(&m, m.book.entries.at[0].external_id),
			cases[i].fate);
		maker_end(&m);
	}
}

static void
by_remark(void)
{
	static const struct credit cases[] = {
		{ "one", OTHER, "CF1", 25000,
			"matched CF1=250.00 by order-in-remark" },
		{ "more than it owes", OTHER, "CF1", 30000,
			"matched CF1=300.00 by order-in-remark" },
		{ "less than it owes", OTHER, "CF1", 10000,
			"matched CF1=100.00 by part-payment" },
		{ "less, and another owes just that", OWN, "CF1", 20000,
			"matched CF1=200.00 by part-payment" },
		{ "several, all they owe", OTHER, "CF1 CF2", 45000,
			"matched CF1=250.00 CF2=200.00 by order-in-remark" },
		{ "several, of several payers", OTHER, "CF1、CF4", 50000,
			"matched CF1=250.00 CF4=250.00 by order-in-remark" },
		{ "several, another sum", OTHER, "CF1 CF2", 44900,
			"suspense CF1,CF2" },
		{ "several, and the payer's tells", OWN, "CF1 CF4", 25000,
			"matched CF1=250.00 by payer-account" },
		{ "several, and the payer owes it elsewhere", OWN, "CF1 CF4",
			20000, "suspense CF1,CF4" },
		{ "several, and some of them add up", OWN, "CF1 CF2 CF3", 45000,
			"matched CF1=250.00 CF2=200.00 by combined" },
		{ "none is known", OWN, "CF9", 25000,
			"matched CF1=250.00 by payer-account" },
		{ "nothing is due", OWN, "FREE", 25000, "suspense FREE" },
		{ "nothing is due of one of two", OTHER, "FREE CF1", 25000,
			"matched CF1=250.00 by order-in-remark" },
		{ "unpriced", OTHER, "NOPRICE", 700,
			"matched NOPRICE=7.00 by order-in-remark" },
		{ "0.01 is no payment", OWN, "CF1", 1, "suspense" },
		{ "V4 the voucher goes first", OWN, "CF1", 25000,
			"matched CF4=250.00 by voucher-ref" },
		{ "V4 takes the whole", OTHER, "", 99900,
			"matched CF4=999.00 by voucher-ref" },
	};

	check_credits(cases, sizeof(cases) / sizeof(*cases));
}

static void
by_payer(void)
{
	static const struct credit cases[] = {
		{ "account", "甲", "6222CF1", "", 20000,
			"matched CF2=200.00 by payer-account" },
		{ "account as people write it", "", "6222-ＣＦ 1", "", 5000,
			"matched CF3=50.00 by payer-account" },
		{ "account settles it, whatever the name", "CF4商贸有限公司",
			"6222CF1", "", 5000,
			"matched CF3=50.00 by payer-account" },
		{ "account owes nothing like it, the name would",
			"CF4商贸有限公司", "6222CF1", "", 24000, "suspense" },
		{ "name", "CF4商贸有限公司", "999", "", 25000,
			"matched CF4=250.00 by payer-name" },
		{ "name as people write it", "cf4 商贸（有限）公司　", "999",
			"", 25000, "matched CF4=250.00 by payer-name" },
		{ "no account at all", "CF4商贸有限公司", "", "货款", 25000,
			"matched CF4=250.00 by payer-name" },
		{ "part of the name", "CF4商贸有限", "999", "", 25000,
			"suspense" },
		{ "another sum", OWN, "", 24999, "suspense" },
		{ "combined", OWN, "", 30000,
			"matched CF1=250.00 CF3=50.00 by combined" },
		{ "combined by name", "CF1商贸有限公司", "999", "", 50000,
			"matched CF1=250.00 CF2=200.00 CF3=50.00 by combined" },
		{ "one alone goes before two", OWN, "", 25000,
			"matched CF1=250.00 by payer-account" },
		{ "an intermediary", "支付宝网络技术有限公司客户备付金",
			"6222CF1", "", 25000, "suspense" },
		{ "an intermediary that names it",
			"支付宝网络技术有限公司客户备付金", "6222CF1",
			"张三支付宝转账 CF1", 25000,
			"matched CF1=250.00 by order-in-remark" },
	};

	check_credits(cases, sizeof(cases) / sizeof(*cases));
}

static void
payer_ties(void)
{
	struct maker m;
	struct order *first, *other;

	start(&m);
	first = maker_order(&m, "cfca", "CF1");
	maker_same_payer(maker_order(&m, "cfca", "CF2"), first);
	/* Another organisation registers the same account. */
	other = maker_order(&m, "cfca", "CF3");
	other->account = maker_order(&m, "cfca", "CF4")->account;
	/* Two organisations of one name. */
	maker_order(&m, "cfca", "CF5")->applicant_name = "同名公司";
	maker_order(&m, "cfca", "CF6")->applicant_name = "同名公司";
	maker_own_entry(&m, "b1", 25000, first, "证书费");
	maker_own_entry(&m, "b2", 50000, first, "证书费");
	maker_own_entry(&m, "b3", 25000, other, "");
	maker_bank_entry(&m, "b4", 25000, "同名公司", "999", "");
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "b2"),
		"matched CF1=250.00 CF2=250.00 by combined");
	CHECK_TEXT(maker_fate(&m, "b1"), "suspense");
	CHECK_TEXT(maker_fate(&m, "b3"), "suspense");
	CHECK_TEXT(maker_fate(&m, "b4"), "suspense");
	maker_end(&m);

	start(&m);
	first = maker_order(&m, "cfca", "CF1");
	maker_same_payer(maker_order(&m, "cfca", "CF2"), first);
	maker_own_entry(&m, "b1", 25000, first, "证书费");
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "b1"), "suspense CF1,CF2");
	CHECK_TEXT(maker_breaks(&m), "ambiguous E1");
	/* Half of it comes with a number: the tie is one no more. */
	maker_next(&m, "2026-11-17");
	maker_own_entry(&m, "b2", 10000, first, "CF1");
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "b2"), "matched CF1=100.00 by part-payment");
	CHECK_TEXT(maker_fate(&m, "b1"), "matched CF2=250.00 by payer-account");
	maker_end(&m);
}

/* A name of 58 bytes of GB18030 (29 ideographs), and one of 60. */
#define NAME_29 "内蒙古自治区呼和浩特市新城区草原恒信瑞丰工程咨询服务有限责"
#define NAME_30 NAME_29 "任"

static void
cut_names(void)
{
	static const struct {
		const char *label, *payer, *fate;
	} cases[] = {
		{ "58 bytes", NAME_29, "matched CF1=250.00 by payer-name" },
		{ "whole", NAME_30 "公司", "matched CF1=250.00 by payer-name" },
		{ "56 bytes",
			"内蒙古自治区呼和浩特市新城区草原恒信瑞丰工程咨询服务有"
			"限",
			"suspense" },
		{ "58 bytes of another",
			"黑龙江省自治区呼和浩特市新城区草原恒信瑞丰工程咨询服务"
			"有",
			"suspense" },
	};
	struct maker m;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		start(&m);
		maker_order(&m, "cfca", "CF0");
		maker_order(&m, "cfca", "CF1")->applicant_name = NAME_30 "公司";
		maker_order(&m, "cfca", "CF2")->applicant_name = "内蒙古";
		maker_bank_entry(&m, "b1", 25000, cases[i].payer, "999", "");
		maker_decide(&m);
		if (strcmp(maker_fate(&m, "b1"), cases[i].fate) != 0)
			printf("    case: %s\n", cases[i].label);
		CHECK_TEXT(maker_fate(&m, "b1"), cases[i].fate);
		CHECK_INT(m.book.entries.at[0].note[0] != '\0', i == 0);
		maker_end(&m);
	}
	/* Two organisations begin so. */
	start(&m);
	maker_order(&m, "cfca", "CF1")->applicant_name = NAME_30 "公司";
	maker_order(&m, "cfca", "CF2")->applicant_name = NAME_30 "公会";
	maker_bank_entry(&m, "b1", 25000, NAME_29, "999", "");
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "b1"), "suspense");
	maker_end(&m);
	/* The registered name, as far as the bank left it. */
	start(&m);
	maker_order(&m, "szca", "SZ1")->applicant_name = NAME_30 "公司";
	maker_bank_entry(&m, "b1", 28000, NAME_29, "6222SZ1", "");
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "b1"), "matched SZ1=280.00 by payer-account");
	CU_ASSERT_TRUE(m.book.entries.at[0].note[0] != '\0');
	maker_end(&m);
}

/* ${owed} of one organisation, one credit of ${fen}: how many it pays, 0 for
 * suspense, -1 for ambiguous. */
static int
combined_of(const int64_t *owed, size_t count, int64_t fen)
{
	struct maker m;
	struct order *first;
	int paid = 0;

	start(&m);
	first = maker_order(&m, "cfca", "CF0");
	first->business = "change";
	for (size_t i = 0; i < count; i++) {
		char *no = arena_format(&m.arena, &m.err, "N%03zu", i);
		struct order *o = maker_order(&m, "cfca", no);

		maker_same_payer(o, first);
		o->known = true;
		o->was.verdict = VERDICT_PAID;
		o->was.price = (struct price){ true, owed[i], 1, 1, "" };
	}
	maker_own_entry(&m, "b1", fen, first, "证书款");
	maker_decide(&m);
	for (size_t i = 0; i < m.book.orders.count; i++)
		paid += m.book.orders.at[i].now.paid > 0;
	if (paid == 0 && maker_find_break(&m, BREAK_AMBIGUOUS) != NULL)
		paid = -1;
	CHECK_INT(m.book.discrepancies.count > 0, paid <= 0);
	maker_end(&m);
	return paid;
}

static void
combined(void)
{
	static const int64_t price_list[] = { 25000, 45000, 85000, 20000, 40000,
		80000, 5000 };
	int64_t twelve[13], equal[200];

	for (size_t i = 0; i < 13; i++)
		twelve[i] = (int64_t)1 << (i + 4);
	for (size_t i = 0; i < 200; i++)
		equal[i] = 25000 + (int64_t)(i % 2) * 100;
	/* Two ways: 250+450 = 200+450+50 (no: 700), so each is looked at. */
	CHECK_INT(combined_of(price_list, 7, 130000), -1);
	CHECK_INT(combined_of(price_list, 7, 300000), 7);
	CHECK_INT(combined_of(price_list, 7, 295000), 6);
	CHECK_INT(combined_of(price_list, 7, 299999), 0);
	/* No more than 12 at once. */
	CHECK_INT(combined_of(twelve, 12, ((int64_t)1 << 16) - 16), 12);
	CHECK_INT(combined_of(twelve, 13, ((int64_t)1 << 17) - 16), 0);
	CHECK_INT(combined_of(twelve, 13, ((int64_t)1 << 17) - 32), 12);
	/* Equal ones: any would do, unless all are wanted. */
	CHECK_INT(combined_of(equal, 3, 25100 + 25000), -1);
	CHECK_INT(combined_of(equal, 2, 25100 + 25000), 2);
	/* Many: the search ends, and tells what it can. */
	CHECK_INT(combined_of(equal, 200, 10 * 25000), -1);
	CHECK_INT(combined_of(equal, 200, 10 * 25000 + 50), 0);
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
		{ "a third party", OTHER, "SZ1", 28000, "suspense SZ1",
			"payer-mismatch E1 SZ1" },
		{ "another account of its own", "SZ1商贸有限公司", "999", "",
			28000, "suspense SZ1", "payer-mismatch E1 SZ1" },
		{ "another name on its account", "别的公司", "6222SZ1", "",
			28000, "suspense SZ1", "payer-mismatch E1 SZ1" },
		{ "a part, from a third party", OTHER, "SZ1", 10000,
			"suspense SZ1", "payer-mismatch E1 SZ1" },
		{ "a part, from its own", "SZ1商贸有限公司", "6222SZ1", "SZ1",
			10000, "matched SZ1=100.00 by part-payment",
			"short SZ1" },
		{ "with another CA's order", OTHER, "SZ1 CF1", 53000,
			"suspense CF1,SZ1", "payer-mismatch E1" },
		{ "no payer at all", "", "", "SZ1", 28000, "suspense SZ1",
			"payer-mismatch E1 SZ1" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;

		start(&m);
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

static void
never_held(void)
{
	struct maker m;

	start(&m);
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

	start(&m);
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
	start(&m);
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
	start(&m);
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

	start(&m);
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
	start(&m);
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

static void
waiting(void)
{
	struct maker m;

	start(&m);
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

		start_orders(&m);
		maker_order(&m, "cfca", "FREE")->business = "change";
		maker_find_order(&m, "CF1")->voucher_ref = "b1";
		maker_find_order(&m, "CF2")->voucher_ref = "b1";
		maker_bank_entry(&m, "b1", 25000, OWN, cases[i].remark);
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
	{ "payer-account, payer-name and combined answer", by_payer },
	{ "equal orders and shared accounts are no answer", payer_ties },
	{ "a name that the bank cut matches as a prefix", cut_names },
	{ "combined wants exactly one subset of 2 to 12", combined },
	{ "the applicant's own account is required where it is", own_account },
	{ "a channel's payment is never held, a voucher's is", never_held },
	{ "part payments add up", part_payments },
	{ "every entry goes through one rule before the next", order_of_work },
	{ "money waits for its order", waiting },
	{ "rules choose only among what an earlier tie left", earlier_ties },
	{ NULL, NULL },
};

const struct suite test_match = { "core/match", tests };
