#include "report/json.h"

#include "base/buf.h"

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

static int
is_plain(unsigned char c)
{
	return c >= 0x20 && c != '"' && c != '\\' && c != 0x7f;
}

void
json_text(struct buf *buf, const char *text)
{
	const char *from = text;

	buf_putc(buf, '"');
	for (const char *p = text;; p++) {
		const unsigned char c = (unsigned char)*p;

		if (is_plain(c))
			continue;
		buf_add(buf, from, (size_t)(p - from));
		from = p + 1;
		if (c == '\0')
			break;
		if (letter(c) != 0)
			buf_printf(buf, "\\%c", letter(c));
		else
			buf_printf(buf, "\\u%04x", c);
	}
	buf_putc(buf, '"');
}

void
json_key(struct buf *buf, int first, const char *key)
{
	/* A key is a word of ours: nothing in it is escaped. */
	buf_puts(buf, first ? "\"" : ",\"");
	buf_puts(buf, key);
	buf_add(buf, "\":", 2);
}

void
json_int(struct buf *buf, int64_t number)
{
	buf_int(buf, number);
}
