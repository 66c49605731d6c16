#ifndef JOB_REDACT_H
#define JOB_REDACT_H

#include <stddef.h>

#include "base/buf.h"
#include "base/map.h"
#include "io/seal.h"
#include "model/entry.h"

/*
 * Codes at the door (domain.md, Releasing): a bank's statement brings the
 * remarks of our own transfers back, PINs included.  Before a row is stored,
 * every run of 4 to 12 digits in the free texts of a 0.01 line is cut out and
 * kept as a keyed digest; in other lines, what is the digest of a known code.
 * Letters and digits mixed are cut where they are a known code.
 *
 * Runs are looked for in the folded text (across marks and blanks) and in the
 * text split at its marks, as order numbers are.
 */

struct arena;
struct err;
struct keys;

#define REDACT_CODES_MAX 32	/* digests kept of one line */
#define REDACT_MARK "****"

struct redactor {
	const struct keys *keys;
	struct map known;	/* digests of all codes */
};

struct redacted {
	struct buf remark;	/* with the codes cut out */
	unsigned char codes[REDACT_CODES_MAX * SEAL_DIGEST_SIZE];
	size_t codes_len;
};

/** redact_entry(redactor, arena, entry, out, err): ${out}->remark is cleared
 * first; ${arena} is for what the call needs meanwhile. */
int redact_entry(const struct redactor *redactor, struct arena *arena,
	const struct entry *entry, struct redacted *out, struct err *err);

#endif
