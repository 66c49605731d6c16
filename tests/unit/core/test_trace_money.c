/*
 * What the trace tells of money that goes back, and of settlements.
 */
#include "book_maker.h"
#include "suite.h"
#include "trace_maker.h"

#define OTHER "别的公司", "999"

/* cfca takes money from anybody, szca from the applicant's own account only;
 * CF1 and CF4 owe 250, SZ1 280. */
static void
start(struct maker *m)
{
	maker_start(m, "2026-11-16");
	maker_fee(m, "cfca", "new", 25000);
	maker_fee(m, "szca", "new", 28000);
	maker_policy(m, "cfca");
	maker_policy(m, "szca")->own_account_required = true;
	maker_order(m, "cfca", "CF1");
	maker_order(m, "cfca", "CF4");
	maker_order(m, "szca", "SZ1");
}

static void
refunds(void)
{
	struct maker m;

	start(&m);
	maker_find_order(&m, "CF1")->pay_refs = "P1";
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "P1", 25000);
	maker_channel_entry(&m, SOURCE_WECHAT, "t2", "", 9000);
	maker_decide(&m);
	maker_next(&m, "2026-11-17");
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "P1", -25000)
		->external_id = "x";
	CHECK_TEXT(trace_listen(&m, "x"),
		"refund-ref: one answer\n"
		" + CF1E1: 250.00 is left of it");
	maker_next(&m, "2026-11-18");
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "P1", -100)->external_id =
		"x";
	CHECK_TEXT(trace_listen(&m, "x"),
		"refund-ref: nothing to say, more goes back than is left of "
		"the payment\n"
		" - CF1E1: only 0.00 is left of it, not 1.00");
	maker_next(&m, "2026-11-19");
	maker_channel_entry(&m, SOURCE_WECHAT, "t2", "", -9000)->external_id =
		"y";
	CHECK_TEXT(trace_listen(&m, "t2"),
		"merchant-ref: nothing to say, the bill's row has no merchant "
		"order number\n"
		"channel-ref: nothing to say, no order is claimed as paid by "
		"transaction t2\n"
		"refunded: one answer\n"
		" + E5: 90.00 of it went back");
	maker_next(&m, "2026-11-20");
	maker_channel_entry(&m, SOURCE_WECHAT, "t9", "", -9000)->external_id =
		"y";
	CHECK_TEXT(trace_listen(&m, "y"),
		"refund-ref: nothing to say, no payment is transaction t9");
	maker_end(&m);
}

/* A payment by WeChat that people split over CF1 and CF4 in an earlier night,
 * and "x", what goes back of it. */
static void
start_split(struct maker *m, enum source source, int64_t back)
{
	static const int64_t parts[] = { 25000, 20000 };
	struct book_entry *e;

	start(m);
	e = maker_channel_entry(m, SOURCE_WECHAT, "t1", "", 45000);
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		struct allocation *a =
			vec_push(&m->book.allocations, &m->arena, &m->err);

		*a = (struct allocation){ .order = i,
			.entry_id = e->id,
			.source = SOURCE_WECHAT,
			.account_id = e->account_id,
			.txn = "t1",
			.external_id = "t1",
			.booked = e->booked,
			.amount = parts[i],
			.people = "" };
	}
	m->book.entries.count = 0;
	maker_channel_entry(m, source, "t1", "", back)->external_id = "x";
}

