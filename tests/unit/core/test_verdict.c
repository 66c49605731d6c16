#include "book_maker.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

static void
start(struct maker *m)
{
	maker_start(m, "2026-11-16");
	maker_fee(m, "snca", "new", 30000);
	maker_fee(m, "snca", "unlock", 0);
	maker_policy(m, "snca");
	maker_channel(m, SOURCE_WECHAT, "m1", "财付通公司", "");
	maker_channel(m, SOURCE_ALIPAY, "a1", "支付宝公司", "");
}

/* Two payments at most, a refund of the first, the business. */
static void
of_money(void)
{
	static const struct {
		const char *business;
		int64_t first, second, back;
		const char *verdict, *breaks;
	} cases[] = {
		{ "new", 0, 0, 0, "unpaid", "" },
		{ "new", 30000, 0, 0, "paid", "" },
		{ "new", 29999, 0, 0, "short", "short SN1" },
		{ "new", 30001, 0, 0, "over", "over SN1" },
		{ "new", 60000, 0, 0, "over", "over SN1" },
		{ "new", 15000, 15000, 0, "paid", "" },
		{ "new", 30000, 30000, 0, "duplicate", "duplicate SN1" },
		{ "new", 30000, 40000, 0, "duplicate", "duplicate SN1" },
		{ "new", 30000, 29999, 0, "over", "over SN1" },
		{ "new", 30000, 0, 30000, "refunded", "" },
		{ "new", 30000, 0, 2, "part-refunded", "" },
		{ "new", 29999, 0, 29999, "refunded", "" },
		{ "new", 30000, 30000, 30000, "paid", "" },
		{ "new", 30000, 30000, 100, "over", "over SN1" },
		{ "unlock", 0, 0, 0, "waived", "" },
		{ "unlock", 100, 0, 0, "over", "over SN1" },
		{ "unlock", 100, 0, 100, "waived", "" },
		{ "revoke", 0, 0, 0, "unpriced", "unpriced SN1" },
		{ "revoke", 100, 0, 0, "unpriced", "unpriced SN1" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct order *o;

		start(&m);
		o = maker_order(&m, "snca", "SN1");
		o->business = cases[i].business;
		if (cases[i].first > 0)
			maker_own_entry(&m, "b1", cases[i].first, o, "");
		if (cases[i].second > 0)
			maker_own_entry(&m, "b2", cases[i].second, o, "");
		o->voucher_ref = "b1";
		/* Another version claims the other voucher. */
		maker_decide(&m);
		maker_next(&m, "2026-11-17");
		o->voucher_ref = "b2";
		if (cases[i].back > 0)
			maker_own_entry(
				&m, "b3", -cases[i].back, o, "SN1 退款");
		maker_decide(&m);
		if (strcmp(maker_verdict(&m, "SN1"), cases[i].verdict) != 0)
			printf("    case %zu\n", i);
		CHECK_TEXT(maker_verdict(&m, "SN1"), cases[i].verdict);
		CHECK_TEXT(maker_breaks(&m), cases[i].breaks);
		maker_end(&m);
	}
}

/* Claimed on the 16th, buffer 3 days: who has what, and when. */
static void
of_claims(void)
{
	static const struct {
		const char *label, *pay, *date;
		enum source source;
		const char *account, *covered, *verdict;
	} cases[] = {
		{ "the same day", "wechat", "2026-11-16", SOURCE_WECHAT, "m1",
			"2026-11-16", "awaiting" },
		{ "within the buffer", "wechat", "2026-11-18", SOURCE_WECHAT,
			"m1", "2026-11-16", "awaiting" },
		{ "the buffer passed", "wechat", "2026-11-19", SOURCE_WECHAT,
			"m1", "2026-11-16", "missing" },
		{ "no bill", "wechat", "2026-12-19", SOURCE_BANK, "1",
			"2026-11-16", "awaiting" },
		{ "another day's bill", "wechat", "2026-12-19", SOURCE_WECHAT,
			"m1", "2026-11-17", "awaiting" },
		{ "another channel's bill", "alipay", "2026-12-19",
			SOURCE_WECHAT, "m1", "2026-11-16", "awaiting" },
		{ "another merchant's bill", "wechat", "2026-12-19",
			SOURCE_WECHAT, "m2", "2026-11-16", "awaiting" },
		{ "alipay", "alipay", "2026-11-19", SOURCE_ALIPAY, "a1",
			"2026-11-16", "missing" },
		{ "a transfer", "bank_transfer", "2026-11-19", SOURCE_BANK, "1",
			"2026-11-16", "missing" },
		{ "a card", "card", "2026-11-19", SOURCE_BANK, "1",
			"2026-11-16", "missing" },
		{ "a transfer, no statement", "bank_transfer", "2026-11-19",
			SOURCE_WECHAT, "m1", "2026-11-16", "awaiting" },
		{ "a transfer to another account", "bank_transfer",
			"2026-11-19", SOURCE_BANK, "2", "2026-11-16",
			"awaiting" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct order *o;

		start(&m);
		m.book.policies.at[0].receiving_account = "1";
		o = maker_order(&m, "snca", "SN1");
		o->pay_method = cases[i].pay;
		o->claimed = true;
		o->claimed_fen = 30000;
		o->claimed_at = maker_moment("2026-11-16 23:59:58");
		maker_cover(&m, cases[i].source, cases[i].account,
			cases[i].covered);
		maker_night(&m, cases[i].date);
		CHECK_CASE(cases[i].label,
			strcmp(maker_verdict(&m, "SN1"), cases[i].verdict) ==
				0);
		CHECK_INT(maker_find_break(&m, BREAK_MISSING) != NULL,
			strcmp(cases[i].verdict, "missing") == 0);
		maker_end(&m);
	}
}

/* A channel of which the channels file says nothing: any bill of it. */
static void
of_unknown_channels(void)
{
	static const struct {
		const char *pay;
		enum source source;
		const char *verdict;
	} cases[] = {
		{ "alipay", SOURCE_ALIPAY, "missing" },
		{ "alipay", SOURCE_WECHAT, "awaiting" },
		{ "wechat", SOURCE_WECHAT, "missing" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct order *o;

		start(&m);
		m.book.channels.count = 0;
		o = maker_order(&m, "snca", "SN1");
		o->pay_method = cases[i].pay;
		o->claimed = true;
		o->claimed_fen = 30000;
		o->claimed_at = maker_moment("2026-11-16");
		maker_cover(&m, cases[i].source, "x7", "2026-11-16");
		maker_night(&m, "2026-11-19");
		CHECK_TEXT(maker_verdict(&m, "SN1"), cases[i].verdict);
		maker_end(&m);
	}
}

/* A payment just before midnight stands in the next day's bill. */
static void
after_midnight(void)
{
	struct maker m;
	struct order *o;

	start(&m);
	o = maker_order(&m, "snca", "SN1");
	o->pay_method = "wechat";
	o->pay_refs = "P1";
	o->claimed = true;
	o->claimed_fen = 30000;
	o->claimed_at = maker_moment("2026-11-16 23:59:58");
	maker_cover(&m, SOURCE_WECHAT, "m1", "2026-11-16");
	maker_decide(&m);
	CHECK_TEXT(maker_verdict(&m, "SN1"), "awaiting");
	CHECK_TEXT(maker_release(&m, "SN1"), "held 1");
	maker_next(&m, "2026-11-17");
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "P1", 30000);
	maker_decide(&m);
	CHECK_TEXT(maker_verdict(&m, "SN1"), "paid");
	maker_end(&m);
}

/* It was missing, and came after all. */
static void
late_money(void)
{
	struct maker m;
	struct order *o;
	int id;

	start(&m);
	o = maker_order(&m, "snca", "SN1");
	o->pay_method = "wechat";
	o->pay_refs = "P1";
	o->claimed = true;
	o->claimed_fen = 30000;
	o->claimed_at = maker_moment("2026-11-16");
	maker_cover(&m, SOURCE_WECHAT, "m1", "2026-11-16");
	maker_night(&m, "2026-11-19");
	CHECK_TEXT(maker_breaks(&m), "missing SN1");
	maker_next(&m, "2026-11-20");
	id = m.book.breaks.at[0].id;
	maker_channel_entry(&m, SOURCE_WECHAT, "t1", "P1", 30000);
	maker_decide(&m);
	CHECK_TEXT(maker_verdict(&m, "SN1"), "paid");
	CHECK_INT(m.book.steps.count, 1);
	CHECK_INT(m.book.steps.at[0].break_id, id);
	CHECK_INT(m.book.steps.at[0].open, 0);
	maker_end(&m);
}

static const struct test tests[] = {
	{ "a verdict is what stands against what is due", of_money },
	{ "a claim is awaiting until buffer and bill have passed", of_claims },
	{ "a claim on a channel without a row waits for any bill of it",
		of_unknown_channels },
	{ "a payment before midnight may stand in the next bill",
		after_midnight },
	{ "what was missing may come", late_money },
	{ NULL, NULL },
};

const struct suite test_verdict = { "core/verdict", tests };
