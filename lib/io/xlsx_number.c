#include "io/xlsx_number.h"

#include "base/err.h"
#include "base/i18n.h"
#include "model/day.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define DIGITS 15 /* that a number of 53 bits holds for sure */
#define DAY_SECONDS 86400
#define LAST_YEAR 2999 /* of model/day.h */
#define FRACTION_DIGITS 14
#define FRACTION_ONE ((int64_t)100000000000000) /* times 86400 fits */

/* 0.DIGITS times ten to the power of ${point}; no zeros at either end. */
struct decimal {
	bool negative;
	char digits[DIGITS + 1]; /* '0' to '9', and the one that rounds */
	int count;		 /* of digits, also of those not kept */
	int point;
	bool has_exponent;
};

static void
add_digit(struct decimal *d, char c, bool behind_point)
{
	const bool leads = d->count == 0 && c == '0';

	if (!behind_point && !leads)
		d->point++;
	if (behind_point && leads)
		d->point--;
	if (leads)
		return;
	if (d->count <= DIGITS)
		d->digits[d->count] = c;
	d->count++;
}

/* Digits with at most one point; behind them, or NULL. */
static const char *
read_digits(struct decimal *d, const char *p)
{
	bool any = false, behind_point = false;

	for (;; p++) {
		if (*p == '.' && !behind_point) {
			behind_point = true;
			continue;
		}
		if (!isdigit((unsigned char)*p))
			return any ? p : NULL;
		any = true;
		add_digit(d, *p, behind_point);
	}
}

/* "E-2" at ${p}, to the end; at most three digits, doubles end at 308. */
static const char *
read_exponent(struct decimal *d, const char *p)
{
	int exponent = 0, digits = 0;
	bool negative;

	p++;
	negative = *p == '-';
	if (*p == '-' || *p == '+')
		p++;
	for (; isdigit((unsigned char)*p) && digits < 3; p++, digits++)
		exponent = exponent * 10 + (*p - '0');
	if (digits == 0)
		return NULL;
	d->has_exponent = true;
	d->point += negative ? -exponent : exponent;
	return p;
}

/* To at most 15 digits, half away from zero. */
static void
round_off(struct decimal *d)
{
	int n = d->count;

	if (n > DIGITS) {
		n = DIGITS;
		if (d->digits[DIGITS] >= '5') {
			while (n > 0 && d->digits[n - 1] == '9')
				n--;
			if (n > 0) {
				d->digits[n - 1]++;
			} else {
				d->digits[n++] = '1';
				d->point++;
			}
		}
	}
	while (n > 0 && d->digits[n - 1] == '0')
		n--;
	d->count = n;
	/* Zero is zero, also as -0E300. */
	if (n == 0) {
		d->negative = false;
		d->point = 0;
	}
}

/* ${surplus} tells whether it had more digits than a number holds. */
static int
parse(const char *said, struct decimal *d, bool *surplus)
{
	const char *p = said;

	*d = (struct decimal){ .negative = *said == '-' };
	if (*p == '-' || *p == '+')
		p++;
	p = read_digits(d, p);
	if (p != NULL && (*p == 'e' || *p == 'E'))
		p = read_exponent(d, p);
	if (p == NULL || *p != '\0')
		return -1;
	*surplus = d->count > DIGITS;
	round_off(d);
	return 0;
}

/* The digit ${i} places behind the first. */
static int
digit_at(const struct decimal *d, int i)
{
	return i >= 0 && i < d->count ? d->digits[i] - '0' : 0;
}

static void
write_plain(const struct decimal *d, char *text)
{
	if (d->negative)
		*text++ = '-';
	if (d->point <= 0)
		*text++ = '0';
	for (int i = 0; i < d->point; i++)
		*text++ = (char)('0' + digit_at(d, i));
	if (d->count > d->point) {
		*text++ = '.';
		for (int i = d->point; i < d->count; i++)
			*text++ = (char)('0' + digit_at(d, i));
	}
	*text = '\0';
}

