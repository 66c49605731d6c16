#include "suite.h"

#include "base/buf.h"
#include "base/err.h"
#include "io/csv.h"

#include <stdlib.h>
#include <string.h>

/* Rows as text: "LINE:COLUMN=field|..." and a newline after each row. */
static int
dump_row(void *ctx, long line, const struct csv_field *fields, size_t count,
	struct err *err)
{
	struct buf *const out = ctx;

	if (count > 0 && strcmp(fields[0].text, "stop") == 0)
		return err_set(err, ERR_USAGE, "stopped on line %ld", line);
	for (size_t i = 0; i < count; i++) {
		if (fields[i].len != strlen(fields[i].text))
			CU_FAIL("a length is not that of the text");
		buf_printf(out, "%s%ld:%ld=%s", i == 0 ? "" : "|",
			fields[i].line, fields[i].column, fields[i].text);
	}
	buf_puts(out, "\n");
	return 0;
}

/* Read ${text} in pieces of ${piece} bytes into ${out}. */
static int
read_in_pieces(const char *text, size_t len, size_t piece, struct buf *out,
	struct err *err)
{
	struct csv_reader *reader;
	int rc;

	buf_clear(out);
	rc = csv_reader_open(dump_row, out, &reader, err);
	for (size_t i = 0; rc == 0 && i < len; i += piece)
		rc = csv_reader_feed(reader, text + i,
			len - i < piece ? len - i : piece, err);
	if (rc == 0)
		rc = csv_reader_finish(reader, err);
	csv_reader_close(reader);
	return rc;
}

static void
rows_come_with_their_places(void)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "", "" },
		{ "\n\r\n\n", "" },
		{ "\xef\xbb\xbf", "" },
		{ "a,b\n", "1:1=a|1:3=b\n" },
		{ "a,b", "1:1=a|1:3=b\n" },
		{ "a,b\r\nc,d\r\n", "1:1=a|1:3=b\n2:1=c|2:3=d\n" },
		{ "a\n\n\nb\n", "1:1=a\n4:1=b\n" },
		{ "\xef\xbb\xbf"
		  "a,b\n",
			"1:1=a|1:3=b\n" },
		{ "青山,绿水\n", "1:1=青山|1:4=绿水\n" },
		{ ",\n", "1:1=|1:2=\n" },
		{ ",,", "1:1=|1:2=|1:3=\n" },
		{ "\"\"\n", "1:1=\n" },
		{ " a , b \n", "1:1= a |1:5= b \n" },
		{ "\ta\t,b\n", "1:1=\ta\t|1:5=b\n" },
		{ "   \n", "1:1=   \n" },
		{ "\"a,b\",c\n", "1:1=a,b|1:7=c\n" },
		{ "\"say \"\"hi\"\"\",c\n", "1:1=say \"hi\"|1:14=c\n" },
		{ "\"a\nb\",c\nd\n", "1:1=a\nb|2:4=c\n3:1=d\n" },
		{ "\"a\r\nb\r\n\r\nc\",\"d\ne\"\r\nf,g\r\n",
			"1:1=a\r\nb\r\n\r\nc|4:4=d\ne\n6:1=f|6:3=g\n" },
		{ "\"a\rb\"\n", "1:1=a\rb\n" },
		{ "a,b\r", "1:1=a|1:3=b\n" },
		{ "a\n\"b\"", "1:1=a\n2:1=b\n" },
	};
	struct buf out = BUF_INIT;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (size_t piece = 1; piece < 40; piece++) {
			struct err err = ERR_INIT;

			CHECK_INT(read_in_pieces(cases[i].text,
					  strlen(cases[i].text), piece, &out,
					  &err),
				0);
			CHECK_TEXT(buf_text(&out), cases[i].want);
		}
	buf_release(&out);
}

#define BYTES(text) text, sizeof(text) - 1

