#ifndef JOB_REDACT_H
#define JOB_REDACT_H

#include <stddef.h>

#include "io/seal.h"
#include "model/code_set.h"
#include "model/entry.h"

/*
 * Codes at the door (domain.md, Releasing): a bank's statement brings the
 * remarks of our own transfers back, PINs included.  They are cut out before
 * a row, a message or a note of it is written anywhere, and kept as keyed
 * digests, by which a verification is recognised.  What is cut where, and
 * what cannot be known at the door: docs/secrets-at-the-door.md.
 */

struct arena;
struct err;
struct keys;

#define REDACT_CODES_MAX 32	/* digests kept of one line */
#define REDACT_MARK "****"

struct redactor {
	const struct keys *keys;
	struct code_set known; /* all codes */
};

/* Digests of what was cut, each once. */
struct redact_codes {
	unsigned char at[REDACT_CODES_MAX * SEAL_DIGEST_SIZE];
	size_t len;	/* bytes */
};

/** redact_text(redactor, arena, text, err): a free text without the codes
 * that are known; ${text} itself if there is none.  NULL on failure. */
const char *redact_text(const struct redactor *redactor, struct arena *arena,
	const char *text, struct err *err);

/** redact_entry(redactor, arena, entry, clean, codes, err): ${clean} is
 * ${entry} without codes; its texts are those of ${entry} or in ${arena}.  A
 * line of 0.01 loses all that could be one in its remark, and a serial that
 * holds a known one. */
int redact_entry(const struct redactor *redactor, struct arena *arena,
	const struct entry *entry, struct entry *clean,
	struct redact_codes *codes, struct err *err);

/** redact_bill(redactor, arena, entry, clean, err): the same of a channel's
 * line: known codes in its free texts. */
int redact_bill(const struct redactor *redactor, struct arena *arena,
	const struct entry *entry, struct entry *clean, struct err *err);

/** redact_failure(redactor, arena, name, failure, err): the message and hint
 * of ${failure}, which quote the file ${name}.  Its place is left alone. */
int redact_failure(const struct redactor *redactor, struct arena *arena,
	const char *name, struct err *failure, struct err *err);

#endif
