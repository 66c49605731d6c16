#include "examples.h"

/* Everything that is read from a file. */
static const struct example good[] = {
	{ "formats-1.2-basic-bom-crlf.csv",
		"begin - CNY ..\n"
		"2 payment 2026-11-16T10:00:00+08:00 300.00 0.00 "
		"4200000001202611160000000001 7100000001 M2026111600001 [] []\n"
		"3 fee 2026-11-16T10:00:00+08:00 -1.80 0.00 "
		"4200000001202611160000000001 7100000002 M2026111600001 [] []\n"
		"4 refund 2026-11-16T18:20:00+08:00 -99.40 0.00 "
		"50300000012026111600000000001 4200000001202611160000000001 "
		"R2026111600001 [] [退款总金额100.00元;含手续费0.60元]\n"
		"5 settlement 2026-11-16T23:50:00+08:00 -1000.00 0.00 "
		"3000000001 7100000004 W20261116 [] []\n"
		"6 other 2026-11-16T23:59:00+08:00 -0.80 0.00 3000000002 "
		"7100000005 F20261116 [] []\n"
		"end - 2026-11-16..2026-11-16 5 +300.00 -1102.00 1000.00 -> "
		"198.00\n"
		"total wechat-fund detail - 2026-11-16..2026-11-16 收入笔数=1 "
		"收入金额=300.00 支出笔数=4 支出金额=1102.00\n" },
	{ "formats-1.2-header-with-backticks.csv",
		"begin - CNY ..\n"
		"2 fee 2026-11-16T10:00:00+08:00 0.60 0.00 "
		"50300000012026111600000000002 4200000001202611160000000002 "
		"R2026111600002 [] [说明\\n第二行]\n"
		"end - 2026-11-16..2026-11-16 1 +0.60 -0.00 100.00 -> 100.60\n"
		"total wechat-fund detail - 2026-11-16..2026-11-16 收入笔数=1 "
		"收入金额=0.60 支出笔数=0 支出金额=0.00\n" },
	{ "formats-1.2-newest-first-no-final-newline.csv",
		"begin - CNY ..\n"
		"2 other 2026-11-16T23:59:00+08:00 -0.80 0.00 3000000002 "
		"7100000005 F20261116 [] []\n"
		"3 settlement 2026-11-16T23:50:00+08:00 -1000.00 0.00 "
		"3000000001 7100000004 W20261116 [] []\n"
		"4 refund 2026-11-16T18:20:00+08:00 -99.40 0.00 "
		"50300000012026111600000000001 4200000001202611160000000001 "
		"R2026111600001 [] [退款总金额100.00元;含手续费0.60元]\n"
		"5 fee 2026-11-16T10:00:00+08:00 -1.80 0.00 "
		"4200000001202611160000000001 7100000002 M2026111600001 [] []\n"
		"6 payment 2026-11-16T10:00:00+08:00 300.00 0.00 "
		"4200000001202611160000000001 7100000001 M2026111600001 [] []\n"
		"end - 2026-11-16..2026-11-16 5 +300.00 -1102.00 1000.00 -> "
		"198.00\n"
		"total wechat-fund detail - 2026-11-16..2026-11-16 收入笔数=1 "
		"收入金额=300.00 支出笔数=4 支出金额=1102.00\n" },
	{ "formats-1.2-no-rows.csv",
		"begin - CNY ..\n"
		"end - .. 0 +0.00 -0.00\n"
		"total wechat-fund detail - .. 收入笔数=0 收入金额=0.00 "
		"支出笔数=0 支出金额=0.00\n" },
	{ "formats-1.2-separator-in-note.csv",
		"begin - CNY ..\n"
		"2 fee 2026-11-16T10:00:00+08:00 0.60 0.00 "
		"50300000012026111600000000002 4200000001202611160000000002 "
		"R2026111600002 [] [说明\\n第二行,`又一行]\n"
		"end - 2026-11-16..2026-11-16 1 +0.60 -0.00 100.00 -> 100.60\n"
		"total wechat-fund detail - 2026-11-16..2026-11-16 收入笔数=1 "
		"收入金额=0.60 支出笔数=0 支出金额=0.00\n" },
};

