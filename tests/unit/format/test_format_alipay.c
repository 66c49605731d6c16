#include "suite.h"

#include "parse.h"

#include <stdlib.h>
#include <string.h>

#define ROOT "fixtures/statements/alipay-trade/"
#define CORPUS "../shared/corpus/alipay_trade/"

struct example {
	const char *file;
	const char *want;
};

/* Everything that is read from a file, as parse.h writes it down. */
static const struct example good[] = {
	{ "formats-2.1-hash-lines-padded-with-commas.csv",
		"begin 2088000000000001 CNY 2026-11-16..2026-11-16\n"
		"6 payment 2026-11-16T09:00:07+08:00 300.00 1.80 "
		"2026111622001400000000000001 2026111622001400000000000001 "
		"A2026111600001 [*明(139****0001)] [数字证书服务费]\n"
		"7 payment 2026-11-16T09:00:07+08:00 9.90 0.06 "
		"2026111622001400000000000002 2026111622001400000000000002 "
		"A2026111600002 [*明(139****0001)] [数字证书服务费\n"
		"挂号付费-一号窗]\n"
		"8 refund 2026-11-16T17:00:00+08:00 -100.00 -0.60 RF-0001 "
		"2026111622001400000000000001 A2026111600001 "
		"[*明(139****0001)] [数字证书服务费]\n"
		"end 2088000000000001 2026-11-16..2026-11-16 3 +309.90 "
		"-100.00\n" },
	{ "formats-2.1-no-rows-short-header.csv",
		"begin - CNY ..\n"
		"end - .. 0 +0.00 -0.00\n" },
	{ "formats-2.1-no-rows-whole-header.csv",
		"begin 2088000000000001 CNY 2026-11-16..2026-11-16\n"
		"end 2088000000000001 2026-11-16..2026-11-16 0 +0.00 -0.00\n" },
	{ "formats-2.1-utf-8-bom-resaved.csv",
		"begin 2088000000000001 CNY 2026-11-16..2026-11-16\n"
		"6 payment 2026-11-16T09:00:07+08:00 300.00 1.80 "
		"2026111622001400000000000001 2026111622001400000000000001 "
		"A2026111600001 [*明(139****0001)] [数字证书服务费]\n"
		"7 payment 2026-11-16T09:00:07+08:00 9.90 0.06 "
		"2026111622001400000000000002 2026111622001400000000000002 "
		"A2026111600002 [*明(139****0001)] [数字证书服务费\n"
		"挂号付费-一号窗]\n"
		"8 refund 2026-11-16T17:00:00+08:00 -100.00 -0.60 RF-0001 "
		"2026111622001400000000000001 A2026111600001 "
		"[*明(139****0001)] [数字证书服务费]\n"
		"end 2088000000000001 2026-11-16..2026-11-16 3 +309.90 "
		"-100.00\n" },
	{ "formats-2.2-commas-in-note.csv",
		"begin 2088000000000001 CNY 2026-11-16..2026-11-16\n"
		"6 payment 2026-11-16T09:00:07+08:00 300.00 1.80 "
		"2026111622001400000000000001 2026111622001400000000000001 "
		"A2026111600001 [*明(139****0001)] [数字证书服务费\n"
		"一,二,三]\n"
		"end 2088000000000001 2026-11-16..2026-11-16 1 +300.00 "
		"-0.00\n" },
	{ "formats-2.2-commas-in-product-and-coupon.csv",
		"begin 2088000000000001 CNY 2026-11-16..2026-11-16\n"
		"6 payment 2026-11-16T09:00:07+08:00 300.00 1.80 "
		"2026111622001400000000000001 2026111622001400000000000001 "
		"A2026111600001 [*明(139****0001)] [证书, 一年\n"
		"完]\n"
		"end 2088000000000001 2026-11-16..2026-11-16 1 +300.00 "
		"-0.00\n" },
	{ "formats-2.2-end-inclusive-23-59-59.csv",
		"begin 2088000000000001 CNY 2026-11-16..2026-11-16\n"
		"6 payment 2026-11-16T09:00:07+08:00 300.00 1.80 "
		"2026111622001400000000000001 2026111622001400000000000001 "
		"A2026111600001 [*明(139****0001)] [数字证书服务费]\n"
		"7 payment 2026-11-16T09:00:07+08:00 9.90 0.06 "
		"2026111622001400000000000002 2026111622001400000000000002 "
		"A2026111600002 [*明(139****0001)] [数字证书服务费\n"
		"挂号付费-一号窗]\n"
		"8 refund 2026-11-16T17:00:00+08:00 -100.00 -0.60 RF-0001 "
		"2026111622001400000000000001 A2026111600001 "
		"[*明(139****0001)] [数字证书服务费]\n"
		"end 2088000000000001 2026-11-16..2026-11-16 3 +309.90 "
		"-100.00\n" },
	{ "formats-2.2-gb18030-crlf-refund-negative.csv",
		"begin 2088000000000001 CNY 2026-11-16..2026-11-16\n"
		"6 payment 2026-11-16T09:00:07+08:00 300.00 1.80 "
		"2026111622001400000000000001 2026111622001400000000000001 "
		"A2026111600001 [*明(139****0001)] [数字证书服务费]\n"
		"7 payment 2026-11-16T09:00:07+08:00 9.90 0.06 "
		"2026111622001400000000000002 2026111622001400000000000002 "
		"A2026111600002 [*明(139****0001)] [数字证书服务费\n"
		"挂号付费-一号窗]\n"
		"8 refund 2026-11-16T17:00:00+08:00 -100.00 -0.60 RF-0001 "
		"2026111622001400000000000001 A2026111600001 "
		"[*明(139****0001)] [数字证书服务费]\n"
		"end 2088000000000001 2026-11-16..2026-11-16 3 +309.90 "
		"-100.00\n" },
	{ "formats-2.2-half-width-brackets-jifenbao-dikou.csv",
		"begin 2088000000000001 CNY 2026-11-16..2026-11-16\n"
		"6 payment 2026-11-16T09:00:07+08:00 300.00 1.80 "
		"2026111622001400000000000001 2026111622001400000000000001 "
		"A2026111600001 [*明(139****0001)] [数字证书服务费]\n"
		"7 payment 2026-11-16T09:00:07+08:00 9.90 0.06 "
		"2026111622001400000000000002 2026111622001400000000000002 "
		"A2026111600002 [*明(139****0001)] [数字证书服务费\n"
		"挂号付费-一号窗]\n"
		"8 refund 2026-11-16T17:00:00+08:00 -100.00 -0.60 RF-0001 "
		"2026111622001400000000000001 A2026111600001 "
		"[*明(139****0001)] [数字证书服务费]\n"
		"end 2088000000000001 2026-11-16..2026-11-16 3 +309.90 "
		"-100.00\n" },
	{ "formats-2.2-one-foot-counts-refunds.csv",
		"begin 2088000000000001 CNY 2026-11-16..2026-11-16\n"
		"6 payment 2026-11-16T09:00:07+08:00 300.00 1.80 "
		"2026111622001400000000000001 2026111622001400000000000001 "
		"A2026111600001 [*明(139****0001)] [数字证书服务费]\n"
		"7 payment 2026-11-16T09:00:07+08:00 9.90 0.06 "
		"2026111622001400000000000002 2026111622001400000000000002 "
		"A2026111600002 [*明(139****0001)] [数字证书服务费\n"
		"挂号付费-一号窗]\n"
		"8 refund 2026-11-16T17:00:00+08:00 -100.00 -0.60 RF-0001 "
		"2026111622001400000000000001 A2026111600001 "
		"[*明(139****0001)] [数字证书服务费]\n"
		"end 2088000000000001 2026-11-16..2026-11-16 3 +309.90 "
		"-100.00\n" },
	{ "no-account-no-period.csv",
		"begin - CNY ..\n"
		"5 payment 2026-11-16T09:00:07+08:00 300.00 1.80 "
		"2026111622001400000000000001 2026111622001400000000000001 "
		"A2026111600001 [*明(139****0001)] [数字证书服务费]\n"
		"end - 2026-11-16..2026-11-16 1 +300.00 -0.00\n" },
};

