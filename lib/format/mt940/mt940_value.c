#include "format/mt940/mt940.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/utf8.h"
#include "model/day.h"
#include "model/money.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define DIGITS "0123456789"
#define AMOUNT_SIZE 64
#define SHOWN ((size_t)40) /* bytes of a text in a message */
#define CENTURY_SPLIT 80   /* SWIFT: 80 to 99 are 1980 to 1999 */

static int
two_digits(const char *text)
{
	return (text[0] - '0') * 10 + (text[1] - '0');
}

static int32_t
last_of_month(int year, int month)
{
	int day = 31;

	while (day_of(year, month, day) == DAY_NONE)
		day--;
	return day_of(year, month, day);
}

bool
mt940_day(const char *text, bool strict, int32_t *day)
{
	int year, month, mday;

	if (strspn(text, DIGITS) < 6)
		return false;
	year = two_digits(text);
	year += year < CENTURY_SPLIT ? 2000 : 1900;
	month = two_digits(text + 2);
	mday = two_digits(text + 4);
	if (month < 1 || month > 12 || mday < 1 || mday > 31)
		return false;
	*day = day_of(year, month, mday);
	if (*day == DAY_NONE && !strict)
		*day = last_of_month(year, month);
	return *day != DAY_NONE;
}

bool
mt940_day_near(const char *text, int32_t near, int32_t *day)
{
	const int year = day_year(near);

	*day = DAY_NONE;
	for (int y = year - 1; y <= year + 1; y++) {
		const int32_t found =
			day_of(y, two_digits(text), two_digits(text + 2));

		if (found != DAY_NONE &&
			(*day == DAY_NONE ||
				abs(found - near) < abs(*day - near)))
			*day = found;
	}
	return *day != DAY_NONE;
}

size_t
mt940_amount_len(const char *text)
{
	return strspn(text, DIGITS ",.");
}

int
mt940_shown(const char *text, size_t max)
{
	const size_t line = strcspn(text, "\n");
	const size_t len = line < max ? line : max;
	size_t n = len;

	while (n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80)
		n--;
	return (int)(n > 0 || len == 0 ? n
				       : utf8_promised((unsigned char)*text));
}

int
mt940_amount(const struct parser *parser, size_t offset, size_t len,
	const char *part, const char *currency, int64_t *minor, struct err *err)
{
	const char *text = buf_text(&parser->field.text) + offset;
	const int scale = currency_scale(currency);
	const size_t whole = strspn(text, DIGITS);
	const size_t places =
		whole < len ? strspn(text + whole + 1, DIGITS) : 0;
	char plain[AMOUNT_SIZE];

	if (whole + places == 0 || whole + places + (whole < len) != len ||
		(whole < len && strchr(",.", text[whole]) == NULL) ||
		len + 2 > sizeof(plain)) {
		err_set(err, ERR_INPUT, _("\"%.*s\" is not an amount"),
			mt940_shown(text, len > 0 && len < SHOWN ? len : SHOWN),
			text);
		return mt940_refuse(parser, offset, part, err);
	}
	if (places == 3 && scale != 3) {
		err_set(err, ERR_INPUT,
			_("\"%.*s\" may be thousands or three decimal places"),
			(int)len, text);
		return mt940_refuse(parser, offset, part, err);
	}
	snprintf(plain, sizeof(plain), "%.*s%s%.*s",
		(int)(whole > 0 ? whole : 1), whole > 0 ? text : "0",
		places > 0 ? "." : "", (int)places, text + whole + 1);
	if (money_parse_scaled(plain, strlen(plain), scale, minor, err) < 0)
		return mt940_refuse(parser, offset, part, err);
	return 0;
}

/* Words that stand where a reference is mandatory and there is none, and those
 * that say in which part of :86: it stands. */
static const char *const no_references[] = { "NONREF", "NOREF", "NONE",
	"NOTPROVIDED", "NOT PROVIDED", "EREF", "EREF+", "KREF", "KREF+", "MARF",
	"PREF" };

size_t
mt940_reference(const char *text, size_t len)
{
	while (len > 0 && text[len - 1] == ' ')
		len--;
	for (size_t i = 0; i < sizeof(no_references) / sizeof(*no_references);
		i++)
		if (strlen(no_references[i]) == len &&
			strncasecmp(no_references[i], text, len) == 0)
			return 0;
	return len;
}
