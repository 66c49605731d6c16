#include "suite.h"

#include "base/buf.h"
#include "base/err.h"

#include <inttypes.h>
#include <stdio.h>

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

static const struct test tests[] = {
	{ "buf_int writes as printf does", numbers },
	{ "a limit holds for every byte", limit },
	{ NULL, NULL },
};

const struct suite test_buf = { "base/buf", tests };
