#include "suite.h"

#include "model/currency.h"

#include <string.h>

static void
test_scale(void)
{
	CHECK_INT(currency_scale("CNY"), 2);
	CHECK_INT(currency_scale("JPY"), 0);
	CHECK_INT(currency_scale("KWD"), 3);
	CHECK_INT(currency_scale("UYW"), 4);
	CHECK_INT(currency_scale(""), 2);
}

static void
test_code(void)
{
	CU_ASSERT(currency_is_code("CNY", 3));
	CU_ASSERT(currency_is_code("CNY1", 3));
	CU_ASSERT(!currency_is_code("CNYX", 4));
	CU_ASSERT(!currency_is_code("CN", 2));
	CU_ASSERT(!currency_is_code("CN1", 3));
	CU_ASSERT(!currency_is_code("cny", 3));
}

static const struct {
	int64_t minor;
	const char *code, *want;
} amounts[] = {
	{ 0, "CNY", "0.00" },
	{ -130005, "CNY", "-1300.05" },
	{ 7, "", "0.07" },
	{ -500, "JPY", "-500" },
	{ 500, "JPY", "500" },
	{ 1234, "KWD", "1.234" },
	{ INT64_MIN, "CNY", "-92233720368547758.08" },
	{ INT64_MAX, "JPY", "9223372036854775807" },
};

static void
test_amounts(void)
{
	char text[CURRENCY_AMOUNT_SIZE];

	for (size_t i = 0; i < sizeof(amounts) / sizeof(*amounts); i++)
		CHECK_TEXT(currency_amount_text(
				   amounts[i].minor, amounts[i].code, text),
			amounts[i].want);
}

static const struct test tests[] = {
	{ "a currency has its places", test_scale },
	{ "a code is three capital letters", test_code },
	{ "amounts are written in their currency", test_amounts },
	{ NULL, NULL },
};

const struct suite test_currency = { "model/currency", tests };
