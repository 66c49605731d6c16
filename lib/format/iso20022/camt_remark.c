#include "format/iso20022/camt.h"

#include "format/texts.h"

#include <string.h>

/*
 * A batch of a hundred thousand details would make the remark endless: lines
 * past its limit are left out, they are an allocation of the entry and tell no
 * payer.
 */
void
camt_remark(struct parser *parser, const char *text)
{
	texts_add(&parser->remark, text, strlen(text));
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
