#ifndef IO_SEAL_H
#define IO_SEAL_H

#include <stddef.h>
#include <stdint.h>

#include "io/cipher.h"
#include "io/keys.h"

/*
 * Secrets: sealed with the data key in use (io/keys.h) by its cipher profile
 * (io/cipher.h), recognised by a keyed digest, made by the CSPRNG with
 * rejection sampling.
 */

struct err;

#define SEAL_DIGEST_SIZE CIPHER_DIGEST_SIZE
#define SEAL_OVERHEAD CIPHER_OVERHEAD
#define CODE_MAX 12		/* characters of a PIN or code */

/** seal(keys, aad, plain, len, sealed, err): ${sealed} holds ${len} +
 * SEAL_OVERHEAD bytes.  ${aad} is the place it will stand in,
 * "table|column|row"; the data key and the version are bound besides. */
int seal(const struct keys *keys, const char *aad, const void *plain,
	size_t len, unsigned char *sealed, struct err *err);

/** seal_open(keys, aad, sealed, len, plain, err): with whatever data key it
 * names.  ${plain} holds ${len} - SEAL_OVERHEAD bytes; -1 with ERR_CRYPTO and
 * nothing of it if anything was changed. */
int seal_open(const struct keys *keys, const char *aad,
	const unsigned char *sealed, size_t len, void *plain, struct err *err);

/** seal_digest(keys, text, len, out, err): the keyed digest by which a code
 * is recognised without being known. */
int seal_digest(const struct keys *keys, const char *text, size_t len,
	unsigned char out[SEAL_DIGEST_SIZE], struct err *err);

/** seal_same(a, b, len): whether the bytes are the same, in a time that does
 * not tell where they differ. */
bool seal_same(const void *a, const void *b, size_t len);

/** seal_code(alphabet, length, code, err): a random code of ${length}
 * characters of ${alphabet} ("digits" or "upper") and a NUL. */
int seal_code(const char *alphabet, int length, char code[CODE_MAX + 1],
	struct err *err);

/** seal_wipe(bytes, len): overwrite, not to be optimised away. */
void seal_wipe(void *bytes, size_t len);

/** seal_guard_process(): no core dumps, not dumpable, locked memory where the
 * limit allows.  Called once, by main(). */
void seal_guard_process(void);

#endif
