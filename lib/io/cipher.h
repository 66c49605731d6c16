#ifndef IO_CIPHER_H
#define IO_CIPHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Cipher profiles: how a text is sealed with a key of 32 bytes, and how a
 * keyed digest is made.  One file and one row of ciphers[] each.
 *
 *	aes	AES-256-GCM (NIST SP 800-38D), HMAC-SHA-256
 *	sm	SM4-CTR (GB/T 32907) and HMAC-SM3 (GB/T 32905), encrypt-then-MAC
 *		under two keys by HKDF-SM3; OpenSSL 3.0 has no SM4-GCM
 *
 * Sealed, in either:
 *
 *	version 1 | algorithm 1 | key id 4, big endian | nonce 12 | data | tag 16
 *
 * The tag covers all of it and the AAD, the identity of the place that it
 * stands in (spec reliability.md G30, facts.md 5.1).
 */

struct err;

#define CIPHER_KEY_SIZE 32
#define CIPHER_HEAD_SIZE 6
#define CIPHER_NONCE_SIZE 12
#define CIPHER_TAG_SIZE 16
#define CIPHER_OVERHEAD (CIPHER_HEAD_SIZE + CIPHER_NONCE_SIZE + CIPHER_TAG_SIZE)
#define CIPHER_DIGEST_SIZE 16

/* What the tag covers besides the data. */
struct cipher_bound {
	const unsigned char *head;	/* CIPHER_HEAD_SIZE bytes */
	const unsigned char *nonce;	/* CIPHER_NONCE_SIZE bytes */
	const char *aad;
	size_t aad_len;
};

struct cipher {
	const char *name;	/* of the profile */
	unsigned char algorithm;	/* stored with each ciphertext */

	/* ${out} has room for ${len} bytes; false: OpenSSL failed. */
	bool (*seal)(const unsigned char *key, const struct cipher_bound *bound,
		const unsigned char *plain, size_t len, unsigned char *out,
		unsigned char tag[CIPHER_TAG_SIZE]);
	/* false as well if the tag is wrong; ${plain} may be written then. */
	bool (*open)(const unsigned char *key, const struct cipher_bound *bound,
		const unsigned char *sealed, size_t len,
		const unsigned char tag[CIPHER_TAG_SIZE], unsigned char *plain);
	/* Keyed, cut to its first bytes. */
	bool (*digest)(const unsigned char *key, const char *text, size_t len,
		unsigned char out[CIPHER_DIGEST_SIZE]);
};

extern const struct cipher cipher_aes, cipher_sm;

/** cipher_find(name): the profile of that name, or NULL. */
const struct cipher *cipher_find(const char *name);

/** cipher_key_id(sealed, len): which key it says it was sealed with, or -1. */
int cipher_key_id(const unsigned char *sealed, size_t len);

/** cipher_seal(cipher, key, key_id, aad, plain, len, sealed, err): ${sealed}
 * has room for ${len} + CIPHER_OVERHEAD bytes. */
int cipher_seal(const struct cipher *cipher, const unsigned char *key,
	int key_id, const char *aad, const void *plain, size_t len,
	unsigned char *sealed, struct err *err);

/** cipher_open(cipher, key, aad, sealed, len, plain, err): ${plain} has room
 * for ${len} - CIPHER_OVERHEAD bytes; -1 with ERR_CRYPTO and nothing of it if
 * anything was changed, or is of another cipher. */
int cipher_open(const struct cipher *cipher, const unsigned char *key,
	const char *aad, const unsigned char *sealed, size_t len, void *plain,
	struct err *err);

#endif
