#include "book_maker.h"
#include "suite.h"

static void
start(struct maker *m)
{
	maker_start(m, "2026-11-16");
	maker_fee(m, "cfca", "new", 25000);
	maker_fee(m, "cfca", "change", 0);
	maker_fee(m, "szca", "new", 28000);
	maker_policy(m, "cfca");
	maker_policy(m, "szca")->own_account_required = true;
}

/* An order that WeChat paid in an earlier night. */
static struct order *
start_paid(struct maker *m, int64_t fen)
{
	struct order *o;

	start(m);
	o = maker_order(m, "cfca", "CF1");
	o->pay_refs = "P1";
	maker_channel_entry(m, SOURCE_WECHAT, "t1", "P1", fen);
	maker_night(m, "2026-11-16");
	maker_next(m, "2026-11-17");
	return o;
}

static void
of_channels(void)
{
	static const struct {
		int64_t paid, back;
		const char *txn, *verdict, *fate, *breaks;
	} cases[] = {
		{ 25000, -25000, "t1", "refunded",
			"matched CF1=-250.00 by refund-ref", "" },
		{ 25000, -10000, "t1", "part-refunded",
			"matched CF1=-100.00 by refund-ref", "" },
		{ 30000, -5000, "t1", "paid",
			"matched CF1=-50.00 by refund-ref", "" },
		{ 30000, -1000, "t1", "over",
			"matched CF1=-10.00 by refund-ref", "over CF1" },
		{ 20000, -20000, "t1", "refunded",
			"matched CF1=-200.00 by refund-ref", "" },
		{ 25000, -25001, "t1", "paid", "suspense CF1",
			"refund-unmatched E2 CF1" },
		{ 25000, -25000, "t9", "paid", "suspense",
			"refund-unmatched E2" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct order *o = start_paid(&m, cases[i].paid);

		/* The hall knows it, or its claim would be a break too. */
		o->claimed = true;
		o->claimed_fen = cases[i].paid;
		maker_channel_entry(
			&m, SOURCE_WECHAT, cases[i].txn, "P1", cases[i].back)
			->external_id = "back";
		maker_decide(&m);
		CHECK_TEXT(maker_verdict(&m, "CF1"), cases[i].verdict);
		CHECK_TEXT(maker_fate(&m, "back"), cases[i].fate);
		CHECK_TEXT(maker_breaks(&m), cases[i].breaks);
		CHECK_INT(o->now.paid, cases[i].paid);
		maker_end(&m);
	}
}

static void
in_parts(void)
{
	struct maker m;

	start_paid(&m, 25000);
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "", -10000);
	maker_decide(&m);
	maker_next(&m, "2026-11-18");
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "", -15000)->external_id =
		"r2";
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "", -1)->external_id =
		"r3";
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "r2"), "matched CF1=-150.00 by refund-ref");
	CHECK_TEXT(maker_fate(&m, "r3"), "suspense CF1");
	CHECK_TEXT(maker_verdict(&m, "CF1"), "refunded");
	maker_end(&m);
}

static void
of_another_channel(void)
{
	struct maker m;

	start_paid(&m, 25000);
	maker_channel_entry(&m, SOURCE_ALIPAY, "t1", "", -25000);
	maker_decide(&m);
	CHECK_TEXT(maker_verdict(&m, "CF1"), "paid");
	CHECK_TEXT(maker_fate(&m, "Rt1"), "suspense");
	maker_end(&m);

	/* And of money in suspense. */
	start(&m);
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "ZZ", 30000);
	maker_channel_entry(&m, SOURCE_ALIPAY, "t1", "", -30000);
	maker_decide(&m);
	CHECK_TEXT(maker_breaks(&m), "refund-unmatched E2; suspense E1");
	maker_end(&m);
}

static void
of_duplicates(void)
{
	struct maker m;
	struct order *o = start_paid(&m, 25000);

	o->pay_refs = "P1;P2";
	maker_channel_entry(&m, SOURCE_WECHAT, "t2", "P2", 25000);
	maker_decide(&m);
	CHECK_TEXT(maker_verdict(&m, "CF1"), "duplicate");
	maker_next(&m, "2026-11-18");
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "P1", -25000);
	maker_decide(&m);
	CHECK_TEXT(maker_verdict(&m, "CF1"), "paid");
	/* Still open: a third payment makes it a duplicate again. */
	maker_next(&m, "2026-11-19");
	maker_own_entry(&m, "b1", 25000, o, "CF1");
	maker_decide(&m);
	CHECK_TEXT(maker_verdict(&m, "CF1"), "duplicate");
	maker_end(&m);
}

