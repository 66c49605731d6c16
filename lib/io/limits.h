#ifndef IO_LIMITS_H
#define IO_LIMITS_H

#include <stddef.h>
#include <stdint.h>

/*
 * How large an input may be (reliability.md G24, G25): one table, with what
 * is meant, in limits.c.  A night of ordinary files stays far below; whoever
 * has more raises them by the environment variable YIFEN_LIMITS, for example
 * "line=131072,entries=200".
 */

enum limit {
	LIMIT_FILE,
	LIMIT_LINE,
	LIMIT_FIELD,
	LIMIT_ROWS,
	LIMIT_DEPTH,
	LIMIT_TEXT,
	LIMIT_ENTRIES,
	LIMIT_OUTPUT,
	LIMIT_RATIO,
	LIMIT_RATIO_FROM,
	LIMIT_STRINGS,
	LIMITS
};

#define LIMIT_DEPTH_LARGEST 255 /* libxml2 takes no more than 256 */

struct err;

/** limits_get(limit), limits_size(limit): as it stands now. */
int64_t limits_get(enum limit limit);
size_t limits_size(enum limit limit);

/** limits_set(text, err): "NAME=NUMBER,NAME=NUMBER..."; those not named get
 * their defaults.  ERR_USAGE names what is wrong, and nothing changes.  Once,
 * before anything is read. */
int limits_set(const char *text, struct err *err);

#define LIMIT_TEXT_SIZE 32

/** limits_text(limit, text): "4 GiB", "1000 B", "64"; returns ${text}. */
const char *limits_text(enum limit limit, char text[LIMIT_TEXT_SIZE]);

/** limits_hint(limit, err): how to raise it, as the hint of ${err}; -1. */
int limits_hint(enum limit limit, struct err *err);

#endif