static void
refunds_of_parts(void)
{
	static const struct {
		enum source source;
		int64_t back;
		const char *trace;
	} cases[] = {
		{ SOURCE_WECHAT, -45000,
			"refund-ref: one answer\n"
			" + CF1E1: 250.00 is left of it\n"
			" + CF4E1: 200.00 is left of it" },
		{ SOURCE_WECHAT, -20000,
			"refund-ref: one answer\n"
			" - CF1E1: 250.00 is left of it, and another fits "
			"better\n"
			" + CF4E1: 200.00 is left of it" },
		{ SOURCE_WECHAT, -10000,
			"refund-ref: several answers\n"
			" + CF1E1: 250.00 is left of it\n"
			" + CF4E1: 200.00 is left of it" },
		{ SOURCE_ALIPAY, -20000,
			"refund-ref: nothing to say, no payment is transaction "
			"t1\n"
			" - CF1E1: a payment of another account\n"
			" - CF4E1: a payment of another account" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;

		start_split(&m, cases[i].source, cases[i].back);
		CHECK_TEXT(trace_listen(&m, "x"), cases[i].trace);
		maker_end(&m);
	}
}

static void
refunds_of_the_bank(void)
{
	struct maker m;

	start(&m);
	maker_own_entry(&m, "b1", 25000, maker_find_order(&m, "CF1"), "CF1");
	maker_own_entry(&m, "b2", 25000, maker_find_order(&m, "CF1"), "CF1");
	maker_decide(&m);
	maker_next(&m, "2026-11-17");
	maker_bank_entry(&m, "x", -25000, OTHER, "CF1 CF4");
	CHECK_TEXT(trace_listen(&m, "x"),
		"order-in-remark: one answer\n"
		" + CF1E1: 250.00 is left of it\n"
		" - CF1E2: 250.00 is left of it, and another fits better\n"
		" - CF4: it is named, and has no payment");
	maker_next(&m, "2026-11-18");
	maker_bank_entry(&m, "x", -26000, OTHER, "CF1");
	CHECK_TEXT(trace_listen(&m, "x"),
		"order-in-remark: nothing to say, the order has no payment of "
		"at least that amount\n"
		" - CF1E1: only 0.00 is left of it, not 260.00\n"
		" - CF1E2: only 250.00 is left of it, not 260.00");
	maker_next(&m, "2026-11-19");
	maker_bank_entry(&m, "y", -26000, OTHER, "退款");
	CHECK_TEXT(trace_listen(&m, "y"),
		"order-in-remark: nothing to say, no free text names an order");
	maker_end(&m);
}

/* Money that is held for an order, beside what stands on it. */
static void
refunds_of_held_money(void)
{
	struct maker m;

	start(&m);
	maker_bank_entry(&m, "b1", 28000, OTHER, "SZ1");
	maker_bank_entry(&m, "b2", 100, OTHER, "SZ1");
	maker_bank_entry(&m, "b3", 28000, "第三公司", "888", "SZ1");
	maker_decide(&m);
	maker_next(&m, "2026-11-17");
	maker_bank_entry(&m, "x", -28000, OTHER, "退款 SZ1");
	CHECK_TEXT(trace_listen(&m, "x"),
		"order-in-remark: one answer\n"
		" + SZ1E1: 280.00 is left of it\n"
		" - SZ1E2: only 1.00 is left of it, not 280.00\n"
		" - SZ1E3: 280.00 is left of it, and another fits better");
	maker_next(&m, "2026-11-18");
	maker_own_entry(&m, "b4", 28000, maker_find_order(&m, "SZ1"), "");
	maker_decide(&m);
	maker_next(&m, "2026-11-19");
	maker_own_entry(
		&m, "y", -28000, maker_find_order(&m, "SZ1"), "退款 SZ1");
	CHECK_TEXT(trace_listen(&m, "y"),
		"order-in-remark: one answer\n"
		" + SZ1E5: 280.00 is left of it\n"
		" - SZ1E2: only 1.00 is left of it, not 280.00\n"
		" - SZ1E3: 280.00 is left of it, and another fits better");
	maker_end(&m);
}

static void
settlements(void)
{
	struct maker m;

	start(&m);
	maker_channel(&m, SOURCE_WECHAT, "M1", "财付通", "M1 {bill_date}");
	maker_bill(&m, SOURCE_WECHAT, "M1", "2026-11-14", 10000);
	maker_bill(&m, SOURCE_WECHAT, "M1", "2026-11-15", 20000);
	maker_bill(&m, SOURCE_WECHAT, "M1", "2026-11-16", 30000);
	maker_bank_entry(&m, "x", 50000, "财付通", "", "M1 20261116");
	CHECK_TEXT(trace_listen(&m, "x"),
		"settlement: one answer\n"
		" - 2026-11-14: its net is 100.00: not in the run that adds up "
		"to 500.00\n"
		" + 2026-11-15: its net is 200.00\n"
		" + 2026-11-16: its net is 300.00");
	maker_end(&m);
	start(&m);
	maker_channel(&m, SOURCE_WECHAT, "M1", "财付通", "");
	maker_bill(&m, SOURCE_WECHAT, "M1", "2026-11-14", 10000);
	maker_bill(&m, SOURCE_WECHAT, "M1", "2026-11-15", 0);
	maker_bank_entry(&m, "x", 50000, "财付通", "", "");
	CHECK_TEXT(trace_listen(&m, "x"),
		"settlement: nothing to say, no run of unsettled bill days "
		"adds up to it\n"
		" - 2026-11-14: its net is 100.00: no run from the oldest day "
		"on adds up to 500.00");
	maker_end(&m);
}

/* Other merchants' days are not told, nor those that need no settlement; but
 * for one that the credit names. */
static void
days_of_settlements(void)
{
	static const struct {
		const char *day;
		int64_t net;
	} days[] = { { "2026-11-11", 10000 }, { "2026-11-12", 5000 },
		{ "2026-11-13", 20000 }, { "2026-11-14", 0 },
		{ "2026-11-15", 30000 }, { "2026-11-16", 40000 } };
	struct maker m;

	start(&m);
	maker_channel(&m, SOURCE_WECHAT, "M1", "财付通", "M1 {bill_date}");
	maker_channel(&m, SOURCE_ALIPAY, "M2", "支付宝", "M2 {bill_date}");
	for (size_t i = 0; i < sizeof(days) / sizeof(*days); i++)
		maker_bill(&m, SOURCE_WECHAT, "M1", days[i].day, days[i].net);
	maker_bill(&m, SOURCE_ALIPAY, "M2", "2026-11-13", 5000);
	maker_bank_entry(&m, "w", 10000, "财付通", "", "M1 20261111");
	maker_bank_entry(&m, "x", 50000, "财付通", "", "M1 20261115");
	CHECK_TEXT(trace_listen(&m, "x"),
		"settlement: one answer\n"
		" - 2026-11-12: its net is 50.00: not in the run that adds up "
		"to 500.00\n"
		" + 2026-11-13: its net is 200.00\n"
		" + 2026-11-15: its net is 300.00\n"
		" - 2026-11-16: its net is 400.00: not in the run that adds up "
		"to 500.00");
	maker_next(&m, "2026-11-17");
	maker_bank_entry(&m, "y", 700, "财付通", "", "M1 20261114");
	CHECK_TEXT(trace_listen(&m, "y"),
		"settlement: one answer, 7.00 arrived for bill day 2026-11-14, "
		"whose net is 0.00\n"
		" - 2026-11-12: its net is 50.00: not in the run that adds up "
		"to 7.00\n"
		" + 2026-11-14: its net is 0.00\n"
		" - 2026-11-16: its net is 400.00: not in the run that adds up "
		"to 7.00");
	maker_end(&m);
}

static const struct test tests[] = {
	{ "a channel's refunds", refunds },
	{ "refunds of a split payment", refunds_of_parts },
	{ "the bank's refunds", refunds_of_the_bank },
	{ "refunds of held money", refunds_of_held_money },
	{ "settlements", settlements },
	{ "the days of settlements", days_of_settlements },
	{ NULL, NULL },
};

const struct suite test_trace_money = { "core/trace_money", tests };
