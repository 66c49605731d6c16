#include "suite.h"

#include "parse.h"

#include <stdlib.h>
#include <string.h>

#define ROOT "fixtures/statements/wechat-trade/"
#define CORPUS "../shared/corpus/wechat_trade/"

struct example {
	const char *file;
	const char *want;
};

/* Everything that is read from a file, as parse.h writes it down. */
static const struct example good[] = {
	{ "formats-1.1-all-27-bom-crlf-2026-11-16.csv",
		"begin 1900000001 CNY ..\n"
		"2 payment 2026-11-16T10:00:00+08:00 300.00 1.80 "
		"4200000001202611160000000001 4200000001202611160000000001 "
		"M2026111600001 [] [数字证书服务费]\n"
		"3 payment 2026-11-16T08:30:05+08:00 0.01 0.00 "
		"4200000001202611160000000002 4200000001202611160000000002 "
		"M2026111600002 [] [数字证书服务费\n"
		"{\"order\":\"A-17\",\"n\":2}]\n"
		"4 refund 2026-11-16T18:20:00+08:00 -100.00 -0.60 "
		"50300000012026111600000000001 4200000001202611160000000001 "
		"M2026111600001 [] [数字证书服务费]\n"
		"end 1900000001 2026-11-16..2026-11-16 3 +300.01 -100.00\n" },
	{ "formats-1.1-all-27-lf-no-final-newline.csv",
		"begin 1900000001 CNY ..\n"
		"2 payment 2026-11-16T10:00:00+08:00 300.00 1.80 "
		"4200000001202611160000000001 4200000001202611160000000001 "
		"M2026111600001 [] [数字证书服务费]\n"
		"3 payment 2026-11-16T08:30:05+08:00 0.01 0.00 "
		"4200000001202611160000000002 4200000001202611160000000002 "
		"M2026111600002 [] [数字证书服务费\n"
		"{\"order\":\"A-17\",\"n\":2}]\n"
		"4 refund 2026-11-16T18:20:00+08:00 -100.00 -0.60 "
		"50300000012026111600000000001 4200000001202611160000000001 "
		"M2026111600001 [] [数字证书服务费]\n"
		"end 1900000001 2026-11-16..2026-11-16 3 +300.01 -100.00\n" },
	{ "formats-1.1-header-with-backticks.csv",
		"begin 1900000001 CNY ..\n"
		"2 payment 2026-11-16T10:00:00+08:00 300.00 1.80 "
		"4200000001202611160000000001 4200000001202611160000000001 "
		"M2026111600001 [] [数字证书服务费]\n"
		"end 1900000001 2026-11-16..2026-11-16 1 +300.00 -0.00\n" },
	{ "formats-1.1-old-24-fullwidth-colons.csv",
		"begin 1900000001 CNY ..\n"
		"2 payment 2014-11-10T16:33:45+08:00 0.01 0.00 "
		"4200000001202611160000000001 4200000001202611160000000001 "
		"M2026111600001 [] [数字证书服务费]\n"
		"3 payment 2014-11-10T16:46:14+08:00 0.01 0.00 "
		"4200000001202611160000000002 4200000001202611160000000002 "
		"M2026111600001 [] [数字证书服务费]\n"
		"end 1900000001 2014-11-10..2014-11-10 2 +0.02 -0.00\n" },
	{ "formats-1.1-old-24-other-spelling.csv",
		"begin 1900000001 CNY ..\n"
		"2 payment 2026-11-16T10:00:00+08:00 300.00 1.80 "
		"4200000001202611160000000001 4200000001202611160000000001 "
		"M2026111600001 [] [数字证书服务费]\n"
		"end 1900000001 2026-11-16..2026-11-16 1 +300.00 -0.00\n" },
	{ "formats-1.1-refund-29-negative-fee.csv",
		"begin 1900000001 CNY ..\n"
		"2 refund 2026-11-16T18:20:00+08:00 -100.00 -0.60 "
		"50300000012026111600000000001 4200000001202611160000000001 "
		"M2026111600001 [] [数字证书服务费]\n"
		"end 1900000001 2026-11-16..2026-11-16 1 +0.00 -100.00\n" },
	{ "formats-1.1-revoked-without-refund-id.csv",
		"begin 1900000001 CNY ..\n"
		"2 payment 2026-11-16T10:00:00+08:00 300.00 1.80 "
		"4200000001202611160000000001 4200000001202611160000000001 "
		"M2026111600001 [] [数字证书服务费]\n"
		"3 refund 2026-11-16T10:05:00+08:00 -300.00 -1.80 "
		"4200000001202611160000000001-revoked "
		"4200000001202611160000000001 M2026111600001 [] "
		"[数字证书服务费]\n"
		"end 1900000001 2026-11-16..2026-11-16 2 +300.00 -300.00\n" },
	{ "formats-1.1-separator-in-product-name.csv",
		"begin 1900000001 CNY ..\n"
		"2 payment 2026-11-16T10:00:00+08:00 300.00 1.80 "
		"4200000001202611160000000001 4200000001202611160000000001 "
		"M2026111600001 [] [证书,`两把\n"
		"p]\n"
		"end 1900000001 2026-11-16..2026-11-16 1 +300.00 -0.00\n" },
	{ "formats-1.1-success-20-four-totals.csv",
		"begin 1900000001 CNY ..\n"
		"2 payment 2026-11-16T10:00:00+08:00 300.00 1.80 "
		"4200000001202611160000000001 4200000001202611160000000001 "
		"M2026111600001 [] [证书, 一年期 \"新办\"\n"
		"a,b]\n"
		"3 payment 2026-11-16T10:00:00+08:00 6.00 0.04 "
		"4200000001202611160000000003 4200000001202611160000000003 "
		"M2026111600001 [] [数字证书服务费]\n"
		"end 1900000001 2026-11-16..2026-11-16 2 +306.00 -0.00\n" },
	{ "formats-1.1-success-20-seven-totals.csv",
		"begin 1900000001 CNY ..\n"
		"2 payment 2026-11-16T10:00:00+08:00 300.00 1.80 "
		"4200000001202611160000000001 4200000001202611160000000001 "
		"M2026111600001 [] [证书, 一年期 \"新办\"\n"
		"a,b]\n"
		"3 payment 2026-11-16T10:00:00+08:00 6.00 0.04 "
		"4200000001202611160000000003 4200000001202611160000000003 "
		"M2026111600001 [] [数字证书服务费]\n"
		"end 1900000001 2026-11-16..2026-11-16 2 +306.00 -0.00\n" },
	{ "idempotence-no-rows-2026-11-16.csv",
		"begin - CNY ..\n"
		"end - .. 0 +0.00 -0.00\n" },
};

