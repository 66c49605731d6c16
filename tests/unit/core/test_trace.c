#include "book_maker.h"
#include "core/trace.h"
#include "suite.h"
#include "trace_maker.h"

#define OWN "CF1商贸有限公司", "6222CF1"
#define OTHER "别的公司", "999"

/* cfca takes money from anybody, szca from the applicant's own account only,
 * nmca one payment only.  CF1 to CF3 are of one organisation and owe 250, 200
 * and 50, CF4 of another, 250; FREE owes nothing. */
static void
start(struct maker *m)
{
	struct order *first;

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
	first = maker_order(m, "cfca", "CF1");
	maker_order(m, "cfca", "CF2")->business = "renew";
	maker_order(m, "cfca", "CF3")->business = "reissue";
	for (size_t i = 1; i < 3; i++)
		maker_same_payer(&m->book.orders.at[i], first);
	maker_order(m, "cfca", "CF4");
	maker_order(m, "cfca", "FREE")->business = "change";
}

/* What the payment rules say of one entry "x". */
#define NO_VOUCHER                                                             \
	"voucher-ref: nothing to say, no voucher has the serial number x\n"
#define NOT_NAMED                                                              \
	"order-in-remark: nothing to say, no free text names an order\n"
#define LATE(rule)                                                             \
	rule ": not asked, an earlier rule lets none after it have a say"
#define NO_PART                                                                \
	"part-payment: not asked, it names no one open order that owes more"

struct credit {
	int64_t fen;
	const char *name, *account, *remark, *trace;
};

static void
check_credits(const struct credit *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct maker m;

		start(&m);
		maker_order(&m, "nmca", "NM1");
		maker_order(&m, "szca", "SZ1");
		maker_bank_entry(&m, "x", cases[i].fen, cases[i].name,
			cases[i].account, cases[i].remark);
		CHECK_TEXT(trace_listen(&m, "x"), cases[i].trace);
		maker_end(&m);
	}
}

static void
by_reference(void)
{
	struct maker m;

	start(&m);
	maker_find_order(&m, "CF1")->pay_refs = "P1";
	maker_find_order(&m, "CF2")->pay_refs = "P0;P1";
	maker_find_order(&m, "CF2")->claimed_trade_no = "x";
	maker_find_order(&m, "CF4")->claimed_trade_no = "x";
	maker_channel_entry(&m, SOURCE_WECHAT, "x", "P1", 25000);
	maker_channel_entry(&m, SOURCE_WECHAT, "y", "P0", 25000);
	maker_channel_entry(&m, SOURCE_WECHAT, "z", "", 25000);
	CHECK_TEXT(trace_listen(&m, "x"),
		"merchant-ref: several answers\n"
		" + CF1: it has the merchant order number P1\n"
		" + CF2: it has the merchant order number P1\n"
		"channel-ref: one answer\n"
		" + CF2: it is claimed as paid by transaction x\n"
		" - CF4: not among the several answers of an earlier rule");
	maker_end(&m);
	start(&m);
	maker_find_order(&m, "CF2")->pay_refs = "P0;P1";
	maker_channel_entry(&m, SOURCE_WECHAT, "y", "P0", 25000);
	CHECK_TEXT(trace_listen(&m, "y"),
		"merchant-ref: one answer\n"
		" + CF2: it has the merchant order number P0");
	maker_end(&m);
	start(&m);
	maker_channel_entry(&m, SOURCE_WECHAT, "z", "", 25000);
	CHECK_TEXT(trace_listen(&m, "z"),
		"merchant-ref: nothing to say, the bill's row has no merchant "
		"order number\n"
		"channel-ref: nothing to say, no order is claimed as paid by "
		"transaction z");
	maker_end(&m);
	start(&m);
	maker_find_order(&m, "CF1")->voucher_ref = "x";
	maker_bank_entry(&m, "x", 1000, OTHER, "CF4");
	CHECK_TEXT(trace_listen(&m, "x"),
		"voucher-ref: one answer\n"
		" + CF1: its voucher has the serial number x");
	maker_end(&m);
	/* Two vouchers, and the remark names neither. */
	start(&m);
	maker_find_order(&m, "CF1")->voucher_ref = "x";
	maker_find_order(&m, "CF2")->voucher_ref = "x";
	maker_bank_entry(&m, "x", 1000, OTHER, "CF4");
	CHECK_TEXT(trace_listen(&m, "x"),
		"voucher-ref: several answers\n"
		" + CF1: its voucher has the serial number x\n"
		" + CF2: its voucher has the serial number x\n"
		"order-in-remark: no rule after it is asked, the remark names "
		"none of the orders that the reference found\n"
		" - CF4: not among the several answers of an earlier rule\n"
		" - CF1: the remark does not name it\n"
		" - CF2: the remark does not name it\n" LATE("payer-account") "\n" LATE(
			"payer-name") "\n" LATE("combined") "\n" LATE("part-"
								      "paymen"
								      "t"));
	maker_end(&m);
}

