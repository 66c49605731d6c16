#include "suite.h"

#include "base/err.h"
#include "model/money.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define UNTOUCHED 424242

static void
parse_reads_each_case(void)
{
	static const struct {
		const char *text;
		int64_t fen;
	} cases[] = {
		{ "300", 30000 },
		{ "300.0", 30000 },
		{ "300.00", 30000 },
		{ "0.32000", 32 },
		{ "1,300.00", 130000 },
		{ "\xc2\xa5"
		  "300.00",
			30000 },
		{ "\xef\xbf\xa5"
		  "300.00",
			30000 },
		{ "＋300．00", 30000 },
		{ "－１，２３４．５６", -123456 },
		{ "0.01", 1 },
		{ "-0.01", -1 },
		{ "-0", 0 },
		{ "¥-12.30", -1230 },
		{ "-¥12.30", -1230 },
		{ " \t300 \t", 30000 },
		{ "　300　", 30000 },
		{ ".5", 50 },
		{ "5.", 500 },
		{ "0012", 1200 },
		{ "12,345,678.90", 1234567890 },
		{ "90071992547409.93", 9007199254740993 },
		{ "92233720368547758.07", INT64_MAX },
		{ "-92233720368547758.07", -INT64_MAX },
		{ "92233720368547758.0700000", INT64_MAX },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct err err = ERR_INIT;
		int64_t fen = UNTOUCHED;

		CHECK_CASE(cases[i].text,
			money_parse(cases[i].text, strlen(cases[i].text), &fen,
				&err) == 0);
		CHECK_CASE(cases[i].text, fen == cases[i].fen);
	}
}

static void
parse_refuses_each_case(void)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{ "", "the amount is empty" },
		{ "  ", "the amount is empty" },
		{ "3e2", "\"3e2\" is not an amount: wrong at character 2" },
		{ "300.001", "\"300.001\" has more than 2 decimal places" },
		{ "0.3200001", "\"0.3200001\" has more than 2 decimal places" },
		{ "--5", "\"--5\" is not an amount: wrong at character 2" },
		{ "0x1F", "\"0x1F\" is not an amount: wrong at character 2" },
		{ "+", "\"+\" is not an amount: wrong at character 2" },
		{ "¥", "\"¥\" is not an amount: wrong at character 2" },
		{ "¥¥1", "\"¥¥1\" is not an amount: wrong at character 2" },
		{ ".", "\".\" is not an amount: wrong at character 2" },
		{ "1 000", "\"1 000\" is not an amount: wrong at character 3" },
		{ "1,30", "\"1,30\" is not an amount: wrong at character 5" },
		{ "1300,000",
			"\"1300,000\" is not an amount: wrong at character 5" },
		{ "1,3000",
			"\"1,3000\" is not an amount: wrong at character 6" },
		{ ",300", "\",300\" is not an amount: wrong at character 1" },
		{ "1.23,4",
			"\"1.23,4\" is not an amount: wrong at character 5" },
		{ "1.2.3", "\"1.2.3\" is not an amount: wrong at character 4" },
		{ "300元", "\"300元\" is not an amount: wrong at character 4" },
		{ "3：0", "\"3：0\" is not an amount: wrong at character 2" },
		{ "NaN", "\"NaN\" is not an amount: wrong at character 1" },
		{ "92233720368547758.08",
			"the amount \"92233720368547758.08\" is too large" },
		{ "-92233720368547758.08",
			"the amount \"-92233720368547758.08\" is too large" },
		/* One more than 64 bits hold, by its last digit. */
		{ "184467440737095516.16",
			"the amount \"184467440737095516.16\" is too large" },
		{ "99999999999999999999999999999999999999999999",
			"the amount "
			"\"9999999999999999999999999999999999999999\" is too "
			"large" },
		{ "一一一一一一一一一一一一一一一一一一",
			"\"一一一一一一一一一一一一一\" is not an amount: "
			"wrong at character 1" },
		/* No character begins in what a message could show of it. */
		{ "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80"
		  "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80"
		  "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80"
		  "\x80\x80\x80\x80\x80",
			"\"\" is not an amount: wrong at character 1" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct err err = ERR_INIT;
		int64_t fen = UNTOUCHED;

		CHECK_INT(money_parse(cases[i].text, strlen(cases[i].text),
				  &fen, &err),
			-1);
		CHECK_INT(err.code, ERR_INPUT);
		CHECK_TEXT(err.message, cases[i].message);
		CHECK_INT(fen, UNTOUCHED);
	}
}

