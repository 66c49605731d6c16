#include "report/html.h"

#include "base/buf.h"
#include "report/width.h"

static const char *
entity(char c)
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
		return "&#39;";
	default:
		return NULL;
	}
}

void
html_text(struct buf *buf, const char *text)
{
	struct buf clean = BUF_INIT;

	width_clean(&clean, text);
	for (const char *at = buf_text(&clean); *at != '\0'; at++) {
		const char *other = entity(*at);

		if (other != NULL)
			buf_puts(buf, other);
		else
			buf_putc(buf, *at);
	}
	buf_release(&clean);
}
