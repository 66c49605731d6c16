#ifndef FORMAT_ISO20022_H
#define FORMAT_ISO20022_H

#include <stddef.h>

/*
 * The messages of ISO 20022 that companies and their banks exchange: how a
 * file shows which one it is.  The version does not matter, nor does what a
 * bank or a country puts in front of the name (formats.md 4.1).
 */

struct err;

struct iso_message {
	const char *name; /* "camt.053"; "camt." is any other of them */
	const char *body; /* the element within Document, or NULL */
	const char *what; /* for people, translatable */
	const char *hint; /* what to do with one that is not imported */
};

/** iso20022_of_head(head, len): the message of a file that begins so, by the
 * element in its Document, else by the name in its namespace; NULL if it is
 * none. */
const struct iso_message *iso20022_of_head(const char *head, size_t len);

/** iso20022_named(name): the message of that name, which must be one. */
const struct iso_message *iso20022_named(const char *name);

/** iso20022_check(message, space, line, column, err): whether the namespace
 * of a Document is that of ${message}, in any version.  None is fine: then
 * the elements tell. */
int iso20022_check(const struct iso_message *message, const char *space,
	long line, long column, struct err *err);

#endif