static void
parse_stops_at_the_length(void)
{
	struct err err = ERR_INIT;
	int64_t fen;

	CHECK_INT(money_parse("300.005", 6, &fen, &err), 0);
	CHECK_INT(fen, 30000);
	/* A character cut in two is no digit. */
	CHECK_INT(money_parse("3\xef\xbc\x90", 3, &fen, &err), -1);
}

static void
parse_scaled_knows_other_currencies(void)
{
	static const struct {
		const char *text;
		int scale;
		int rc;
		int64_t minor;
	} cases[] = {
		{ "300", 0, 0, 300 },
		{ "300.00", 0, 0, 300 },
		{ "300.5", 0, -1, UNTOUCHED },
		{ "1.5", 3, 0, 1500 },
		{ "1.2345", 4, 0, 12345 },
		{ "1.23456", 4, -1, UNTOUCHED },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct err err = ERR_INIT;
		int64_t minor = UNTOUCHED;

		CHECK_INT(
			money_parse_scaled(cases[i].text, strlen(cases[i].text),
				cases[i].scale, &minor, &err),
			cases[i].rc);
		CHECK_INT(minor, cases[i].minor);
	}
}

static const int64_t edges[] = { 0, 1, -1, 99, 100, -100, 101,
	(INT64_C(1) << 53), -(INT64_C(1) << 53), (INT64_C(1) << 53) + 1, 2,
	-(INT64_C(1) << 62),
	INT64_MAX, INT64_MAX - 1, -INT64_MAX, -INT64_MAX + 1, INT64_MAX / 2,
	INT64_MAX / 2 + 1, INT64_C(3037000499), INT64_C(3037000500) };

#define EDGES (sizeof(edges) / sizeof(edges[0]))

static void
text_comes_back_through_parse(void)
{
	char text[MONEY_TEXT_SIZE];
	struct err err = ERR_INIT;
	uint64_t random = 1;
	int64_t fen;

	for (size_t i = 0; i < EDGES; i++) {
		money_text(edges[i], text);
		CHECK_CASE(text,
			money_parse(text, strlen(text), &fen, &err) == 0 &&
				fen == edges[i]);
	}
	for (int i = 0; i < 200000; i++) {
		int64_t want;

		random = random * UINT64_C(6364136223846793005) + 1;
		want = (int64_t)(random >> (random & 63));
		if (want == INT64_MIN)
			continue;
		money_text(want, text);
		if (money_parse(text, strlen(text), &fen, &err) < 0 ||
			fen != want)
			CU_FAIL("a random amount does not come back");
	}
	CHECK_TEXT(money_text(-130005, text), "-1300.05");
	CHECK_TEXT(money_text(-5, text), "-0.05");
	CHECK_TEXT(money_text(INT64_MIN, text), "-92233720368547758.08");
}

static int
fits(__int128 value)
{
	return value >= -(__int128)MONEY_MAX && value <= MONEY_MAX;
}

static void
add_and_times_agree_with_128_bits(void)
{
	for (size_t i = 0; i < EDGES; i++)
		for (size_t j = 0; j < EDGES; j++) {
			const __int128 sum = (__int128)edges[i] + edges[j];
			const __int128 product = (__int128)edges[i] * edges[j];
			struct err err = ERR_INIT;
			int64_t value = edges[i];

			CHECK_INT(money_add(&value, edges[j], &err),
				fits(sum) ? 0 : -1);
			CU_ASSERT(value == (fits(sum) ? sum : edges[i]));
			value = UNTOUCHED;
			CHECK_INT(money_times(edges[i], edges[j], &value, &err),
				fits(product) ? 0 : -1);
			CU_ASSERT(
				value == (fits(product) ? product : UNTOUCHED));
		}
}

static const struct test tests[] = { { "money_parse reads each case",
					     parse_reads_each_case },
	{ "money_parse refuses each case", parse_refuses_each_case },
	{ "money_parse stops at the length", parse_stops_at_the_length },
	{ "money_parse_scaled knows other currencies",
		parse_scaled_knows_other_currencies },
	{ "money_text comes back through money_parse",
		text_comes_back_through_parse },
	{ "money_add and money_times agree with 128 bits",
		add_and_times_agree_with_128_bits },
	{ NULL, NULL } };

const struct suite test_money = { "model/money", tests };
