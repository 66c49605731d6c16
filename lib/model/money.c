#include "model/money.h"

#include "base/err.h"
#include "base/i18n.h"

#include <assert.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define SHOWN_MAX 40 /* bytes of a wrong text that a message quotes */
#define SCALE_MAX 4
#define PLAIN_MAX 14 /* characters, four zeros more fit into 64 bits */

enum sign { SIGN_OTHER = -1, SIGN_END = -2, SIGN_YEN = 256 };

/* A text while it is read, a character at a time, in half width. */
struct scan {
	const char *p, *end;
	int c;	      /* ASCII, or an enum sign */
	size_t width; /* bytes of ${c} at ${p} */
	long place;   /* ordinal of ${c}, from 1 */
	uint64_t value;
	int64_t digits;
	bool fits;
};

struct wide {
	const char *bytes;
	int c;
};

/* What is not ASCII and yet part of an amount; digits apart. */
static const struct wide wides[] = {
	{ "\xc2\xa5", SIGN_YEN },     /* U+00A5 */
	{ "\xef\xbf\xa5", SIGN_YEN }, /* U+FFE5 */
	{ "\xef\xbc\x8b", '+' }, { "\xef\xbc\x8d", '-' },
	{ "\xef\xbc\x8e", '.' }, { "\xef\xbc\x8c", ',' },
	{ "\xe3\x80\x80", ' ' }, /* the blank of full width */
};

/* Look at the character at ${p} without passing it. */
static void
scan_look(struct scan *scan)
{
	const size_t left = (size_t)(scan->end - scan->p);
	const unsigned char *p = (const unsigned char *)scan->p;

	scan->width = 1;
	if (left == 0) {
		scan->c = SIGN_END;
		return;
	}
	scan->c = p[0] < 0x80 ? p[0] : SIGN_OTHER;
	if (p[0] < 0x80)
		return;
	if (left >= 3 && p[0] == 0xef && p[1] == 0xbc && p[2] >= 0x90 &&
		p[2] <= 0x99) {
		scan->c = '0' + (p[2] - 0x90);
		scan->width = 3;
		return;
	}
	for (size_t i = 0; i < sizeof(wides) / sizeof(wides[0]); i++) {
		const size_t width = strlen(wides[i].bytes);

		if (left < width || memcmp(p, wides[i].bytes, width) != 0)
			continue;
		scan->c = wides[i].c;
		scan->width = width;
		return;
	}
}

static void
scan_next(struct scan *scan)
{
	scan->p += scan->width;
	scan->place++;
	scan_look(scan);
}

static void
scan_blanks(struct scan *scan)
{
	while (scan->c == ' ' || scan->c == '\t')
		scan_next(scan);
}

/* Put ${digit} on the right of the number, or note that it does not fit. */
static void
scan_push(struct scan *scan, int digit)
{
	scan->fits = scan->fits &&
		!__builtin_mul_overflow(scan->value, 10u, &scan->value) &&
		!__builtin_add_overflow(
			scan->value, (unsigned)digit, &scan->value);
	scan->digits++;
}

/* Read at most ${max} digits; return how many there were. */
static int64_t
scan_digits(struct scan *scan, int64_t max)
{
	const int64_t before = scan->digits;

	while (scan->digits - before < max && scan->c >= '0' &&
		scan->c <= '9') {
		scan_push(scan, scan->c - '0');
		scan_next(scan);
	}
	return scan->digits - before;
}

/* A sign and a currency sign, in either order, each at most once. */
static bool
scan_signs(struct scan *scan)
{
	bool signed_ = false, yen = false, negative = false;

	for (;;) {
		if (!signed_ && (scan->c == '+' || scan->c == '-')) {
			signed_ = true;
			negative = scan->c == '-';
		} else if (!yen && scan->c == SIGN_YEN) {
			yen = true;
		} else {
			return negative;
		}
		scan_next(scan);
	}
}

/* The digits before the point; commas may part groups of three. */
static bool
scan_whole(struct scan *scan)
{
	const int64_t first = scan_digits(scan, INT64_MAX);

	if (scan->c != ',')
		return true;
	if (first < 1 || first > 3)
		return false;
	while (scan->c == ',') {
		scan_next(scan);
		if (scan_digits(scan, 3) != 3)
			return false;
	}
	return true;
}

