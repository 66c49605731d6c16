#include "io/decode.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/charset.h"
#include "io/limits.h"
#include "io/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define SLACK ((size_t)5) /* a BOM before and a CR after a line */

struct decoder {
	enum encoding encoding;
	decode_line_fn *line;
	void *ctx;
	struct charset *charset; /* NULL: it is UTF-8 */
	long lines;	  /* handed over so far */
	long long offset; /* in the file, of the first byte of raw */
	size_t most;	  /* bytes of a line as they lie in the file */
	size_t len;
	char *raw;
	char *text; /* raw in UTF-8, if it is not that itself */
	size_t text_size;
};

/* A BOM ("" if there is none such), and the name for people and for iconv. */
static const struct {
	const char *name;
	const char *bom;
} encodings[] = {
	[ENCODING_UTF8] = { "UTF-8", "\xef\xbb\xbf" },
	[ENCODING_GB18030] = { "GB18030", "\x84\x31\x95\x33" },
	[ENCODING_LATIN1] = { "ISO-8859-1", "" },
	[ENCODING_CP852] = { "CP852", "" },
};

/* Whether ${text} is the beginning of a character and ends too early. */
static bool
is_cut(const char *text, size_t len)
{
	if (utf8_promised((unsigned char)text[0]) <= len)
		return false;
	for (size_t i = 1; i < len; i++)
		if (((unsigned char)text[i] & 0xc0) != 0x80)
			return false;
	return true;
}

enum encoding
decode_guess(const char *head, size_t len)
{
	const char *bom = encodings[ENCODING_UTF8].bom;
	size_t i = 0, width;
	uint32_t c;

	/* With this mark the rest must be UTF-8 too, or is refused as such. */
	if (len >= strlen(bom) && memcmp(head, bom, strlen(bom)) == 0)
		return ENCODING_UTF8;
	while (i < len) {
		width = utf8_char(head + i, len - i, &c);
		if (width == 0)
			return is_cut(head + i, len - i) ? ENCODING_UTF8
							 : ENCODING_GB18030;
		i += width;
	}
	return ENCODING_UTF8;
}

bool
decode_is_clean(const char *text, size_t len, size_t *where)
{
	bool illegal;
	uint32_t c;

	*where = utf8_scan(text, len, &c, &illegal);
	return *where == len;
}

/* Bytes that the first ${count} characters of GB18030 take. */
static size_t
gb18030_width(const char *raw, size_t len, long count)
{
	size_t i = 0;

	while (count-- > 0 && i < len) {
		if ((unsigned char)raw[i] < 0x80)
			i += 1;
		else if (i + 1 < len && raw[i + 1] >= '0' && raw[i + 1] <= '9')
			i += 4;
		else
			i += 2;
	}
	return i < len ? i : len;
}

static int
illegal_at(const struct decoder *d, long column, const char *raw, size_t at,
	struct err *err)
{
	err_at(err, ERR_INPUT, d->lines, column,
		_("not valid %s: byte 0x%02x at offset %lld of the file"),
		encodings[d->encoding].name, (unsigned char)raw[at],
		d->offset + (raw - d->raw) + (long long)at);
	return err_hint(err,
		_("The file is damaged or was saved in another "
		  "encoding: download it again."));
}

static int
unclean_at(const struct decoder *d, uint32_t c, long column, const char *raw,
	size_t at, struct err *err)
{
	const char *what = c == '\r'
		? _("a carriage return inside a line")
		: _("a control, invisible or private character");

	err_at(err, ERR_INPUT, d->lines, column,
		_("%s (U+%04X) at offset %lld of the file"), what, (unsigned)c,
		d->offset + (raw - d->raw) + (long long)at);
	return err_hint(err,
		_("Such a character has no place in a statement: "
		  "download the file again."));
}

/* Into UTF-8 with a NUL; ${bad} is the offset of what could not be. */
static enum charset_end
convert(struct charset *charset, const char *raw, size_t len, char *out,
	size_t size, size_t *out_len, size_t *bad)
{
	size_t left = len, room = size - 1;
	char *to = out;
	const enum charset_end end =
		charset_convert(charset, &raw, &left, &to, &room);

	*out_len = (size_t)(to - out);
	*to = '\0';
	*bad = len - left;
	return end;
}

/* The line in ${raw}, without its end: check it and hand it over. */
static int
hand_over(struct decoder *d, const char *raw, size_t len, struct err *err)
{
	const char *text = raw;
	size_t text_len = len, at;
	bool illegal;
	uint32_t c = 0;

	if (d->charset != NULL) {
		text = d->text;
		if (convert(d->charset, raw, len, d->text, d->text_size,
			    &text_len, &at) != CHARSET_ALL)
			return illegal_at(d, utf8_count(text, text_len) + 1,
				raw, at, err);
	}
	at = utf8_scan(text, text_len, &c, &illegal);
	if (at < text_len) {
		const long before = utf8_count(text, at);

		if (illegal)
			return illegal_at(d, before + 1, raw, at, err);
		if (d->encoding == ENCODING_GB18030)
			at = gb18030_width(raw, len, before);
		else if (d->charset != NULL)
			at = (size_t)before; /* a byte is a character */
		return unclean_at(d, c, before + 1, raw, at, err);
	}
	return d->line(d->ctx, d->lines, text, text_len, err);
}

