#include "io/xlsx_text.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/xml_text.h"

#include <stdint.h>
#include <string.h>

#define ESCAPE_LEN ((size_t)7) /* _x000D_ */

void
xlsx_text_begin(struct xlsx_text *text)
{
	buf_clear(&text->text);
	text->in_reading = false;
}

void
xlsx_text_start(struct xlsx_text *text, const char *name)
{
	if (strcmp(name, "rPh") == 0)
		text->in_reading = true;
}

static int
digit_of(char c)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	const char *at = memchr(digits, c, sizeof(digits) - 1);

	return at == NULL ? -1 : (int)(at - digits) % 16;
}

/* The character that an escape at ${s} says, -1 if there is none.  Half of a
 * pair of surrogates is none. */
static int32_t
escaped(const char *s)
{
	int32_t c = 0;

	if (strncmp(s, "_x", 2) != 0)
		return -1;
	for (int i = 2; i < 6; i++) {
		const int digit = digit_of(s[i]);

		if (digit < 0)
			return -1;
		c = c * 16 + digit;
	}
	return s[6] == '_' && (c < 0xd800 || c > 0xdfff) ? c : -1;
}

static void
add_char(struct buf *buf, int32_t c)
{
	if (c < 0x80) {
		buf_putc(buf, (char)c);
		return;
	}
	if (c < 0x800) {
		buf_putc(buf, (char)(0xc0 | c >> 6));
	} else {
		buf_putc(buf, (char)(0xe0 | c >> 12));
		buf_putc(buf, (char)(0x80 | (c >> 6 & 0x3f)));
	}
	buf_putc(buf, (char)(0x80 | (c & 0x3f)));
}

int
xlsx_text_add(struct buf *buf, const char *said, struct err *err)
{
	const size_t start = buf->len;
	const char *at;

	while ((at = strstr(said, "_x")) != NULL) {
		const int32_t c = escaped(at);

		buf_add(buf, said, (size_t)(at - said));
		if (c >= 0)
			add_char(buf, c);
		else
			buf_add(buf, at, 1);
		said = at + (c >= 0 ? ESCAPE_LEN : 1);
	}
	buf_puts(buf, said);
	if (buf_check(buf, err) < 0)
		return -1;
	/* XML itself was checked, but not what the escapes say. */
	if (!xml_text_is_clean(buf_text(buf) + start, buf->len - start))
		return err_set(err, ERR_INPUT,
			_("a control, invisible or private character"));
	return 0;
}

int
xlsx_text_end(struct xlsx_text *text, const char *name, const char *said,
	struct err *err)
{
	if (strcmp(name, "rPh") == 0)
		text->in_reading = false;
	if (strcmp(name, "t") != 0 || text->in_reading)
		return 0;
	return xlsx_text_add(&text->text, said, err);
}
