#ifndef IO_SIGN_H
#define IO_SIGN_H

#include <stdbool.h>
#include <stddef.h>

#include "io/digest.h"

/*
 * Signatures of texts, by OpenSSL: Ed25519 (RFC 8032), or SM2 with SM3
 * (GB/T 32918.2) under the distinguishing id 1234567812345678, without which
 * a signature does not verify elsewhere (facts.md 5.1).
 *
 * A private key is a PEM file (PKCS #8) that nobody else may read; a public
 * one is a PEM file (SubjectPublicKeyInfo) for everybody.
 */

struct err;
struct sign_key;

#define SIGN_MAX 128	/* bytes of a signature at most */

/** sign_make(path, sm, err): a new private key at ${path}, mode 0600, unless
 * one is there. */
int sign_make(const char *path, bool sm, struct err *err);

/** sign_open(path, key, err): a private key; ERR_CONFIG if it is not there or
 * others may read it. */
int sign_open(const char *path, struct sign_key **key, struct err *err);

/** sign_open_public(path, key, err): a public one, that only verifies. */
int sign_open_public(const char *path, struct sign_key **key, struct err *err);
void sign_close(struct sign_key *key);

/** sign_write_public(key, path, err): its public half, mode 0644. */
int sign_write_public(const struct sign_key *key, const char *path,
	struct err *err);

/** sign_algorithm(key): "ed25519" or "sm2". */
const char *sign_algorithm(const struct sign_key *key);

/** sign_fingerprint(key, out, err): the SHA-256 of the public key's DER: what
 * two people compare. */
int sign_fingerprint(const struct sign_key *key, unsigned char out[DIGEST_SIZE],
	struct err *err);

/** sign_text(key, text, size, signature, len, err): ${signature} has room for
 * SIGN_MAX bytes. */
int sign_text(const struct sign_key *key, const void *text, size_t size,
	unsigned char *signature, size_t *len, struct err *err);

/** sign_check(key, text, size, signature, len): whether it is this text's, by
 * this key. */
bool sign_check(const struct sign_key *key, const void *text, size_t size,
	const void *signature, size_t len);

#endif
