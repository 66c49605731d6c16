/*
 * Invoices as rules: buyers, which orders, how lines are put together, what a
 * red one reverses, which step may follow.
 */
#include "suite.h"

#include "base/err.h"
#include "model/invoice.h"
#include "model/tax.h"

#include <stdio.h>
#include <string.h>

#define TEN "一二三四五六七八九十"
#define FIFTY TEN TEN TEN TEN TEN
#define A10 "aaaaaaaaaa"
#define A100 A10 A10 A10 A10 A10 A10 A10 A10 A10 A10

static const struct {
	const char *label;
	struct invoice_buyer buyer;
	const char *message;
} buyers[] = {
	{ "ordinary: title and tax number",
		{ false, false, "甲公司", "91350100M000100Y43", "", "", "", "",
			"" },
		"" },
	{ "a person needs no tax number",
		{ false, true, "张三", "", "", "", "", "", "" }, "" },
	{ "an organisation does",
		{ false, false, "甲公司", "", "", "", "", "", "" },
		"invoice_tax_no: empty, but this invoice needs it" },
	{ "nobody goes without a title",
		{ false, true, "", "", "", "", "", "", "" },
		"invoice_title: empty, but this invoice needs it" },
	{ "special: all of it",
		{ true, false, "甲公司", "91350100M000100Y43", "某路1号",
			"0471-1", "某银行", "62001", "a@b.cn" },
		"" },
	{ "special without an address",
		{ true, false, "甲公司", "91350100M000100Y43", "", "0471-1",
			"某银行", "62001", "" },
		"invoice_address: empty, but this invoice needs it" },
	{ "special without an account",
		{ true, true, "甲公司", "91350100M000100Y43", "某路1号", "1",
			"某银行", "", "" },
		"invoice_account: empty, but this invoice needs it" },
	{ "special always needs a tax number",
		{ true, true, "甲", "", "某路1号", "1", "行", "1", "" },
		"invoice_tax_no: empty, but this invoice needs it" },
	{ "100 characters, 100 bytes",
		{ false, true, A100, "", "", "", "", "", "" }, "" },
	{ "101 characters", { false, true, A100 "a", "", "", "", "", "", "" },
		"invoice_title: has 101 characters, more than 100" },
	{ "50 ideographs are 100 bytes of GBK",
		{ false, true, FIFTY, "", "", "", "", "", "" }, "" },
	{ "and one letter more is too long",
		{ false, true, FIFTY "a", "", "", "", "", "", "" },
		"invoice_title: has 101 bytes of GBK, more than 100" },
	{ "an address is counted in characters",
		{ false, true, "甲", "", FIFTY FIFTY, "", "", "", "" }, "" },
	{ "101 of them",
		{ false, true, "甲", "", FIFTY FIFTY "一", "", "", "", "" },
		"invoice_address: has 101 characters, more than 100" },
	{ "no mark of markup", { false, true, "甲<乙", "", "", "", "", "", "" },
		"invoice_title: holds < or >" },
	{ "in no field", { false, true, "甲", "", "", "", "b>", "", "" },
		"invoice_bank: holds < or >" },
};

static void
buyers_are_checked(void)
{
	for (size_t i = 0; i < sizeof(buyers) / sizeof(*buyers); i++) {
		struct err err = ERR_INIT;
		const int rc = invoice_check_buyer(&buyers[i].buyer, &err);

		CHECK_CASE(buyers[i].label,
			(rc < 0) == (buyers[i].message[0] != '\0'));
		CHECK_TEXT(err.message, buyers[i].message);
	}
}

static void
names_and_numbers_are_checked(void)
{
	static const char *const bad[] = { "", "1", "2611200000000000000",
		"261120000000000000011", "2611200000000000000x",
		" 2611200000000000000", "26112000000000000001 " };
	struct err err = ERR_INIT;

	CHECK_INT(invoice_check_name("数字证书服务费", &err), 0);
	CHECK_INT(invoice_check_name(FIFTY "a", &err), -1);
	CHECK_INT(invoice_check_number("26112000000000000001", &err), 0);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK_CASE(bad[i], invoice_check_number(bad[i], &err) < 0);
}

static const struct {
	const char *verdict;
	int64_t standing;
	bool due;
} verdicts[] = {
	{ "paid", 36000, true },
	{ "part-refunded", 100, true },
	{ "paid", 0, false },
	{ "unpaid", 0, false },
	{ "awaiting", 0, false },
	{ "short", 100, false },
	{ "over", 36100, false },
	{ "duplicate", 72000, false },
	{ "missing", 0, false },
	{ "refunded", 0, false },
	{ "waived", 0, false },
	{ "waived", 100, false },
	{ "unpriced", 100, false },
};

static void
paid_orders_are_due(void)
{
	for (size_t i = 0; i < sizeof(verdicts) / sizeof(*verdicts); i++) {
		const struct invoice_order order = {
			.verdict = verdicts[i].verdict,
			.standing = verdicts[i].standing,
		};

		CHECK_CASE(verdicts[i].verdict,
			invoice_is_due(&order) == verdicts[i].due);
	}
}

/* --- putting them together --- */

static struct invoice_order
order(const char *ca, const char *no, const char *title, bool special)
{
	return (struct invoice_order){ .ca = ca,
		.order_no = no,
		.buyer = { special, false, title, "1", "", "", "", "", "" } };
}