static void
of_waived(void)
{
	struct maker m;
	struct order *o;

	start(&m);
	o = maker_order(&m, "cfca", "CF1");
	o->business = "change";
	o->pay_refs = "P1";
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "P1", 100);
	maker_decide(&m);
	CHECK_TEXT(maker_verdict(&m, "CF1"), "over");
	maker_next(&m, "2026-11-17");
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "P1", -100);
	maker_decide(&m);
	CHECK_TEXT(maker_verdict(&m, "CF1"), "waived");
	maker_end(&m);
}

static void
of_suspense(void)
{
	struct maker m;

	start(&m);
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "ZZ", 30000);
	maker_decide(&m);
	CHECK_TEXT(maker_breaks(&m), "suspense E1");
	maker_next(&m, "2026-11-17");
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "", -10000);
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "Rt1"), "payment by refund-ref");
	CHECK_TEXT(maker_breaks(&m), "suspense E1");
	CHECK_INT(maker_find_break(&m, BREAK_SUSPENSE)->amount, 20000);
	maker_next(&m, "2026-11-18");
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "", -20000);
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "t1"), "payment by refunded");
	CHECK_TEXT(maker_breaks(&m), "");
	maker_night(&m, "2026-11-18");
	CHECK_INT(maker_news(&m), 0);
	maker_end(&m);

	/* More than came is no refund of it. */
	start(&m);
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "ZZ", 30000);
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "", -30001);
	maker_decide(&m);
	CHECK_TEXT(maker_breaks(&m), "refund-unmatched E2; suspense E1");
	maker_end(&m);

	/* The payment comes after its refund. */
	start(&m);
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "", -30000);
	maker_decide(&m);
	CHECK_TEXT(maker_breaks(&m), "refund-unmatched E1");
	maker_next(&m, "2026-11-17");
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "ZZ", 30000);
	maker_decide(&m);
	CHECK_TEXT(maker_breaks(&m), "");
	maker_end(&m);
}

