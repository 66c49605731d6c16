/* Messages: one line of whole characters, whatever was put into them. */
#include "suite.h"

#include "base/err.h"

#include <string.h>

static void
test_mend(void)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "", "" },
		{ "plain", "plain" },
		{ "é元😀", "é元😀" },
		{ "元\xe5\x85", "元" },
		{ "\xe5\x85\" is wrong", "\" is wrong" },
		{ "\xe5元", "元" },
		{ "a\xf0\x9f\x98", "a" },
		{ "\x85\xff元", "元" },
		{ "\xc0\xaf", "" },
		{ "two\r\nlines\t\x1b[31m", "two  lines\t\x1b[31m" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char text[64];

		strcpy(text, cases[i].text);
		err_mend(text);
		CHECK_TEXT(text, cases[i].want);
	}
}

/* "%.4s" counts bytes: a figure in words is cut inside of its second one. */
static void
test_cut(void)
{
	struct err err = ERR_INIT;
	char longer[2048];

	err_set(&err, ERR_INPUT, "\"%.4s\" is no amount", "一百元");
	CHECK_TEXT(err.message, "\"一\" is no amount");
	err_at(&err, ERR_INPUT, 2, 3, "\"%.4s\" is no amount", "一百元");
	CHECK_TEXT(err.message, "2:3: \"一\" is no amount");
	err_within(&err, "%.5s:", "账单");
	CHECK_TEXT(err.message, "账:2:3: \"一\" is no amount");
	err_hint(&err, "Look at %.4s", "账单");
	CHECK_TEXT(err.hint, "Look at 账");

	/* The buffer's own end, at any byte of a character. */
	for (size_t shift = 0; shift < 3; shift++) {
		memset(longer, 'x', shift);
		longer[shift] = '\0';
		while (strlen(longer) + 4 < sizeof(longer))
			strcat(longer, "元");
		err_set(&err, ERR_INPUT, "%s", longer);
		err_within(&err, "file");
		strcpy(longer, err.message);
		err_mend(longer);
		CHECK_TEXT(longer, err.message);
	}
}

static const struct test tests[] = {
	{ "half a character and line breaks go", test_mend },
	{ "a message that was cut is clean", test_cut },
	{ NULL, NULL },
};

const struct suite test_err = { "base/err", tests };
