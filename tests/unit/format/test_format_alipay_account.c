#include "examples.h"

/* Everything that is read from a file. */
static const struct example good[] = {
	{ "formats-2.3-12-columns-crlf-oldest-first.csv",
		"begin 2088000000000001 CNY 2026-11-16..2026-11-16\n"
		"6 payment 2026-11-16T09:00:07+08:00 300.00 0.00 81000000001 "
		"2026111622001400000000000001 A2026111600001 [] "
		"[数字证书服务费]\n"
		"7 fee 2026-11-16T09:00:07+08:00 -1.80 0.00 81000000002 "
		"2026111622001400000000000001 A2026111600001 [] [服务费]\n"
		"8 refund 2026-11-16T17:00:00+08:00 -100.00 0.00 81000000003 "
		"2026111622001400000000000001 A2026111600001 [] "
		"[数字证书服务费\n"
		"RF-0001]\n"
		"9 settlement 2026-11-16T22:00:00+08:00 -1000.00 0.00 "
		"81000000004 TX1 - [] []\n"
		"10 other 2026-11-16T22:30:00+08:00 -0.20 0.00 81000000005 TX2 "
		"- [] []\n"
		"end 2088000000000001 2026-11-16..2026-11-16 5 +300.00 "
		"-1102.00 1000.00 -> 198.00\n"
		"total alipay-account detail 2088000000000001 "
		"2026-11-16..2026-11-16 收入笔数=1 收入金额=300.00 支出笔数=4 "
		"支出金额=1102.00 总金额=-802.00\n" },
	{ "formats-2.3-12-columns-newest-first.csv",
		"begin 2088000000000001 CNY 2026-11-16..2026-11-16\n"
		"6 other 2026-11-16T22:30:00+08:00 -0.20 0.00 81000000005 TX2 "
		"- [] []\n"
		"7 settlement 2026-11-16T22:00:00+08:00 -1000.00 0.00 "
		"81000000004 TX1 - [] []\n"
		"8 refund 2026-11-16T17:00:00+08:00 -100.00 0.00 81000000003 "
		"2026111622001400000000000001 A2026111600001 [] "
		"[数字证书服务费\n"
		"RF-0001]\n"
		"9 fee 2026-11-16T09:00:07+08:00 -1.80 0.00 81000000002 "
		"2026111622001400000000000001 A2026111600001 [] [服务费]\n"
		"10 payment 2026-11-16T09:00:07+08:00 300.00 0.00 81000000001 "
		"2026111622001400000000000001 A2026111600001 [] "
		"[数字证书服务费]\n"
		"end 2088000000000001 2026-11-16..2026-11-16 5 +300.00 "
		"-1102.00 1000.00 -> 198.00\n"
		"total alipay-account detail 2088000000000001 "
		"2026-11-16..2026-11-16 收入笔数=1 收入金额=300.00 支出笔数=4 "
		"支出金额=1102.00 总金额=-802.00\n" },
	{ "formats-2.3-16-columns-other-order-utf-8-bom.csv",
		"begin 2088000000000001 CNY 2026-11-16..2026-11-16\n"
		"6 payment 2026-11-16T09:00:07+08:00 300.00 0.00 81000000001 "
		"2026111622001400000000000001 A2026111600001 [] "
		"[数字证书服务费\n"
		"0010001|交易收款-交易收款]\n"
		"7 fee 2026-11-16T09:00:07+08:00 -1.80 0.00 81000000002 "
		"2026111622001400000000000001 A2026111600001 [] [服务费\n"
		"0030001|收费-服务费]\n"
		"8 refund 2026-11-16T17:00:00+08:00 -100.00 0.00 81000000003 "
		"2026111622001400000000000001 A2026111600001 [] "
		"[数字证书服务费\n"
		"RF-0001\n"
		"0020001|退款-交易退款]\n"
		"end 2088000000000001 2026-11-16..2026-11-16 3 +300.00 -101.80 "
		"1000.00 -> 1198.20\n"
		"total alipay-account detail 2088000000000001 "
		"2026-11-16..2026-11-16 收入笔数=1 收入金额=300.00 支出笔数=2 "
		"支出金额=101.80 总金额=198.20\n" },
	{ "formats-2.3-8-columns-title-says-summary-padded.csv",
		"begin - CNY 2026-11-16..2026-11-16\n"
		"4 other 2026-11-16T09:00:07+08:00 300.00 0.00 81000000001 "
		"2026111622001400000000000001 A2026111600001 [] [订单收款]\n"
		"end - 2026-11-16..2026-11-16 1 +300.00 -0.00 1000.00 -> "
		"1300.00\n"
		"total alipay-account detail - 2026-11-16..2026-11-16 "
		"收入笔数=1 收入金额=300.00 支出笔数=0 支出金额=0.00 "
		"总金额=300.00\n" },
	{ "formats-2.3-commas-in-product.csv",
		"begin 2088000000000001 CNY 2026-11-16..2026-11-16\n"
		"6 payment 2026-11-16T09:00:07+08:00 300.00 0.00 81000000001 "
		"2026111622001400000000000001 A2026111600001 [] [证书, 一年]\n"
		"end 2088000000000001 2026-11-16..2026-11-16 1 +300.00 -0.00 "
		"1000.00 -> 1300.00\n"
		"total alipay-account detail 2088000000000001 "
		"2026-11-16..2026-11-16 收入笔数=1 收入金额=300.00 支出笔数=0 "
		"支出金额=0.00 总金额=300.00\n" },
	{ "formats-2.3-commas-without-note-column.csv",
		"begin 2088000000000001 CNY 2026-11-16..2026-11-16\n"
		"6 other 2026-11-16T09:00:07+08:00 300.00 0.00 81000000001 - - "
		"[] [收款,一,二]\n"
		"end 2088000000000001 2026-11-16..2026-11-16 1 +300.00 -0.00 "
		"1000.00 -> 1300.00\n"
		"total alipay-account detail 2088000000000001 "
		"2026-11-16..2026-11-16 收入笔数=1 收入金额=300.00 支出笔数=0 "
		"支出金额=0.00 总金额=300.00\n" },
	{ "formats-2.3-no-brackets-commas-in-note.csv",
		"begin 2088000000000001 CNY 2026-11-16..2026-11-16\n"
		"6 payment 2026-11-16T09:00:07+08:00 300.00 0.00 81000000001 "
		"2026111622001400000000000001 A2026111600001 [] "
		"[数字证书服务费\n"
		"一,二,三]\n"
		"end 2088000000000001 2026-11-16..2026-11-16 1 +300.00 -0.00 "
		"1000.00 -> 1300.00\n"
		"total alipay-account detail 2088000000000001 "
		"2026-11-16..2026-11-16 收入笔数=1 收入金额=300.00 支出笔数=0 "
		"支出金额=0.00 总金额=300.00\n" },
	{ "formats-2.3-no-rows.csv",
		"begin 2088000000000001 CNY 2026-11-16..2026-11-16\n"
		"end 2088000000000001 2026-11-16..2026-11-16 0 +0.00 -0.00\n"
		"total alipay-account detail 2088000000000001 "
		"2026-11-16..2026-11-16 收入笔数=0 收入金额=0.00 支出笔数=0 "
		"支出金额=0.00 总金额=0.00\n" },
	{ "no-account-no-period.csv",
		"begin - CNY ..\n"
		"3 payment 2026-11-16T09:00:07+08:00 300.00 0.00 81000000001 "
		"2026111622001400000000000001 A2026111600001 [] "
		"[数字证书服务费]\n"
		"end - 2026-11-16..2026-11-16 1 +300.00 -0.00 1000.00 -> "
		"1300.00\n"
		"total alipay-account detail - 2026-11-16..2026-11-16 "
		"收入笔数=1 收入金额=300.00 支出笔数=0 支出金额=0.00 "
		"总金额=300.00\n" },
};

