#ifndef IO_DECODE_H
#define IO_DECODE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Bytes of a text file to UTF-8 lines, strictly: others by iconv, UTF-8
 * checked; an illegal sequence is an error with line, column and offset,
 * never dropped.  A BOM at the start is dropped.  Lines end in LF, CRLF or
 * CR LF mixed; the end is not part of the line.  LIMIT_LINE holds.
 */

struct err;
struct decoder;

enum encoding {
	ENCODING_UTF8,
	ENCODING_GB18030,
	ENCODING_LATIN1, /* ISO-8859-1 */
	ENCODING_CP852	 /* DOS, Latin-2 */
};

/** decode_guess(head, len): UTF-8 if ${head} is valid as that (a sequence cut
 * off at its end is fine), else GB18030. */
enum encoding decode_guess(const char *head, size_t len);

/* One line, NUL-terminated, its number from 1.  -1 stops the reading. */
typedef int decode_line_fn(
	void *ctx, long line, const char *text, size_t len, struct err *err);

int decoder_open(enum encoding encoding, decode_line_fn *line, void *ctx,
	struct decoder **decoder, struct err *err);

/** decoder_set_encoding(decoder, encoding, err): what has been fed since the
 * end of the last line, and what follows, is in ${encoding}. */
int decoder_set_encoding(
	struct decoder *decoder, enum encoding encoding, struct err *err);

int decoder_feed(struct decoder *decoder, const char *bytes, size_t len,
	struct err *err);
int decoder_finish(struct decoder *decoder, struct err *err);
void decoder_close(struct decoder *decoder);

/** decode_text(encoding, bytes, len, out, size, err): one short text, such as
 * the name of a zip entry, into ${out} of ${size} bytes. */
int decode_text(enum encoding encoding, const char *bytes, size_t len,
	char *out, size_t size, struct err *err);

/** decode_is_clean(text, len, where): whether UTF-8 ${text} holds none of the
 * code points of reliability.md G23 (TAB is fine); ${where} gets the offset of
 * the first. */
bool decode_is_clean(const char *text, size_t len, size_t *where);

#endif
