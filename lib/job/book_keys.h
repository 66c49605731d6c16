#ifndef JOB_BOOK_KEYS_H
#define JOB_BOOK_KEYS_H

#include <stdbool.h>

#include "io/kek.h"

/*
 * The keys of a book, from where they are: wrapped data keys in the database,
 * the key-encryption key where YIFEN_KEK says (io/kek.h; "file" if it is not
 * set), the cipher profile that YIFEN_CIPHER chose when the book was made or
 * its keys were rotated (io/cipher.h; "aes").
 *
 * A command whose settings say something else than the book was made with is
 * refused; nothing is ever wrapped or sealed in two ways by an oversight.
 */

struct db;
struct err;
struct keys;
struct stored_kek;

/** book_keys_open(db, folder, keys, err): everything that is needed to open
 * what is sealed, and to seal.  Closed by keys_close(). */
int book_keys_open(struct db *db, const char *folder, struct keys **keys,
	struct err *err);

/** book_keys_load(db, folder, keys, err): the same, whatever the settings
 * say: for a rotation, which changes them. */
int book_keys_load(struct db *db, const char *folder, struct keys **keys,
	struct err *err);

/** book_keys_make(db, folder, err): of a book that has none: its first KEK,
 * which is marked as the demonstration's if it is a file, and the key of its
 * digests.  Again it changes nothing. */
int book_keys_make(struct db *db, const char *folder, struct err *err);

/** book_keys_need(db, keys, run_id, err): what is sealed from here on in the
 * open transaction is sealed with the data key of that run, which is drawn
 * and stored if it has none. */
int book_keys_need(struct db *db, struct keys *keys, int run_id,
	struct err *err);

/** book_keys_kek(db, folder, stored, kek): as io/kek.h wants it. */
void book_keys_kek(const struct db *db, const char *folder,
	const struct stored_kek *stored, struct kek *kek);

/* What the settings say. */
struct book_keys_wanted {
	struct kek kek;	/* provider and locator; "file" if YIFEN_KEK is not set */
	bool kek_is_set;
	const char *cipher;	/* NULL if YIFEN_CIPHER is not set */
};

int book_keys_wanted(struct book_keys_wanted *wanted, struct err *err);

#endif
