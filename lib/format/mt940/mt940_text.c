/*
 * Parts of the texts of a movement into its name, account, reference and
 * remark.
 */
#include "format/mt940/mt940.h"

#include "base/err.h"
#include "base/i18n.h"
#include "format/texts.h"

#include <string.h>

/* --- into the movement ------------------------------------------------- */

int
mt940_text_remark(
	struct parser *parser, const char *text, size_t len, struct err *err)
{
	struct buf *const remark = &parser->movement.remark;

	if (!texts_add(remark, text, len))
		return mt940_refuse_size(parser, TEXTS_MAX, err);
	return buf_check(remark, err);
}

/* Each line of ${text} a line of the remark. */
static int
add_lines(struct parser *parser, struct mt940_text text, struct err *err)
{
	while (text.len > 0) {
		const char *end = memchr(text.s, '\n', text.len);
		const size_t len =
			end != NULL ? (size_t)(end - text.s) : text.len;

		if (mt940_text_remark(parser, text.s, len, err) < 0)
			return -1;
		text.s += len + (end != NULL);
		text.len -= len + (end != NULL);
	}
	return 0;
}

struct mt940_text
mt940_text_of(const struct buf *buf)
{
	return (struct mt940_text){ buf_text(buf), buf->len };
}

struct mt940_text
mt940_text_trim(struct mt940_text text, const char *what)
{
	while (text.len > 0 && strchr(what, *text.s) != NULL) {
		text.s++;
		text.len--;
	}
	while (text.len > 0 && strchr(what, text.s[text.len - 1]) != NULL)
		text.len--;
	return text;
}

static int
set_once(struct buf *buf, struct mt940_text text, struct err *err)
{
	if (buf->len == 0)
		texts_fold(buf, text.s, text.len);
	return buf_check(buf, err);
}

/* A reference, up to the end of its line, for ${buf} if that is wanted; what
 * follows is free text. */
static int
set_reference(struct parser *parser, struct buf *buf, struct mt940_text text,
	struct err *err)
{
	const char *end = memchr(text.s, '\n', text.len);
	const size_t len = end != NULL ? (size_t)(end - text.s) : text.len;
	struct mt940_text own =
		mt940_text_trim((struct mt940_text){ text.s, len }, " ");

	own.len = mt940_reference(own.s, own.len);
	if (buf != NULL && set_once(buf, own, err) < 0)
		return -1;
	return add_lines(parser,
		(struct mt940_text){ text.s + len, text.len - len }, err);
}

/* "account/bank/name/town". */
static int
set_contra(struct parser *parser, struct mt940_text text, struct err *err)
{
	struct mt940_movement *const m = &parser->movement;
	struct mt940_text parts[3] = { { NULL, 0 } };

	for (int i = 0; i < 3; i++) {
		const char *end = memchr(text.s, '/', text.len);
		const size_t len =
			end != NULL ? (size_t)(end - text.s) : text.len;

		parts[i] = (struct mt940_text){ text.s, len };
		text.s += len + (end != NULL);
		text.len -= len + (end != NULL);
	}
	if (set_once(&m->account, parts[0], err) < 0)
		return -1;
	return set_once(&m->name, parts[2], err);
}

int
mt940_text_put(struct parser *parser, enum mt940_part part,
	struct mt940_text text, struct err *err)
{
	struct mt940_movement *const m = &parser->movement;

	switch (part) {
	case MT940_NO_PART:
	case MT940_SKIP:
		return 0;
	case MT940_TEXT:
	case MT940_PIECE:
		return add_lines(parser, text, err);
	case MT940_NAME:
	case MT940_PARTY:
		return set_once(&m->name, text, err);
	case MT940_IBAN:
		if (mt940_text_trim(text, " ").len > 0)
			buf_clear(&m->account);
		return set_once(&m->account, text, err);
	case MT940_ACCOUNT:
		return set_once(&m->account, text, err);
	case MT940_ID:
		return set_reference(parser, NULL, text, err);
	case MT940_END_TO_END:
		return set_reference(parser, &m->end_to_end, text, err);
	case MT940_CUSTOMER:
		return set_reference(parser, &m->reference, text, err);
	case MT940_RETURN:
		m->marks |= MARK_RETURN;
		return add_lines(parser, text, err);
	case MT940_CONTRA:
		return set_contra(parser, text, err);
	}
	return 0;
}

/* --- parts that words begin --------------------------------------------- */

const struct mt940_word *
mt940_text_word(
	const struct mt940_word *words, size_t count, struct mt940_text text)
{
	for (size_t i = 0; i < count; i++)
		if (text.len >= strlen(words[i].word) &&
			memcmp(text.s, words[i].word, strlen(words[i].word)) ==
				0)
			return &words[i];
	return NULL;
}

int
mt940_text_parts(struct parser *parser, const struct mt940_word *words,
	size_t count, struct mt940_text text, const char *ends, struct err *err)
{
	enum mt940_part part = MT940_TEXT;
	struct mt940_text own;
	size_t from = 0;

	for (size_t i = 0; i <= text.len; i++) {
		const struct mt940_word *word = mt940_text_word(words, count,
			(struct mt940_text){ text.s + i, text.len - i });

		if (word == NULL && i < text.len)
			continue;
		own = (struct mt940_text){ text.s + from,
			i > from ? i - from : 0 };
		if (mt940_text_put(
			    parser, part, mt940_text_trim(own, ends), err) < 0)
			return -1;
		if (word == NULL)
			return 0;
		part = word->part;
		/* "/REMI/": the slash may begin the next word. */
		from = i + strlen(word->word);
		i = from - 1 - (text.s[from - 1] == '/');
	}
	return 0;
}
