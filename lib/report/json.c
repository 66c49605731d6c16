#include "report/json.h"

#include "base/buf.h"

#include <stdbool.h>
#include <string.h>

#define WIDEST ((size_t)6) /* one byte as an escape */

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

/* Whether some of eight bytes is what is_plain() refuses: below 0x20 a
 * subtraction borrows, and what is looked for is zero after the xor. */
static bool
is_mixed(const char *text)
{
	const uint64_t ones = UINT64_MAX / 255, high = ones * 0x80;
	uint64_t w, quote, slash, del;

	memcpy(&w, text, sizeof(w));
	quote = w ^ ones * '"';
	slash = w ^ ones * '\\';
	del = w ^ ones * 0x7f;
	return (((w - ones * 0x20) & ~w) | ((quote - ones) & ~quote) |
		       ((slash - ones) & ~slash) | ((del - ones) & ~del)) &
		high;
}

/* ${c} so that it may stand in a string; where that ends. */
static char *
put_escaped(char *at, unsigned char c)
{
	static const char digits[] = "0123456789abcdef";

	if (is_plain(c)) {
		*at++ = (char)c;
		return at;
	}
	*at++ = '\\';
	if (letter(c) != 0) {
		*at++ = letter(c);
		return at;
	}
	memcpy(at, "u00", 3);
	at[3] = digits[c >> 4];
	at[4] = digits[c & 15];
	return at + 5;
}

/* ${len} bytes at ${text} in quotes, eight at a time where none of them needs
 * an escape. */
static char *
put_quoted(char *at, const char *text, size_t len)
{
	const char *const end = text + len;

	*at++ = '"';
	while (text < end) {
		if (end - text >= 8 && !is_mixed(text)) {
			memcpy(at, text, 8);
			text += 8;
			at += 8;
		} else {
			at = put_escaped(at, (unsigned char)*text++);
		}
	}
	*at++ = '"';
	return at;
}

void
json_text(struct buf *buf, const char *text)
{
	const size_t len = strlen(text);
	char *const at = buf_room(buf, len * WIDEST + 2);

	if (at != NULL)
		buf_fill(buf, put_quoted(at, text, len));
}

void
json_key(struct buf *buf, int first, const char *key)
{
	const size_t len = strlen(key);
	char *at = buf_room(buf, len * WIDEST + 4);

	if (at == NULL)
		return;
	if (!first)
		*at++ = ',';
	at = put_quoted(at, key, len);
	*at++ = ':';
	buf_fill(buf, at);
}

void
json_int(struct buf *buf, int64_t number)
{
	buf_int(buf, number);
}
