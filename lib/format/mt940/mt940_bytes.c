/*
 * Bytes of a file to the lines of its fields: any end of line, the control
 * characters that frame messages on their way between banks, any encoding.
 * One byte stays one byte, so that the decoder's places are those of the file.
 */
#include "format/mt940/mt940.h"

#include "base/err.h"
#include "io/guess.h"

#include <string.h>

#define NOTHING (-1)
#define SOH '\x01' /* before a message (SWIFT's DOS-PCC files) */
#define ETX '\x03' /* after it */
#define SUB '\x1a' /* the end of a DOS file, within joined files too */

int
mt940_bytes_open(struct parser *parser, struct err *err)
{
	struct mt940_bytes *const b = &parser->bytes;

	b->waiting = NOTHING;
	b->at_start = true;
	return decoder_open(
		ENCODING_UTF8, mt940_line, parser, &b->decoder, err);
}

/* The encoding, and all that was held for it. */
static int
decide(struct mt940_bytes *b, struct err *err)
{
	const char *held = buf_text(&b->held);
	int rc;

	if (buf_check(&b->held, err) < 0)
		return -1;
	b->decided = true;
	rc = decoder_set_encoding(
		b->decoder, guess_encoding(held, b->held.len), err);
	if (rc == 0)
		rc = decoder_feed(b->decoder, held, b->held.len, err);
	buf_release(&b->held);
	return rc;
}

static int
flush(struct mt940_bytes *b, struct err *err)
{
	const size_t len = b->len;
	size_t ascii = 0;

	b->len = 0;
	if (b->decided)
		return decoder_feed(b->decoder, b->out, len, err);
	if (b->held.len == 0) {
		while (ascii < len && (unsigned char)b->out[ascii] < 0x80)
			ascii++;
		if (decoder_feed(b->decoder, b->out, ascii, err) < 0)
			return -1;
	}
	buf_add(&b->held, b->out + ascii, len - ascii);
	return b->held.len < FORMAT_HEAD ? 0 : decide(b, err);
}

static int
put(struct mt940_bytes *b, char c, struct err *err)
{
	if (c == '\n') {
		b->at_start = true;
		b->in_trailer = false;
	} else {
		if (b->at_start && c == '-')
			b->in_trailer = true;
		b->at_start = false;
	}
	b->out[b->len++] = c;
	return b->len < sizeof(b->out) ? 0 : flush(b, err);
}

/* Whether ${next} may follow a control character that frames a message. */
static bool
is_frame(const struct mt940_bytes *b, char c, int next)
{
	const bool ends = next == NOTHING || next == '\n' || next == '\r';

	if (c == ETX)
		return b->in_trailer && ends;
	if (c == SUB && next == NOTHING)
		return true;
	return b->at_start && (ends || next == '{' || next == ':');
}

/* What the waiting byte is, now that the ${next} one is known. */
static int
resolve(struct mt940_bytes *b, int next, struct err *err)
{
	char c = (char)b->waiting;

	b->waiting = NOTHING;
	if (c == '\r')
		c = next == '\n' ? '\r' : '\n';
	else if (is_frame(b, c, next))
		c = ' ';
	if (c == ' ' && b->at_start) {
		b->out[b->len++] = c;
		return b->len < sizeof(b->out) ? 0 : flush(b, err);
	}
	return put(b, c, err);
}

int
mt940_bytes_feed(
	struct parser *parser, const char *bytes, size_t len, struct err *err)
{
	struct mt940_bytes *const b = &parser->bytes;

	for (size_t i = 0; i < len; i++) {
		const char c = bytes[i];

		if (b->waiting != NOTHING &&
			resolve(b, (unsigned char)c, err) < 0)
			return -1;
		if (c == '\r' || c == SOH || c == ETX || c == SUB)
			b->waiting = c;
		else if (put(b, c, err) < 0)
			return -1;
	}
	return flush(b, err);
}

int
mt940_bytes_finish(struct parser *parser, struct err *err)
{
	struct mt940_bytes *const b = &parser->bytes;

	if (b->waiting != NOTHING && resolve(b, NOTHING, err) < 0)
		return -1;
	if (flush(b, err) < 0 || (b->held.len > 0 && decide(b, err) < 0))
		return -1;
	return decoder_finish(b->decoder, err);
}

void
mt940_bytes_close(struct parser *parser)
{
	decoder_close(parser->bytes.decoder);
	buf_release(&parser->bytes.held);
}
