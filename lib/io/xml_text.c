#include "io/xml_text.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/utf8.h"

#include <string.h>

bool
xml_text_is_clean(const char *text, size_t len)
{
	while (len > 0) {
		bool bad;
		uint32_t c = 0;
		const size_t at = utf8_scan(text, len, &c, &bad);

		if (at == len)
			return true;
		if (bad || (c != '\n' && c != '\r'))
			return false;
		text += at + 1;
		len -= at + 1;
	}
	return true;
}

/* White space of XML 1.0. */
static bool
is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

void
xml_text_add_value(struct buf *values, const char *value, size_t len)
{
	static const char ampersand[] = "&#38;";
	const size_t all = strlen(ampersand);
	const char *found;

	while ((found = memmem(value, len, ampersand, all)) != NULL) {
		const size_t part = (size_t)(found - value);

		buf_add(values, value, part + 1);
		value += part + all;
		len -= part + all;
	}
	buf_add(values, value, len);
	buf_putc(values, '\0');
}

void
xml_texts_init(struct xml_texts *texts)
{
	*texts = (struct xml_texts){ .depth_max = limits_size(LIMIT_DEPTH),
		.text_max = limits_size(LIMIT_TEXT) };
}

int
xml_texts_open(struct xml_texts *texts, bool verbatim, struct err *err)
{
	if (texts->depth == texts->depth_max) {
		err_set(err, ERR_LIMIT,
			_("more than %zu elements in each other"),
			texts->depth_max);
		return limits_hint(LIMIT_DEPTH, err);
	}
	texts->verbatim[texts->depth] = verbatim;
	texts->starts[texts->depth++] = texts->text.len;
	return 0;
}

int
xml_texts_add(
	struct xml_texts *texts, const char *text, size_t len, struct err *err)
{
	const size_t most = texts->text_max;
	size_t own;

	if (texts->depth == 0)
		return 0;
	own = texts->text.len - texts->starts[texts->depth - 1];
	/* Indentation alone must not add up in an element of a million. */
	while (!texts->verbatim[texts->depth - 1] && own == 0 && len > 0 &&
		is_blank(*text))
		text++, len--;
	if (!xml_text_is_clean(text, len))
		return err_set(err, ERR_INPUT,
			_("a control, invisible or private character"));
	if (len > most - own) {
		err_set(err, ERR_LIMIT, _("a text of more than %zu bytes"),
			most);
		return limits_hint(LIMIT_TEXT, err);
	}
	buf_add(&texts->text, text, len);
	return buf_check(&texts->text, err);
}

const char *
xml_texts_end(struct xml_texts *texts)
{
	struct buf *const text = &texts->text;
	const size_t start = texts->starts[texts->depth - 1];

	while (!texts->verbatim[texts->depth - 1] && text->len > start &&
		is_blank(text->s[text->len - 1]))
		text->s[--text->len] = '\0';
	return text->len > start ? text->s + start : "";
}

void
xml_texts_close(struct xml_texts *texts)
{
	const size_t start = texts->starts[--texts->depth];

	if (texts->text.len > start) {
		texts->text.len = start;
		texts->text.s[start] = '\0';
	}
}