/* The places past the point, and the zeros that may follow the last one. */
static void
scan_places(struct scan *scan, int scale)
{
	int64_t places = 0;

	if (scan->c == '.') {
		scan_next(scan);
		places = scan_digits(scan, scale);
		for (; scan->c == '0'; scan_next(scan))
			scan->digits++;
	}
	for (; places < scale && scan->digits > 0; places++)
		scan_push(scan, 0);
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

/* Digits, and perhaps a point and digits, as nearly all amounts are written:
 * whether ${text} is that, and how many minor units. */
static bool
read_plain(const char *text, size_t len, int scale, int64_t *minor)
{
	const bool negative = len > 0 && text[0] == '-';
	int64_t value = 0;
	int places = -1; /* there was no point yet */

	if (len <= negative || len > PLAIN_MAX)
		return false;
	for (size_t i = negative; i < len; i++) {
		if (text[i] == '.' && places < 0 && i > negative) {
			places = 0;
			continue;
		}
		if (text[i] < '0' || text[i] > '9')
			return false;
		if (places < scale) {
			value = value * 10 + (text[i] - '0');
			places += places >= 0;
		} else if (text[i] != '0') {
			return false;
		}
	}
	for (places = places < 0 ? 0 : places; places < scale; places++)
		value *= 10;
	*minor = negative ? -value : value;
	return true;
}

int
money_parse_scaled(const char *text, size_t len, int scale, int64_t *minor,
	struct err *err)
{
	struct scan scan = {
		.p = text, .end = text + len, .place = 1, .fits = true
	};
	bool negative, grouped;

	/* uncovered: a failed assertion ends the program */
	assert(scale >= 0 && scale <= SCALE_MAX);

	if (read_plain(text, len, scale, minor))
		return 0;
	scan_look(&scan);
	scan_blanks(&scan);
	if (scan.c == SIGN_END)
		return err_set(err, ERR_INPUT, _("the amount is empty"));
	negative = scan_signs(&scan);
	grouped = scan_whole(&scan);
	if (grouped)
		scan_places(&scan, scale);
	if (grouped && scan.c >= '1' && scan.c <= '9')
		return err_set(err, ERR_INPUT,
			_("\"%.*s\" has more than %d decimal places"),
			shown(text, len), text, scale);
	if (grouped && scan.digits > 0)
		scan_blanks(&scan);
	if (!grouped || scan.digits == 0 || scan.c != SIGN_END)
		return err_set(err, ERR_INPUT,
			_("\"%.*s\" is not an amount: wrong at character %ld"),
			shown(text, len), text, scan.place);
	if (!scan.fits || scan.value > (uint64_t)MONEY_MAX)
		return err_set(err, ERR_INPUT,
			_("the amount \"%.*s\" is too large"), shown(text, len),
			text);
	*minor = negative ? -(int64_t)scan.value : (int64_t)scan.value;
	return 0;
}

int
money_parse(const char *text, size_t len, int64_t *fen, struct err *err)
{
	return money_parse_scaled(text, len, 2, fen, err);
}

int
money_add(int64_t *sum, int64_t more, struct err *err)
{
	char first[MONEY_TEXT_SIZE], second[MONEY_TEXT_SIZE];
	int64_t result;

	if (__builtin_add_overflow(*sum, more, &result) || result < -MONEY_MAX)
		return err_set(err, ERR_INPUT,
			_("the sum of %s and %s yuan is too large"),
			money_text(*sum, first), money_text(more, second));
	*sum = result;
	return 0;
}

int
money_times(int64_t fen, int64_t count, int64_t *out, struct err *err)
{
	char text[MONEY_TEXT_SIZE];
	int64_t result;

	if (__builtin_mul_overflow(fen, count, &result) || result < -MONEY_MAX)
		return err_set(err, ERR_INPUT,
			_("%lld times %s yuan is too large"), (long long)count,
			money_text(fen, text));
	*out = result;
	return 0;
}

const char *
money_text(int64_t fen, char *text)
{
	/* The magnitude as unsigned, so that no value overflows. */
	const uint64_t size = fen < 0 ? 0 - (uint64_t)fen : (uint64_t)fen;

	snprintf(text, MONEY_TEXT_SIZE, "%s%" PRIu64 ".%02" PRIu64,
		fen < 0 ? "-" : "", size / 100, size % 100);
	return text;
}