static void
by_remark(void)
{
	static const struct credit cases[] = {
		{ 25000, OTHER, "CF1",
			NO_VOUCHER "order-in-remark: one answer\n"
				   " + CF1: it is named, and owes 250.00" },
		{ 25000, OTHER, "FREE",
			NO_VOUCHER
			"order-in-remark: no rule after it is asked, the "
			"remark names only closed orders\n"
			" - FREE: closed: nothing is due\n" LATE(
				"payer-"
				"account") "\n" LATE("payer-name") "\n" LATE("c"
									     "o"
									     "m"
									     "b"
									     "i"
									     "n"
									     "e"
									     "d") "\n" LATE("part-payment") },
		{ 45000, OTHER, "CF1 CF2",
			NO_VOUCHER "order-in-remark: one answer\n"
				   " + CF1: it is named, and owes 250.00\n"
				   " + CF2: it is named, and owes 200.00" },
		{ 44000, OTHER, "CF1 CF2 FREE",
			NO_VOUCHER
			"order-in-remark: several answers, together they owe "
			"450.00, not 440.00\n"
			" - FREE: closed: nothing is due\n"
			" + CF1: it is named, and owes 250.00\n"
			" + CF2: it is named, and owes 200.00\n"
			"payer-account: nothing to say, no order registers "
			"account 999\n"
			"payer-name: nothing to say, no applicant has the name "
			"别的公司\n"
			"combined: nothing to say, no applicant has the name "
			"别的公司\n" NO_PART },
		{ 4000, OTHER, "CF1",
			NO_VOUCHER
			"order-in-remark: no rule after it is asked, less than "
			"it owes: part-payment will be asked\n"
			" - CF1: it is named, and owes 250.00, more than "
			"40.00\n" LATE("payer-account") "\n" LATE(
				"payer-name") "\n" LATE("combined") "\n"
								    "part-"
								    "payment: "
								    "one "
								    "answer\n"
								    " + CF1: "
								    "it is "
								    "named, "
								    "and owes "
								    "250.00, "
								    "more than "
								    "40.00" },
		{ 4000, OTHER, "NM1",
			NO_VOUCHER
			"order-in-remark: no rule after it is asked, less than "
			"is due, and only one payment is allowed\n"
			" - NM1: it is named, and owes 290.00, more than "
			"40.00\n" LATE("payer-account") "\n" LATE("payer-name") "\n" LATE(
				"combined") "\n" LATE("part-payment") },
		{ 28000, OTHER, "SZ1",
			NO_VOUCHER
			"order-in-remark: held\n"
			" - SZ1: it wants the applicant's own account, and "
			"this is another: 999\n" LATE("payer-account") "\n" LATE(
				"payer-name") "\n" LATE("combined") "\n" LATE("part-payment") },
		{ 28000, "别的公司", "6222SZ1", "SZ1",
			NO_VOUCHER
			"order-in-remark: held\n"
			" - SZ1: it wants the applicant's own account, and "
			"the payer's name is another: 别的公司\n" LATE(
				"payer-"
				"accoun"
				"t") "\n" LATE("payer-name") "\n" LATE("combine"
								       "d") "\n" LATE("part-payment") },
	};

	check_credits(cases, sizeof(cases) / sizeof(*cases));
}

