#include "io/xml_escape.h"

#include "base/buf.h"
#include "io/utf8.h"

#include <stdbool.h>

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

static bool
is_allowed(uint32_t c)
{
	return c == '\t' || c == '\n' || c == '\r' ||
		(c >= 0x20 && c <= 0x7e) || (c >= 0xa0 && c <= 0xd7ff) ||
		(c >= 0xe000 && c <= 0xfffd) || (c >= 0x10000 && c <= 0x10ffff);
}

/* What stands for ${c}, or NULL if it stands for itself. */
static const char *
escape(uint32_t c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&apos;";
	case '\t':
		return "&#9;";
	case '\n':
		return "&#10;";
	case '\r':
		return "&#13;";
	default:
		return is_allowed(c) ? NULL : REPLACEMENT;
	}
}

void
xml_escape(struct buf *out, const char *text, size_t len)
{
	for (size_t at = 0; at < len;) {
		uint32_t c = 0xffff;
		const size_t size = utf8_char(text + at, len - at, &c);
		const char *other = size == 0 ? REPLACEMENT : escape(c);

		if (other != NULL)
			buf_puts(out, other);
		else
			buf_add(out, text + at, size);
		at += size == 0 ? 1 : size;
	}
}
