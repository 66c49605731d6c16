#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdarg.h>
#include <stddef.h>

/*
 * Failures.
 *
 * A function that can fail returns 0, or -1 with its last parameter, a
 * struct err *, filled in by the place that first saw the failure.  Callers
 * add what they know on the way up with err_within(); main() prints it once.
 * Nothing here allocates, so running out of memory can be reported too.
 *
 * The message is for people: translated, lower case in English, without a
 * full stop, and it names the object ("FILE:LINE:COLUMN: field: what").  The
 * hint is a whole sentence that says what to do.  A secret never enters one.
 */

enum err_code {
	ERR_NONE,
#define ERR(name, status, meaning) ERR_##name,
#include "base/err.def"
#undef ERR
};

struct err {
	enum err_code code;
	char sqlstate[6];	/* "" unless the database said it */
	char message[1024];
	char hint[512];
};

#define ERR_INIT { .code = ERR_NONE }

/**
 * err_set(err, code, format, ...):
 * Fill in ${err} and return -1, so that "return err_set(...)" is one line.
 */
int err_set(struct err *err, enum err_code code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/** err_at(err, code, line, column, format, ...): the same, the message
 * preceded by "LINE:COLUMN: "; the caller puts the file's name in front with
 * err_within().  A column of 0 is left out. */
int err_at(struct err *err, enum err_code code, long line, long column,
	const char *format, ...) __attribute__((format(printf, 5, 6)));

/** err_within(err, format, ...): put "context: " (or "context" directly,
 * when it ends with a colon, as a file name does before LINE:) before the message of ${err}; return -1. */
int err_within(struct err *err, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/** err_hint(err, format, ...): say what to do about it; return -1. */
int err_hint(struct err *err, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/** err_errno(err, code, format, ...): as err_set(), followed by ": " and
 * the text of errno. */
int err_errno(struct err *err, enum err_code code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/** err_mend(text): make one line of whole characters of UTF-8 of ${text}: half
 * a character, left where it was cut at a number of bytes ("%.40s"), goes, and
 * a line break, as a quoted cell may hold one, becomes a blank.  All of the
 * above do it: a database refuses half a character.  Other controls are shown
 * by whoever prints the message. */
void err_mend(char *text);

/** err_status(code): the exit status for ${code}, 0 for ERR_NONE. */
int err_status(enum err_code code);

#endif
