#ifndef IO_CHARSET_H
#define IO_CHARSET_H

#include <stddef.h>

/*
 * Bytes of another encoding to UTF-8, by iconv(3); what a bill in GB18030 is
 * made of, ASCII and characters of two bytes, by a table that iconv fills once.
 */

struct charset;
struct err;

/** charset_open(name, charset, err): from ${name} as iconv calls it. */
int charset_open(const char *name, struct charset **charset, struct err *err);

enum charset_end {
	CHARSET_ALL,	 /* all of it was converted */
	CHARSET_ILLEGAL, /* no character begins so */
	CHARSET_CUT,	 /* a character begins that does not end */
	CHARSET_FULL	 /* there is no room for the next one */
};

/** charset_convert(charset, bytes, len, out, room): as much as can be of
 * ${len} bytes into ${room} of ${out}; all four move on. */
enum charset_end charset_convert(struct charset *charset, const char **bytes,
	size_t *len, char **out, size_t *room);

void charset_close(struct charset *charset);

#endif
