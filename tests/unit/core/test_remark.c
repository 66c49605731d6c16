#include "book_maker.h"
#include "suite.h"

#include "base/buf.h"
#include "core/remark.h"

#include <string.h>

/* What could be a number holds each that is one, between two commas. */
static void
check_numbers_of(struct maker *m, const char *remark,
	const unsigned char *lengths, const struct order_set *found)
{
	struct buf numbers = BUF_INIT, all = BUF_INIT;

	CHECK_INT(remark_numbers(&m->arena, remark, lengths, &numbers, &m->err),
		0);
	buf_printf(&all, ",%s,", buf_text(&numbers));
	for (size_t i = 0; i < found->count; i++) {
		struct buf one = BUF_INIT;

		buf_printf(&one, ",%s,",
			m->book.orders.at[found->at[i]].number_folded);
		CHECK_CASE(
			remark, strstr(buf_text(&all), buf_text(&one)) != NULL);
		buf_release(&one);
	}
	buf_release(&all);
	buf_release(&numbers);
}

/* Of any length, and of those that the book's orders have. */
static void
check_numbers(
	struct maker *m, const char *remark, const struct order_set *found)
{
	check_numbers_of(m, remark, NULL, found);
	check_numbers_of(m, remark, m->book.number_lengths, found);
}

static void
check(struct maker *m, const char *remark, const char *want)
{
	struct order_set found = { .count = 0 };
	struct buf got = BUF_INIT;

	CHECK_INT(remark_orders(&m->book, remark, &found, &m->err), 0);
	for (size_t i = 0; i < found.count; i++)
		buf_printf(&got, "%s%s", i > 0 ? "," : "",
			m->book.orders.at[found.at[i]].order_no);
	CHECK_CASE(remark, strcmp(buf_text(&got), want) == 0);
	if (strcmp(buf_text(&got), want) != 0)
		CHECK_TEXT(buf_text(&got), want);
	check_numbers(m, remark, &found);
	buf_release(&got);
}

static void
numbers(void)
{
	static const char *const cases[][2] = {
		{ "SZ202611210007", "SZ202611210007" },
		{ "转账 订单ＳＺ2026－1121－0007 数字证书费",
			"SZ202611210007" },
		{ "数字证书费 SZ202611210007", "SZ202611210007" },
		{ "SZ202611210007证书年费", "SZ202611210007" },
		{ "订单号:SZ202611210007", "SZ202611210007" },
		{ "办理CA锁（SZ202611210007）", "SZ202611210007" },
		{ "付SZ 2026 1121 0007 CA费", "SZ202611210007" },
		{ "SZ2026/1121/0007", "SZ202611210007" },
		{ "SZ2026，1121，0007", "SZ202611210007" },
		{ "SZ2026、1121；0007", "SZ202611210007" },
		{ "sz202611210007", "SZ202611210007" },
		{ "ｓｚ２０２６１１２１０００７", "SZ202611210007" },
		/* Letters may touch, digits may not. */
		{ "XSZ202611210007X", "SZ202611210007" },
		{ "SZ2026112100071", "" },
		{ "1SZ202611210007", "" },
		{ "SZ202611210007 1", "SZ202611210007" },
		{ "20261116 SZ202611210007", "SZ202611210007" },
		{ "SZ202611210007,300.00元", "SZ202611210007" },
		/* A part is missing. */
		{ "SZ20261121000", "" },
		{ "202611210007", "" },
		{ "SZ202611 订单 210007", "" },
		/* Several, in any order; a field is a line. */
		{ "SZ202611210007、SZ202611210008",
			"SZ202611210007,SZ202611210008" },
		{ "SZ202611210008 SZ202611210007",
			"SZ202611210007,SZ202611210008" },
		{ "转账\n用途 SZ202611210008", "SZ202611210008" },
		{ "SZ20261121\n0007", "" },
		{ "12\nSZ202611210007\n34", "SZ202611210007" },
		/* A number inside a longer one that is known too. */
		{ "NM-7-12", "NM-7-12" },
		{ "NM712", "NM-7-12" },
		{ "4711", "4711" },
		{ "4711，4712", "4711,4712" },
		{ "4711 4712", "4711,4712" },
		{ "尾号14711", "" },
		{ "", "" },
		{ "证书费", "" },
	};
	struct maker m;

	maker_start(&m, "2026-11-16");
	maker_order(&m, "szca", "SZ202611210007");
	maker_order(&m, "szca", "SZ202611210008");
	maker_order(&m, "nmca", "NM-7-12");
	maker_order(&m, "nmca", "4711");
	maker_order(&m, "nmca", "4712");
	CHECK_INT(remark_index(&m.book, &m.err), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		check(&m, cases[i][0], cases[i][1]);
	maker_end(&m);
}

static void
shared(void)
{
	struct maker m;

	maker_start(&m, "2026-11-16");
	maker_order(&m, "snca", "A100");
	maker_order(&m, "cfca", "A100");
	CHECK_INT(remark_index(&m.book, &m.err), 0);
	check(&m, "付A100", "A100,A100");
	maker_end(&m);
}

/* No number that is left of an order's after folding, or one too long. */
static void
no_numbers(void)
{
	static const char too_long[] =
		"A234567890123456789012345678901234567890123456789012345678901"
		"2345";
	struct maker m;

	maker_start(&m, "2026-11-16");
	maker_order(&m, "snca", "---");
	maker_order(&m, "snca", too_long);
	maker_order(&m, "snca", too_long + 1);
	CHECK_INT(strlen(too_long), 65);
	CHECK_INT(remark_index(&m.book, &m.err), 0);
	check(&m, "---", "");
	check(&m, too_long, too_long + 1);
	maker_end(&m);
}

/* What stands between numbers and is neither digit nor letter, nor dropped by
 * folding; and each allocation that fails. */
static void
candidates(void)
{
	struct maker m;
	int rc = -1;

	maker_start(&m, "2026-11-16");
	for (size_t more = 1; rc < 0; more += 16) {
		struct buf numbers = BUF_INIT;

		m.arena.limit = m.arena.used + more;
		rc = remark_numbers(&m.arena, "A1~B2", NULL, &numbers, &m.err);
		if (rc == 0)
			CHECK_TEXT(buf_text(&numbers), "A1,1,B2,2,A1B2,1B2");
		else
			CHECK_INT(m.err.code, ERR_LIMIT);
		buf_release(&numbers);
	}
	maker_end(&m);
}

static void
sets(void)
{
	static const size_t added[] = { 5, 1, 3, 5, 1, 9, 0 };
	static const size_t want[] = { 0, 1, 3, 5, 9 };
	struct order_set set = { .count = 0 };
	struct maker m;

	maker_start(&m, "2026-11-16");
	for (size_t i = 0; i < sizeof(added) / sizeof(*added); i++)
		CHECK_INT(order_set_add(&set, added[i], &m.arena, &m.err), 0);
	CHECK_INT(set.count, 5);
	for (size_t i = 0; i < set.count && i < 5; i++)
		CHECK_INT(set.at[i], want[i]);
	CU_ASSERT_TRUE(order_set_has(&set, 9));
	CU_ASSERT_FALSE(order_set_has(&set, 2));
	maker_end(&m);
}

static const struct test tests[] = {
	{ "remark_orders finds numbers as people write them", numbers },
	{ "remark_orders names the orders of both CAs", shared },
	{ "remark_orders knows numbers of 1 to 64 bytes", no_numbers },
	{ "remark_numbers finds what could be one", candidates },
	{ "order_set_add keeps a set sorted", sets },
	{ NULL, NULL },
};

const struct suite test_remark = { "core/remark", tests };