static void
by_payer(void)
{
	static const struct credit cases[] = {
		{ 20000, OWN, "",
			NO_VOUCHER NOT_NAMED
			"payer-account: one answer\n"
			" - CF1: it owes 250.00, not 200.00\n"
			" + CF2: it owes 200.00\n"
			" - CF3: it owes 50.00, not 200.00" },
		{ 20000, OWN, "CF1 CF2",
			NO_VOUCHER
			"order-in-remark: several answers, together they owe "
			"450.00, not 200.00\n"
			" + CF1: it is named, and owes 250.00\n"
			" + CF2: it is named, and owes 200.00\n"
			"payer-account: one answer\n"
			" - CF3: not among the several answers of an earlier "
			"rule\n"
			" - CF1: it owes 250.00, not 200.00\n"
			" + CF2: it owes 200.00" },
		{ 20000, "CF1 商贸(有限)公司", "1", "",
			NO_VOUCHER NOT_NAMED
			"payer-account: nothing to say, no order registers "
			"account 1\n"
			"payer-name: one answer\n"
			" - CF1: it owes 250.00, not 200.00\n"
			" + CF2: it owes 200.00\n"
			" - CF3: it owes 50.00, not 200.00" },
		{ 20000, "支付宝备付金", "6222CF1", "",
			NO_VOUCHER NOT_NAMED
			"payer-account: nothing to say, 支付宝备付金 only "
			"passes money on: it is no payer\n"
			"payer-name: nothing to say, 支付宝备付金 only passes "
			"money on: it is no payer\n"
			"combined: nothing to say, 支付宝备付金 only passes "
			"money on: it is no payer\n" NO_PART },
		{ 30000, OWN, "",
			NO_VOUCHER NOT_NAMED
			"payer-account: nothing to say\n"
			" - CF1: it owes 250.00, not 300.00\n"
			" - CF2: it owes 200.00, not 300.00\n"
			" - CF3: it owes 50.00, not 300.00\n"
			"payer-name: nothing to say, the account is "
			"registered, so no name counts\n"
			"combined: one answer\n"
			" + CF1: it owes 250.00, together 300.00\n"
			" - CF2: it owes 200.00, and the others are 300.00 "
			"without it\n"
			" + CF3: it owes 50.00, together 300.00" },
		{ 31000, "", "6222CF1", "",
			NO_VOUCHER NOT_NAMED
			"payer-account: nothing to say\n"
			" - CF1: it owes 250.00, not 310.00\n"
			" - CF2: it owes 200.00, not 310.00\n"
			" - CF3: it owes 50.00, not 310.00\n"
			"payer-name: nothing to say, the account is "
			"registered, so no name counts\n"
			"combined: nothing to say\n"
			" - CF1: it owes 250.00, and no combination is "
			"310.00\n"
			" - CF2: it owes 200.00, and no combination is "
			"310.00\n"
			" - CF3: it owes 50.00, and no combination is "
			"310.00\n" NO_PART },
		{ 31000, "", "6222CF4", "",
			NO_VOUCHER NOT_NAMED
			"payer-account: nothing to say\n"
			" - CF4: it owes 250.00, not 310.00\n"
			"payer-name: nothing to say, the account is "
			"registered, so no name counts\n"
			"combined: nothing to say\n"
			" - CF4: it alone owes something: 250.00\n" NO_PART },
		{ 31000, "", "", "",
			NO_VOUCHER NOT_NAMED
			"payer-account: nothing to say, the line has no "
			"account of a payer\n"
			"payer-name: nothing to say, the line names no payer\n"
			"combined: nothing to say, the line names no "
			"payer\n" NO_PART },
	};

	check_credits(cases, sizeof(cases) / sizeof(*cases));
}

#define NAME_29 "内蒙古自治区呼和浩特市新城区草原恒信瑞丰工程咨询服务有限责"

