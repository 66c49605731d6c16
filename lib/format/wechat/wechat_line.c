#include "format/wechat/wechat_line.h"

#include "base/err.h"
#include "base/i18n.h"

#include <string.h>

#define MARK '`'

int
wechat_line_values(struct row *row, long line, const char *text, size_t len,
	struct err *err)
{
	if (text[0] != MARK) {
		err_at(err, ERR_INPUT, line, 1,
			_("expected a row, which begins with a backtick"));
		return err_hint(err,
			_("Download the bill again, and do not "
			  "save it with another program."));
	}
	if (row_split(row, line, text, len, ",`", err) < 0)
		return -1;
	row->cells[0].text++;
	row->cells[0].len--;
	return 0;
}

int
wechat_line_header(struct row *row, long line, const char *text, size_t len,
	const char *const *layouts, struct header *header, struct err *err)
{
	if (row_split(row, line, text, len, ",", err) < 0)
		return -1;
	row_trim_mark(row, MARK);
	*header = header_find(layouts, row);
	if (!header_fits(header, row))
		return header_refuse(header, row, err);
	return 0;
}

bool
wechat_line_begins(const char *text, const char *name)
{
	const size_t len = strlen(name);

	if (text[0] == MARK)
		text++;
	return strncmp(text, name, len) == 0 &&
		(text[len] == ',' || text[len] == '\0');
}

enum probe
wechat_line_probe(
	const char *head, size_t len, const char *own, const char *other)
{
	const char *end = memchr(head, '\n', len);
	const size_t line = end ? (size_t)(end - head) : len;

	if (memmem(head, line, own, strlen(own)) == NULL)
		return PROBE_NO;
	if (memmem(head, line, other, strlen(other)) == NULL)
		return PROBE_MAYBE;
	return PROBE_YES;
}
