#include "suite.h"

#include "base/buf.h"
#include "handout/csv_files.h"
#include "handout/item.h"

/* Transfers of 0.01 and more, and how a value is quoted. */
static const struct {
	struct transfer transfer;
	const char *row;
} transfers[] = {
	{ { "YF7A1", "15019001000000001", "示例草原建设工程有限公司",
		  "102191000011", "示例银行", 1, "482913" },
		"YF7A1,15019001000000001,示例草原建设工程有限公司,"
		"102191000011,示例银行,0.01,482913\n" },
	{ { "YF7T2", "1", "甲,乙", "", "", 1, "007" },
		"YF7T2,1,\"甲,乙\",,,0.01,007\n" },
	{ { "E", "1", "名\"称\"", "2", "a\nb", 12345, "A" },
		"E,1,\"名\"\"称\"\"\",2,\"a\nb\",123.45,A\n" },
	{ { "E", "1", "a\rb", "", "'=1+1", 1, "=1" },
		"E,1,\"a\rb\",,'=1+1,0.01,=1\n" },
};

static void
test_transfers(void)
{
	struct buf out = BUF_SECRET;

	csv_files_begin_transfers(&out);
	CHECK_TEXT(buf_text(&out),
		"end_to_end_id,account,name,bank_code,bank_name,amount_yuan,"
		"remark\n");
	for (size_t i = 0; i < sizeof(transfers) / sizeof(*transfers); i++) {
		buf_clear(&out);
		csv_files_transfer(&out, &transfers[i].transfer);
		CHECK_TEXT(buf_text(&out), transfers[i].row);
	}
	buf_release(&out);
}

static const struct {
	struct message message;
	const char *row;
} messages[] = {
	{ { MESSAGE_PIN, "BJ1", "13800000001", "李示例", "482913" },
		"BJ1,13800000001,李示例,\"您的数字证书（订单 BJ1）PIN 码为 "
		"482913，请勿告知他人。\"\n" },
	{ { MESSAGE_INBOUND, "SZ-2_x", "13800000002", "", "7K2M" },
		"SZ-2_x,13800000002,,\"请从贵单位对公账户向我方转账 0.01 元，"
		"附言填写验证码 7K2M（订单 SZ-2_x）。\"\n" },
	/* What is put in is never taken for a placeholder, nor for quotes. */
	{ { MESSAGE_PIN, "{code}", "1", "a,b", "\"{order}" },
		"{code},1,\"a,b\",\"您的数字证书（订单 {code}）PIN 码为 "
		"\"\"{order}，请勿告知他人。\"\n" },
};

static void
test_messages(void)
{
	struct buf out = BUF_SECRET;

	csv_files_begin_messages(&out);
	CHECK_TEXT(buf_text(&out), "order_no,mobile,name,text\n");
	for (size_t i = 0; i < sizeof(messages) / sizeof(*messages); i++) {
		buf_clear(&out);
		csv_files_message(&out, &messages[i].message);
		CHECK_TEXT(buf_text(&out), messages[i].row);
	}
	buf_release(&out);
}

static void
test_collections(void)
{
	static const struct collection item = { "SN1", "snca", "李示例", 2, 0,
		"0042" };
	struct buf out = BUF_SECRET;

	csv_files_begin_collections(&out);
	csv_files_collection(&out, &item);
	CHECK_TEXT(buf_text(&out),
		"order_no,ca,holder_name,main_keys,sub_keys,pin\n"
		"SN1,snca,李示例,2,0,0042\n");
	buf_release(&out);
}

static const struct test tests[] = {
	{ "a transfer is a row of the bank's batch", test_transfers },
	{ "a message tells its code in words", test_messages },
	{ "a collection is a row of the counter's list", test_collections },
	{ NULL, NULL },
};

const struct suite test_csv_files = { "handout/csv_files", tests };
