#include "suite.h"

#include "base/buf.h"
#include "base/err.h"
#include "io/decode.h"
#include "io/utf8.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIMIT ((size_t)64 * 1024)
#define TEXT(s) (s), sizeof(s) - 1

/* Lines as "NUMBER=TEXT|". */
static int
add_line(void *ctx, long line, const char *text, size_t len, struct err *err)
{
	(void)err;
	buf_printf(ctx, "%ld=", line);
	buf_add(ctx, text, len);
	buf_putc(ctx, '|');
	return strlen(text) == len ? 0 : -1;
}

/* Decode in pieces; the lines, and then "!MESSAGE" if it was refused. */
static void
decode(enum encoding encoding, const char *bytes, size_t len, size_t piece,
	struct buf *out)
{
	struct decoder *decoder;
	struct err err = ERR_INIT;
	int rc;

	buf_clear(out);
	CU_ASSERT_FATAL(
		decoder_open(encoding, add_line, out, &decoder, &err) == 0);
	rc = 0;
	for (size_t i = 0; rc == 0 && i < len; i += piece)
		rc = decoder_feed(decoder, bytes + i,
			len - i < piece ? len - i : piece, &err);
	if (rc == 0)
		rc = decoder_finish(decoder, &err);
	decoder_close(decoder);
	if (rc < 0)
		buf_printf(out, "!%s", err.message);
}

static const struct {
	const char *bytes;
	size_t len;
	enum encoding encoding;
	const char *want;
} lines[] = {
#define U(bytes, want)                                                         \
	{                                                                      \
		TEXT(bytes), ENCODING_UTF8, want                               \
	}
#define G(bytes, want)                                                         \
	{                                                                      \
		TEXT(bytes), ENCODING_GB18030, want                            \
	}
	U("", ""),
	U("a", "1=a|"),
	U("a\n", "1=a|"),
	U("a\nb\r\nc", "1=a|2=b|3=c|"),
	U("\n\r\n\n", "1=|2=|3=|"),
	U("\xef\xbb\xbf"
	  "a\n",
		"1=a|"),
	U("\xef\xbb\xbf", ""),
	U("\xef\xbb\xbf\n", "1=|"),
	U("a\tb", "1=a\tb|"),
	U("商户\n", "1=商户|"),
	U("\xf0\xa0\x82\x87", "1=\xf0\xa0\x82\x87|"),
	U("a\n\xef\xbb\xbf"
	  "b",
		"1=a|!2:1: a control, invisible or private character (U+FEFF) "
		"at offset 2 of the file"),
	U("a\rb\n",
		"!1:2: a carriage return inside a line (U+000D) at offset 1 "
		"of the file"),
	U("a\r\r\n",
		"!1:2: a carriage return inside a line (U+000D) at offset 1 "
		"of the file"),
	U("a\r",
		"!1:2: a carriage return inside a line (U+000D) at offset 1 "
		"of the file"),
	U("ok\n商\0",
		"1=ok|!2:2: a control, invisible or private character "
		"(U+0000) at offset 6 of the file"),
	U("商\xe5\x95",
		"!1:2: not valid UTF-8: byte 0xe5 at offset 3 of the file"),
	U("\xc0\x80",
		"!1:1: not valid UTF-8: byte 0xc0 at offset 0 of the file"),
	U("\xe0\x80\x80",
		"!1:1: not valid UTF-8: byte 0xe0 at offset 0 of the file"),
	U("\xed\xa0\x80",
		"!1:1: not valid UTF-8: byte 0xed at offset 0 of the file"),
	U("\xf4\x90\x80\x80",
		"!1:1: not valid UTF-8: byte 0xf4 at offset 0 of the file"),
	U("12345678\x80",
		"!1:9: not valid UTF-8: byte 0x80 at offset 8 of the file"),
	{ TEXT("M\xfcller\n\xff"), ENCODING_LATIN1, "1=Müller|2=ÿ|" },
	{ TEXT("a\xe9\x80"), ENCODING_LATIN1,
		"!1:3: a control, invisible or private character (U+0080) at "
		"offset 2 of the file" },
	{ TEXT("t\x82l\xa0\xc4"), ENCODING_CP852, "1=télá─|" },
	G("\xc9\xcc\xbb\xa7,a\r\n", "1=商户,a|"),
	G("\x84\x31\x95\x33"
	  "a",
		"1=a|"),
	G("\x95\x32\x90\x31", "1=\xf0\xa0\x82\x87|"),
	G("a\xc9\n",
		"!1:2: not valid GB18030: byte 0xc9 at offset 1 of the file"),
	G("a\n\xc9\xcc\xff\xff",
		"1=a|!2:2: not valid GB18030: byte 0xff at offset 4 of the "
		"file"),
	G("a\xc9\xcc\x81\x30\x81\x30\xaa\xa1",
		"!1:3: a control, invisible or private character (U+0080) at "
		"offset 3 of the file"),
	G("\xc9\xcc\xaa\xa1",
		"!1:2: a control, invisible or private character (U+E000) at "
		"offset 2 of the file"),
#undef U
#undef G
};

