#include "suite.h"

#include "base/arena.h"
#include "base/err.h"
#include "format/texts.h"

#include <string.h>

static const struct {
	const char *before, *text, *want;
} cases[] = {
	{ "", "a", "a" },
	{ "", "  a \t b\n c ", "a b c" },
	{ "a", "b", "a\nb" },
	{ "a\nb", "b ", "a\nb" },
	{ "a\nb", "a", "a\nb" },
	{ "ab", "a", "ab\na" },
	{ "a", " \n", "a" },
	{ "", "", "" },
};

static void
test_add(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buf remark = BUF_INIT;

		buf_puts(&remark, cases[i].before);
		CHECK_CASE(cases[i].want,
			texts_add(
				&remark, cases[i].text, strlen(cases[i].text)));
		CHECK_TEXT(buf_text(&remark), cases[i].want);
		buf_release(&remark);
	}
}

static void
test_limit(void)
{
	struct buf remark = BUF_INIT;
	char text[TEXTS_MAX];

	memset(text, 'x', sizeof(text));
	CU_ASSERT(!texts_add(&remark, text, TEXTS_MAX));
	CHECK_TEXT(buf_text(&remark), "");
	CU_ASSERT(texts_add(&remark, text, TEXTS_MAX - 1));
	CU_ASSERT(!texts_add(&remark, "y", 1));
	CHECK_INT(remark.len, TEXTS_MAX - 1);
	buf_release(&remark);
}

static const struct {
	const char *text, *want;
	bool blank;
} lines[] = {
	{ "", "", true },
	{ " \t\r\n ", "", true },
	{ "a", "a", false },
	{ "\r\n a\n\n\tb \n", "a b", false },
	{ "甲方\n公司", "甲方 公司", false },
};

static void
test_line(void)
{
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		struct arena arena = ARENA_INIT;
		struct err err = ERR_INIT;
		const char *line = texts_line(
			&arena, lines[i].text, strlen(lines[i].text), &err);

		CHECK_TEXT(line, lines[i].want);
		CHECK_CASE(lines[i].want,
			texts_is_blank(lines[i].text) == lines[i].blank);
		arena_release(&arena);
	}
}

static void
test_fold(void)
{
	struct buf buf = BUF_INIT;

	texts_fold(&buf, "  a  b ", 7);
	texts_fold(&buf, " c", 2);
	CHECK_TEXT(buf_text(&buf), "a b c");
	buf_release(&buf);
}

static const struct test tests[] = {
	{ "each text is a line, none twice", test_add },
	{ "a text that would pass the limit is left out", test_limit },
	{ "white space is folded", test_fold },
	{ "a line is one line", test_line },
	{ NULL, NULL },
};

const struct suite test_texts = { "format/texts", tests };
