#ifndef FORMAT_WECHAT_LINE_H
#define FORMAT_WECHAT_LINE_H

#include <stdbool.h>

#include "format/columns.h"
#include "format/format.h"

/*
 * The lines of WeChat Pay's bills (formats.md 1.1, 1.2): every value begins
 * with a backtick and nothing is quoted, so a line is split at ",`"; headers
 * have no backticks, mostly.
 */

struct err;

/** wechat_line_values(row, line, text, len, err): the values of a row or of
 * the totals. */
int wechat_line_values(struct row *row, long line, const char *text, size_t len,
	struct err *err);

/** wechat_line_header(row, line, text, len, layouts, header, err): one of
 * ${layouts}, with or without backticks. */
int wechat_line_header(struct row *row, long line, const char *text, size_t len,
	const char *const *layouts, struct header *header, struct err *err);

/** wechat_line_begins(text, name): whether its first cell is ${name}, with or
 * without a backtick. */
bool wechat_line_begins(const char *text, const char *name);

/** wechat_line_probe(head, len, own, other): a file whose first line names
 * the column ${own}, which no other bill has; sure if ${other} too. */
enum probe wechat_line_probe(
	const char *head, size_t len, const char *own, const char *other);

#endif
