#include "suite.h"

#include "base/err.h"
#include "io/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Whatever the table knows, iconv says the same. */

#define LONG ((size_t)200)

struct outcome {
	enum charset_end end;
	size_t used, len;
	char text[4 * LONG];
};

static struct outcome
by_iconv(const char *name, const char *bytes, size_t len, size_t room)
{
	iconv_t iconv_ = iconv_open("UTF-8", name);
	struct outcome o = { .end = CHARSET_ALL };
	char copy[LONG], *in = copy, *out = o.text;
	size_t left = len, space = room;

	memcpy(copy, bytes, len);
	CU_ASSERT_FATAL(iconv_ != (iconv_t)-1);
	if (iconv(iconv_, &in, &left, &out, &space) == (size_t)-1)
		o.end = errno == EILSEQ ? CHARSET_ILLEGAL
			: errno == E2BIG ? CHARSET_FULL
					 : CHARSET_CUT;
	o.used = len - left;
	o.len = (size_t)(out - o.text);
	iconv_close(iconv_);
	return o;
}

static struct outcome
by_charset(struct charset *charset, const char *bytes, size_t len, size_t room)
{
	struct outcome o = { .used = len };
	char *out = o.text;

	o.end = charset_convert(charset, &bytes, &len, &out, &room);
	o.used -= len;
	o.len = (size_t)(out - o.text);
	return o;
}

static bool
agree(struct charset *charset, const char *name, const char *bytes, size_t len,
	size_t room)
{
	const struct outcome a = by_iconv(name, bytes, len, room);
	const struct outcome b = by_charset(charset, bytes, len, room);

	return a.end == b.end && a.used == b.used && a.len == b.len &&
		memcmp(a.text, b.text, a.len) == 0;
}

static struct charset *
open_charset(const char *name)
{
	struct err err = ERR_INIT;
	struct charset *charset;

	CHECK_INT(charset_open(name, &charset, &err), 0);
	CU_ASSERT_PTR_NOT_NULL_FATAL(charset);
	return charset;
}

static void
test_pairs(void)
{
	struct charset *charset = open_charset("GB18030");
	char label[16];

	for (int i = 0; i < 0x10000; i++) {
		const char two[] = { (char)(i >> 8), (char)i, 'x', 'y' };

		snprintf(label, sizeof(label), "%04x", (unsigned)i);
		if (!agree(charset, "GB18030", two, 2, LONG) ||
			!agree(charset, "GB18030", two, 4, LONG))
			CHECK_CASE(label, false);
	}
	charset_close(charset);
}

static uint32_t
random_next(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/* ASCII, pairs, characters of four bytes, and what is none of them. */
static size_t
make_text(uint32_t *state, char *text)
{
	const size_t len = random_next(state) % (LONG - 4);
	size_t at = 0;

	while (at < len) {
		const uint32_t r = random_next(state);

		if (r % 8 < 5) {
			text[at++] = (char)(0x20 + r / 8 % 0x5f);
		} else if (r % 64 != 7) {
			text[at++] = (char)(0x81 + r / 64 % 0x7e);
			text[at++] = (char)(0x40 + random_next(state) % 0xbf);
		} else if (r % 512 != 7) {
			memcpy(text + at, "\x81\x39\xee\x39", 4);
			at += 4;
		} else {
			text[at++] = (char)(r / 512);
		}
	}
	return at;
}

static void
test_texts(void)
{
	struct charset *charset = open_charset("GB18030");
	uint32_t state = 1;
	char text[LONG], label[32];

	for (int i = 0; i < 20000; i++) {
		const size_t len = make_text(&state, text);
		const size_t room = random_next(&state) % (3 * LONG);

		snprintf(label, sizeof(label), "text %d", i);
		if (!agree(charset, "GB18030", text, len, room))
			CHECK_CASE(label, false);
	}
	charset_close(charset);
}

static void
test_others(void)
{
	static const char *const names[] = { "ISO-8859-1", "CP852" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct charset *charset = open_charset(names[i]);
		char text[128];

		for (size_t j = 0; j < sizeof(text); j++)
			text[j] = (char)(0x80 + j);
		CHECK_CASE(names[i],
			agree(charset, names[i], text, sizeof(text), LONG));
		CHECK_CASE(names[i],
			agree(charset, names[i], text, sizeof(text), 7));
		charset_close(charset);
	}
}

static void
test_unknown(void)
{
	struct err err = ERR_INIT;
	struct charset *charset;

	CHECK_INT(charset_open("no-such-encoding", &charset, &err), -1);
	CU_ASSERT_PTR_NULL(charset);
	CHECK_INT(err.code, ERR_CONFIG);
	charset_close(NULL);
}

static const struct test tests[] = {
	{ "two bytes are what iconv makes of them, all 65,536", test_pairs },
	{ "so are texts with other characters, cut and crowded", test_texts },
	{ "other encodings are left to iconv", test_others },
	{ "an encoding that nobody knows is a wrong configuration",
		test_unknown },
	{ NULL, NULL },
};

const struct suite test_charset = { "io/charset", tests };