/* Why a file is refused. */
static const struct example bad[] = {
	{ "ambiguous-surplus.csv",
		"6:51: row: 26 values, but the header has 25 columns, and "
		"which text holds the rest cannot be told" },
	{ "amount-in-exponent.csv",
		"6:131: 商家实收（元）: \"3e2\" is not an amount: wrong at "
		"character 2" },
	{ "cut-inside-a-row.csv",
		"6:124: row: 12 values, but the header has 25 columns" },
	{ "day-without-time.csv", "6:79: 完成时间: expected a day and a time" },
	{ "foot-not-understood.csv", "8: 交易合计: expected a count and 笔" },
	{ "id-rounded-by-spreadsheet.csv",
		"6:1: 支付宝交易号: \"2.02611E+27\" is a number that was "
		"rounded" },
	{ "illegal-gb18030.csv",
		"6:57: not valid GB18030: byte 0xb7 at offset 593 of the "
		"file" },
	{ "missing-column.csv",
		"5:48: header: expected 终端号 in column 10, found 对方账户" },
	{ "moved-column.csv",
		"5:57: header: expected 订单金额（元） in column 12, found "
		"商家实收（元）" },
	{ "no-end-mark.csv", "6: the file ends before 业务明细列表结束" },
	{ "no-foot.csv", "7: the file ends before #交易合计" },
	{ "note-among-rows.csv", "7:1: expected a row or the end of the list" },
	{ "one-foot-differs-from-both.csv",
		"10: 交易合计 商家实收: the file says 309.90, its rows give "
		"409.90" },
	{ "pay-count-differs.csv",
		"8: 交易合计 笔数: the file says 2, its rows give 1" },
	{ "pay-total-differs.csv",
		"8: 交易合计 商家实收: the file says 300.01, its rows give "
		"300.00" },
	{ "payment-negative.csv",
		"6:132: 商家实收（元）: negative in a row of 交易" },
	{ "period-ends-before-it-begins.csv",
		"3: the period ends before it begins" },
	{ "private-use-character.csv",
		"6:58: a control, invisible or private character (U+E000) at "
		"offset 595 of the file" },
	{ "refund-foot-missing.csv", "10: the file ends before #退款合计" },
	{ "refund-total-differs.csv",
		"11: 退款合计 商家实收: the file says 99.00, its rows give "
		"100.00" },
	{ "refund-without-batch.csv",
		"6:173: 退款批次号/请求号: a refund must have one, to be told "
		"from its payment" },
	{ "renamed-column.csv",
		"5:150: header: expected 服务费（元） in column 23, found "
		"手续费（元）" },
	{ "row-after-end.csv", "8:1: a row after the end of the list" },
	{ "shifted-row.csv",
		"6:51: row: 26 values, but the header has 25 columns, and "
		"which text holds the rest cannot be told" },
	{ "short-header-with-rows.csv",
		"6:1: a row, but its header has 6 of 25 columns" },
	{ "surplus-column.csv",
		"5:166: header: expected no column 26, found 税额（元）" },
	{ "unknown-type.csv",
		"6:47: 业务类型: \"提现\" is neither 交易 nor 退款" },
	{ "value-missing-in-row.csv",
		"6:183: row: 24 values, but the header has 25 columns" },
};

