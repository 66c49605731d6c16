#include "say.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "report/width.h"

#include <stdio.h>

void
say_line(const char *before, const char *text)
{
	struct buf line = BUF_INIT;

	buf_puts(&line, before);
	width_clean(&line, text);
	buf_putc(&line, '\n');
	/* One write a line: lines of two processes do not mix. */
	fwrite(buf_text(&line), 1, line.len, stderr);
	buf_release(&line);
}

void
say_error(const struct err *err)
{
	say_line("yifen: ", err->message);
	if (err->hint[0] != '\0')
		say_line(_("hint: "), err->hint);
}
