#include "model/ident.h"

#include "base/err.h"
#include "base/i18n.h"
#include "model/day.h"

#include <stdbool.h>
#include <string.h>

/*
 * The numbers of organisations and persons: GB 32100, GB 11714, GB 11643.
 * Tables, not arithmetic on letters: the alphabet of GB 32100 skips five.
 */

#define USCC_LEN 18
#define DIGITS "0123456789"
#define CAPITALS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

static const char uscc_symbols[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
static const char org_symbols[] = DIGITS CAPITALS;

/* The registrars and the categories that each one gives (all known lists). */
static const struct {
	char registrar;
	const char *categories;
} uscc_kinds[] = {
	{ '1', "1239" },
	{ '2', "19" },
	{ '3', "123459" },
	{ '4', "19" },
	{ '5', "123459" },
	{ '6', "129" },
	{ '7', "129" },
	{ '8', "19" },
	{ '9', "1239" },
	{ 'A', "19" },
	{ 'G', "19" },
	{ 'J', "19" },
	{ 'N', "1239" },
	{ 'Y', "1" },
};

static int
odd(struct err *err)
{
	err->code = ERR_NONE;
	return 1;
}

static int
symbol(const char *symbols, char c)
{
	return (int)(strchr(symbols, c) - symbols);
}

/* What is wrong with character ${c} at ${place} of a credit code. */
static int
wrong_symbol(char c, size_t place, struct err *err)
{
	if (c >= 'a' && c <= 'z')
		return err_set(err, ERR_INPUT,
			_("character %zu is the small letter %c: a credit "
			  "code has capitals only"),
			place, c);
	if (c >= 'A' && c <= 'Z')
		return err_set(err, ERR_INPUT,
			_("character %zu is the letter %c: a credit code "
			  "holds no I, O, S, V or Z"),
			place, c);
	return err_set(err, ERR_INPUT,
		_("character %zu is neither a digit nor a capital letter"),
		place);
}

/* The form: 18 symbols, an area of six digits. */
static int
uscc_form(const char *text, struct err *err)
{
	size_t digits;

	for (size_t i = 0; text[i] != '\0'; i++)
		if (strchr(uscc_symbols, text[i]) == NULL)
			return wrong_symbol(text[i], i + 1, err);
	if (strlen(text) != USCC_LEN)
		return err_set(err, ERR_INPUT,
			_("a credit code has %d characters, not %zu"), USCC_LEN,
			strlen(text));
	digits = strspn(text + 2, DIGITS);
	if (digits < 6)
		return err_set(err, ERR_INPUT,
			_("character %zu is not a digit, but characters 3 to "
			  "8 are the area"),
			digits + 3);
	return 0;
}

/* GB 32100: the check digit for the first 17 characters. */
static char
uscc_check(const char *text)
{
	static const int weights[] = { 1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25,
		13, 8, 24, 10, 30, 28 };
	int sum = 0;

	for (int i = 0; i < USCC_LEN - 1; i++)
		sum += weights[i] * symbol(uscc_symbols, text[i]);
	return uscc_symbols[(31 - sum % 31) % 31];
}

/* GB 11714: the check digit for the 8 characters of an organisation code. */
static char
org_check(const char *text)
{
	static const int weights[] = { 3, 7, 9, 10, 5, 8, 4, 2 };
	int sum = 0;

	for (int i = 0; i < 8; i++)
		sum += weights[i] * symbol(org_symbols, text[i]);
	return "0123456789X0"[11 - sum % 11];
}

static int
uscc_kind(const char *text, struct err *err)
{
	for (size_t i = 0; i < sizeof(uscc_kinds) / sizeof(uscc_kinds[0]); i++)
		if (uscc_kinds[i].registrar == text[0] &&
			strchr(uscc_kinds[i].categories, text[1]) != NULL)
			return 0;
	err_set(err, ERR_INPUT,
		_("%.2s is no registrar and category that is known"), text);
	return odd(err);
}

int
ident_uscc(const char *text, struct err *err)
{
	char want_org, want;
	bool org_wrong, wrong;

	if (uscc_form(text, err) < 0)
		return -1;
	want_org = org_check(text + 8);
	want = uscc_check(text);
	org_wrong = text[16] != want_org;
	wrong = text[17] != want;

	if (org_wrong && wrong)
		return err_set(err, ERR_INPUT,
			_("both check digits are wrong: that of the "
			  "organisation code (character 17, GB 11714) is %c, "
			  "not %c; that of the credit code (character 18, GB "
			  "32100) is %c, not %c"),
			text[16], want_org, text[17], want);
	if (org_wrong)
		return err_set(err, ERR_INPUT,
			_("the check digit of the organisation code inside "
			  "(character 17, GB 11714) is %c, not %c"),
			text[16], want_org);
	if (wrong)
		return err_set(err, ERR_INPUT,
			_("the check digit of the credit code (character 18, "
			  "GB 32100) is %c, not %c"),
			text[17], want);
	return uscc_kind(text, err);
}

static int
number(const char *text, int digits)
{
	int value = 0;

	for (int i = 0; i < digits; i++)
		value = value * 10 + (text[i] - '0');
	return value;
}

/* The day of birth in a resident's number, or DAY_NONE.  The 19th century is
 * moved by 400 years, a whole cycle of leap years, into what day.h holds. */
static int32_t
resident_born(const char *text)
{
	const int year = number(text + 6, 4);
	const bool old = year >= 1800 && year < 1900;
	const int32_t day = day_of(old ? year + 400 : year,
		number(text + 10, 2), number(text + 12, 2));

	return old && day != DAY_NONE ? day - 146097 : day;
}

/* Whether ${text} has the form of a resident's number, its date included. */
static bool
resident_form(const char *text)
{
	return strlen(text) == 18 && strspn(text, DIGITS) >= 17 &&
		(text[17] == 'X' || strchr(DIGITS, text[17]) != NULL) &&
		resident_born(text) != DAY_NONE;
}

static char
resident_check(const char *text)
{
	static const int weights[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10,
		5, 8, 4, 2 };
	int sum = 0;

	for (int i = 0; i < 17; i++)
		sum += weights[i] * (text[i] - '0');
	return "10X98765432"[sum % 11];
}

int
ident_resident_id(const char *text, int32_t today, struct err *err)
{
	int32_t born;
	char want;

	if (strlen(text) != 18)
		return err_set(err, ERR_INPUT,
			_("a resident's number has 18 characters, not %zu"),
			strlen(text));
	if (strspn(text, DIGITS) < 17)
		return err_set(err, ERR_INPUT,
			_("character %zu is not a digit"),
			strspn(text, DIGITS) + 1);
	if (text[17] != 'X' && strchr(DIGITS, text[17]) == NULL)
		return err_set(err, ERR_INPUT,
			_("character 18 is neither a digit nor a capital X"));
	born = resident_born(text);
	if (born == DAY_NONE || (today != DAY_NONE && born > today))
		return err_set(err, ERR_INPUT,
			_("characters 7 to 14 are no day of birth"));
	want = resident_check(text);
	if (text[17] != want)
		return err_set(err, ERR_INPUT,
			_("the check digit of the resident's number "
			  "(character 18, GB 11643) is %c, not %c"),
			text[17], want);
	return 0;
}

/* What looks like a resident's number may be a credit code all the same. */
static int
either_of_18(const char *text, struct err *err)
{
	struct err ignored = ERR_INIT;

	return ident_uscc(text, &ignored) == 0
		? 0
		: ident_resident_id(text, DAY_NONE, err);
}

int
ident_tax_no(const char *text, struct err *err)
{
	const size_t len = strlen(text);
	const size_t good = strspn(text, org_symbols);

	if (good < len)
		return err_set(err, ERR_INPUT,
			_("character %zu is neither a digit nor a capital "
			  "letter"),
			good + 1);
	if (len != 15 && len != 17 && len != 18 && len != 20)
		return err_set(err, ERR_INPUT,
			_("a taxpayer's number has 15, 17, 18 or 20 "
			  "characters, not %zu"),
			len);
	if (len != 18)
		return 0;
	return resident_form(text) ? either_of_18(text, err)
				   : ident_uscc(text, err);
}