/* "A1=1 A2=1 ...", as they came to stand. */
static const char *
say(const struct invoice_orders *orders, char *text, size_t size)
{
	size_t len = 0;

	text[0] = '\0';
	for (size_t i = 0; i < orders->count; i++)
		len += (size_t)snprintf(text + len, size - len, "%s=%zu ",
			orders->at[i].order_no, orders->at[i].invoice);
	return text;
}

static void
orders_of_one_buyer_are_combined_if_asked(void)
{
	struct invoice_order at[] = { order("b", "B1", "甲", false),
		order("a", "A3", "甲", false), order("a", "A2", "乙", false),
		order("a", "A1", "甲", false), order("a", "A4", "甲", true) };
	struct invoice_orders orders = { .at = at, .count = 5 };
	char text[200];

	CHECK_INT(invoice_plan(&orders, false), 5);
	CHECK_TEXT(
		say(&orders, text, sizeof(text)), "A1=1 A2=2 A3=3 A4=4 B1=5 ");
	CHECK_INT(invoice_plan(&orders, true), 4);
	CHECK_TEXT(
		say(&orders, text, sizeof(text)), "A2=1 A1=2 A3=2 A4=3 B1=4 ");
	orders.count = 0;
	CHECK_INT(invoice_plan(&orders, true), 0);
}

static void
no_invoice_is_larger_than_a_file(void)
{
	static struct invoice_order at[INVOICE_LINES_MAX + 1];
	struct invoice_orders orders = { .at = at,
		.count = INVOICE_LINES_MAX + 1 };

	for (size_t i = 0; i < orders.count; i++)
		at[i] = order("a", "A1", "甲", false);
	CHECK_INT(invoice_plan(&orders, true), 2);
	CHECK_INT(at[INVOICE_LINES_MAX - 1].invoice, 1);
	CHECK_INT(at[INVOICE_LINES_MAX].invoice, 2);
}

static void
files_hold_2000_lines_at_most(void)
{
	const int lines[] = { 1999, 1, 1, 2000, 1000, 1000, 1, 1999 };
	const int want[] = { 1, 1, 2, 3, 4, 4, 5, 5 };
	int files[8];

	invoice_split(lines, 8, files);
	for (size_t i = 0; i < 8; i++)
		CHECK_INT(files[i], want[i]);
}

/* --- reversing --- */

/* However it is cut, the parts add up, and what is left holds its own tax. */
static void
reds_add_up_to_their_blue(void)
{
	static const int rates[] = { 0, 100, 300, 600, 1300 };
	unsigned seed = 1;

	for (int i = 0; i < 20000; i++) {
		struct invoice_line line = { .rate = rates[i % 5] };
		int64_t parts = 0;

		seed = seed * 1103515245 + 12345;
		line.gross = seed % 100000 + 1;
		line.tax = tax_of(line.gross, line.rate);
		while (line.red < line.gross) {
			int64_t amount, tax;

			seed = seed * 1103515245 + 12345;
			amount = seed % (unsigned)(line.gross - line.red) + 1;
			tax = invoice_red_tax(&line, amount);
			CU_ASSERT(tax >= 0 && tax <= amount);
			line.red += amount;
			line.red_tax += tax;
			parts += tax;
			CU_ASSERT(line.tax - line.red_tax ==
				tax_of(line.gross - line.red, line.rate));
		}
		CU_ASSERT(parts == line.tax);
	}
}

static void
reasons_are_known(void)
{
	CHECK_TEXT(invoice_reason_find("return")->title, "销货退回");
	CHECK_TEXT(invoice_reason_find("error")->title, "开票有误");
	CU_ASSERT(invoice_reason_find("") == NULL);
	CU_ASSERT(invoice_reason_find("refund") == NULL);
}

/* --- steps --- */

static const char *const states[] = { "requested", "exported", "issued",
	"red-needed", "red-issued", "withdrawn" };

static const struct {
	const char *verb;
	bool may[6];
} steps[] = {
	{ "withdraw", { true, true, false, false, false, false } },
	{ "issue", { false, true, false, false, false, false } },
	{ "red", { false, false, true, true, true, false } },
	{ "burn", { false, false, false, false, false, false } },
};

static void
each_step_follows_its_states(void)
{
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		for (size_t s = 0; s < 6; s++)
			CHECK_CASE(states[s],
				invoice_may(states[s], steps[i].verb) ==
					steps[i].may[s]);
}

static const struct test tests[] = { { "buyers are checked",
					     buyers_are_checked },
	{ "names and numbers are checked", names_and_numbers_are_checked },
	{ "paid orders are due", paid_orders_are_due },
	{ "orders of one buyer are combined if asked",
		orders_of_one_buyer_are_combined_if_asked },
	{ "no invoice is larger than a file",
		no_invoice_is_larger_than_a_file },
	{ "files hold 2000 lines at most", files_hold_2000_lines_at_most },
	{ "reds add up to their blue", reds_add_up_to_their_blue },
	{ "reasons are known", reasons_are_known },
	{ "each step follows its states", each_step_follows_its_states },
	{ NULL, NULL } };

const struct suite test_invoice = { "model/invoice", tests };
