#include "suite.h"

#include "base/buf.h"
#include "report/json.h"

#include <string.h>

static void
test_texts(void)
{
	static const struct {
		const char *text, *json;
	} cases[] = {
		{ "", "\"\"" },
		{ "a", "\"a\"" },
		{ "证书\"首次\"申请", "\"证书\\\"首次\\\"申请\"" },
		{ "C:\\x", "\"C:\\\\x\"" },
		{ "\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"" },
		{ "\x01\x1f\x7f", "\"\\u0001\\u001f\\u007f\"" },
		{ "~ \x80\xff!", "\"~ \x80\xff!\"" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buf buf = BUF_INIT;

		json_text(&buf, cases[i].text);
		CHECK_TEXT(buf_text(&buf), cases[i].json);
		buf_release(&buf);
	}
}

/* Texts are looked at eight bytes at a time: what needs an escape is found at
 * each place of a longer one, whatever stands beside it. */
static void
test_places(void)
{
	static const char odd[] = "\"\\\n\x01\x1f\x7f";
	static const char *const escaped[] = { "\\\"", "\\\\", "\\n", "\\u0001",
		"\\u001f", "\\u007f" };
	static const char beside[] = " !#[]~\x80\xa2\xdc\xff";

	for (size_t b = 0; b + 1 < sizeof(beside); b++)
		for (size_t o = 0; o + 1 < sizeof(odd); o++)
			for (size_t at = 0; at < 19; at++) {
				struct buf got = BUF_INIT, want = BUF_INIT;
				char text[20] = "";

				memset(text, beside[b], 19);
				text[at] = odd[o];
				json_text(&got, text);
				buf_putc(&want, '"');
				buf_add(&want, text, at);
				buf_puts(&want, escaped[o]);
				buf_puts(&want, text + at + 1);
				buf_putc(&want, '"');
				CHECK_TEXT(buf_text(&got), buf_text(&want));
				buf_release(&got);
				buf_release(&want);
			}
}

static void
test_keys(void)
{
	struct buf buf = BUF_INIT;

	json_key(&buf, 1, "a");
	json_int(&buf, -5);
	json_key(&buf, 0, "b\"");
	json_text(&buf, "c");
	CHECK_TEXT(buf_text(&buf), "\"a\":-5,\"b\\\"\":\"c\"");
	buf_release(&buf);
}

static const struct test tests[] = {
	{ "what a text may not hold is escaped", test_texts },
	{ "at each place of a text", test_places },
	{ "keys and numbers", test_keys },
	{ NULL, NULL },
};

const struct suite test_json = { "report/json", tests };