static void
wrong_bytes_are_refused_with_their_place(void)
{
	static const struct {
		const char *text;
		size_t len;
		const char *message;
	} cases[] = {
		{ BYTES("a\nb,c\"d\n"),
			"2:4: a quote in an unquoted field, or text after a "
			"closing quote" },
		{ BYTES("\"a\"b\n"),
			"1:4: a quote in an unquoted field, or text after a "
			"closing quote" },
		{ BYTES("\"a\" ,b\n"),
			"1:4: a quote in an unquoted field, or text after a "
			"closing quote" },
		{ BYTES("a,\"b\nc\n"),
			"1:3: the quoted field that begins here has no end" },
		{ BYTES("a\nb\0c\n"),
			"2:2: a control, invisible or private character "
			"(U+0000)" },
		{ BYTES("a,\x1b[0m\n"),
			"1:3: a control, invisible or private character "
			"(U+001B)" },
		{ BYTES("a\x7f\n"),
			"1:2: a control, invisible or private character "
			"(U+007F)" },
		{ BYTES("青山\xe2\x80\xae\n"),
			"1:3: a control, invisible or private character "
			"(U+202E)" },
		{ BYTES("\"\n\xc2\x85\"\n"),
			"2:1: a control, invisible or private character "
			"(U+0085)" },
		{ BYTES("a\n\xef\xbb\xbf"
			"b\n"),
			"2:1: a control, invisible or private character "
			"(U+FEFF)" },
		{ BYTES("a,\xee\x80\x80\n"),
			"1:3: a control, invisible or private character "
			"(U+E000)" },
		{ BYTES("a,\xc0\xaf\n"), "1:3: byte 0xc0 is not valid UTF-8" },
		{ BYTES("a,\xed\xa0\x80\n"),
			"1:3: byte 0xed is not valid UTF-8" },
		{ BYTES("a,\xd6\xd0\n"), "1:3: byte 0xd6 is not valid UTF-8" },
		{ BYTES("a,\xe9\x9d"), "1:3: byte 0xe9 is not valid UTF-8" },
		{ BYTES("a\rb\n"), "1:2: a carriage return inside a line" },
		{ BYTES("a\r\r\n"), "1:2: a carriage return inside a line" },
		{ BYTES("x\nstop\n"), "stopped on line 2" },
		{ BYTES("x\nstop"), "stopped on line 2" },
	};
	struct buf out = BUF_INIT;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (size_t piece = 1; piece < 20; piece++) {
			struct err err = ERR_INIT;

			CHECK_INT(read_in_pieces(cases[i].text, cases[i].len,
					  piece, &out, &err),
				-1);
			CHECK_TEXT(err.message, cases[i].message);
		}
	buf_release(&out);
}

static void
the_first_failure_stays(void)
{
	struct csv_reader *reader;
	struct buf out = BUF_INIT;
	struct err err = ERR_INIT;

	CHECK_INT(csv_reader_open(dump_row, &out, &reader, &err), 0);
	CHECK_INT(csv_reader_feed(reader, "a\nstop\nb\nstop\n", 14, &err), -1);
	CHECK_INT(err.code, ERR_USAGE);
	err = (struct err)ERR_INIT;
	CHECK_INT(csv_reader_feed(reader, "c\n", 2, &err), -1);
	CHECK_TEXT(err.message, "stopped on line 2");
	err = (struct err)ERR_INIT;
	CHECK_INT(csv_reader_finish(reader, &err), -1);
	CHECK_TEXT(err.message, "stopped on line 2");
	CHECK_TEXT(buf_text(&out), "1:1=a\n");
	csv_reader_close(reader);
	csv_reader_close(NULL);
	buf_release(&out);
}

/* Read ${count} times ${unit}, between ${head} and ${tail}. */
static int
read_repeated(const char *head, const char *unit, size_t count,
	const char *tail, struct err *err)
{
	struct buf text = BUF_INIT, out = BUF_INIT;
	int rc;

	buf_puts(&text, head);
	for (size_t i = 0; i < count; i++)
		buf_puts(&text, unit);
	buf_puts(&text, tail);
	rc = read_in_pieces(buf_text(&text), text.len, 65521, &out, err);
	buf_release(&text);
	buf_release(&out);
	return rc;
}