/* Why a file is refused. */
static const struct example bad[] = {
	{ "amount-empty.csv", "2:77: 收支金额（元）: the amount is empty" },
	{ "amount-negative.csv", "2:77: 收支金额（元）: must not be negative" },
	{ "balance-breaks.csv",
		"3: 账户结余（元）: the file says 1298.21, its rows give "
		"1298.20" },
	{ "balance-empty.csv", "2:85: 账户结余（元）: the amount is empty" },
	{ "count-differs.csv",
		"8:2: 资金流水总笔数: the file says 6, its rows give 5" },
	{ "count-in-halves.csv",
		"8:2: 资金流水总笔数: \"5.5\" is not a count" },
	{ "cut-inside-a-row.csv",
		"3:53: row: 3 values, but the header has 11 columns" },
	{ "day-without-time.csv", "2:2: 记账时间: expected a day and a time" },
	{ "expense-sum-differs.csv",
		"8:19: 支出金额: the file says 1101.00, its rows give "
		"1102.00" },
	{ "income-count-differs.csv",
		"8:5: 收入笔数: the file says 2, its rows give 1" },
	{ "no-number.csv", "2:23: 微信支付业务单号: empty" },
	{ "no-totals.csv",
		"2: the file ends before its totals (资金流水总笔数)" },
	{ "number-rounded-by-spreadsheet.csv",
		"2:23: 微信支付业务单号: \"4.2E+27\" is a number that was "
		"rounded" },
	{ "renamed-column.csv",
		"1:45: header: expected 账户结余（元） in column 8, found "
		"账户余额(元)" },
	{ "renamed-total.csv",
		"3:14: header: expected 收入金额 in column 3, found 收入总额" },
	{ "row-without-backtick.csv",
		"2:1: expected a row, which begins with a backtick" },
	{ "surplus-column.csv",
		"1:72: header: expected no column 12, found 手续费" },
	{ "text-after-totals.csv", "5:1: expected nothing after the totals" },
	{ "total-not-money.csv",
		"8:19: 支出金额: \"many\" is not an amount: wrong at character "
		"1" },
	{ "totals-short.csv", "8: 4 totals under 5 columns" },
	{ "unknown-direction.csv",
		"2:73: 收支类型: \"转入\" is neither 收入 nor 支出" },
	{ "value-missing-in-row.csv",
		"2:96: row: 10 values, but the header has 11 columns" },
};

/* Of its three rows the sample keeps two: it must say so, each figure. */
static const struct sample corpus[] = {
	{ "wechat_fund/wechatpay-go-gunsluo__BASIC_2021.csv", 2,
		"disagree 5:2: 资金流水总笔数: the file says 3, its rows give "
		"2\n"
		"disagree 5:5: 收入笔数: the file says 1, its rows give 0\n"
		"disagree 5:8: 收入金额: the file says 0.01, its rows give "
		"0.00\n" },
};

static void
test_good(void)
{
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		examples_check("wechat-fund", &good[i], true);
}

static void
test_bad(void)
{
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		examples_check("wechat-fund", &bad[i], false);
}

static void
test_corpus(void)
{
	for (size_t i = 0; i < sizeof(corpus) / sizeof(*corpus); i++)
		examples_sample("wechat-fund", &corpus[i]);
}

static const struct test tests[] = {
	{ "fund bills are read whole", test_good },
	{ "fund bills with a defect are refused by its name", test_bad },
	{ "public samples of it are read", test_corpus },
	{ NULL, NULL },
};

const struct suite test_format_wechat_fund = { "format/format_wechat_fund",
	tests };
