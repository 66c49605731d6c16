#ifndef IO_KEYS_H
#define IO_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "io/cipher.h"

/*
 * The keys of a book while a command uses them: its key-encryption keys, and
 * the data keys that they wrap: one for each run that sealed something, and
 * number 0, by which digests are made (for ever: a digest cannot be made anew
 * of what was cut out and thrown away).
 *
 * A data key is unwrapped when it is first needed, in OpenSSL's secure heap:
 * locked where the limit allows, left out of dumps, between guard pages.
 */

struct err;
struct kek;
struct keys;

#define KEYS_DIGEST 0
#define KEYS_WRAP_SIZE (CIPHER_KEY_SIZE + CIPHER_OVERHEAD)

/* A data key as the database keeps it. */
struct keys_wrap {
	int key_id;
	const char *cipher;	/* of what is sealed with it */
	int kek_id;
	unsigned char sealed[KEYS_WRAP_SIZE];
};

/** keys_new(folder, keys, err): none yet; wiped by keys_close(). */
int keys_new(const char *folder, struct keys **keys, struct err *err);
void keys_close(struct keys *keys);

/** keys_are_demonstration(keys): whether they are those that init made, for
 * demonstrations and tests, and were never rotated: the file "demonstration"
 * lay in the folder when they were opened. */
bool keys_are_demonstration(const struct keys *keys);

/** keys_mark(folder, err), keys_unmark(folder, err): make that file, before
 * the first key, unless there are keys already; take it away: 1 if it was
 * there. */
int keys_mark(const char *folder, struct err *err);
int keys_unmark(const char *folder, struct err *err);

/** keys_add_kek(keys, kek, err): open it.  The one that is added last wraps
 * what is drawn. */
int keys_add_kek(struct keys *keys, const struct kek *kek, struct err *err);

/** keys_add(keys, wrap, err): copied; ERR_CRYPTO if its KEK was not added. */
int keys_add(struct keys *keys, const struct keys_wrap *wrap, struct err *err);

/** keys_has(keys, key_id): whether a data key of that number was added. */
bool keys_has(const struct keys *keys, int key_id);

/** keys_check(keys, err): whether the digest key opens, else ERR_CRYPTO: the
 * KEK is not the one that the book was made with. */
int keys_check(const struct keys *keys, struct err *err);

/** keys_draw(keys, key_id, wrap, err): a new random data key, for the profile
 * of the KEK that wraps it; in the ring, and in ${wrap} to be stored. */
int keys_draw(struct keys *keys, int key_id, struct keys_wrap *wrap,
	struct err *err);

/** keys_use(keys, key_id, err): what is sealed from here on is sealed with
 * it. */
int keys_use(struct keys *keys, int key_id, struct err *err);

/** keys_rewrap(keys, key_id, wrap, err): the same data key wrapped by the KEK
 * that was added last, to be stored. */
int keys_rewrap(const struct keys *keys, int key_id, struct keys_wrap *wrap,
	struct err *err);

/* --- for seal.c --- */

/* A data key in clear, in the secure heap; of the ring, until another one is
 * asked for. */
struct keys_open {
	const struct cipher *cipher;
	int key_id;
	unsigned char bytes[CIPHER_KEY_SIZE];
};

const struct keys_open *keys_find(const struct keys *keys, int key_id,
	struct err *err);

/** keys_next(keys, err): the one in use, for one more text: NIST SP 800-38D,
 * 8.3 allows 2^32 of them under random nonces. */
const struct keys_open *keys_next(const struct keys *keys, struct err *err);

#endif