/* Of the public samples: entries, and totals that do not agree. */
static const struct {
	const char *file;
	int entries, differing;
} corpus[] = {
	{ "trade_2026_test_refund_positive.gbk.csv", 3, 0 },
	{ "trade_empty_day.utf8.csv", 0, 0 },
};

static const struct format *
format(void)
{
	return format_find("alipay-trade");
}

static void
test_good(void)
{
	struct buf out = BUF_INIT;

	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		struct err err = ERR_INIT;
		char path[512];
		size_t len;
		char *bytes;

		snprintf(path, sizeof(path), ROOT "ok/%s", good[i].file);
		bytes = slurp(path, &len);
		CHECK_CASE(path, bytes != NULL);
		if (bytes != NULL) {
			parse_dump(format(), bytes, len, 0, &out, &err);
			CHECK_TEXT(buf_text(&out), good[i].want);
		}
		free(bytes);
	}
	buf_release(&out);
}

static void
test_bad(void)
{
	struct buf out = BUF_INIT;
	const struct sink sink = { &out, parse_begin, parse_entry, parse_end,
		parse_refuse, NULL };

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct err err = ERR_INIT;
		char path[512];
		size_t len;
		char *bytes;

		snprintf(path, sizeof(path), ROOT "bad/%s", bad[i].file);
		bytes = slurp(path, &len);
		CHECK_CASE(path, bytes != NULL);
		if (bytes != NULL) {
			CHECK_CASE(path,
				parse_bytes(format(), bytes, len, 0, &sink,
					&err) < 0);
			CHECK_TEXT(err.message, bad[i].want);
		}
		free(bytes);
	}
	buf_release(&out);
}

static int
count(const char *text, const char *what)
{
	int found = 0;

	while ((text = strstr(text, what)) != NULL) {
		found++;
		text += strlen(what);
	}
	return found;
}

static void
test_corpus(void)
{
	struct buf out = BUF_INIT;

	for (size_t i = 0; i < sizeof(corpus) / sizeof(*corpus); i++) {
		struct err err = ERR_INIT;
		char path[512];
		size_t len;
		char *bytes;

		snprintf(path, sizeof(path), CORPUS "%s", corpus[i].file);
		bytes = slurp(path, &len);
		if (bytes == NULL) {
			printf("SKIPPED: alipay corpus: %s is not there\n",
				path);
			CU_PASS("skipped");
			continue;
		}
		parse_dump(format(), bytes, len, 0, &out, &err);
		CHECK_TEXT(err.message, "");
		CHECK_INT(count(buf_text(&out), "\ndisagree "),
			corpus[i].differing);
		CHECK_INT(count(buf_text(&out), " payment ") +
				count(buf_text(&out), " refund "),
			corpus[i].entries);
		CHECK_INT(count(buf_text(&out), "\nend "), 1);
		free(bytes);
	}
	buf_release(&out);
}

static const struct test tests[] = {
	{ "alipay bills of each variant are read whole", test_good },
	{ "alipay bills with a defect are refused by its name", test_bad },
	{ "alipay samples of public projects are read", test_corpus },
	{ NULL, NULL },
};

const struct suite test_format_alipay = { "format/format_alipay", tests };