static void
test_lines(void)
{
	struct buf out = BUF_INIT;

	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
		for (size_t piece = 1; piece < 40; piece += 6) {
			decode(lines[i].encoding, lines[i].bytes, lines[i].len,
				piece, &out);
			CHECK_TEXT(buf_text(&out), lines[i].want);
		}
	buf_release(&out);
}

static void
test_limit(void)
{
	static const struct {
		size_t extra;
		const char *end;
		bool ok;
	} cases[] = {
		{ 0, "", true },
		{ 0, "\n", true },
		{ 0, "\r\n", true },
		{ 1, "", false },
		{ 1, "\n", false },
		{ 1, "\r\n", false },
		{ 9, "\n", false },
		{ LIMIT, "\n", false },
	};
	char *bytes = malloc(3 * LIMIT);
	struct buf out = BUF_INIT;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const size_t len = LIMIT + cases[i].extra;

		memset(bytes, 'x', len);
		strcpy(bytes + len, cases[i].end);
		for (size_t piece = 1; piece <= LIMIT; piece *= 256) {
			decode(ENCODING_UTF8, bytes, len + strlen(cases[i].end),
				piece, &out);
			CHECK_CASE(cases[i].end,
				(out.len == LIMIT + 3) == cases[i].ok);
			if (!cases[i].ok)
				CHECK_TEXT(buf_text(&out),
					"!1: a line of more than 65536 bytes");
		}
	}
	buf_release(&out);
	free(bytes);
}