static int
too_long(const struct decoder *d, struct err *err)
{
	err_at(err, ERR_LIMIT, d->lines, 0, _("a line of more than %zu bytes"),
		d->most);
	return limits_hint(LIMIT_LINE, err);
}

/* The bytes of a line are there; ${ended} if an LF stood after them. */
static int
end_line(struct decoder *d, bool ended, struct err *err)
{
	const char *bom = encodings[d->encoding].bom;
	size_t skip = 0, len = d->len;

	d->lines++;
	d->raw[len] = '\0';
	if (d->lines == 1 && len >= strlen(bom) &&
		memcmp(d->raw, bom, strlen(bom)) == 0)
		skip = strlen(bom);
	if (ended && len > skip && d->raw[len - 1] == '\r')
		d->raw[--len] = '\0';
	if (len - skip > d->most)
		return too_long(d, err);
	if ((ended || len > skip) &&
		hand_over(d, d->raw + skip, len - skip, err) < 0)
		return -1;
	d->offset += (long long)d->len + 1;
	d->len = 0;
	return 0;
}

/* The line in UTF-8 needs memory of its own: CP852 makes 3 bytes of one. */
static int
make_room(struct decoder *d, struct err *err)
{
	if (d->text != NULL)
		return 0;
	d->text_size = d->most * 3 + 1;
	d->text = malloc(d->text_size);
	if (d->text == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	return 0;
}

int
decoder_set_encoding(
	struct decoder *decoder, enum encoding encoding, struct err *err)
{
	struct decoder *const d = decoder;

	charset_close(d->charset);
	d->charset = NULL;
	d->encoding = encoding;
	if (encoding == ENCODING_UTF8)
		return 0;
	if (make_room(d, err) < 0)
		return -1;
	return charset_open(encodings[encoding].name, &d->charset, err);
}

int
decoder_open(enum encoding encoding, decode_line_fn *line, void *ctx,
	struct decoder **decoder, struct err *err)
{
	struct decoder *d = calloc(1, sizeof(*d));

	*decoder = NULL;
	if (d == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	d->line = line;
	d->ctx = ctx;
	d->most = limits_size(LIMIT_LINE);
	d->raw = malloc(d->most + SLACK + 1);
	if (d->raw == NULL) {
		decoder_close(d);
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	}
	if (decoder_set_encoding(d, encoding, err) < 0) {
		decoder_close(d);
		return -1;
	}
	*decoder = d;
	return 0;
}

int
decoder_feed(
	struct decoder *decoder, const char *bytes, size_t len, struct err *err)
{
	while (len > 0) {
		const char *end = memchr(bytes, '\n', len);
		const size_t part = end ? (size_t)(end - bytes) : len;

		if (part > decoder->most + SLACK - decoder->len) {
			decoder->lines++;
			return too_long(decoder, err);
		}
		memcpy(decoder->raw + decoder->len, bytes, part);
		decoder->len += part;
		if (end == NULL)
			return 0;
		if (end_line(decoder, true, err) < 0)
			return -1;
		bytes += part + 1;
		len -= part + 1;
	}
	return 0;
}

int
decoder_finish(struct decoder *decoder, struct err *err)
{
	return decoder->len == 0 ? 0 : end_line(decoder, false, err);
}

void
decoder_close(struct decoder *decoder)
{
	if (decoder == NULL)
		return;
	charset_close(decoder->charset);
	free(decoder->raw);
	free(decoder->text);
	free(decoder);
}

/* ${bytes} of another encoding in UTF-8. */
static int
text_of(enum encoding encoding, const char *bytes, size_t len, char *out,
	size_t size, size_t *out_len, struct err *err)
{
	struct charset *charset;
	enum charset_end end;
	size_t bad;

	if (charset_open(encodings[encoding].name, &charset, err) < 0)
		return -1;
	end = convert(charset, bytes, len, out, size, out_len, &bad);
	charset_close(charset);
	if (end == CHARSET_FULL)
		return err_set(err, ERR_LIMIT,
			_("a text of more than %zu bytes"), size - 1);
	if (end != CHARSET_ALL)
		return err_set(err, ERR_INPUT, _("not valid %s at byte %zu"),
			encodings[encoding].name, bad);
	return 0;
}

int
decode_text(enum encoding encoding, const char *bytes, size_t len, char *out,
	size_t size, struct err *err)
{
	size_t out_len = len, at;
	uint32_t c = 0;
	bool illegal;

	if (encoding != ENCODING_UTF8) {
		if (text_of(encoding, bytes, len, out, size, &out_len, err) < 0)
			return -1;
	} else {
		if (len >= size)
			return err_set(err, ERR_LIMIT,
				_("a text of more than %zu bytes"), size - 1);
		memcpy(out, bytes, len);
		out[len] = '\0';
	}
	at = utf8_scan(out, out_len, &c, &illegal);
	if (at == out_len)
		return 0;
	if (illegal)
		return err_set(err, ERR_INPUT, _("not valid %s at byte %zu"),
			encodings[encoding].name, at);
	return err_set(err, ERR_INPUT,
		_("a control, invisible or private character (U+%04X)"),
		(unsigned)c);
}