/* One account, or one name, of two organisations, or a cut name of none; two
 * combinations; an order that owes nothing any more. */
static void
payers_in_doubt(void)
{
	struct maker m;

	start(&m);
	maker_find_order(&m, "CF4")->account = "6222CF1";
	maker_bank_entry(&m, "x", 25000, "", "6222CF1", "");
	CHECK_TEXT(trace_listen(&m, "x"),
		NO_VOUCHER NOT_NAMED
		"payer-account: nothing to say, several organisations "
		"register account 6222CF1\n"
		" - CF1: another organisation registers the account too\n"
		" - CF2: another organisation registers the account too\n"
		" - CF3: another organisation registers the account too\n"
		" - CF4: another organisation registers the account too\n"
		"payer-name: nothing to say, the account is registered, so no "
		"name counts\n"
		"combined: nothing to say, several organisations register "
		"account 6222CF1\n"
		" - CF1: another organisation registers the account too\n"
		" - CF2: another organisation registers the account too\n"
		" - CF3: another organisation registers the account too\n"
		" - CF4: another organisation registers the account "
		"too\n" NO_PART);
	maker_end(&m);
	start(&m);
	maker_find_order(&m, "CF2")->business = "new";
	maker_own_entry(&m, "w", 5000, maker_find_order(&m, "CF3"), "CF3");
	maker_bank_entry(&m, "x", 25000, "", "6222CF1", "");
	CHECK_TEXT(trace_listen(&m, "x"),
		NO_VOUCHER NOT_NAMED
		"payer-account: several answers\n"
		" - CF3: it owes nothing\n"
		" + CF1: it owes 250.00\n"
		" + CF2: it owes 250.00\n"
		"payer-name: nothing to say, the account is registered, so no "
		"name counts\n"
		"combined: nothing to say\n"
		" - CF3: it owes nothing\n"
		" - CF1: it owes 250.00, and no combination is 250.00\n"
		" - CF2: it owes 250.00, and no combination is "
		"250.00\n" NO_PART);
	maker_end(&m);
	start(&m);
	maker_find_order(&m, "CF2")->business = "new";
	maker_bank_entry(&m, "x", 30000, "", "6222CF1", "");
	CHECK_TEXT(trace_listen(&m, "x"),
		NO_VOUCHER NOT_NAMED
		"payer-account: nothing to say\n"
		" - CF1: it owes 250.00, not 300.00\n"
		" - CF2: it owes 250.00, not 300.00\n"
		" - CF3: it owes 50.00, not 300.00\n"
		"payer-name: nothing to say, the account is registered, so no "
		"name counts\n"
		"combined: several answers\n"
		" + CF1: it owes 250.00, and several combinations are 300.00\n"
		" + CF2: it owes 250.00, and several combinations are 300.00\n"
		" + CF3: it owes 50.00, and several combinations are "
		"300.00\n" NO_PART);
	maker_end(&m);
	start(&m);
	maker_find_order(&m, "CF4")->applicant_name = "CF1商贸有限公司";
	maker_bank_entry(&m, "x", 25000, "CF1商贸有限公司", "1", "");
	CHECK_TEXT(trace_listen(&m, "x"),
		NO_VOUCHER NOT_NAMED
		"payer-account: nothing to say, no order registers account 1\n"
		"payer-name: nothing to say, several organisations have the "
		"name CF1商贸有限公司\n"
		" - CF1: another organisation has the name too\n"
		" - CF2: another organisation has the name too\n"
		" - CF3: another organisation has the name too\n"
		" - CF4: another organisation has the name too\n"
		"combined: nothing to say, several organisations have the name "
		"CF1商贸有限公司\n"
		" - CF1: another organisation has the name too\n"
		" - CF2: another organisation has the name too\n"
		" - CF3: another organisation has the name too\n"
		" - CF4: another organisation has the name too\n" NO_PART);
	maker_end(&m);
	start(&m);
	maker_bank_entry(&m, "x", 25000, NAME_29, "1", "");
	CHECK_TEXT(trace_listen(&m, "x"),
		NO_VOUCHER NOT_NAMED
		"payer-account: nothing to say, no order registers account 1\n"
		"payer-name: nothing to say, no name, or those of several "
		"organisations, begin with " NAME_29 "\n"
		"combined: nothing to say, no name, or those of several "
		"organisations, begin with " NAME_29 "\n" NO_PART);
	maker_end(&m);
}

