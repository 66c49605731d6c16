/* No text is a formula for whoever opens the CSV file (reliability.md G27). */
#include "suite.h"

#include "base/buf.h"
#include "report/formula.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *text, *want;
} cases[] = {
	{ "", "" },
	{ "plain", "plain" },
	{ "a=b", "a=b" },
	{ "=1+1", "'=1+1" },
	{ "+1+1", "'+1+1" },
	{ "-1+1", "'-1+1" },
	{ "@SUM(A1)", "'@SUM(A1)" },
	{ "\tx", "'\tx" },
	{ "\rx", "'\rx" },
	{ "  =1", "'  =1" },
	{ "\xc2\xa0=1", "'\xc2\xa0=1" },
	{ "\xe3\x80\x80=1", "'\xe3\x80\x80=1" },
	{ "\xe2\x80\x8b=1", "'\xe2\x80\x8b=1" },
	{ "\xef\xbb\xbf=1", "'\xef\xbb\xbf=1" },
	{ "\xef\xbc\x9d"
	  "1",
		"'\xef\xbc\x9d"
		"1" },
	{ "\xef\xbc\x8b"
	  "1",
		"'\xef\xbc\x8b"
		"1" },
	{ "\xef\xbc\x8d"
	  "1",
		"'\xef\xbc\x8d"
		"1" },
	{ "\xef\xbc\xa0"
	  "1",
		"'\xef\xbc\xa0"
		"1" },
	{ "one\n=2", "one\n'=2" },
	{ "one\r\n=2", "one\r\n'=2" },
	{ "one\r=2", "one\r'=2" },
	{ "=1\n=2", "'=1\n'=2" },
	/* Plain numbers stay what they are. */
	{ "-12.50", "-12.50" },
	{ "+8613800000000", "+8613800000000" },
	{ "-", "-" },
	{ "-1.2.3", "'-1.2.3" },
	{ "--1", "'--1" },
	{ "-1e5", "'-1e5" },
	{ "-A1", "'-A1" },
	{ "+.5", "'+.5" },
};

static void
each_case(void)
{
	struct buf buf = BUF_INIT;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		buf_clear(&buf);
		formula_defuse(&buf, cases[i].text);
		CHECK_TEXT(buf_text(&buf), cases[i].want);
	}
	buf_release(&buf);
}

/* What is skipped, what begins a formula, and what follows it. */
static const char *const before[] = { "", " ", "   ", "\v", "\xc2\xa0",
	"\xe3\x80\x80", "\xef\xbb\xbf", "\xe2\x80\x83", "safe\n", "safe\r\n" };
static const char *const signs[] = { "=", "+", "-", "@", "\t", "\r",
	"\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0" };
static const char *const after[] = { "1+1", "cmd|' /C calc'!A0",
	"HYPERLINK(\"http://example.test\",\"x\")", "A1:B2", "SUM(1;2)" };

/* The hostile line: the last one before the sign's own line ends. */
static const char *
line_of(const char *text, const char *prefix)
{
	const char *end = strrchr(prefix, '\n');

	return end == NULL ? text : text + (end - prefix) + 1;
}

static void
every_combination(void)
{
	struct buf buf = BUF_INIT;
	char text[256];
	int count = 0;

	for (size_t i = 0; i < sizeof(before) / sizeof(*before); i++)
		for (size_t k = 0; k < sizeof(signs) / sizeof(*signs); k++)
			for (size_t n = 0; n < sizeof(after) / sizeof(*after);
				n++, count++) {
				snprintf(text, sizeof(text), "%s%s%s",
					before[i], signs[k], after[n]);
				buf_clear(&buf);
				formula_defuse(&buf, text);
				CHECK_CASE(text,
					*line_of(buf_text(&buf), before[i]) ==
						'\'');
			}
	CHECK_INT(count, 500);
	buf_release(&buf);
}

static const struct test tests[] = {
	{ "formula_defuse marks what could be one, and nothing else",
		each_case },
	{ "formula_defuse marks 500 hostile texts", every_combination },
	{ NULL, NULL },
};

const struct suite test_formula = { "report/formula", tests };
