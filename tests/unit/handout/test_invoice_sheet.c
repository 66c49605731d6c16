/*
 * The bureau's workbook: columns by header, rules of row 2, values of a row.
 */
#include "suite.h"

#include "base/arena.h"
#include "base/err.h"
#include "handout/invoice_sheet.h"

#include <string.h>

/* The columns of a sheet of lines, not in the bureau's order. */
static struct form_column lines[] = {
	{ "税率", "必填\n（限8字符)\n以小数形式填写", "", "" },
	{ "规格型号", "非必填\n（限40字符)", "", "" },
	{ "金额", " 必填\t\n（限16字符)", "", "" },
	{ "发票流水号", "必填\n（限20字符)", "", "" },
	{ "商品和服务\n税收编码", "必填\n（限20字符)", "", "" },
	{ "项目名称", "必填\n（限5字符)", "", "" },
};

#define LINES (sizeof(lines) / sizeof(*lines))

static const struct invoice_item item = {
	.serial = "YF1",
	.orders = "A1 A2",
	.buyer = { false, false, "甲", "9135", "路", "1", "行", "2", "" },
	.line_no = 1,
	.order_no = "A1",
	.tax_code = "3040203000000000000",
	.tax_name = "证书服务费",
	.rate = 600,
	.gross = 123456,
	.tax = 6988,
};

static void
columns_are_found_by_header(void)
{
	const struct form_sheet form = { .at = lines, .count = LINES };
	struct invoice_sheet sheet;
	struct arena arena = ARENA_INIT;
	struct err err = ERR_INIT;
	const char *cells[LINES];

	CHECK_INT(
		invoice_sheet_map(&sheet, INVOICE_SHEET_LINES, &form, &err), 0);
	CHECK_INT(invoice_sheet_row(&sheet, &item, &arena, cells, &err), 0);
	CHECK_TEXT(err.message, "");
	CHECK_TEXT(cells[0], "0.06");
	CU_ASSERT(cells[1] == NULL);
	CHECK_TEXT(cells[2], "1234.56");
	CHECK_TEXT(cells[3], "YF1");
	CHECK_TEXT(cells[4], "3040203000000000000");
	CHECK_TEXT(cells[5], "证书服务费");
	arena_release(&arena);
}

static const struct {
	size_t column;
	struct form_column other;
	const char *message;
} wrong[] = {
	{ 0, { "税 率x", "必填（限8字符)", "", "" },
		"2-发票明细信息: row 3 has no column \"税率\"" },
	{ 1, { "税率", "必填（限8字符)", "", "" },
		"2-发票明细信息: row 3 has the column \"税率\" twice" },
	{ 1, { "新列", "必填（限8字符)", "", "" },
		"2-发票明细信息: the column \"新列\" must be filled, but is "
		"not known" },
	{ 1, { "新列", "专票必填（限8字符)", "", "" },
		"2-发票明细信息: the column \"新列\" must be filled, but is "
		"not known" },
	{ 2, { "金额", "", "", "" },
		"2-发票明细信息: row 2 of the column \"金额\" holds no rule "
		"that is understood" },
	{ 2, { "金额", "必填", "", "" },
		"2-发票明细信息: row 2 of the column \"金额\" holds no rule "
		"that is understood" },
	{ 2, { "金额", "必填（限零字符）", "", "" },
		"2-发票明细信息: row 2 of the column \"金额\" holds no rule "
		"that is understood" },
	{ 1, { "新列", "有条件必填（限8字符)", "", "" }, "" },
	{ 1, { "", "必填（限8字符)", "", "" }, "" },
};

static void
other_workbooks_are_refused(void)
{
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		const struct form_sheet form = { .at = lines, .count = LINES };
		const struct form_column kept = lines[wrong[i].column];
		struct invoice_sheet sheet;
		struct err err = ERR_INIT;
		int rc;

		lines[wrong[i].column] = wrong[i].other;
		rc = invoice_sheet_map(
			&sheet, INVOICE_SHEET_LINES, &form, &err);
		CHECK_TEXT(err.message, wrong[i].message);
		CHECK_INT(rc, wrong[i].message[0] == '\0' ? 0 : -1);
		lines[wrong[i].column] = kept;
	}
}

/* What a rule or a list does not take is named. */
static const struct {
	size_t column;
	struct form_column other;
	const char *name, *message;
} values[] = {
	{ 5, { "项目名称", "必填（限4字符)", "", "" }, "证书服务费",
		"YF1: 项目名称: has 5 characters, more than 4" },
	{ 5, { "项目名称", "必填（限5字符)", "甲,证书服务费", "" },
		"证书服务费", "" },
	{ 5, { "项目名称", "必填（限5字符)", "证书服务,乙", "" }, "证书服务费",
		"YF1: 项目名称: \"证书服务费\" is not in the list of the "
		"workbook" },
};

