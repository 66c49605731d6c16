#include "format/texts.h"

#include "base/arena.h"

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
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool
texts_is_blank(const char *text)
{
	while (is_white(*text))
		text++;
	return *text == '\0';
}

/* The first word at ${text}; its length, 0 if there is none before ${end}. */
static size_t
next_word(const char **text, const char *end)
{
	const char *last;

	while (*text < end && is_white(**text))
		++*text;
	for (last = *text; last < end && !is_white(*last);)
		last++;
	return (size_t)(last - *text);
}

void
texts_fold(struct buf *buf, const char *text, size_t len)
{
	const char *const end = text + len;
	bool blank = buf->len > 0 && len > 0 && is_white(*text);

	while ((len = next_word(&text, end)) > 0) {
		if (blank)
			buf_putc(buf, ' ');
		buf_add(buf, text, len);
		text += len;
		blank = true;
	}
}

const char *
texts_line(struct arena *arena, const char *text, size_t len, struct err *err)
{
	const char *const end = text + len;
	char *const line = arena_alloc(arena, len + 1, err);
	char *at = line;

	if (line == NULL)
		return NULL;
	while ((len = next_word(&text, end)) > 0) {
		if (at > line)
			*at++ = ' ';
		memcpy(at, text, len);
		at += len;
		text += len;
	}
	return line;
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