static void
test_guess(void)
{
	static const struct {
		const char *bytes;
		size_t len;
		enum encoding want;
	} cases[] = {
		{ TEXT(""), ENCODING_UTF8 },
		{ TEXT("abc"), ENCODING_UTF8 },
		{ TEXT("商户"), ENCODING_UTF8 },
		{ TEXT("商户\xe5\x95"), ENCODING_UTF8 },
		{ TEXT("商户\xe5"), ENCODING_UTF8 },
		{ TEXT("商户\xe5,"), ENCODING_GB18030 },
		{ TEXT("\xc9\xcc\xbb\xa7"), ENCODING_GB18030 },
		{ TEXT("\xef\xbb\xbf\xc9\xcc"), ENCODING_UTF8 },
		{ TEXT("\xff"), ENCODING_GB18030 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		CHECK_INT(decode_guess(cases[i].bytes, cases[i].len),
			cases[i].want);
}

/* Every code point that reliability.md G23 names, and its neighbours. */
static void
test_clean(void)
{
	static const struct {
		uint32_t c;
		bool clean;
	} cases[] = {
		{ 0x00, false },
		{ 0x08, false },
		{ '\t', true },
		{ '\n', false },
		{ '\r', false },
		{ 0x1f, false },
		{ ' ', true },
		{ '~', true },
		{ 0x7f, false },
		{ 0x80, false },
		{ 0x9f, false },
		{ 0xa0, true },
		{ 0x200a, true },
		{ 0x200b, false },
		{ 0x200f, false },
		{ 0x2010, true },
		{ 0x2027, true },
		{ 0x2028, false },
		{ 0x2029, false },
		{ 0x202a, false },
		{ 0x202e, false },
		{ 0x202f, true },
		{ 0x2065, true },
		{ 0x2066, false },
		{ 0x2069, false },
		{ 0x206a, true },
		{ 0x3000, true },
		{ 0x4e00, true },
		{ 0xd7ff, true },
		{ 0xe000, false },
		{ 0xf8ff, false },
		{ 0xf900, true },
		{ 0xfdcf, true },
		{ 0xfdd0, false },
		{ 0xfdef, false },
		{ 0xfdf0, true },
		{ 0xfefe, true },
		{ 0xfeff, false },
		{ 0xff08, true },
		{ 0xfffd, true },
		{ 0xfffe, false },
		{ 0xffff, false },
		{ 0x10000, true },
		{ 0x1fffd, true },
		{ 0x1fffe, false },
		{ 0x20087, true },
		{ 0xeffff, false },
		{ 0xf0000, false },
		{ 0x10ffff, false },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const uint32_t c = cases[i].c;
		char text[24] = "12345678", label[16];
		size_t len = 8, where;

		snprintf(label, sizeof(label), "U+%04X", (unsigned)c);
		if (c < 0x80) {
			text[len++] = (char)c;
		} else {
			if (c >= 0x10000) {
				text[len++] = (char)(0xf0 | c >> 18);
				text[len++] = (char)(0x80 | (c >> 12 & 0x3f));
			} else if (c >= 0x800) {
				text[len++] = (char)(0xe0 | c >> 12);
			}
			text[len++] = c >= 0x800
				? (char)(0x80 | (c >> 6 & 0x3f))
				: (char)(0xc0 | c >> 6);
			text[len++] = (char)(0x80 | (c & 0x3f));
		}
		CHECK_CASE(label,
			decode_is_clean(text, len, &where) == cases[i].clean);
		CHECK_CASE(label, where == (cases[i].clean ? len : 8));
	}
}

static void
test_text(void)
{
	static const struct {
		enum encoding encoding;
		const char *bytes;
		size_t len, size;
		const char *want; /* NULL: refused */
	} cases[] = {
		{ ENCODING_UTF8, TEXT(""), 1, "" },
		{ ENCODING_LATIN1, TEXT("M\xfcller"), 9, "Müller" },
		{ ENCODING_CP852, TEXT("t\x82l\xa0"), 9, "télá" },
		{ ENCODING_UTF8, TEXT("abc"), 4, "abc" },
		{ ENCODING_UTF8, TEXT("abc"), 3, NULL },
		{ ENCODING_UTF8, TEXT("a\xff"), 9, NULL },
		{ ENCODING_UTF8, TEXT("a\nb"), 9, NULL },
		{ ENCODING_GB18030, TEXT("\xc9\xcc.csv"), 8, "商.csv" },
		{ ENCODING_GB18030, TEXT("\xc9\xcc.csv"), 7, NULL },
		{ ENCODING_GB18030, TEXT("\xc9"), 9, NULL },
		{ ENCODING_GB18030, TEXT("\xaa\xa1"), 9, NULL },
		{ ENCODING_GB18030, TEXT("a\0"), 9, NULL },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct err err = ERR_INIT;
		char out[16] = "";
		int rc = decode_text(cases[i].encoding, cases[i].bytes,
			cases[i].len, out, cases[i].size, &err);

		CHECK_INT(rc, cases[i].want == NULL ? -1 : 0);
		if (rc == 0 && cases[i].want != NULL)
			CHECK_TEXT(out, cases[i].want);
		if (rc < 0)
			CU_ASSERT(err.message[0] != '\0');
	}
}

/* Whether a text of GB18030 that is taken comes back as the same bytes. */
static int
comes_back(iconv_t back, const char *bytes, size_t len)
{
	struct err err = ERR_INIT;
	char text[16], again[16], *in = text, *out = again;
	size_t in_left, out_left = sizeof(again);

	if (decode_text(
		    ENCODING_GB18030, bytes, len, text, sizeof(text), &err) < 0)
		return 1;
	in_left = strlen(text);
	if (iconv(back, &in, &in_left, &out, &out_left) == (size_t)-1)
		return 0;
	return sizeof(again) - out_left == len &&
		memcmp(again, bytes, len) == 0;
}

/*
 * G22.  GB18030 gives six ideographs (U+20087 and others) a second code of
 * two bytes, FE51 and so on; glibc reads both and writes the two bytes.  These
 * are the only texts that do not come back as they were.
 */
static void
test_round_trip(void)
{
	iconv_t back = iconv_open("GB18030", "UTF-8");
	int changed2 = 0, changed4 = 0;
	char b[4];

	for (int i = 0x80; i < 0x100; i++)
		for (int k = 0; k < 0x100; k++) {
			b[0] = (char)i;
			b[1] = (char)k;
			changed2 += !comes_back(back, b, 2);
		}
	for (int i = 0x95; i <= 0x96; i++)
		for (int k = 0; k < 10 * 126 * 10; k++) {
			b[0] = (char)i;
			b[1] = (char)('0' + k / 1260);
			b[2] = (char)(0x81 + k / 10 % 126);
			b[3] = (char)('0' + k % 10);
			changed4 += !comes_back(back, b, 4);
		}
	iconv_close(back);
	CHECK_INT(changed2, 0);
	CHECK_INT(changed4, 6);
}

/* The encoding may be set in the middle of a line; a line of 64 kB of which
 * each byte becomes three is taken. */
static void
test_set_encoding(void)
{
	struct buf out = BUF_INIT;
	struct err err = ERR_INIT;
	struct decoder *decoder;
	char *line = malloc(LIMIT);

	CU_ASSERT_FATAL(decoder_open(ENCODING_UTF8, add_line, &out, &decoder,
				&err) == 0);
	CHECK_INT(decoder_feed(decoder, TEXT("商\na"), &err), 0);
	CHECK_INT(decoder_set_encoding(decoder, ENCODING_GB18030, &err), 0);
	CHECK_INT(decoder_feed(decoder, TEXT("\xc9\xcc\n"), &err), 0);
	CHECK_INT(decoder_set_encoding(decoder, ENCODING_CP852, &err), 0);
	CHECK_INT(decoder_feed(decoder, TEXT("\x82\n"), &err), 0);
	CHECK_INT(decoder_set_encoding(decoder, ENCODING_UTF8, &err), 0);
	CHECK_INT(decoder_feed(decoder, TEXT("商\n"), &err), 0);
	CHECK_TEXT(buf_text(&out), "1=商|2=a商|3=é|4=商|");
	CHECK_INT(decoder_set_encoding(decoder, ENCODING_CP852, &err), 0);
	memset(line, 0xc4, LIMIT);
	CHECK_INT(decoder_feed(decoder, line, LIMIT, &err), 0);
	CHECK_INT(decoder_finish(decoder, &err), 0);
	CU_ASSERT(out.len > LIMIT * 3);
	decoder_close(decoder);
	buf_release(&out);
	free(line);
}

static void
test_count(void)
{
	CHECK_INT(utf8_count(TEXT("")), 0);
	CHECK_INT(utf8_count(TEXT("a商\xf0\xa0\x82\x87")), 3);
}

static const struct test tests[] = {
	{ "lines are cut, checked and placed", test_lines },
	{ "a line of 64 kB is taken, one byte more is not", test_limit },
	{ "the encoding is guessed from the head", test_guess },
	{ "each forbidden code point is found", test_clean },
	{ "a short text is decoded or refused", test_text },
	{ "GB18030 comes back as the same bytes", test_round_trip },
	{ "the encoding may be known late", test_set_encoding },
	{ "characters are counted, not bytes", test_count },
	{ NULL, NULL },
};

const struct suite test_decode = { "io/decode", tests };
