#ifndef IO_KEK_H
#define IO_KEK_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "io/cipher.h"

/*
 * Key-encryption keys: 32 random bytes, never in the database, that wrap the
 * data keys which are there.  Where one comes from is its provider: one file
 * and one row of providers[] each.
 *
 *	file		KEYS/BOOK.kek-N: the key itself
 *	credential:NAME	$CREDENTIALS_DIRECTORY/NAME: a systemd credential of 32
 *			bytes; made and destroyed by who runs the service
 *	store:URI	KEYS/BOOK.kek-N: the key encrypted to the key of an
 *			OpenSSL store (pkcs11:, file:), by RSA-OAEP with SHA-256
 *			or by SM2; only who can use the private one can open it
 *
 * A public key never wraps a data key itself: whoever can write to the
 * database could then exchange one for a key of his own.  So a store is asked
 * once a session, not once a data key.
 *
 * Files have mode 0600 in a folder of mode 0700; others are refused.
 */

struct err;

#define KEK_LOCATOR_MAX 512

struct kek {
	const char *folder, *book;	/* YIFEN_HOME/keys, and whose it is */
	int id;	/* 1, 2, ...: of the book */
	const char *provider;
	const char *locator;	/* NAME, URI; "" of a file */
	const char *cipher;	/* the profile of what it wraps */
};

/** kek_setting(text, kek, err): the provider and locator that a setting in
 * the words above names; they point into ${text} or to constants.  NULL is
 * "file".  ERR_CONFIG. */
int kek_setting(const char *text, struct kek *kek, struct err *err);

/** kek_same(a, b): whether both name the same provider and place. */
bool kek_same(const struct kek *a, const struct kek *b);

/** kek_text(kek, text, size): as a setting would say it. */
const char *kek_text(const struct kek *kek, char *text, size_t size);

/** kek_make(kek, err): make what its provider keeps under its id; what a run
 * that was killed made and did not use serves as well. */
int kek_make(const struct kek *kek, struct err *err);

/** kek_open(kek, key, err): its bytes; to be wiped. */
int kek_open(const struct kek *kek, unsigned char key[CIPHER_KEY_SIZE],
	struct err *err);

/** kek_exists(kek): whether its file is there, if it has one. */
bool kek_exists(const struct kek *kek);

/** kek_destroy(kek, err): overwrite its file, remove it, sync the folder; 1 if
 * there was one, 0 if not. */
int kek_destroy(const struct kek *kek, struct err *err);

/* --- what providers share --- */

struct kek_provider {
	const char *name;
	bool takes_locator;
	bool keeps_file;	/* KEYS/BOOK.kek-N */
	int (*check)(const char *locator, struct err *err);	/* or NULL */
	int (*make)(const struct kek *kek, const char *path, struct err *err);
	int (*open)(const struct kek *kek, const char *path,
		unsigned char key[CIPHER_KEY_SIZE], struct err *err);
};

extern const struct kek_provider kek_file, kek_credential, kek_store;

#endif