/* A1 and A2 of one account: outbound, or inbound with a code of the hall. */
static void
start_attempts(struct maker *m, enum verify_mode mode)
{
	struct policy *p;

	maker_start(m, "2026-11-16");
	maker_fee(m, "bjca", "new", 28000);
	p = maker_policy(m, "bjca");
	p->verify_mode = mode;
	p->pin_channel = PIN_SMS_HANDLER;
	for (int i = 0; i < 2; i++)
		maker_give_code(
			m, maker_order(m, "bjca", i == 0 ? "A1" : "A2"));
	maker_same_payer(&m->book.orders.at[1], maker_find_order(m, "A1"));
	maker_decide(m);
	maker_next(m, "2026-11-16");
	if (mode == VERIFY_OUTBOUND)
		maker_deliver(m);
	maker_next(m, "2026-11-17");
}

static void
outgoing_fen(void)
{
	struct maker m;
	struct book_entry *e;

	start_attempts(&m, VERIFY_OUTBOUND);
	maker_own_entry(&m, "x", -1, maker_find_order(&m, "A1"), "")->ref =
		"YF2A1";
	CHECK_TEXT(trace_listen(&m, "x"),
		"end-to-end-id: one answer\n"
		" - A1#1: its id is another: YF1A1\n"
		" + A2#1: its id is YF2A1");
	maker_next(&m, "2026-11-18");
	e = maker_own_entry(&m, "y", -1, maker_find_order(&m, "A1"), "");
	maker_show_code(&m, e, maker_find_order(&m, "A1"));
	CHECK_TEXT(trace_listen(&m, "y"),
		"end-to-end-id: nothing to say\n"
		" - A1#1: its id is another: YF1A1\n"
		" - A2#1: the attempt is booked\n"
		"account-code: one answer\n"
		" + A1#1: its account is 6222A1, and the code is right");
	maker_next(&m, "2026-11-19");
	maker_bank_entry(&m, "z", -1, "", "1", "");
	CHECK_TEXT(trace_listen(&m, "z"),
		"end-to-end-id: nothing to say, no attempt has its account, "
		"id or code\n"
		"account-code: nothing to say, no attempt has its account, id "
		"or code");
	/* Both came into the books; one comes back. */
	maker_next(&m, "2026-11-20");
	e = maker_own_entry(&m, "x", 1, maker_find_order(&m, "A1"), "退汇");
	CHECK_TEXT(trace_listen(&m, "x"),
		"end-to-end-id: nothing to say\n"
		" - A1#1: the return does not cite its 0.01, YF1A1\n"
		" - A2#1: the return does not cite its 0.01, YF2A1\n"
		"account: several answers\n"
		" + A1#1: its account is 6222A1\n"
		" + A2#1: its account is 6222A1");
	maker_next(&m, "2026-11-21");
	e = maker_own_entry(&m, "r", 1, maker_find_order(&m, "A1"), "退汇");
	maker_show_code(&m, e, maker_find_order(&m, "A2"));
	CHECK_TEXT(trace_listen(&m, "r"),
		"end-to-end-id: nothing to say\n"
		" - A1#1: the return does not cite its 0.01, YF1A1\n"
		" - A2#1: the return does not cite its 0.01, YF2A1\n"
		"account: one answer\n"
		" - A1#1: the code is another attempt's\n"
		" + A2#1: its account is 6222A1");
	maker_end(&m);
	/* One id as its reference, another as its serial number. */
	start_attempts(&m, VERIFY_OUTBOUND);
	maker_own_entry(&m, "YF2A1", -1, maker_find_order(&m, "A1"), "")->ref =
		"YF1A1";
	CHECK_TEXT(trace_listen(&m, "YF2A1"),
		"end-to-end-id: several answers\n"
		" + A1#1: its id is YF1A1\n"
		" + A2#1: its id is YF2A1");
	maker_end(&m);
}

