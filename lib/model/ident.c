#include "model/ident.h"

#include "base/err.h"
#include "base/i18n.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define MOBILE_LEN 11
#define CNAPS_LEN 12
#define ACCOUNT_MIN 4
#define ACCOUNT_MAX 60
#define ORDER_NO_MIN 4
#define ORDER_NO_MAX 64
#define EMAIL_MAX 72

#define DIGITS "0123456789"
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

/* What was said is a warning: no error, and the caller goes on. */
static int
odd(struct err *err)
{
	err->code = ERR_NONE;
	return 1;
}

/* ${text} must be ${len} digits and nothing else. */
static int
need_digits(const char *text, size_t len, struct err *err)
{
	const size_t digits = strspn(text, DIGITS);

	if (text[digits] != '\0')
		return err_set(err, ERR_INPUT,
			_("character %zu is not a digit"), digits + 1);
	if (digits != len)
		return err_set(err, ERR_INPUT, _("has %zu digits, not %zu"),
			digits, len);
	return 0;
}

/* The prefixes in use, by second and third digit; 174 is only partly so. */
static bool
mobile_known(const char *text)
{
	static const char *const thirds[] = {
		['3' - '3'] = "0123456789",
		['4' - '3'] = "",
		['5' - '3'] = "012356789",
		['6' - '3'] = "2567",
		['7' - '3'] = "01235678",
		['8' - '3'] = "0123456789",
		['9' - '3'] = "012356789",
	};

	if (strncmp(text, "174", 3) == 0)
		return text[3] == '0' || text[3] == '9' ||
			(text[3] == '1' && text[4] <= '2');
	return strchr(thirds[text[1] - '3'], text[2]) != NULL;
}

int
ident_mobile(const char *text, struct err *err)
{
	if (need_digits(text, MOBILE_LEN, err) < 0)
		return -1;
	if (text[0] != '1' || text[1] < '3')
		return err_set(err, ERR_INPUT,
			_("a mobile number begins with 13 to 19, not with "
			  "%.2s"),
			text);
	if (mobile_known(text))
		return 0;
	err_set(err, ERR_INPUT, _("%.3s is no prefix in use that is known"),
		text);
	return odd(err);
}

/* ISO 7064 MOD 11,10 over the first ${len} digits. */
static char
mod_11_10(const char *text, size_t len)
{
	int product = 10;

	for (size_t i = 0; i < len; i++) {
		const int sum = (text[i] - '0' + product) % 10;

		product = 2 * (sum == 0 ? 10 : sum) % 11;
	}
	return (char)('0' + (11 - product) % 10);
}

int
ident_cnaps(const char *text, struct err *err)
{
	char want;

	if (need_digits(text, CNAPS_LEN, err) < 0)
		return -1;
	want = mod_11_10(text, CNAPS_LEN - 1);
	if (text[CNAPS_LEN - 1] == want)
		return 0;
	err_set(err, ERR_INPUT,
		_("the check digit of the bank's code (character 12) is %c, "
		  "not %c"),
		text[CNAPS_LEN - 1], want);
	return odd(err);
}

/* Whether ${text} is a number such as 6.21E+18. */
static bool
is_e_notation(const char *text)
{
	const char *p = text + strspn(text, DIGITS);

	if (p == text)
		return false;
	if (*p == '.')
		p += 1 + strspn(p + 1, DIGITS);
	if (*p != 'E' && *p != 'e')
		return false;
	p++;
	p += *p == '+' || *p == '-';
	return *p != '\0' && p[strspn(p, DIGITS)] == '\0';
}

int
ident_account(const char *text, struct err *err)
{
	size_t digits = 0;

	if (is_e_notation(text))
		return err_set(err, ERR_INPUT,
			_("a spreadsheet turned the number into E-notation "
			  "and lost its last digits: export it again with "
			  "that column as text"));
	for (const char *p = text; *p != '\0'; p++) {
		const bool digit = *p >= '0' && *p <= '9';

		if (!digit && *p != ' ' && *p != '-')
			return err_set(err, ERR_INPUT,
				_("character %td is not a digit, a blank or a "
				  "hyphen"),
				p - text + 1);
		digits += digit;
	}
	if (digits < ACCOUNT_MIN || digits > ACCOUNT_MAX)
		return err_set(err, ERR_INPUT,
			_("an account number has %d to %d digits, not %zu"),
			ACCOUNT_MIN, ACCOUNT_MAX, digits);
	return 0;
}

int
ident_order_no(const char *text, struct err *err)
{
	const size_t len = strlen(text);
	const size_t good = strspn(text, DIGITS LETTERS "-_");

	if (good < len)
		return err_set(err, ERR_INPUT,
			_("character %zu is not a letter, a digit, \"-\" or "
			  "\"_\""),
			good + 1);
	if (len < ORDER_NO_MIN || len > ORDER_NO_MAX)
		return err_set(err, ERR_INPUT,
			_("an order number has %d to %d characters, not %zu"),
			ORDER_NO_MIN, ORDER_NO_MAX, len);
	return 0;
}

int
ident_email(const char *text, struct err *err)
{
	const size_t len = strlen(text);
	const char *const at = strchr(text, '@');
	const char *const dot = strrchr(text, '.');

	if (len > EMAIL_MAX)
		return err_set(err, ERR_INPUT,
			_("an e-mail address has at most %d bytes, not %zu"),
			EMAIL_MAX, len);
	if (at == NULL || at == text || strchr(at + 1, '@') != NULL ||
		dot == NULL || dot < at + 2 || dot[1] == '\0' ||
		strpbrk(text, " \t,;<>\"") != NULL)
		return err_set(err, ERR_INPUT, _("is not an e-mail address"));
	return 0;
}

const char *
ident_masked(const char *text, char out[IDENT_MASKED_SIZE])
{
	const size_t len = strlen(text);
	const size_t shown = len >= 8 ? 4 : len / 2;
	const char *tail = text + len - shown;

	/* Half a character of a number that is none is not shown. */
	for (const char *p = tail; *p != '\0'; p++)
		if ((unsigned char)*p >= 0x80)
			tail = text + len;
	snprintf(out, IDENT_MASKED_SIZE, "***%s", tail);
	return out;
}