static void
values_are_checked(void)
{
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++) {
		const struct form_sheet form = { .at = lines, .count = LINES };
		const struct form_column kept = lines[values[i].column];
		struct invoice_item other = item;
		struct invoice_sheet sheet;
		struct arena arena = ARENA_INIT;
		struct err err = ERR_INIT;
		const char *cells[LINES];

		lines[values[i].column] = values[i].other;
		other.tax_name = values[i].name;
		CHECK_INT(invoice_sheet_map(
				  &sheet, INVOICE_SHEET_LINES, &form, &err),
			0);
		invoice_sheet_row(&sheet, &other, &arena, cells, &err);
		CHECK_TEXT(err.message, values[i].message);
		lines[values[i].column] = kept;
		arena_release(&arena);
	}
}

/* --- the heads ------------------------------------------------------------ */

#define HEADS 13

static struct form_column heads[HEADS] = {
	{ "发票流水号", "必填(限20字符)", "", "" },
	{ "发票类型", "必填(限10字符)", "增值税专用发票,普通发票", "" },
	{ "是否含税", "必填(是/否)(限2字符)", "是,否", "" },
	{ "受票方自然人标识", "非必填(限2字符)", "是,否", "" },
	{ "购买方名称", "必填(限100字符)", "", "" },
	{ "购买方纳税人识别号", "专票必填(限20字符)", "", "" },
	{ "购买方地址", "有条件必填(限100字符)", "", "" },
	{ "购买方电话", "有条件必填(限50字符)", "", "" },
	{ "购买方开户银行", "非必填(限100字符)", "", "" },
	{ "购买方银行账号", "非必填(限100字符)", "", "" },
	{ "是否展示购买方地址电话银行账号", "非必填（限20字符）", "", "" },
	{ "备注", "非必填(限230字符)", "", "" },
	{ "购买方邮箱", "非必填(限72字符)", "", "" },
};

static const struct {
	struct invoice_buyer buyer;
	const char *cells[HEADS];
	const char *message;
} buyers[] = {
	/* An ordinary invoice carries title and number only. */
	{ { false, false, "甲", "9135", "路", "1", "行", "2", "a@b.cn" },
		{ "YF1", "普通发票", "是", "否", "甲", "9135", NULL, NULL, NULL,
			NULL, NULL, "A1 A2", "a@b.cn" },
		"" },
	{ { true, false, "甲", "9135", "路", "1", "行", "2", "" },
		{ "YF1", "增值税专用发票", "是", "否", "甲", "9135", "路", "1",
			"行", "2", "展示地址、电话、开户银行及银行账号",
			"A1 A2", NULL },
		"" },
	{ { false, true, "张三", "", "", "", "", "", "" },
		{ "YF1", "普通发票", "是", "是", "张三", NULL, NULL, NULL, NULL,
			NULL, NULL, "A1 A2", NULL },
		"" },
	{ { true, false, "甲", "", "路", "1", "行", "2", "" }, { NULL },
		"YF1: 购买方纳税人识别号: empty, but this invoice needs it" },
};

static void
heads_say_who_buys(void)
{
	const struct form_sheet form = { .at = heads, .count = HEADS };
	struct invoice_sheet sheet;
	struct err err = ERR_INIT;

	CHECK_INT(
		invoice_sheet_map(&sheet, INVOICE_SHEET_HEADS, &form, &err), 0);
	CHECK_TEXT(err.message, "");
	for (size_t i = 0; i < sizeof(buyers) / sizeof(*buyers); i++) {
		struct invoice_item other = item;
		struct arena arena = ARENA_INIT;
		struct err why = ERR_INIT;
		const char *cells[HEADS];

		other.buyer = buyers[i].buyer;
		invoice_sheet_row(&sheet, &other, &arena, cells, &why);
		CHECK_TEXT(why.message, buyers[i].message);
		for (size_t c = 0; c < HEADS && why.code == ERR_NONE; c++)
			CHECK_TEXT(cells[c] == NULL ? "-" : cells[c],
				buyers[i].cells[c] == NULL
					? "-"
					: buyers[i].cells[c]);
		arena_release(&arena);
	}
}

/* As many orders as fit, and how many there are. */
static void
a_long_remark_is_cut(void)
{
	const struct form_sheet form = { .at = heads, .count = HEADS };
	struct invoice_item other = item;
	struct invoice_sheet sheet;
	struct arena arena = ARENA_INIT;
	struct err err = ERR_INIT;
	const char *cells[HEADS];
	char orders[30 * 10 + 1] = "";

	for (int i = 0; i < 30; i++)
		strcat(orders, i == 29 ? "AB1234567" : "AB1234567 ");
	other.orders = orders;
	CHECK_INT(
		invoice_sheet_map(&sheet, INVOICE_SHEET_HEADS, &form, &err), 0);
	CHECK_INT(invoice_sheet_row(&sheet, &other, &arena, cells, &err), 0);
	CU_ASSERT_FATAL(cells[11] != NULL);
	CHECK_INT(strspn(cells[11], "AB1234567 "), 210);
	CHECK_TEXT(cells[11] + 209, " 等 30 单");
	arena_release(&arena);
}

static const struct test tests[] = { { "columns are found by header",
					     columns_are_found_by_header },
	{ "other workbooks are refused", other_workbooks_are_refused },
	{ "values are checked", values_are_checked },
	{ "heads say who buys", heads_say_who_buys },
	{ "a long remark is cut", a_long_remark_is_cut }, { NULL, NULL } };

const struct suite test_invoice_sheet = { "handout/invoice_sheet", tests };
