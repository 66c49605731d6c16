#include "match_maker.h"
#include "suite.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static void
by_payer(void)
{
	static const struct match_credit cases[] = {
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
		{ "another sum", MATCH_OWN, "", 24999, "suspense" },
		{ "combined", MATCH_OWN, "", 30000,
			"matched CF1=250.00 CF3=50.00 by combined" },
		{ "combined by name", "CF1商贸有限公司", "999", "", 50000,
			"matched CF1=250.00 CF2=200.00 CF3=50.00 by combined" },
		{ "one alone goes before two", MATCH_OWN, "", 25000,
			"matched CF1=250.00 by payer-account" },
		{ "an intermediary", "支付宝网络技术有限公司客户备付金",
			"6222CF1", "", 25000, "suspense" },
		{ "an intermediary that names it",
			"支付宝网络技术有限公司客户备付金", "6222CF1",
			"张三支付宝转账 CF1", 25000,
			"matched CF1=250.00 by order-in-remark" },
	};

	match_check(cases, sizeof(cases) / sizeof(*cases));
}

static void
payer_ties(void)
{
	struct maker m;
	struct order *first, *other;

	match_start(&m);
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

	match_start(&m);
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
		match_start(&m);
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
	match_start(&m);
	maker_order(&m, "cfca", "CF1")->applicant_name = NAME_30 "公司";
	maker_order(&m, "cfca", "CF2")->applicant_name = NAME_30 "公会";
	maker_bank_entry(&m, "b1", 25000, NAME_29, "999", "");
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "b1"), "suspense");
	maker_end(&m);
	/* The registered name, as far as the bank left it. */
	match_start(&m);
	maker_order(&m, "szca", "SZ1")->applicant_name = NAME_30 "公司";
	maker_bank_entry(&m, "b1", 28000, NAME_29, "6222SZ1", "");
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "b1"), "matched SZ1=280.00 by payer-account");
	CU_ASSERT_TRUE(m.book.entries.at[0].note[0] != '\0');
	maker_end(&m);
}

/* Of the organisation that the cut name means, the amount tells the order; of
 * two that owe the same nothing does. */
static void
cut_name_of_several(void)
{
	static const struct {
		int64_t fen;
		const char *fate, *breaks;
	} cases[] = {
		{ 20000, "matched CF2=200.00 by payer-name", "" },
		{ 25000, "suspense CF1,CF3", "ambiguous E1" },
		{ 45000, "suspense CF1,CF2,CF3", "ambiguous E1" },
		{ 70000, "matched CF1=250.00 CF2=200.00 CF3=250.00 by combined",
			"" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct order *first;

		match_start(&m);
		/* One name sorts before it, one behind. */
		maker_order(&m, "cfca", "CF8")->applicant_name = "一公司";
		maker_order(&m, "cfca", "CF9")->applicant_name = "龙公司";
		first = maker_order(&m, "cfca", "CF1");
		first->applicant_name = NAME_30 "公司";
		maker_order(&m, "cfca", "CF2")->business = "renew";
		maker_order(&m, "cfca", "CF3");
		maker_same_payer(maker_find_order(&m, "CF2"), first);
		maker_same_payer(maker_find_order(&m, "CF3"), first);
		maker_bank_entry(
			&m, "b1", cases[i].fen, NAME_29, "999", "证书费");
		maker_decide(&m);
		CHECK_TEXT(maker_fate(&m, "b1"), cases[i].fate);
		CHECK_TEXT(maker_breaks(&m), cases[i].breaks);
		maker_end(&m);
	}
}

/* A cut name of nobody. */
static void
cut_name_of_nobody(void)
{
	struct maker m;

	match_start(&m);
	maker_bank_entry(&m, "b1", 25000, NAME_29, "999", "");
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "b1"), "suspense");
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

	match_start(&m);
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

/* What all orders owe together need not be an amount. */
static void
combined_of_large_sums(void)
{
	static const int64_t large[] = { INT64_MAX - 7, 300, 200, INT64_MAX };

	CHECK_INT(combined_of(large, 4, 500), 2);
	CHECK_INT(combined_of(large, 4, 501), 0);
	CHECK_INT(combined_of(large, 2, 300), 1);
}

/* The search is bounded, and says so when it ended there: so many orders, all
 * of them candidates, people decide. */
static void
combined_is_bounded(void)
{
	/* Even amounts and no odd sum; or two odd ones that would do, found
	 * when the bound was reached already. */
	static const int64_t odd[] = { 0, 200001 };

	for (size_t k = 0; k < 2; k++) {
		struct maker m;
		struct order *first;

		match_start(&m);
		first = maker_order(&m, "cfca", "CF0");
		first->business = "change";
		for (int64_t i = 0; i < 62; i++) {
			struct order *o = maker_order(&m, "cfca",
				arena_format(
					&m.arena, &m.err, "N%03d", (int)i));

			maker_same_payer(o, first);
			o->known = true;
			o->was.verdict = VERDICT_PAID;
			o->was.price = (struct price){ true,
				i < 2 && odd[k] ? odd[k] : 20000 + i * 20, 1, 1,
				"" };
		}
		maker_own_entry(&m, "b1", odd[k] ? 2 * odd[k] : 200001, first,
			"证书款");
		maker_decide(&m);
		CHECK_INT(m.book.entries.at[0].fate, FATE_OPEN);
		CHECK_INT(m.book.entries.at[0].candidates.count, 62);
		CHECK_TEXT(maker_breaks(&m), "ambiguous E1");
		CHECK_TEXT(maker_find_break(&m, BREAK_AMBIGUOUS)->note,
			"too many open orders to try every combination");
		maker_end(&m);
	}
}

static const struct test tests[] = {
	{ "payer-account, payer-name and combined answer", by_payer },
	{ "equal orders and shared accounts are no answer", payer_ties },
	{ "a name that the bank cut matches as a prefix", cut_names },
	{ "a cut name pays the order that owes the amount",
		cut_name_of_several },
	{ "a cut name of nobody waits", cut_name_of_nobody },
	{ "combined knows sums larger than an amount", combined_of_large_sums },
	{ "combined ends at its bound, and says so", combined_is_bounded },
	{ "combined wants exactly one subset of 2 to 12", combined },
	{ NULL, NULL },
};

const struct suite test_payer = { "core/payer", tests };
