#include "format/texts.h"

#include <string.h>

/* Whether the ${len} bytes from ${start} on are a line of the remark before
 * that. */
static bool
is_known_line(const struct buf *remark, size_t start, size_t len)
{
	const char *line = remark->s + start;
	size_t at = 0;

	while (at < start) {
		const char *end = memchr(remark->s + at, '\n', start - at);
		const size_t own = (size_t)(end - (remark->s + at));

		if (own == len && memcmp(remark->s + at, line, len) == 0)
			return true;
		at += own + 1;
	}
	return false;
}

static bool
is_white(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

void
texts_fold(struct buf *buf, const char *text, size_t len)
{
	bool blank = false;

	while (len > 0 && is_white(text[len - 1]))
		len--;
	for (size_t i = 0; i < len; i++) {
		if (is_white(text[i])) {
			blank = buf->len > 0;
			continue;
		}
		if (blank)
			buf_putc(buf, ' ');
		blank = false;
		buf_putc(buf, text[i]);
	}
}

bool
texts_add(struct buf *remark, const char *text, size_t len)
{
	const size_t before = remark->len;
	size_t start;

	while (len > 0 && is_white(*text)) {
		text++;
		len--;
	}
	if (len == 0)
		return true;
	if (before + len + 1 > TEXTS_MAX)
		return false;
	if (before > 0)
		buf_putc(remark, '\n');
	start = remark->len;
	texts_fold(remark, text, len);
	if (remark->failed == 0 &&
		(remark->len == start ||
			is_known_line(remark, start, remark->len - start))) {
		remark->len = before;
		remark->s[before] = '\0';
	}
	return true;
}