static void
incoming_fen(void)
{
	struct maker m;
	struct book_entry *e;

	start_attempts(&m, VERIFY_INBOUND);
	e = maker_own_entry(&m, "x", 1, maker_find_order(&m, "A1"), "");
	maker_show_code(&m, e, maker_find_order(&m, "A2"));
	CHECK_TEXT(trace_listen(&m, "x"),
		"account-code: one answer\n"
		" - A1#1: the payer is right, the code is not\n"
		" + A2#1: the code and the payer are right");
	maker_next(&m, "2026-11-18");
	e = maker_bank_entry(&m, "y", 1, "别的公司", "6222A1", "");
	CHECK_TEXT(trace_listen(&m, "y"),
		"account-code: nothing to say\n"
		" - A1#1: neither the code nor the payer is right\n"
		" - A2#1: the attempt is verified\n"
		"code: nothing to say\n"
		" - A1#1: the code is another\n"
		"account: nothing to say\n"
		" - A1#1: its applicant has another name: A1商贸有限公司");
	maker_next(&m, "2026-11-30");
	e = maker_own_entry(&m, "z", 1, maker_find_order(&m, "A1"), "");
	maker_show_code(&m, e, maker_find_order(&m, "A1"));
	CHECK_TEXT(trace_listen(&m, "z"),
		"account-code: nothing to say\n"
		" - A1#1: the attempt is expired\n"
		" - A2#1: the attempt is verified\n"
		"code: nothing to say\n"
		"account: nothing to say");
	maker_end(&m);
}

/* One candidate is one line, whatever is said of it and how often. */
static void
candidates(void)
{
	static const struct bill_day day = { .net = 1 };
	static const struct book_entry entry = { .id = 1 };
	const struct trace_what whats[] = { trace_order(0), trace_order(1),
		trace_attempt(0, 1), trace_attempt(0, 2), trace_payment(0, 1),
		trace_payment(0, 2), trace_day(NULL), trace_day(&day) };
	const size_t count = sizeof(whats) / sizeof(*whats);
	struct trace trace = { .entry_id = 1 };
	struct maker m;

	maker_start(&m, "2026-11-16");
	m.book.trace = &trace;
	trace_ask(&m.book, &entry, "rule");
	for (size_t i = 0; i < 2 * count; i++)
		trace_candidate(&m.book, &entry, whats[i % count], i >= count,
			"a note", NULL);
	CHECK_INT(trace_check(&m.book, &m.err), 0);
	CHECK_INT(trace.rules.count, 1);
	CHECK_INT(trace.rules.at[0].candidates.count, count);
	for (size_t i = 0; i < count; i++)
		CU_ASSERT_TRUE(trace.rules.at[0].candidates.at[i].fits);
	maker_end(&m);
}

/* A night that nobody listens to, or to another entry, says nothing. */
static void
silence(void)
{
	struct trace trace = { .entry_id = 77 };
	struct maker m;

	start(&m);
	maker_bank_entry(&m, "x", 25000, OTHER, "CF1");
	m.book.trace = &trace;
	maker_decide(&m);
	m.book.trace = NULL;
	CHECK_INT(trace.rules.count, 0);
	CHECK_TEXT(
		maker_fate(&m, "x"), "matched CF1=250.00 by order-in-remark");
	maker_end(&m);
}

static const struct test tests[] = {
	{ "rules by a reference", by_reference },
	{ "rules by the remark", by_remark },
	{ "rules by the payer", by_payer },
	{ "payers in doubt", payers_in_doubt },
	{ "a 0.01 that goes out or comes back", outgoing_fen },
	{ "a 0.01 that comes in", incoming_fen },
	{ "one candidate is told once", candidates },
	{ "nobody listens", silence },
	{ NULL, NULL },
};

const struct suite test_trace = { "core/trace", tests };
