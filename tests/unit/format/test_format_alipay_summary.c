#include "examples.h"

/* Everything that is read from a file. */
static const struct example good[] = {
	{ "formats-2.2-by-shop.csv",
		"begin 2088000000000001 CNY 2026-11-16..2026-11-16\n"
		"end 2088000000000001 2026-11-16..2026-11-16 0 +0.00 -0.00\n"
		"total alipay-trade summary 2088000000000001 "
		"2026-11-16..2026-11-16 交易订单总笔数=2 退款订单总笔数=0 "
		"订单金额=600.00 商家实收=600.00 服务费=-3.60 "
		"实收净额=596.40\n" },
	{ "formats-2.2-comma-in-shop-name-crlf.csv",
		"begin 2088000000000001 CNY 2026-11-16..2026-11-16\n"
		"end 2088000000000001 2026-11-16..2026-11-16 0 +0.00 -0.00\n"
		"total alipay-trade summary 2088000000000001 "
		"2026-11-16..2026-11-16 交易订单总笔数=2 退款订单总笔数=1 "
		"订单金额=209.90 商家实收=209.90 服务费=-1.26 "
		"实收净额=208.64\n" },
	{ "formats-2.2-no-rows.csv",
		"begin 2088000000000001 CNY 2026-11-16..2026-11-16\n"
		"end 2088000000000001 2026-11-16..2026-11-16 0 +0.00 -0.00\n"
		"total alipay-trade summary 2088000000000001 "
		"2026-11-16..2026-11-16 交易订单总笔数=0 退款订单总笔数=0 "
		"订单金额=0.00 商家实收=0.00 服务费=0.00 实收净额=0.00\n" },
	{ "formats-2.2-padded-no-account.csv",
		"begin - CNY 2026-11-16..2026-11-16\n"
		"end - 2026-11-16..2026-11-16 0 +0.00 -0.00\n"
		"total alipay-trade summary - 2026-11-16..2026-11-16 "
		"交易订单总笔数=1 退款订单总笔数=0 订单金额=300.00 "
		"商家实收=300.00 服务费=-1.80 实收净额=298.20\n" },
	{ "formats-2.2-two-shops-utf-8-half-width.csv",
		"begin 2088000000000001 CNY 2026-11-16..2026-11-16\n"
		"end 2088000000000001 2026-11-16..2026-11-16 0 +0.00 -0.00\n"
		"total alipay-trade summary 2088000000000001 "
		"2026-11-16..2026-11-16 交易订单总笔数=3 退款订单总笔数=1 "
		"订单金额=509.90 商家实收=509.90 服务费=-3.06 "
		"实收净额=506.84\n" },
};

/* Why a file is refused. */
static const struct example bad[] = {
	{ "amount-empty.csv", "6:56: 实收净额（元）: the amount is empty" },
	{ "count-differs.csv",
		"8:5: 合计 交易订单总笔数: the file says 4, its rows give 3" },
	{ "count-not-whole.csv",
		"6:12: 交易订单总笔数: \"2.5\" is not a count" },
	{ "cut-off.csv", "6: the file ends before 业务汇总列表结束" },
	{ "moved-column.csv",
		"5:69: header: expected 服务费（元） in column 10, found "
		"分润（元）" },
	{ "no-end-mark.csv", "3: the file ends before 业务汇总列表结束" },
	{ "no-header.csv",
		"4: the file ends before its header (门店编号,...)" },
	{ "no-total-row.csv", "9: the file ends before 合计" },
	{ "other-header.csv",
		"5:1: header: expected 门店编号 in column 1, found 店名" },
	{ "row-after-total.csv", "8:1: a row after the row 合计" },
	{ "sum-differs.csv",
		"8:49: 合计 实收净额（元）: the file says 506.85, its rows "
		"give 506.84" },
	{ "value-missing-in-row.csv",
		"6:51: row: 11 values, but the header has 12 columns" },
};

/* Everything that is read from a file. */
static const struct example good_account[] = {
	{ "formats-2.3-by-kind-gb18030-crlf.csv",
		"begin 2088000000000001 CNY 2026-11-16..2026-11-16\n"
		"end 2088000000000001 2026-11-16..2026-11-16 0 +0.00 -0.00\n"
		"total alipay-account summary 2088000000000001 "
		"2026-11-16..2026-11-16 收入笔数=1 收入金额=300.00 支出笔数=4 "
		"支出金额=1102.00 总金额=-802.00\n" },
	{ "formats-2.3-expense-without-minus-utf-8.csv",
		"begin 2088000000000001 CNY 2026-11-16..2026-11-16\n"
		"end 2088000000000001 2026-11-16..2026-11-16 0 +0.00 -0.00\n"
		"total alipay-account summary 2088000000000001 "
		"2026-11-16..2026-11-16 收入笔数=1 收入金额=300.00 支出笔数=4 "
		"支出金额=1102.00 总金额=-802.00\n" },
	{ "formats-2.3-no-rows.csv",
		"begin 2088000000000001 CNY 2026-11-16..2026-11-16\n"
		"end 2088000000000001 2026-11-16..2026-11-16 0 +0.00 -0.00\n"
		"total alipay-account summary 2088000000000001 "
		"2026-11-16..2026-11-16 收入笔数=0 收入金额=0.00 支出笔数=0 "
		"支出金额=0.00 总金额=0.00\n" },
	{ "no-account-no-period.csv",
		"begin - CNY ..\n"
		"end - .. 0 +0.00 -0.00\n"
		"total alipay-account summary - .. 收入笔数=1 收入金额=300.00 "
		"支出笔数=4 支出金额=1102.00 总金额=-802.00\n" },
};

/* Why a file is refused. */
static const struct example bad_account[] = {
	{ "amount-wrong.csv",
		"6:8: 收入金额（+元）: \"3e2\" is not an amount: wrong at "
		"character 2" },
	{ "count-differs.csv",
		"11:13: 合计 支出笔数: the file says 5, its rows give 4" },
	{ "cut-off.csv", "10: the file ends before 列表结束" },
	{ "no-total-row.csv", "12: the file ends before 合计" },
	{ "renamed-column.csv",
		"5:32: header: expected 总金额（元） in column 6, found "
		"净额（元）" },
	{ "row-after-total.csv", "12:1: a row after the row 合计" },
	{ "sum-differs.csv",
		"11:6: 合计 收入金额（+元）: the file says 300.10, its rows "
		"give 300.00" },
	{ "surplus-value.csv",
		"6:29: row: 7 values, but the header has 6 columns" },
};

static void
test_good(void)
{
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		examples_check("alipay-summary", &good[i], true);
}

static void
test_bad(void)
{
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		examples_check("alipay-summary", &bad[i], false);
}

static void
test_good_account(void)
{
	for (size_t i = 0; i < sizeof(good_account) / sizeof(*good_account);
		i++)
		examples_check(
			"alipay-account-summary", &good_account[i], true);
}

static void
test_bad_account(void)
{
	for (size_t i = 0; i < sizeof(bad_account) / sizeof(*bad_account); i++)
		examples_check(
			"alipay-account-summary", &bad_account[i], false);
}

static const struct test tests[] = {
	{ "summaries of trade bills are read whole", test_good },
	{ "summaries of trade bills with a defect are refused by its name",
		test_bad },
	{ "summaries of ledgers are read whole", test_good_account },
	{ "summaries of ledgers with a defect are refused by its name",
		test_bad_account },
	{ NULL, NULL },
};

const struct suite test_format_alipay_summary = {
	"format/format_alipay_summary", tests
};
