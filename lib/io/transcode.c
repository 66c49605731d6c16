#include "io/transcode.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/charset.h"
#include "io/utf8.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define PIECE ((size_t)32 * 1024)
#define WIDEST 2 /* ISO-8859-1: one byte may become two */

struct transcoder {
	const char *name;
	struct charset *charset; /* NULL: it is UTF-8 */
	long line, column;
	long long offset; /* in the file, of raw[0] */
	size_t kept;	 /* of raw: the beginning of a character */
	size_t promised; /* of raw: handed out, to be dropped at the next call
			  */
	char raw[PIECE];
	char text[PIECE * WIDEST + 1];
};

/* What a declaration may say, and what iconv calls it (NULL: UTF-8). */
static const struct {
	const char *declared;
	const char *iconv;
} encodings[] = {
	{ "UTF-8", NULL },
	{ "ISO-8859-1", "ISO-8859-1" },
	{ "GB18030", "GB18030" },
	{ "GBK", "GB18030" },
	{ "GB2312", "GB18030" },
};

static int
find_encoding(const char *name, size_t *found, struct err *err)
{
	const size_t count = sizeof(encodings) / sizeof(*encodings);

	for (*found = 0; *found < count; (*found)++)
		if (strcasecmp(encodings[*found].declared, name) == 0)
			return 0;
	err_at(err, ERR_INPUT, 1, 1,
		_("the encoding \"%.40s\" is not accepted"), name);
	return err_hint(
		err, _("UTF-8, ISO-8859-1, GBK, GB2312 and GB18030 are."));
}

int
transcoder_open(
	const char *encoding, struct transcoder **transcoder, struct err *err)
{
	struct transcoder *t;
	size_t found;

	*transcoder = NULL;
	if (find_encoding(encoding, &found, err) < 0)
		return -1;
	t = malloc(sizeof(*t));
	if (t == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	t->name = encodings[found].declared;
	t->charset = NULL;
	t->line = t->column = 1;
	t->kept = t->promised = 0;
	t->offset = 0;
	if (encodings[found].iconv != NULL &&
		charset_open(encodings[found].iconv, &t->charset, err) < 0) {
		free(t);
		return -1;
	}
	*transcoder = t;
	return 0;
}

static int
illegal(const struct transcoder *t, unsigned char byte, struct err *err)
{
	err_at(err, ERR_INPUT, t->line, t->column,
		_("not valid %s: byte 0x%02x at offset %lld of the file"),
		t->name, byte, t->offset);
	return err_hint(err,
		_("The file is damaged or was saved in another "
		  "encoding: download it again."));
}

/* What is wrong with the character at which the place is. */
static int
refuse(const struct transcoder *t, unsigned char byte, uint32_t c, bool bad,
	struct err *err)
{
	if (bad)
		return illegal(t, byte, err);
	return err_at(err, ERR_INPUT, t->line, t->column,
		_("a control, invisible or private character (U+%04X)"),
		(unsigned)c);
}

/* How much of ${text} is clean, moving line and column behind that.  Columns
 * are counted only where the last line begins or something is wrong. */
static size_t
clean(struct transcoder *t, const char *text, size_t len, uint32_t *c,
	bool *bad)
{
	const char *const begin = text, *const end = text + len;
	const char *counted = text;

	while (text < end) {
		text += utf8_scan(text, (size_t)(end - text), c, bad);
		if (text == end || *bad || (*c != '\n' && *c != '\r'))
			break;
		text++;
		if (*c == '\n') {
			t->line++;
			t->column = 1;
			counted = text;
		}
	}
	t->column += utf8_count(counted, (size_t)(text - counted));
	return (size_t)(text - begin);
}

/* How many of ${len} bytes of UTF-8 make whole characters; what is not UTF-8
 * counts as whole, check() finds it. */
static size_t
whole(const char *text, size_t len)
{
	for (size_t back = 1; back <= 3 && back <= len; back++) {
		const unsigned char c = (unsigned char)text[len - back];

		if ((c & 0xc0) == 0x80)
			continue;
		return utf8_promised(c) > back ? len - back : len;
	}
	return len;
}

/* raw[] to at most ${room} bytes of text[]: how many bytes of raw were
 * understood, and whether what follows them is illegal. */
static bool
convert(struct transcoder *t, size_t len, size_t room, size_t *used,
	size_t *out_len)
{
	const char *from = t->raw;
	char *to = t->text;
	size_t left = len;
	const enum charset_end end =
		charset_convert(t->charset, &from, &left, &to, &room);

	*used = len - left;
	*out_len = (size_t)(to - t->text);
	return end == CHARSET_ILLEGAL;
}

/*
 * What is clean before a wrong character is handed out first, and the bytes
 * from there on are given back: whoever reads the text finds its own faults in
 * the order of the file, however that was cut.  All of them are of this call:
 * only the beginning of the first character may have been kept.
 */
int
transcoder_next(struct transcoder *transcoder, const char **bytes, size_t *len,
	const char **text, size_t *text_len, struct err *err)
{
	struct transcoder *const t = transcoder;
	size_t take, have, good;
	bool stop = false, bad = false;
	uint32_t c = 0;

	memmove(t->raw, t->raw + t->promised, t->kept);
	t->offset += (long long)t->promised;
	take = PIECE - t->kept < *len ? PIECE - t->kept : *len;
	memcpy(t->raw + t->kept, *bytes, take);
	*bytes += take;
	*len -= take;
	have = t->kept + take;
	*text = t->charset != NULL ? t->text : t->raw;
	t->promised = *text_len = whole(t->raw, have);
	if (t->charset != NULL)
		stop = convert(
			t, have, sizeof(t->text), &t->promised, text_len);
	good = clean(t, *text, *text_len, &c, &bad);
	if (good < *text_len) {
		if (good == 0)
			return refuse(t, (unsigned char)**text, c, bad, err);
		t->promised = *text_len = good;
		if (t->charset != NULL)
			convert(t, have, good, &t->promised, text_len);
		stop = true;
	} else if (stop && t->promised == 0) {
		return illegal(t, (unsigned char)t->raw[0], err);
	}
	t->kept = have - t->promised;
	if (stop) {
		*bytes -= t->kept;
		*len += t->kept;
		t->kept = 0;
	}
	return 0;
}

int
transcoder_finish(const struct transcoder *transcoder, struct err *err)
{
	if (transcoder->kept == 0)
		return 0;
	return err_at(err, ERR_INPUT, transcoder->line, transcoder->column,
		_("the last character is cut off"));
}

void
transcoder_place(const struct transcoder *transcoder, long *line, long *column)
{
	*line = transcoder->line;
	*column = transcoder->column;
}

void
transcoder_close(struct transcoder *transcoder)
{
	if (transcoder == NULL)
		return;
	charset_close(transcoder->charset);
	free(transcoder);
}
