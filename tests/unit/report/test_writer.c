/* What each writer makes of the same table, byte for byte. */
#include "base/err.h"
#include "base/i18n.h"
#include "report/width.h"
#include "report/writer.h"
#include "suite.h"

#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

static const struct column columns[] = {
	{ "order_no", N_("order"), COLUMN_TEXT },
	{ "due_fen", N_("due"), COLUMN_FEN },
	{ "note", N_("note"), COLUMN_NOTE },
	{ "count", N_("count"), COLUMN_INT },
	{ "ca", N_("CA"), COLUMN_TEXT },
};

#define COUNT (sizeof(columns) / sizeof(*columns))

static const struct field rows[][COUNT] = {
	{ field_text("SZ1"), field_int(130005), field_text("%1 is due\t3.00"),
		field_int(0), field_text("szca") },
	{ field_text("=1+1,\"x\"\n"), field_int(-1), field_text(""),
		field_null(), field_text("") },
	{ field_text("\xe5\x88\x86"), field_null(), field_null(), field_int(-7),
		field_null() },
};

/* Everything that ${format} writes of the first ${count} rows; from malloc. */
static char *
written(const char *format, size_t count)
{
	struct err err = ERR_INIT;
	struct writer writer;
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);
	int rc = writer_open(&writer, format, columns, COUNT, out, &err);

	for (size_t i = 0; i < count; i++)
		rc |= writer_row(&writer, rows[i], &err);
	rc |= writer_end(&writer, &err);
	writer_close(&writer);
	fclose(out);
	CHECK_INT(rc, 0);
	return text;
}

static const struct {
	const char *format;
	size_t count;
	const char *want;
} cases[] = {
	{ "csv", 0, "order_no,due_fen,note,count,ca\n" },
	{ "csv", 3,
		"order_no,due_fen,note,count,ca\n"
		"SZ1,130005,3.00 is due,0,szca\n"
		"\"'=1+1,\"\"x\"\"\n\",-1,,,\n"
		"\xe5\x88\x86,,,-7,\n" },
	{ "json", 0, "[]\n" },
	{ "json", 1,
		"[\n{\"order_no\":\"SZ1\",\"due_fen\":130005,"
		"\"note\":\"3.00 is due\",\"count\":0,\"ca\":\"szca\"}\n]\n" },
	{ "json", 3,
		"[\n{\"order_no\":\"SZ1\",\"due_fen\":130005,"
		"\"note\":\"3.00 is due\",\"count\":0,\"ca\":\"szca\"},\n"
		"{\"order_no\":\"=1+1,\\\"x\\\"\\n\",\"due_fen\":-1,"
		"\"note\":\"\",\"count\":null,\"ca\":\"\"},\n"
		"{\"order_no\":\"\xe5\x88\x86\",\"due_fen\":null,"
		"\"note\":\"\",\"count\":-7,\"ca\":\"\"}\n]\n" },
	{ "table", 0, "order  due  note  count  CA\n" },
	{ "table", 3,
		"order          due  note         count  CA\n"
		"SZ1        1300.05  3.00 is due      0  szca\n"
		"=1+1,\"x\"     -0.01\n"
		"\xe5\x88\x86                                  -7\n" },
};

static void
each_format(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *text = written(cases[i].format, cases[i].count);

		CHECK_TEXT(text, cases[i].want);
		free(text);
	}
}

static void
unknown_format(void)
{
	struct err err = ERR_INIT;
	struct writer writer;

	CHECK_INT(
		writer_open(&writer, "xml", columns, COUNT, stdout, &err), -1);
	CHECK_INT(err.code, ERR_USAGE);
	writer_close(&writer);
}

/* /dev/full takes nothing. */
static void
nobody_reads(void)
{
	struct err err = ERR_INIT;
	struct writer writer;
	FILE *out = fopen("/dev/full", "w");
	int rc;

	CU_ASSERT_PTR_NOT_NULL_FATAL(out);
	rc = writer_open(&writer, "csv", columns, COUNT, out, &err);
	for (int i = 0; i < 10000 && rc == 0; i++)
		rc = writer_row(&writer, rows[0], &err);
	writer_close(&writer);
	fclose(out);
	CHECK_INT(rc, -1);
	CHECK_INT(err.code, ERR_IO);
}

/* More rows than are measured: the later ones come out all the same. */
static void
long_table(void)
{
	struct err err = ERR_INIT;
	struct writer writer;
	char *text = NULL;
	size_t len = 0, lines = 0;
	FILE *out = open_memstream(&text, &len);

	CHECK_INT(writer_open(&writer, "table", columns, COUNT, out, &err), 0);
	for (int i = 0; i < 2500; i++)
		CHECK_INT(writer_row(&writer, rows[0], &err), 0);
	CHECK_INT(writer_end(&writer, &err), 0);
	writer_close(&writer);
	fclose(out);
	for (const char *p = text; (p = strchr(p, '\n')) != NULL; p++)
		lines++;
	CHECK_INT(lines, 2501);
	free(text);
}

/* The sum is wider than each of its rows. */
static void
totals(void)
{
	static const bool added[COUNT] = { false, true, false, true, false };
	static const struct report report = { .columns = columns,
		.totals = added, .count = COUNT };
	static const char last[] =
		"SZ1     1300.05  3.00 is due      0  szca\n"
		"total  13000.50                   0\n";
	struct err err = ERR_INIT;
	struct writer writer;
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);

	CHECK_INT(writer_open_report(
			  &writer, "table", &report, "", 0, out, &err),
		0);
	for (int i = 0; i < 10; i++)
		CHECK_INT(writer_row(&writer, rows[0], &err), 0);
	CHECK_INT(writer_end(&writer, &err), 0);
	writer_close(&writer);
	fclose(out);
	CHECK_TEXT(text + len - strlen(last), last);
	free(text);
}

static const struct {
	const char *text;
	size_t width;
	const char *clean;
} texts[] = {
	{ "", 0, "" },
	{ "abc", 3, "abc" },
	{ "\xe4\xb8\x80\xe5\x88\x86", 4, "\xe4\xb8\x80\xe5\x88\x86" },
	{ "\xef\xbc\x88\xef\xbc\x89", 4, "\xef\xbc\x88\xef\xbc\x89" },
	{ "e\xcc\x81", 1, "e\xcc\x81" },
	{ "\xf0\xa0\x80\x80", 2, "\xf0\xa0\x80\x80" },
	{ "a\tb\r\n", 5, "a b  " },
	{ "\033[2J", 4, "\\x1B[2J" },
	{ "\xc2\x9b", 1, "\\xC2\\x9B" },
	{ "\xe2\x80\xae", 0, "\\xE2\\x80\\xAE" },
	{ "\xff\xe4", 2, "\\xFF\\xE4" },
};

static void
widths(void)
{
	struct buf buf = BUF_INIT;

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		buf_clear(&buf);
		width_clean(&buf, texts[i].text);
		CHECK_TEXT(buf_text(&buf), texts[i].clean);
		CHECK_CASE(texts[i].clean,
			width_text(texts[i].text) == texts[i].width);
	}
	buf_release(&buf);
}

static const struct test tests[] = {
	{ "writer writes each format", each_format },
	{ "writer refuses a format that it does not know", unknown_format },
	{ "writer says when nobody takes the answer", nobody_reads },
	{ "writer prints a table longer than it measures", long_table },
	{ "writer aligns a sum that is wider than its rows", totals },
	{ "width counts columns and shows control characters", widths },
	{ NULL, NULL },
};

const struct suite test_writer = { "report/writer", tests };
