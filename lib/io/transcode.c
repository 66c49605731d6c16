#include "io/transcode.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define PIECE ((size_t)32 * 1024)
#define WIDEST 2 /* ISO-8859-1: one byte may become two */

struct transcoder {
	const char *name;
	bool converts;
	iconv_t iconv;
	long line, column;
	long long offset; /* in the file, of raw[0] */
	size_t kept;	  /* of raw: the beginning of a character */
	size_t promised;  /* of raw: handed out, to be dropped at the next call
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
	t->converts = encodings[found].iconv != NULL;
	t->line = t->column = 1;
	t->kept = t->promised = 0;
	t->offset = 0;
	if (t->converts) {
		t->iconv = iconv_open("UTF-8", encodings[found].iconv);
		if (t->iconv == (iconv_t)-1) {
			free(t);
			return err_errno(err, ERR_CONFIG,
				_("cannot convert from %s"),
				encodings[found].iconv);
		}
	}
	*transcoder = t;
	return 0;
}

static int
illegal(const struct transcoder *t, const char *raw, struct err *err)
{
	err_at(err, ERR_INPUT, t->line, t->column,
		_("not valid %s: byte 0x%02x at offset %lld of the file"),
		t->name, (unsigned char)*raw, t->offset + (raw - t->raw));
	return err_hint(err,
		_("The file is damaged or was saved in another "
		  "encoding: download it again."));
}

/* Check ${text}, and move line and column behind it.  Columns are counted
 * only where the last line begins or something is wrong. */
static int
check(struct transcoder *t, const char *text, size_t len, struct err *err)
{
	const char *const end = text + len, *counted = text;
	bool bad = false;
	uint32_t c = 0;

	while (text < end) {
		text += utf8_scan(text, (size_t)(end - text), &c, &bad);
		if (text == end || bad || (c != '\n' && c != '\r'))
			break;
		text++;
		if (c == '\n') {
			t->line++;
			t->column = 1;
			counted = text;
		}
	}
	t->column += utf8_count(counted, (size_t)(text - counted));
	if (text == end)
		return 0;
	if (bad)
		return illegal(t, text, err);
	return err_at(err, ERR_INPUT, t->line, t->column,
		_("a control, invisible or private character (U+%04X)"),
		(unsigned)c);
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

/* raw[] to text[]: how many bytes of raw were understood. */
static int
convert(struct transcoder *t, size_t len, size_t *used, size_t *out_len,
	struct err *err)
{
	char *from = t->raw, *to = t->text;
	size_t left = len, room = sizeof(t->text);
	const size_t got = iconv(t->iconv, &from, &left, &to, &room);
	const bool bad = got == (size_t)-1 && errno != EINVAL;

	*used = len - left;
	*out_len = (size_t)(to - t->text);
	if (check(t, t->text, *out_len, err) < 0)
		return -1;
	return bad ? illegal(t, from, err) : 0;
}

int
transcoder_next(struct transcoder *transcoder, const char **bytes, size_t *len,
	const char **text, size_t *text_len, struct err *err)
{
	struct transcoder *const t = transcoder;
	size_t take, have;

	memmove(t->raw, t->raw + t->promised, t->kept);
	t->offset += (long long)t->promised;
	take = PIECE - t->kept < *len ? PIECE - t->kept : *len;
	memcpy(t->raw + t->kept, *bytes, take);
	*bytes += take;
	*len -= take;
	have = t->kept + take;
	if (t->converts) {
		*text = t->text;
		if (convert(t, have, &t->promised, text_len, err) < 0)
			return -1;
	} else {
		*text = t->raw;
		*text_len = t->promised = whole(t->raw, have);
		if (check(t, t->raw, t->promised, err) < 0)
			return -1;
	}
	t->kept = have - t->promised;
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
	if (transcoder->converts)
		iconv_close(transcoder->iconv);
	free(transcoder);
}