/* Why a file is refused. */
static const struct example bad[] = {
	{ "ambiguous-separator.csv",
		"2:201: 商品名称: 33 values, but the header has 27 columns, "
		"and which text holds the rest cannot be told" },
	{ "amount-empty.csv", "2:165: 应结订单金额: the amount is empty" },
	{ "amount-in-exponent.csv",
		"2:165: 应结订单金额: \"3e2\" is not an amount: wrong at "
		"character 2" },
	{ "amount-negative.csv", "2:165: 应结订单金额: must not be negative" },
	{ "count-differs.csv",
		"4:2: 总交易单数: the file says 2, its rows give 1" },
	{ "count-not-whole.csv", "4:2: 总交易单数: \"1.5\" is not a count" },
	{ "date-impossible.csv",
		"2:2: 交易时间: \"2026-02-30 10:00:00\" is not a date with or "
		"without a time" },
	{ "day-without-time.csv", "2:2: 交易时间: expected a day and a time" },
	{ "fee-beyond-the-fen.csv",
		"2:212: 手续费: \"1.80400\" has more than 2 decimal places" },
	{ "fee-total-differs.csv",
		"5:29: 手续费总金额: the file says 1.80, its rows give 1.20" },
	{ "gb18030-instead-of-utf-8.csv",
		"1:1: not valid UTF-8: byte 0xbd at offset 0 of the file" },
	{ "id-rounded-by-spreadsheet.csv",
		"2:60: 微信订单号: \"4.2E+27\" is a number that was rounded" },
	{ "illegal-byte.csv",
		"2:203: not valid UTF-8: byte 0xe8 at offset 596 of the file" },
	{ "invisible-character.csv",
		"2:203: a control, invisible or private character (U+200B) at "
		"offset 596 of the file" },
	{ "last-column-missing.csv",
		"1:143: header: expected 费率备注 in column 27, found the end "
		"of the line" },
	{ "lone-carriage-return.csv",
		"2:203: a carriage return inside a line (U+000D) at offset 596 "
		"of the file" },
	{ "missing-column.csv",
		"1:23: header: expected 设备号 in column 5, found 微信订单号" },
	{ "moved-column.csv",
		"1:33: header: expected 商户订单号 in column 7, found "
		"商品名称" },
	{ "not-cny.csv", "2:160: 货币种类: expected CNY" },
	{ "payment-with-refunded-amount.csv",
		"2:185: 退款金额: a payment with a refunded amount" },
	{ "refund-without-id.csv",
		"2:176: 微信退款单号: a refund without 微信退款单号" },
	{ "renamed-column.csv",
		"1:33: header: expected 商户订单号 in column 7, found "
		"商户订单编号" },
	{ "row-after-totals.csv", "7:1: expected nothing after the totals" },
	{ "row-without-backtick.csv",
		"2:1: expected a row, which begins with a backtick" },
	{ "success-20-states-refunds.csv",
		"4:13: 退款总金额: the file says 5.00, its rows give 0.00" },
	{ "surplus-column.csv",
		"1:149: header: expected no column 28, found 新列" },
	{ "total-differs.csv",
		"4:7: 应结订单总金额: the file says 300.01, its rows give "
		"300.00" },
	{ "truncated-after-totals-header.csv",
		"3: the file ends before its totals (总交易单数)" },
	{ "truncated-no-totals.csv",
		"3: the file ends before its totals (总交易单数)" },
	{ "two-merchants.csv",
		"3:43: 商户号: the bill is that of 1900000001, this row is one "
		"of 1900000002" },
	{ "unknown-state.csv",
		"2:143: 交易状态: \"CLOSED\" is none of SUCCESS, REFUND, "
		"REVOKED" },
	{ "value-missing-in-row.csv",
		"2:236: row: 26 values, but the header has 27 columns" },
};

