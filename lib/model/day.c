#include "model/day.h"

#include "base/err.h"
#include "base/i18n.h"

#include <stdio.h>
#include <string.h>

#define YEAR_MIN 1900
#define YEAR_MAX 2999
#define DAY_SECONDS 86400
#define SHANGHAI (8 * 3600)
#define COLON_WIDE "\xef\xbc\x9a"
#define SHOWN_MAX 40

static int
month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };
	const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

/*
 * Howard Hinnant's days_from_civil: years begin in March, so that the leap
 * day is the last; an era is 400 years of 146097 days.  All years here are
 * positive, so no division rounds the wrong way.
 */
int32_t
day_of(int year, int month, int day)
{
	int shifted, era, of_era, of_year;

	if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 ||
		day < 1 || day > month_days(year, month))
		return DAY_NONE;
	shifted = month <= 2 ? year - 1 : year;
	era = shifted / 400;
	of_era = shifted % 400;
	of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
		of_year - 719468;
}

void
day_split(int32_t day, int *year, int *month, int *mday)
{
	const int64_t z = (int64_t)day + 719468;
	const int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	const int64_t of_era = z - era * 146097;
	const int64_t y =
		(of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) /
		365;
	const int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
	const int64_t m = (5 * of_year + 2) / 153;

	*mday = (int)(of_year - (153 * m + 2) / 5 + 1);
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = (int)(y + era * 400 + (*month <= 2));
}

int
day_year(int32_t day)
{
	int year, month, mday;

	day_split(day, &year, &month, &mday);
	return year;
}

int
day_of_week(int32_t day)
{
	/* 1970-01-01 was a Thursday. */
	return (int)((((int64_t)day + 3) % 7 + 7) % 7);
}

/* A text while it is read: all readers stop at the first mistake. */
struct scan {
	const char *p, *end;
};

/* Read exactly ${count} digits, or return -1. */
static int
scan_number(struct scan *scan, int count)
{
	int value = 0;

	if (scan->end - scan->p < count)
		return -1;
	for (int i = 0; i < count; i++) {
		const char c = scan->p[i];

		if (c < '0' || c > '9')
			return -1;
		value = value * 10 + (c - '0');
	}
	scan->p += count;
	return value;
}

static bool
scan_char(struct scan *scan, char c)
{
	const bool there = scan->p < scan->end && *scan->p == c;

	scan->p += there;
	return there;
}

static bool
scan_colon(struct scan *scan)
{
	const size_t wide = strlen(COLON_WIDE);

	if (scan_char(scan, ':'))
		return true;
	if ((size_t)(scan->end - scan->p) < wide ||
		memcmp(scan->p, COLON_WIDE, wide) != 0)
		return false;
	scan->p += wide;
	return true;
}

/* The day at ${scan}, or DAY_NONE. */
static int32_t
scan_day(struct scan *scan)
{
	const int year = scan_number(scan, 4);
	char mark = '\0';
	int month, mday;

	if (scan_char(scan, '-'))
		mark = '-';
	else if (scan_char(scan, '/'))
		mark = '/';
	month = scan_number(scan, 2);
	if (mark != '\0' && !scan_char(scan, mark))
		return DAY_NONE;
	mday = scan_number(scan, 2);
	return day_of(year, month, mday);
}

/* Pass a fraction of a second, if there is one, after a point or (some banks'
 * programs) a colon; false: the mark alone. */
static bool
scan_fraction(struct scan *scan)
{
	if (!scan_char(scan, '.') && !scan_colon(scan))
		return true;
	if (scan_number(scan, 1) < 0)
		return false;
	while (scan_number(scan, 1) >= 0)
		;
	return true;
}

/* The second of the day, or -1. */
static int32_t
scan_time(struct scan *scan)
{
	const int hour = scan_number(scan, 2);
	int minute, second = 0;

	if (hour < 0 || hour > 23 || !scan_colon(scan))
		return -1;
	minute = scan_number(scan, 2);
	if (minute < 0 || minute > 59)
		return -1;
	if (scan_colon(scan)) {
		second = scan_number(scan, 2);
		if (second < 0 || second > 59 || !scan_fraction(scan))
			return -1;
	}
	return hour * 3600 + minute * 60 + second;
}

