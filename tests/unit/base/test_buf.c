#include "suite.h"

#include "base/buf.h"
#include "base/err.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* As printf writes them. */
static void
numbers(void)
{
	static const int64_t cases[] = { 0, 1, -1, 9, 10, -10, 99, 100,
		INT32_MAX, INT32_MIN, INT64_MAX, INT64_MIN, INT64_MIN + 1 };
	struct buf buf = BUF_INIT;
	struct err err = ERR_INIT;
	char want[32];

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		buf_clear(&buf);
		buf_int(&buf, cases[i]);
		snprintf(want, sizeof(want), "%" PRId64, cases[i]);
		CHECK_TEXT(buf_text(&buf), want);
	}
	CHECK_INT(buf_check(&buf, &err), 0);
	buf_release(&buf);
}

/* One byte more than its limit is one too many, room or not. */
static void
limit(void)
{
	struct buf buf = { .max = 70 };
	struct err err = ERR_INIT;

	for (int i = 0; i < 70; i++)
		buf_putc(&buf, 'x');
	CHECK_INT(buf_check(&buf, &err), 0);
	buf_putc(&buf, 'y');
	CHECK_INT(buf_check(&buf, &err), -1);
	CHECK_INT(err.code, ERR_LIMIT);
	CHECK_INT(buf.len, 70);
	buf_release(&buf);
}

/* A byte more than the limit is refused, and so is all that follows, however
 * it is added; what was there stays. */
static void
ways(void)
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
room(void)
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
	{ "buf_int writes as printf does", numbers },
	{ "a limit holds for every byte", limit },
	{ "nothing goes beyond the limit, however it is added", ways },
	{ "what was written by hand counts as far as was said", room },
	{ NULL, NULL },
};

const struct suite test_buf = { "base/buf", tests };
