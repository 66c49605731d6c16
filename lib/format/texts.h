#ifndef FORMAT_TEXTS_H
#define FORMAT_TEXTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/*
 * The texts of an entry: the free ones, one a line of its remark, none twice;
 * each of the others (an account, a name, a reference) one line.
 */

struct arena;
struct err;

#define TEXTS_MAX ((size_t)16 * 1024) /* bytes of a remark */

/** texts_add(remark, text, len): one more line of ${remark}, unless it is
 * there already; runs of white space, line breaks too, become one blank, those
 * at its ends nothing.  False if it would pass TEXTS_MAX: it was left out. */
bool texts_add(struct buf *remark, const char *text, size_t len);

/** texts_fold(buf, text, len): append ${text} with white space folded so. */
void texts_fold(struct buf *buf, const char *text, size_t len);

/** texts_line(arena, text, len, err): ${text} as one line, folded so. */
const char *texts_line(
	struct arena *arena, const char *text, size_t len, struct err *err);

/** texts_is_blank(text): it is white space, or nothing. */
bool texts_is_blank(const char *text);

#endif