/* One payment that people split over two orders. */
static void
of_split_payments(void)
{
	static const struct {
		int64_t parts[2], back;
		const char *fate, *breaks;
	} cases[] = {
		{ { 25000, 25000 }, -50000,
			"matched CF1=-250.00 CF2=-250.00 by refund-ref", "" },
		{ { 25000, 25000 }, -25000, "suspense CF1,CF2",
			"ambiguous E2" },
		{ { 25000, 25000 }, -60000, "suspense CF1,CF2",
			"refund-unmatched E2" },
		/* Just that part, before one that is larger. */
		{ { 25000, 30000 }, -25000, "matched CF1=-250.00 by refund-ref",
			"over CF2" },
		{ { 30000, 25000 }, -25000, "matched CF2=-250.00 by refund-ref",
			"over CF1" },
		/* The only one that is large enough, or one of two. */
		{ { 20000, 30000 }, -25000, "matched CF2=-250.00 by refund-ref",
			"short CF1" },
		{ { 30000, 30000 }, -25000, "suspense CF1,CF2",
			"ambiguous E2; over CF1; over CF2" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct book_entry *e;

		start(&m);
		maker_order(&m, "cfca", "CF1");
		maker_order(&m, "cfca", "CF2");
		e = maker_channel_entry(&m, SOURCE_WECHAT, "t1", "", 50000);
		for (size_t k = 0; k < 2; k++) {
			struct allocation *a =
				vec_push(&m.book.allocations, &m.arena, &m.err);

			*a = (struct allocation){ .order = k,
				.entry_id = e->id,
				.source = SOURCE_WECHAT,
				.account_id = e->account_id,
				.txn = "t1",
				.external_id = "t1",
				.booked = e->booked,
				.amount = cases[i].parts[k],
				.people = "" };
			m.book.orders.at[k].claimed = true;
			m.book.orders.at[k].claimed_fen = cases[i].parts[k];
		}
		m.book.entries.count = 0;
		maker_channel_entry(&m, SOURCE_WECHAT, "t1", "", cases[i].back);
		maker_decide(&m);
		CHECK_TEXT(maker_fate(&m, "Rt1"), cases[i].fate);
		CHECK_TEXT(maker_breaks(&m), cases[i].breaks);
		maker_end(&m);
	}
}

static void
of_banks(void)
{
	static const struct {
		const char *remark;
		int64_t back;
		const char *fate, *verdict, *breaks;
	} cases[] = {
		{ "CF1 退费", -25000, "matched CF1=-250.00 by order-in-remark",
			"refunded", "" },
		{ "退款 CF1", -5000, "matched CF1=-50.00 by order-in-remark",
			"part-refunded", "" },
		{ "退款 CF1", -25001, "suspense CF1", "paid",
			"refund-unmatched E2 CF1" },
		{ "退款", -25000, "suspense", "paid", "refund-unmatched E2" },
		{ "退款 CF2", -25000, "suspense CF2", "paid",
			"refund-unmatched E2 CF2" },
		{ "退款 CF1 CF2", -25000,
			"matched CF1=-250.00 by order-in-remark", "refunded",
			"" },
		{ "房租", -25000, "suspense", "paid", "suspense E2" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct order *o;

		start(&m);
		o = maker_order(&m, "cfca", "CF1");
		maker_order(&m, "cfca", "CF2");
		maker_own_entry(&m, "b1", 25000, o, "CF1");
		maker_night(&m, "2026-11-16");
		maker_next(&m, "2026-11-17");
		maker_own_entry(&m, "b2", cases[i].back, o, cases[i].remark);
		maker_decide(&m);
		CHECK_TEXT(maker_fate(&m, "b2"), cases[i].fate);
		CHECK_TEXT(maker_verdict(&m, "CF1"), cases[i].verdict);
		CHECK_TEXT(maker_breaks(&m), cases[i].breaks);
		maker_end(&m);
	}
}

/* Held money goes back to the third party that sent it. */
static void
of_held_money(void)
{
	struct maker m;
	struct order *o;

	start(&m);
	o = maker_order(&m, "szca", "SZ1");
	maker_bank_entry(&m, "b1", 28000, "别的公司", "999", "SZ1");
	maker_own_entry(&m, "b2", 28000, o, "");
	maker_decide(&m);
	CHECK_TEXT(maker_breaks(&m), "payer-mismatch E1 SZ1");
	CHECK_TEXT(maker_verdict(&m, "SZ1"), "paid");
	maker_next(&m, "2026-11-17");
	maker_bank_entry(&m, "b3", -28000, "别的公司", "999", "退款 SZ1");
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "b3"), "payment by order-in-remark");
	CHECK_TEXT(maker_fate(&m, "b1"), "payment by refunded");
	CHECK_TEXT(maker_verdict(&m, "SZ1"), "paid");
	CHECK_TEXT(maker_breaks(&m), "");
	maker_night(&m, "2026-11-17");
	CHECK_INT(maker_news(&m), 0);
	/* The next one undoes what stands. */
	maker_next(&m, "2026-11-18");
	maker_own_entry(&m, "b4", -28000, o, "退款 SZ1");
	maker_decide(&m);
	CHECK_TEXT(maker_verdict(&m, "SZ1"), "refunded");
	maker_end(&m);

	/* Nothing stands: held money is what the order's refund undoes. */
	start(&m);
	maker_order(&m, "szca", "SZ1");
	maker_bank_entry(&m, "b1", 28000, "别的公司", "999", "SZ1");
	maker_decide(&m);
	maker_next(&m, "2026-11-17");
	maker_bank_entry(&m, "b2", -20000, "别的人", "", "退款 SZ1");
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "b2"), "payment by order-in-remark");
	CHECK_INT(maker_find_entry(&m, "b1")->sent_back, 20000);
	maker_next(&m, "2026-11-18");
	maker_bank_entry(&m, "b3", -8000, "别的人", "", "退款 SZ1");
	maker_decide(&m);
	CHECK_TEXT(maker_breaks(&m), "");
	maker_end(&m);
}

static const struct test tests[] = {
	{ "a channel's refund undoes its transaction", of_channels },
	{ "a payment goes back in parts", in_parts },
	{ "a refund is of its own channel", of_another_channel },
	{ "a duplicate of which one went back is paid", of_duplicates },
	{ "an order of which nothing is due is waived again", of_waived },
	{ "money in suspense leaves when all of it went back", of_suspense },
	{ "a split payment goes back whole, or people say how",
		of_split_payments },
	{ "a bank's refund undoes what the order was paid", of_banks },
	{ "a bank's refund of held money undoes that", of_held_money },
	{ NULL, NULL },
};

const struct suite test_refund = { "core/refund", tests };
