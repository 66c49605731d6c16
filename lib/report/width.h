#ifndef REPORT_WIDTH_H
#define REPORT_WIDTH_H

#include <stddef.h>

/*
 * How many columns of a terminal a text takes (Unicode UAX #11: wide and
 * full-width characters take two, combining ones none), whatever the locale.
 */

struct buf;

/** width_text(text): of valid UTF-8; a byte that is not counts as one. */
size_t width_text(const char *text);

/** width_clean(buf, text): ${text} fit for a terminal: line ends and TABs are
 * blanks, other control characters and bytes that are not UTF-8 are \xNN. */
void width_clean(struct buf *buf, const char *text);

#endif
