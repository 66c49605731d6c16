#include "book_maker.h"
#include "suite.h"

#include "core/classify.h"

#include <string.h>

static void
alone(void)
{
	static const struct {
		int64_t amount;
		unsigned marks;
		const char *texts;
		enum entry_kind kind;
	} cases[] = {
		{ 1, 0, "123456", ENTRY_MICRO_DEPOSIT },
		{ -1, 0, "证书密码123456", ENTRY_MICRO_DEPOSIT },
		{ -1, 0, "手续费", ENTRY_MICRO_DEPOSIT },
		{ 1, 0, "退汇：账号户名不符", ENTRY_RETURN },
		{ 1, 0, "退票-收款人账号不存在", ENTRY_RETURN },
		{ 1, 0, "退 回 户名有误", ENTRY_RETURN },
		{ 1, 0, "冲正", ENTRY_RETURN },
		{ 1, 0, "冲账", ENTRY_RETURN },
		{ 1, 0, "抹账", ENTRY_RETURN },
		{ 30000, 0, "退汇", ENTRY_RETURN },
		{ 1, MARK_RETURN, "", ENTRY_RETURN },
		{ 30000, 0, "货款", ENTRY_PAYMENT },
		{ 2, 0, "", ENTRY_PAYMENT },
		{ -30000, 0, "退款", ENTRY_REFUND },
		{ -500, 0, "网银手续费", ENTRY_FEE },
		{ -500, 0, "工本费", ENTRY_FEE },
		{ -500, 0, "账户管理费", ENTRY_FEE },
		{ -500, 0, "电讯费", ENTRY_FEE },
		{ -500, 0, "汇划费", ENTRY_FEE },
		{ -500, 0, "对公收费", ENTRY_FEE },
		{ -500, 0, "费用外收", ENTRY_FEE },
		{ -500, 0, "批量扣费", ENTRY_FEE },
		{ -500, MARK_FEE, "", ENTRY_FEE },
		{ 500, 0, "手续费", ENTRY_PAYMENT },
		{ -500, 0, "房租", ENTRY_OTHER },
	};
	struct maker m;

	maker_start(&m, "2026-11-16");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		enum entry_kind kind = ENTRY_KIND_COUNT;

		CHECK_INT(
			classify_alone(&m.arena, cases[i].amount,
				cases[i].marks, cases[i].texts, &kind, &m.err),
			0);
		CHECK_CASE(cases[i].texts, kind == cases[i].kind);
	}
	maker_end(&m);
}

static void
no_memory(void)
{
	enum entry_kind kind = ENTRY_KIND_COUNT;
	struct arena arena = { .limit = 8 };
	struct err err = ERR_INIT;

	CHECK_INT(classify_alone(&arena, 1, 0, "一个附言", &kind, &err), -1);
	CHECK_INT(err.code, ERR_LIMIT);
	CHECK_INT(kind, ENTRY_KIND_COUNT);
	arena_release(&arena);
}

static void
in_book(void)
{
	static const struct {
		const char *name, *remark;
		int64_t amount;
		enum entry_kind kind;
	} cases[] = {
		{ "某公司", "退 CF1 款项", -30000, ENTRY_REFUND },
		{ "某公司", "CF1 手续费", -30000, ENTRY_REFUND },
		{ "某公司", "CF1", 1, ENTRY_MICRO_DEPOSIT },
		{ "某公司", "CF1", -1, ENTRY_MICRO_DEPOSIT },
		{ "财付通（公司）", "微信商户m1a20261115结算款", 9000,
			ENTRY_SETTLEMENT },
		{ "财付通(公 司)", "微信商户Ｍ1A 2026-11-15 结算款 01", 9000,
			ENTRY_SETTLEMENT },
		{ "财付通公司", "微信商户m1a20261332结算款", 9000,
			ENTRY_PAYMENT },
		{ "财付通公司", "微信商户m2a20261115结算款", 9000,
			ENTRY_PAYMENT },
		{ "别的公司", "微信商户m1a20261115结算款", 9000,
			ENTRY_PAYMENT },
		{ "财付通公司", "微信商户m1a20261115结算款", 1,
			ENTRY_MICRO_DEPOSIT },
		{ "财付通公司", "微信商户m1a20261115结算款", -9000,
			ENTRY_OTHER },
		{ "财付通公司", "微信商户m1a2026111", 9000, ENTRY_PAYMENT },
		{ "财付通公司", "微信商户m1a2026111X结算款", 9000,
			ENTRY_PAYMENT },
		{ "财付通公司", "微信商户m1a2026年11月15日结算款", 9000,
			ENTRY_PAYMENT },
		{ "支付宝公司", "随便写的", 9000, ENTRY_SETTLEMENT },
		/* The row of a channel that never settles describes nobody. */
		{ "", "无", 9000, ENTRY_PAYMENT },
	};
	struct maker m;

	maker_start(&m, "2026-11-16");
	maker_order(&m, "cfca", "CF1");
	maker_channel(&m, SOURCE_WECHAT, "m1a", "财付通公司",
		"微信商户{merchant}{bill_date}结算款");
	maker_channel(&m, SOURCE_ALIPAY, "2088", "支付宝公司", "");
	maker_channel(&m, SOURCE_ALIPAY, "2089", "", "");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		maker_bank_entry(&m, "b", cases[i].amount, cases[i].name, "1",
			cases[i].remark);
	maker_decide(&m);
	/* All of one moment and number: they stay in their order. */
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		CHECK_CASE(cases[i].remark,
			m.book.entries.at[i].kind == cases[i].kind);
	maker_end(&m);
}

static void
intermediaries(void)
{
	static const struct {
		const char *name;
		bool is;
	} cases[] = {
		{ "支付宝网络技术有限公司客户备付金", true },
		{ "待报解预算收入", true },
		{ "财付通公司", true },
		{ "财务公司", false },
		{ "", false },
	};
	struct maker m;

	maker_start(&m, "2026-11-16");
	maker_channel(&m, SOURCE_WECHAT, "m1", "财付通公司", "");
	maker_channel(&m, SOURCE_ALIPAY, "m2", "", "");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		CHECK_CASE(cases[i].name,
			classify_is_intermediary(&m.book, cases[i].name) ==
				cases[i].is);
	maker_end(&m);
}

static const struct test tests[] = {
	{ "classify_alone knows a line by its amount and words", alone },
	{ "classify_alone fails when memory ends", no_memory },
	{ "classify_entries knows orders and channels", in_book },
	{ "classify_is_intermediary knows who only passes money on",
		intermediaries },
	{ NULL, NULL },
};

const struct suite test_classify = { "core/classify", tests };