/* Of the public samples: entries, and totals that do not agree. */
static const struct {
	const char *file;
	int entries, differing;
} corpus[] = {
	{ "WxJava__ALL_2014_24col_oldformat_fullwidth_colons.csv", 2, 0 },
	{ "WxJava__ALL_2019_27col.csv", 1, 6 },
	{ "WxJava__REFUND_2019_29col.csv", 1, 4 },
	{ "WxJava__SUCCESS_2019_20col.csv", 1, 4 },
	{ "wechatpay-go-gunsluo__ALL_2021.csv", 3, 0 },
};

static const struct format *
format(void)
{
	return format_find("wechat-trade");
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
			printf("SKIPPED: wechat corpus: %s is not there\n",
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

static int
ignore_begin(void *ctx, const struct statement *st, struct err *err)
{
	(void)ctx;
	(void)st;
	(void)err;
	return 0;
}

/* Parse a bill of one row whose product's name has ${size} bytes. */
static int
parse_with_name(size_t size, struct err *err)
{
	static const char name[] = "数字证书服务费";
	struct buf bill = BUF_INIT, out = BUF_INIT;
	const struct sink sink = { &out, ignore_begin, parse_entry,
		ignore_begin, parse_refuse, NULL };
	size_t len;
	char *bytes =
		slurp(ROOT "ok/formats-1.1-header-with-backticks.csv", &len);
	const char *at = bytes != NULL ? strstr(bytes, name) : NULL;
	int rc = -1;

	if (at != NULL) {
		buf_add(&bill, bytes, (size_t)(at - bytes));
		for (size_t i = 0; i < size; i++)
			buf_putc(&bill, 'x');
		buf_puts(&bill, at + strlen(name));
		rc = parse_bytes(format(), bill.s, bill.len, 0, &sink, err);
	}
	buf_release(&bill);
	buf_release(&out);
	free(bytes);
	return rc;
}

static void
test_field_limit(void)
{
	struct err err = ERR_INIT;

	CHECK_INT(parse_with_name(4096, &err), 0);
	CHECK_INT(parse_with_name(4097, &err), -1);
	CHECK_TEXT(err.message, "2:201: 商品名称: longer than 4096 bytes");
	CHECK_INT(err.code, ERR_LIMIT);
}

static int
stop(void *ctx, const struct statement *st, struct err *err)
{
	(void)ctx;
	(void)st;
	return err_set(err, ERR_CONFLICT, "the sink stops here");
}

/* The parser returns the sink's error unchanged. */
static void
test_sink_stops(void)
{
	struct buf out = BUF_INIT;
	const struct sink sinks[] = {
		{ &out, stop, parse_entry, parse_end, parse_refuse,
			NULL },
		{ &out, parse_begin, parse_entry, stop, parse_refuse,
			NULL },
	};
	size_t len;
	char *bytes =
		slurp(ROOT "ok/formats-1.1-header-with-backticks.csv", &len);

	for (size_t i = 0; bytes != NULL && i < 2; i++) {
		struct err err = ERR_INIT;

		CHECK_INT(parse_bytes(format(), bytes, len, 0, &sinks[i], &err),
			-1);
		CHECK_TEXT(err.message, "the sink stops here");
		CHECK_INT(err.code, ERR_CONFLICT);
	}
	free(bytes);
	buf_release(&out);
}

static const struct test tests[] = {
	{ "wechat bills of each variant are read whole", test_good },
	{ "wechat bills with a defect are refused by its name", test_bad },
	{ "wechat samples of public projects are read", test_corpus },
	{ "wechat fields over 4 kB are refused", test_field_limit },
	{ "wechat parsing stops where the sink stops", test_sink_stops },
	{ NULL, NULL },
};

const struct suite test_format_wechat = { "format/format_wechat", tests };
