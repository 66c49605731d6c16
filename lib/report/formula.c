#include "report/formula.h"

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* What a reader may skip before the sign: blanks, U+0085, U+00A0, U+1680,
 * U+2000 to U+200F, U+2028, U+2029, U+202F,
 * U+205F, U+2060, U+3000 and the byte order mark. */
static const char *const blanks[] = { " ", "\v", "\f", "\xc2\x85", "\xc2\xa0",
	"\xe1\x9a\x80", "\xe2\x80\x80", "\xe2\x80\x81", "\xe2\x80\x82",
	"\xe2\x80\x83", "\xe2\x80\x84", "\xe2\x80\x85", "\xe2\x80\x86",
	"\xe2\x80\x87", "\xe2\x80\x88", "\xe2\x80\x89", "\xe2\x80\x8a",
	"\xe2\x80\x8b", "\xe2\x80\x8c", "\xe2\x80\x8d", "\xe2\x80\x8e",
	"\xe2\x80\x8f", "\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xaf",
	"\xe2\x81\x9f", "\xe2\x81\xa0", "\xe3\x80\x80", "\xef\xbb\xbf", NULL };

/* U+FF1D U+FF0B U+FF0D U+FF20 are = + - @ in full width. */
static const char *const signs[] = { "=", "+", "-", "@", "\t", "\r",
	"\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0", NULL };

/* The bytes of the one of ${words} that ${text} begins with, or 0. */
static size_t
starts(const char *text, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strncmp(text, *words, strlen(*words)) == 0)
			return strlen(*words);
	return 0;
}

/* A sign and digits, with at most one point between. */
static bool
is_number(const char *line, size_t len)
{
	size_t digits = 0, points = 0;

	for (size_t i = 1; i < len; i++) {
		if (line[i] >= '0' && line[i] <= '9')
			digits++;
		else if (line[i] == '.' && digits > 0)
			points++;
		else
			return false;
	}
	return (line[0] == '-' || line[0] == '+') && digits > 0 && points < 2;
}

static bool
is_formula(const char *line, size_t len)
{
	const char *at = line;

	for (size_t n; (n = starts(at, blanks)) > 0;)
		at += n;
	/* A CR may be what the line ends with, too. */
	return at <= line + len && starts(at, signs) > 0 &&
		!is_number(line, len) && !(len == 1 && *at == '-');
}

void
formula_defuse(struct buf *buf, const char *text)
{
	while (*text != '\0') {
		/* A CR that begins a line is a sign of its own. */
		const size_t len = *text == '\r' ? 1 : strcspn(text, "\r\n");

		if (is_formula(text, len))
			buf_putc(buf, '\'');
		buf_add(buf, text, len);
		text += len;
		if (*text == '\n' || *text == '\r')
			buf_putc(buf, *text++);
	}
}
