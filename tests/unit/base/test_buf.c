#include "suite.h"

#include "base/buf.h"
#include "base/err.h"

#include <string.h>

static void
test_numbers(void)
{
	static const struct {
		int64_t number;
		const char *text;
	} cases[] = {
		{ 0, "0" },
		{ 7, "7" },
		{ -10, "-10" },
		{ INT64_MAX, "9223372036854775807" },
		{ INT64_MIN, "-9223372036854775808" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buf buf = BUF_INIT;

		buf_int(&buf, cases[i].number);
		CHECK_TEXT(buf_text(&buf), cases[i].text);
		buf_release(&buf);
	}
}

/* A byte more than the limit is refused, and so is all that follows, however
 * it is added; what was there stays. */
static void
test_limit(void)
{
	for (int way = 0; way < 3; way++) {
		struct buf buf = { .max = 4 };
		struct err err = ERR_INIT;

		buf_puts(&buf, "abcd");
		CHECK_INT(buf_check(&buf, &err), 0);
		if (way == 0)
			buf_putc(&buf, 'e');
		else if (way == 1)
			buf_add(&buf, "e", 1);
		else
			CU_ASSERT_PTR_NULL(buf_room(&buf, 1));
		buf_puts(&buf, "");
		CHECK_INT(buf_check(&buf, &err), -1);
		CHECK_INT(err.code, ERR_LIMIT);
		CHECK_TEXT(buf_text(&buf), "abcd");
		buf_clear(&buf);
		buf_putc(&buf, 'e');
		CHECK_INT(buf_check(&buf, &err), 0);
		CHECK_TEXT(buf_text(&buf), "e");
		buf_release(&buf);
	}
}

static void
test_room(void)
{
	struct buf buf = BUF_INIT;
	char *at;

	for (int i = 0; i < 1000; i++) {
		at = buf_room(&buf, 100);
		CU_ASSERT_PTR_NOT_NULL_FATAL(at);
		memset(at, '.', 100);
		at[0] = 'x';
		buf_fill(&buf, at + 2);
	}
	CHECK_INT(buf.len, 2000);
	CHECK_INT(strlen(buf_text(&buf)), 2000);
	CHECK_INT(strspn(buf_text(&buf), "x."), 2000);
	CHECK_INT(buf_text(&buf)[1998], 'x');
	buf_release(&buf);
}

static const struct test tests[] = {
	{ "numbers are written whole, the smallest too", test_numbers },
	{ "nothing goes beyond the limit, however it is added", test_limit },
	{ "what was written by hand counts as far as was said", test_room },
	{ NULL, NULL },
};

const struct suite test_buf = { "base/buf", tests };
