#include "report/json.h"

#include "base/buf.h"

#include <stdbool.h>
#include <string.h>

/* What a control character is called, 0 if it has no letter of its own. */
static char
letter(unsigned char c)
{
	switch (c) {
	case '"':
	case '\\':
		return (char)c;
	case '\b':
		return 'b';
	case '\f':
		return 'f';
	case '\n':
		return 'n';
	case '\r':
		return 'r';
	case '\t':
		return 't';
	default:
		return 0;
	}
}

static bool
is_plain(unsigned char c)
{
	return c >= 0x20 && c != '"' && c != '\\' && c != 0x7f;
}

static void
escape(struct buf *buf, unsigned char c)
{
	if (letter(c) != 0)
		buf_printf(buf, "\\%c", letter(c));
	else
		buf_printf(buf, "\\u%04x", c);
}

void
json_text(struct buf *buf, const char *text)
{
	const char *const end = text + strlen(text);
	const char *from = text;

	buf_putc(buf, '"');
	for (const char *p = text; p < end; p++) {
		if (is_plain((unsigned char)*p))
			continue;
		buf_add(buf, from, (size_t)(p - from));
		escape(buf, (unsigned char)*p);
		from = p + 1;
	}
	buf_add(buf, from, (size_t)(end - from));
	buf_putc(buf, '"');
}

void
json_key(struct buf *buf, int first, const char *key)
{
	if (!first)
		buf_putc(buf, ',');
	json_text(buf, key);
	buf_putc(buf, ':');
}

void
json_int(struct buf *buf, int64_t number)
{
	buf_int(buf, number);
}
