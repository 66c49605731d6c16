/*
 * 500 texts that a spreadsheet or a browser could take for more than a text,
 * as a report in the format of argv[1]; tests/web/workbooks.sh opens it.
 */
#include "base/err.h"
#include "report/definition.h"
#include "report/writer.h"

#include <stdio.h>

static const char *const before[] = { "", " ", "   ", "\v", "\xc2\xa0",
	"\xe3\x80\x80", "\xef\xbb\xbf", "\xe2\x80\x83", "safe\n", "safe\r\n" };
static const char *const signs[] = { "=", "+", "-", "@", "\t", "\r",
	"\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0" };
static const char *const after[] = { "1+1", "cmd|' /C calc'!A0",
	"HYPERLINK(\"http://example.test\",\"x\")", "A1:B2",
	"<img src=x onerror=alert(1)>" };

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const struct column columns[] = { { "no", "no", COLUMN_INT },
	{ "text", "text", COLUMN_TEXT }, { "note", "note", COLUMN_NOTE } };
static const bool totals[] = { false, false, false };
static const struct report report = { .name = "hostile",
	.title = "hostile",
	.about = "hostile",
	.empty = "hostile",
	.columns = columns,
	.totals = totals,
	.count = 3 };

static int
write_rows(struct writer *writer, struct err *err)
{
	char text[256];

	for (size_t i = 0; i < COUNT(before) * COUNT(signs) * COUNT(after);
		i++) {
		const struct field fields[] = { field_int((int64_t)i + 1),
			field_text(text), field_text(text) };

		snprintf(text, sizeof(text), "%s%s%s",
			before[i / (COUNT(signs) * COUNT(after))],
			signs[i / COUNT(after) % COUNT(signs)],
			after[i % COUNT(after)]);
		if (writer_row(writer, fields, err) < 0)
			return -1;
	}
	return writer_end(writer, err);
}

int
main(int argc, char **argv)
{
	struct err err = ERR_INIT;
	struct writer writer;
	int rc;

	if (argc != 2)
		return 2;
	rc = writer_open_report(
		&writer, argv[1], &report, "2026-11-16", 20773, stdout, &err);
	if (rc == 0)
		rc = write_rows(&writer, &err);
	writer_close(&writer);
	if (rc < 0)
		fprintf(stderr, "%s\n", err.message);
	return rc < 0;
}
