#ifndef IO_SEAL_H
#define IO_SEAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Secrets: sealed with AES-256-GCM (NIST SP 800-38D; random 96-bit nonce, 128-bit
 * tag), recognised by a keyed digest (HMAC-SHA-256 cut to 16 bytes), made by
 * the CSPRNG with rejection sampling.  The only room that knows a key.
 *
 * Keys are files of YIFEN_HOME/keys (mode 0600 in a folder of mode 0700):
 * "seal" and "digest", 32 random bytes each, made by init, which lays an empty
 * file "demonstration" beside them.  A folder or file that others may read is
 * refused.
 */

struct err;
struct keys;

#define SEAL_DIGEST_SIZE 16
#define SEAL_ALGORITHM 1	/* AES-256-GCM; stored with each ciphertext */
#define SEAL_OVERHEAD (1 + 12 + 16)	/* algorithm, nonce, tag */
#define CODE_MAX 12		/* characters of a PIN or code */

/** keys_make(folder, err): make the folder and the keys that are missing. */
int keys_make(const char *folder, struct err *err);

/** keys_open(folder, keys, err): read them; wiped by keys_close(). */
int keys_open(const char *folder, struct keys **keys, struct err *err);
void keys_close(struct keys *keys);

/** keys_are_demonstration(keys): whether they are those that init made, for
 * demonstrations and tests, and nobody has replaced them since: the file
 * "demonstration" lay beside them when they were opened. */
bool keys_are_demonstration(const struct keys *keys);

/** seal(keys, aad, plain, len, sealed, err): ${sealed} holds ${len} +
 * SEAL_OVERHEAD bytes.  ${aad} is the identity of the row it will stand in. */
int seal(const struct keys *keys, const char *aad, const void *plain,
	size_t len, unsigned char *sealed, struct err *err);

/** seal_open(keys, aad, sealed, len, plain, err): ${plain} holds ${len} -
 * SEAL_OVERHEAD bytes; -1 with ERR_CRYPTO if anything was changed. */
int seal_open(const struct keys *keys, const char *aad,
	const unsigned char *sealed, size_t len, void *plain, struct err *err);

/** seal_digest(keys, text, len, out, err): the keyed digest by which a code
 * is recognised without being known. */
int seal_digest(const struct keys *keys, const char *text, size_t len,
	unsigned char out[SEAL_DIGEST_SIZE], struct err *err);

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
