#include "suite.h"

#include "base/err.h"
#include "model/day.h"
#include "model/ident.h"

#include <string.h>

struct ident_case {
	const char *text;
	int rc;
	const char *message; /* "" when rc is 0 */
};

static void
check_cases(ident_fn *ident, const struct ident_case *cases)
{
	for (; cases->text != NULL; cases++) {
		struct err err = ERR_INIT;

		CHECK_CASE(cases->text, ident(cases->text, &err) == cases->rc);
		CHECK_TEXT(err.message, cases->message);
		CHECK_INT(err.code, cases->rc < 0 ? ERR_INPUT : ERR_NONE);
	}
}

static void
uscc_judges_each_vector(void)
{
	static const struct ident_case cases[] = {
		{ "91350100M000100Y43", 0, "" },
		{ "91110000600037341L", 0, "" },
		{ "91440300708461136T", 0, "" },
		{ "9144030071526726XG", 0, "" },
		{ "91110108551385082Q", 0, "" },
		{ "91310000MA1FL70B67", 0, "" },
		{ "91330100799655058B", 0, "" },
		{ "91350100M000100Y4Z", -1,
			"character 18 is the letter Z: a credit code holds no "
			"I, O, S, V or Z" },
		{ "91350100M000100Y44", -1,
			"the check digit of the credit code (character 18, GB "
			"32100) is 4, not 3" },
		{ "911101087226161822", -1,
			"both check digits are wrong: that of the "
			"organisation code (character 17, GB 11714) is 2, not "
			"1; that of the credit code (character 18, GB 32100) "
			"is 2, not X" },
		{ "91510100MA61R4XG3Q", -1,
			"both check digits are wrong: that of the "
			"organisation code (character 17, GB 11714) is 3, not "
			"8; that of the credit code (character 18, GB 32100) "
			"is Q, not 6" },
		{ "91350100M000100Y56", -1,
			"the check digit of the organisation code inside "
			"(character 17, GB 11714) is 5, not 4" },
		{ "91350100M000100Y53", -1,
			"both check digits are wrong: that of the "
			"organisation code (character 17, GB 11714) is 5, not "
			"4; that of the credit code (character 18, GB 32100) "
			"is 3, not 6" },
		{ "91350100m000100Y43", -1,
			"character 9 is the small letter m: a credit code has "
			"capitals only" },
		{ "9135O100M000100Y43", -1,
			"character 5 is the letter O: a credit code holds no "
			"I, O, S, V or Z" },
		{ "9135-100M000100Y43", -1,
			"character 5 is neither a digit nor a capital "
			"letter" },
		{ "91350100M000100Y4", -1,
			"a credit code has 18 characters, not 17" },
		{ "", -1, "a credit code has 18 characters, not 0" },
		{ "91A50100M000100Y43", -1,
			"character 3 is not a digit, but characters 3 to 8 "
			"are the area" },
		{ NULL, 0, NULL },
	};

	check_cases(ident_uscc, cases);
}

