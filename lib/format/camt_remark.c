#include "format/camt.h"

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

void
camt_fold(struct buf *buf, const char *text)
{
	bool blank = false;

	for (; *text != '\0'; text++) {
		if (*text == ' ' || *text == '\n' || *text == '\t' ||
			*text == '\r') {
			blank = true;
			continue;
		}
		if (blank)
			buf_putc(buf, ' ');
		blank = false;
		buf_putc(buf, *text);
	}
}

/*
 * A line, unless it is there already.  A batch of a hundred thousand details
 * would make it endless: lines past CAMT_REMARK_MAX are left out, they are
 * an allocation of the entry and tell no payer.
 */
void
camt_remark(struct parser *parser, const char *text)
{
	struct buf *const remark = &parser->remark;
	const size_t before = remark->len;
	size_t start;

	if (*text == '\0' || before + strlen(text) + 1 > CAMT_REMARK_MAX)
		return;
	if (before > 0)
		buf_putc(remark, '\n');
	start = remark->len;
	camt_fold(remark, text);
	if (!remark->failed &&
		is_known_line(remark, start, remark->len - start)) {
		remark->len = before;
		remark->s[before] = '\0';
	}
}

void
camt_return_end(struct parser *parser)
{
	struct buf line = BUF_INIT;

	parser->marks |= MARK_RETURN;
	buf_puts(&line, camt_text(parser, R_CODE));
	if (line.len > 0 && *camt_text(parser, R_TEXT) != '\0')
		buf_putc(&line, ' ');
	buf_puts(&line, camt_text(parser, R_TEXT));
	camt_remark(parser, buf_text(&line));
	/* Out of memory: let the entry's own check report it. */
	if (line.failed)
		parser->remark.failed = line.failed;
	buf_release(&line);
	camt_clear(parser, R_CODE, R_TEXT);
}
