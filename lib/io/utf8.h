#ifndef IO_UTF8_H
#define IO_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* UTF-8 (RFC 3629), strictly, and what reliability.md G23 refuses in it. */

/** utf8_promised(first): the length that a first byte promises, 0 if none. */
size_t utf8_promised(unsigned char first);

/** utf8_char(text, len, c): one character: no overlong form, no surrogate,
 * nothing over U+10FFFF.  Its length, or 0 if there is none; ${len} > 0. */
size_t utf8_char(const char *text, size_t len, uint32_t *c);

/** utf8_scan(text, len, c, illegal): the offset of the first thing that is not
 * UTF-8 (${illegal}) or not clean (${c} is the character); ${len} if all is
 * well. */
size_t utf8_scan(const char *text, size_t len, uint32_t *c, bool *illegal);

/** utf8_count(text, len): how many characters begin in ${text}. */
long utf8_count(const char *text, size_t len);

#endif
