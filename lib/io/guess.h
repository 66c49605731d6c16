#ifndef IO_GUESS_H
#define IO_GUESS_H

#include <stddef.h>

#include "io/decode.h"

/*
 * The encoding of a text that does not say it and that a bank of any country
 * may have written.  Only how it begins is seen: the rest must be the same, or
 * the decoder refuses it; no byte is dropped or replaced.
 */

/**
 * guess_encoding(head, len): UTF-8 if ${head} is valid as that (a character
 * cut off at its end is fine).  Else GB18030 if it is that, without private
 * characters, and at least half of its characters that are not ASCII stand in
 * GB2312: letters with accents between ASCII letters are Chinese too, but rare
 * ones.  Else, if half of the bytes that are not ASCII stand alone, ISO-8859-1,
 * or CP852 where ISO-8859-1 would have control characters.  What is left is
 * damaged GB18030.
 */
enum encoding guess_encoding(const char *head, size_t len);

#endif