static void
write_exponent(const struct decimal *d, char *text)
{
	snprintf(text, XLSX_NUMBER_SIZE, "%s%c%s%.*sE%+d",
		d->negative ? "-" : "", d->digits[0], d->count > 1 ? "." : "",
		d->count - 1, d->digits + 1, d->point - 1);
}

/* Whether it can stay as it is: "100.00" is what somebody wrote; not so "+1",
 * ".5", "-0". */
static bool
is_written(const struct decimal *d, const char *said)
{
	const size_t len = strlen(said);

	return len < 2 * (size_t)DIGITS && (d->count > 0 || *said != '-') &&
		isdigit((unsigned char)said[*said == '-' ? 1 : 0]) &&
		isdigit((unsigned char)said[len - 1]);
}

int
xlsx_number_text(const char *said, char text[XLSX_NUMBER_SIZE])
{
	struct decimal d;
	bool surplus;

	if (parse(said, &d, &surplus) < 0)
		return -1;
	if (d.point > DIGITS || d.count - d.point > DIGITS)
		write_exponent(&d, text);
	else if (!surplus && !d.has_exponent && is_written(&d, said))
		strcpy(text, said);
	else
		write_plain(&d, text);
	return 0;
}

/* --- days -------------------------------------------------------------- */

/* Days and the second of the day; -1 if they are too many. */
static int
split(const struct decimal *d, int32_t *days, int32_t *second)
{
	int64_t fraction = 0;

	*days = 0;
	if (d->point > 7 || d->negative)
		return -1;
	for (int i = 0; i < d->point; i++)
		*days = *days * 10 + digit_at(d, i);
	for (int i = d->point; i < d->point + FRACTION_DIGITS; i++)
		fraction = fraction * 10 + digit_at(d, i);
	*second = (int32_t)((fraction * DAY_SECONDS + FRACTION_ONE / 2) /
		FRACTION_ONE);
	*days += *second / DAY_SECONDS;
	*second %= DAY_SECONDS;
	return 0;
}

/* The day of a serial number, DAY_NONE if it is none.  1 is 1900-01-01, and
 * 60 is 29 February of that year, as Lotus 1-2-3 had it. */
static int32_t
day_of_serial(int32_t days, bool since_1904)
{
	int32_t day;

	if (since_1904)
		day = day_of(1904, 1, 1) + days;
	else if (days < 1 || days == 60)
		return DAY_NONE;
	else
		day = day_of(1900, 1, 1) + days - (days < 60 ? 1 : 2);
	return day <= day_of(LAST_YEAR, 12, 31) ? day : DAY_NONE;
}

int
xlsx_number_date(const char *said, enum xlsx_style style, bool since_1904,
	char text[XLSX_NUMBER_SIZE], struct err *err)
{
	struct decimal d;
	bool surplus;
	int32_t days, second, day;
	char day_is[DAY_TEXT_SIZE] = "", time[16] = "";
	bool only_time;

	if (parse(said, &d, &surplus) < 0)
		return err_set(
			err, ERR_INPUT, _("\"%.40s\" is not a number"), said);
	if (split(&d, &days, &second) < 0)
		return err_set(err, ERR_INPUT,
			_("%.40s is not the number of a day"), said);
	only_time = days == 0 &&
		(style == XLSX_TIME || (second > 0 && !since_1904));
	if (!only_time) {
		day = day_of_serial(days, since_1904);
		if (day == DAY_NONE)
			return err_set(err, ERR_INPUT,
				_("%.40s is not the number of a day"), said);
		day_text(day, day_is);
	}
	if (only_time || second > 0 || (style & XLSX_TIME) != 0)
		snprintf(time, sizeof(time), "%02d:%02d:%02d", second / 3600,
			second / 60 % 60, second % 60);
	snprintf(text, XLSX_NUMBER_SIZE, "%s%s%s", day_is,
		*day_is != '\0' && *time != '\0' ? " " : "", time);
	return 0;
}