/* Z, +08:00, +0800 or +08 into ${offset} seconds; none is Asia/Shanghai. */
static bool
scan_offset(struct scan *scan, int32_t *offset)
{
	bool west;
	int hours, minutes = 0;

	*offset = SHANGHAI;
	if (scan->p == scan->end)
		return true;
	if (scan_char(scan, 'Z')) {
		*offset = 0;
		return true;
	}
	west = scan_char(scan, '-');
	if (!west && !scan_char(scan, '+'))
		return false;
	hours = scan_number(scan, 2);
	if (hours < 0 || hours > 18)
		return false;
	if (scan->p < scan->end) {
		scan_char(scan, ':');
		minutes = scan_number(scan, 2);
		if (minutes < 0 || minutes > 59)
			return false;
	}
	*offset = (hours * 3600 + minutes * 60) * (west ? -1 : 1);
	return true;
}

/* How many bytes of ${text} to show: whole characters only. */
static int
shown(const char *text, size_t len)
{
	size_t n = len;

	if (n > SHOWN_MAX)
		for (n = SHOWN_MAX;
			n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80;)
			n--;
	return (int)n;
}

int
day_parse(const char *text, size_t len, int32_t *day, struct err *err)
{
	struct scan scan = { .p = text, .end = text + len };
	const int32_t read = scan_day(&scan);

	if (read == DAY_NONE || scan.p != scan.end)
		return err_set(err, ERR_INPUT, _("\"%.*s\" is not a date"),
			shown(text, len), text);
	*day = read;
	return 0;
}

/* Move ${moment} of a clock that is ${offset} ahead of UTC to ours. */
static void
to_shanghai(struct moment *moment, int32_t offset)
{
	int32_t second = moment->second + SHANGHAI - offset;

	while (second < 0) {
		second += DAY_SECONDS;
		moment->day--;
	}
	while (second >= DAY_SECONDS) {
		second -= DAY_SECONDS;
		moment->day++;
	}
	moment->second = second;
}

static bool
scan_moment(struct scan *scan, struct moment *moment)
{
	int32_t offset;

	moment->day = scan_day(scan);
	moment->second = NO_TIME;
	if (moment->day == DAY_NONE)
		return false;
	if (scan_char(scan, ' ') || scan_char(scan, 'T')) {
		moment->second = scan_time(scan);
		if (moment->second < 0)
			return false;
	}
	if (!scan_offset(scan, &offset) || scan->p != scan->end)
		return false;
	if (moment->second != NO_TIME)
		to_shanghai(moment, offset);
	return true;
}

int
moment_parse(
	const char *text, size_t len, struct moment *moment, struct err *err)
{
	struct scan scan = { .p = text, .end = text + len };
	struct moment read;

	if (!scan_moment(&scan, &read))
		return err_set(err, ERR_INPUT,
			_("\"%.*s\" is not a date with or without a time"),
			shown(text, len), text);
	*moment = read;
	return 0;
}

int
moment_compare(struct moment a, struct moment b)
{
	if (a.day != b.day)
		return a.day < b.day ? -1 : 1;
	return (a.second > b.second) - (a.second < b.second);
}

/* ${number} in ${count} digits; where they end. */
static char *
put(char *text, int number, int count)
{
	for (int i = count - 1; i >= 0; i--) {
		text[i] = (char)('0' + number % 10);
		number /= 10;
	}
	return text + count;
}

/* Where "2026-11-23" ends; a year of five digits is one that was computed. */
static char *
put_day(char *text, int32_t day)
{
	int year, month, mday;

	day_split(day, &year, &month, &mday);
	if (year < 0 || year > 9999)
		return text + snprintf(text, DAY_TEXT_SIZE, "%04d-%02d-%02d",
				      year, month, mday);
	text = put(text, year, 4);
	*text++ = '-';
	text = put(text, month, 2);
	*text++ = '-';
	return put(text, mday, 2);
}

const char *
day_text(int32_t day, char *text)
{
	*(day == DAY_NONE ? text : put_day(text, day)) = '\0';
	return text;
}

const char *
moment_text(struct moment moment, char *text)
{
	const int second = moment.second;
	char *at;

	if (moment.day == DAY_NONE || second == NO_TIME)
		return day_text(moment.day, text);
	at = put_day(text, moment.day);
	*at++ = 'T';
	at = put(at, second / 3600, 2);
	*at++ = ':';
	at = put(at, second / 60 % 60, 2);
	*at++ = ':';
	at = put(at, second % 60, 2);
	memcpy(at, "+08:00", sizeof("+08:00"));
	return text;
}