/* Any one wrong character is found by one of the two check digits. */
static void
uscc_finds_every_single_substitution(void)
{
	static const char symbols[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
	static const char good[] = "91350100M000100Y43";
	struct err err = ERR_INIT;
	int accepted = 0;

	for (size_t i = 0; i < 18; i++)
		for (const char *s = symbols; *s != '\0'; s++) {
			char text[19];

			memcpy(text, good, sizeof(text));
			text[i] = *s;
			if (*s != good[i])
				accepted += ident_uscc(text, &err) >= 0;
		}
	CHECK_INT(accepted, 0);
}

static void
uscc_warns_of_an_unknown_category(void)
{
	static const struct ident_case cases[] = {
		{ "95350100M000100Y4N", 1,
			"95 is no registrar and category that is known" },
		{ NULL, 0, NULL },
	};

	check_cases(ident_uscc, cases);
}

static void
tax_no_judges_each_length(void)
{
	static const struct ident_case cases[] = {
		{ "91350100M000100Y43", 0, "" },
		{ "11010519491231002X", 0, "" },
		{ "440524188001010014", 0, "" },
		{ "110105194912310021", -1,
			"the check digit of the resident's number (character "
			"18, GB 11643) is 1, not X" },
		{ "91350100M000100Y44", -1,
			"the check digit of the credit code (character 18, GB "
			"32100) is 4, not 3" },
		{ "350100000000012", 0, "" },
		{ "35010000000001234", 0, "" },
		{ "11010519491231002X01", 0, "" },
		{ "3501000000000123", -1,
			"a taxpayer's number has 15, 17, 18 or 20 "
			"characters, not 16" },
		{ "35010000000001a", -1,
			"character 15 is neither a digit nor a capital "
			"letter" },
		{ NULL, 0, NULL },
	};

	check_cases(ident_tax_no, cases);
}

static int
resident_today(const char *text, struct err *err)
{
	return ident_resident_id(text, day_of(2026, 11, 23), err);
}

static void
resident_id_judges_each_case(void)
{
	static const struct ident_case cases[] = {
		{ "11010519491231002X", 0, "" },
		{ "440524188001010014", 0, "" },
		{ "110105202612310021", -1,
			"characters 7 to 14 are no day of birth" },
		{ "11010519491231002x", -1,
			"character 18 is neither a digit nor a capital X" },
		{ "110105194912310021", -1,
			"the check digit of the resident's number (character "
			"18, GB 11643) is 1, not X" },
		{ "11010519490231002X", -1,
			"characters 7 to 14 are no day of birth" },
		{ "11010520491231002X", -1,
			"characters 7 to 14 are no day of birth" },
		{ "1101051949123100", -1,
			"a resident's number has 18 characters, not 16" },
		{ "1101051949O231002X", -1, "character 11 is not a digit" },
		{ NULL, 0, NULL },
	};

	check_cases(resident_today, cases);
}

static void
mobile_judges_each_case(void)
{
	static const struct ident_case cases[] = {
		{ "13800000000", 0, "" },
		{ "19200000000", 0, "" },
		{ "17000000000", 0, "" },
		{ "16600000000", 0, "" },
		{ "17400000000", 0, "" },
		{ "17412000000", 0, "" },
		{ "17413000000", 1, "174 is no prefix in use that is known" },
		{ "15400000000", 1, "154 is no prefix in use that is known" },
		{ "14700000000", 1, "147 is no prefix in use that is known" },
		{ "19400000000", 1, "194 is no prefix in use that is known" },
		{ "12800000000", -1,
			"a mobile number begins with 13 to 19, not with 12" },
		{ "23800000000", -1,
			"a mobile number begins with 13 to 19, not with 23" },
		{ "1380000000", -1, "has 10 digits, not 11" },
		{ "138000000000", -1, "has 12 digits, not 11" },
		{ "138-0000-0000", -1, "character 4 is not a digit" },
		{ "+8613800000000", -1, "character 1 is not a digit" },
		{ NULL, 0, NULL },
	};

	check_cases(ident_mobile, cases);
}

static void
cnaps_only_warns_of_its_check_digit(void)
{
	static const struct ident_case cases[] = {
		{ "102100099996", 0, "" },
		{ "105100000017", 0, "" },
		{ "104100000004", 0, "" },
		{ "103100000026", 0, "" },
		{ "308584000013", 0, "" },
		{ "301290000007", 0, "" },
		{ "313290000017", 0, "" },
		{ "102100099997", 1,
			"the check digit of the bank's code (character 12) is "
			"7, not 6" },
		{ "10210009999", -1, "has 11 digits, not 12" },
		{ "10210009999X", -1, "character 12 is not a digit" },
		{ NULL, 0, NULL },
	};

	check_cases(ident_cnaps, cases);
}

static void
account_judges_each_case(void)
{
#define LOST                                                                   \
	"a spreadsheet turned the number into E-notation and lost its last "   \
	"digits: export it again with that column as text"
	static const struct ident_case cases[] = {
		{ "0200001234567890123", 0, "" },
		{ "1100 6037-3018 0005", 0, "" },
		{ "1234", 0, "" },
		{ "6.21E+18", -1, LOST },
		{ "6.21e18", -1, LOST },
		{ "6E+18", -1, LOST },
		{ "123", -1, "an account number has 4 to 60 digits, not 3" },
		{ "", -1, "an account number has 4 to 60 digits, not 0" },
		{ "62E", -1,
			"character 3 is not a digit, a blank or a hyphen" },
		{ "6.21", -1,
			"character 2 is not a digit, a blank or a hyphen" },
		{ NULL, 0, NULL },
	};

	check_cases(ident_account, cases);
}

static void
order_no_and_email_judge_each_case(void)
{
	static const struct ident_case orders[] = {
		{ "SZ202611210007", 0, "" },
		{ "a-_9", 0, "" },
		{ "abc", -1, "an order number has 4 to 64 characters, not 3" },
		{ "SZ 2026", -1,
			"character 3 is not a letter, a digit, \"-\" or "
			"\"_\"" },
		{ NULL, 0, NULL },
	};
	static const struct ident_case emails[] = {
		{ "a@b.c", 0, "" },
		{ "kuaiji@example.com", 0, "" },
		{ "a@b", -1, "is not an e-mail address" },
		{ "@b.c", -1, "is not an e-mail address" },
		{ "a@.c", -1, "is not an e-mail address" },
		{ "a@b.", -1, "is not an e-mail address" },
		{ "a@b@c.d", -1, "is not an e-mail address" },
		{ "a b@c.d", -1, "is not an e-mail address" },
		{ "a.b@c", -1, "is not an e-mail address" },
		{ NULL, 0, NULL },
	};
	char longest[66];
	struct err err = ERR_INIT;

	check_cases(ident_order_no, orders);
	check_cases(ident_email, emails);
	memset(longest, 'A', sizeof(longest));
	longest[65] = '\0';
	CHECK_INT(ident_order_no(longest, &err), -1);
	longest[64] = '\0';
	CHECK_INT(ident_order_no(longest, &err), 0);
}

static const struct test tests[] = { { "ident_uscc judges each vector",
					     uscc_judges_each_vector },
	{ "ident_uscc finds every single substitution",
		uscc_finds_every_single_substitution },
	{ "ident_uscc warns of an unknown category",
		uscc_warns_of_an_unknown_category },
	{ "ident_tax_no judges each length", tax_no_judges_each_length },
	{ "ident_resident_id judges each case", resident_id_judges_each_case },
	{ "ident_mobile judges each case", mobile_judges_each_case },
	{ "ident_cnaps only warns of its check digit",
		cnaps_only_warns_of_its_check_digit },
	{ "ident_account judges each case", account_judges_each_case },
	{ "ident_order_no and ident_email judge each case",
		order_no_and_email_judge_each_case },
	{ NULL, NULL } };

const struct suite test_ident = { "model/ident", tests };
