#ifndef IO_TRANSCODE_H
#define IO_TRANSCODE_H

#include <stddef.h>

/*
 * Bytes in pieces of any size to checked UTF-8 in pieces, without regard to
 * lines (decode.h hands over lines; XML may be one line of a gigabyte).  An
 * illegal sequence and the code points of reliability.md G23 are errors with
 * line and column (in characters, from 1); TAB, CR and LF are fine.
 */

struct err;
struct transcoder;

/** transcoder_open(encoding, transcoder, err): ${encoding} as an XML
 * declaration names it: UTF-8, ISO-8859-1, GBK, GB2312 or GB18030 (the last
 * three all read as GB18030, which contains them), in any case. */
int transcoder_open(
	const char *encoding, struct transcoder **transcoder, struct err *err);

/** transcoder_next(transcoder, bytes, len, text, text_len, err): take some of
 * the ${len} ${bytes}, moving both on; ${text} is what they say, whole
 * characters, and lives until the next call.  To be called until ${len} is
 * 0. */
int transcoder_next(struct transcoder *transcoder, const char **bytes,
	size_t *len, const char **text, size_t *text_len, struct err *err);

/** transcoder_finish(transcoder, err): -1 if a character was cut off. */
int transcoder_finish(const struct transcoder *transcoder, struct err *err);

/** transcoder_place(transcoder, line, column): behind what was taken. */
void
transcoder_place(const struct transcoder *transcoder, long *line, long *column);

void transcoder_close(struct transcoder *transcoder);

#endif