static void
limits_hold_at_the_limit_and_one_more(void)
{
	static const struct {
		const char *head, *unit;
		size_t count;
		const char *tail, *message; /* NULL: accepted */
	} cases[] = {
		{ "a,", "x", 4096, "\n", NULL },
		{ "a,", "x", 4097, "\n",
			"1:3: a field of 4097 bytes is longer than 4096" },
		{ "\"", "\"\"", 4096, "\"\n", NULL },
		{ "\"", "\"\"", 4097, "\"\n",
			"1:1: a field of 4097 bytes is longer than 4096" },
		{ "", ",", 511, "\n", NULL },
		{ "", ",", 512, "\n", "1:513: a row has more than 512 fields" },
		{ "\"\n", "\n", 4095, "\"\n", NULL },
		{ "\"\n", "\n", 4096, "\"\n",
			"1:1: a field of 4097 bytes is longer than 4096" },
		{ "", "x", 65537, "\n",
			"1: a line is longer than 65536 bytes" },
		{ "\"", "\n", 65536, "\"\n",
			"65536: a row is longer than 65536 bytes" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct err err = ERR_INIT;

		CHECK_INT(read_repeated(cases[i].head, cases[i].unit,
				  cases[i].count, cases[i].tail, &err),
			cases[i].message == NULL ? 0 : -1);
		CHECK_TEXT(err.message,
			cases[i].message == NULL ? "" : cases[i].message);
	}
}

/* Write ${text} as a field, in quotes if it must be or ${quoted} wants it. */
static void
put_field(struct buf *csv, const char *text, int quoted)
{
	if (!quoted && strpbrk(text, "\",\r\n") == NULL && text[0] != '\0') {
		buf_puts(csv, text);
		return;
	}
	buf_putc(csv, '"');
	for (; *text != '\0'; text++) {
		if (*text == '"')
			buf_putc(csv, '"');
		buf_putc(csv, *text);
	}
	buf_putc(csv, '"');
}

static int
bracket_row(void *ctx, long line, const struct csv_field *fields, size_t count,
	struct err *err)
{
	(void)line;
	(void)err;
	for (size_t i = 0; i < count; i++)
		buf_printf(ctx, "[%s]", fields[i].text);
	buf_puts(ctx, "\n");
	return 0;
}

static unsigned
next(unsigned *random, unsigned below)
{
	*random = *random * 1103515245 + 12345;
	return (*random >> 8) % below;
}

/* A random file, and what a reader must make of it. */
static void
make_file(unsigned *random, struct buf *csv, struct buf *want)
{
	static const char *const parts[] = { "", "a", "\"", ",", "\n", "\r\n",
		" ", "青", "\t", "b c", "𠮷", "\"\"" };

	buf_clear(csv);
	buf_clear(want);
	for (unsigned row = next(random, 4); row > 0; row--) {
		for (unsigned i = next(random, 4) + 1; i > 0; i--) {
			char text[64] = "";

			for (unsigned n = next(random, 5); n > 0; n--)
				strcat(text, parts[next(random, 12)]);
			put_field(csv, text, (int)next(random, 2));
			buf_printf(want, "[%s]", text);
			if (i > 1)
				buf_putc(csv, ',');
		}
		buf_puts(csv, next(random, 2) ? "\n" : "\r\n");
		buf_puts(want, "\n");
	}
}

static void
what_was_written_is_read_back(void)
{
	struct buf csv = BUF_INIT, want = BUF_INIT, got = BUF_INIT;
	unsigned random = 1;
	int wrong = 0;

	for (int i = 0; i < 20000; i++) {
		struct csv_reader *reader;
		struct err err = ERR_INIT;

		make_file(&random, &csv, &want);
		buf_clear(&got);
		CHECK_INT(csv_reader_open(bracket_row, &got, &reader, &err), 0);
		wrong += csv_reader_feed(
				 reader, buf_text(&csv), csv.len, &err) != 0 ||
			csv_reader_finish(reader, &err) != 0 ||
			strcmp(buf_text(&got), buf_text(&want)) != 0;
		csv_reader_close(reader);
	}
	CHECK_INT(wrong, 0);
	buf_release(&csv);
	buf_release(&want);
	buf_release(&got);
}

static const struct test tests[] = { { "rows come with their places",
					     rows_come_with_their_places },
	{ "wrong bytes are refused with their place",
		wrong_bytes_are_refused_with_their_place },
	{ "the first failure stays", the_first_failure_stays },
	{ "what was written is read back", what_was_written_is_read_back },
	{ "limits hold at the limit and one more",
		limits_hold_at_the_limit_and_one_more },
	{ NULL, NULL } };

const struct suite test_csv = { "io/csv", tests };
