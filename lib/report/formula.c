#include "report/formula.h"

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* White space before which a spreadsheet looks for the sign: U+00A0, U+3000
 * and the byte order mark beside the blank. */
static const char *const blanks[] = { " ", "\xc2\xa0", "\xe3\x80\x80",
	"\xef\xbb\xbf", NULL };

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
	return at < line + len && starts(at, signs) > 0 &&
		!is_number(line, len) && !(len == 1 && *at == '-');
}

void
formula_defuse(struct buf *buf, const char *text)
{
	while (*text != '\0') {
		const size_t len = strcspn(text, "\n");

		if (is_formula(text, len))
			buf_putc(buf, '\'');
		buf_add(buf, text, len);
		text += len;
		if (*text == '\n')
			buf_putc(buf, *text++);
	}
}