/* Why a file is refused. */
static const struct example bad[] = {
	{ "ambiguous-surplus.csv",
		"6:1: row: 8 values, but the header has 7 columns, and which "
		"text holds the rest cannot be told" },
	{ "balance-breaks-newest-first.csv",
		"9: 账户余额（元）: the file says 1298.30, its rows give "
		"1298.20" },
	{ "balance-breaks.csv",
		"7: 账户余额（元）: the file says 1298.30, its rows give "
		"1298.20" },
	{ "balance-empty.csv", "6:116: 账户余额（元）: the amount is empty" },
	{ "both-income-and-expense.csv",
		"6:111: 支出金额（-元）: both an income and an expense" },
	{ "day-without-time.csv", "6:65: 发生时间: expected a day and a time" },
	{ "end-before-header.csv", "2: the list ends before its header" },
	{ "expense-foot-missing.csv", "12: the file ends before #支出合计" },
	{ "expense-not-money.csv",
		"6:111: 支出金额（-元）: \"many\" is not an amount: wrong at "
		"character 1" },
	{ "expense-sum-differs.csv",
		"12: 支出合计 金额: the file says 1101.00, its rows give "
		"1102.00" },
	{ "foot-not-understood.csv", "8: 收入合计: expected …共…元" },
	{ "foot-twice.csv", "10: 收入合计: a second line of this kind" },
	{ "foot-without-count.csv", "8: 收入合计: expected a count and 笔" },
	{ "income-count-differs.csv",
		"13: 收入合计 笔数: the file says 2, its rows give 1" },
	{ "income-in-exponent.csv",
		"6:104: 收入金额（+元）: \"3e2\" is not an amount: wrong at "
		"character 2" },
	{ "income-negative.csv",
		"6:104: 收入金额（+元）: must not be negative" },
	{ "income-total-negative.csv", "13: 收入合计: a negative sum" },
	{ "missing-column.csv",
		"5:1: header: the column 账户余额（元） is missing" },
	{ "neither-income-nor-expense.csv",
		"6:104: 收入金额（+元）: neither income nor expense" },
	{ "no-end-mark.csv", "6: the file ends before 账务明细列表结束" },
	{ "no-foot.csv", "7: the file ends before #收入合计" },
	{ "no-number.csv", "6:1: 账务流水号: empty" },
	{ "note-among-rows.csv", "7:1: expected a row or the end of the list" },
	{ "number-rounded-by-spreadsheet.csv",
		"6:42: 商户订单号: \"2.02611E+27\" is a number that was "
		"rounded" },
	{ "other-currency.csv",
		"5:34: header: no column of such a file: 收入金额（+美元）" },
	{ "private-use-character.csv",
		"6:133: a control, invisible or private character (U+E000) at "
		"offset 496 of the file" },
	{ "repeated-column.csv", "5:68: header: a second column 备注" },
	{ "row-after-end.csv", "8:1: a row after the end of the list" },
	{ "shifted-row.csv",
		"6:1: row: 13 values, but the header has 12 columns, and which "
		"text holds the rest cannot be told" },
	{ "surplus-without-a-text.csv",
		"6:1: row: 6 values, but the header has 5 columns, and which "
		"text holds the rest cannot be told" },
	{ "time-wrong.csv",
		"6:65: 发生时间: \"2026-11-31 09:00:07\" is not a date with or "
		"without a time" },
	{ "unknown-column.csv",
		"5:60: header: no column of such a file: 手续费" },
	{ "value-missing-in-row.csv",
		"6:128: row: 11 values, but the header has 12 columns" },
};

/* The title of the second says 汇总, yet it is detail. */
static const struct sample corpus[] = {
	{ "alipay_account/signcustomer_empty.gbk.csv", 0, "" },
	{ "alipay_account/"
	  "signcustomer_hash_lines_padded_with_commas.gbk.csv",
		1, "" },
};

static void
test_good(void)
{
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		examples_check("alipay-account", &good[i], true);
}

static void
test_bad(void)
{
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		examples_check("alipay-account", &bad[i], false);
}

static void
test_corpus(void)
{
	for (size_t i = 0; i < sizeof(corpus) / sizeof(*corpus); i++)
		examples_sample("alipay-account", &corpus[i]);
}

static const struct test tests[] = {
	{ "ledgers of each variant are read whole", test_good },
	{ "ledgers of each variant with a defect are refused by its name",
		test_bad },
	{ "public samples of it are read", test_corpus },
	{ NULL, NULL },
};

const struct suite test_format_alipay_account = {
	"format/format_alipay_account", tests
};
