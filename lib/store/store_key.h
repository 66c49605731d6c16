#ifndef STORE_STORE_KEY_H
#define STORE_STORE_KEY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/vec.h"

/* Keys as the database keeps them: which key-encryption keys there are, and
 * the data keys, wrapped (io/keys.h opens them). */

struct arena;
struct db;
struct err;

struct stored_kek {
	int id;
	const char *provider, *locator, *cipher;
	bool retired;
};

struct stored_keks {
	VEC(struct stored_kek);	/* the newest last */
};

struct stored_wrap {
	int key_id;
	const char *cipher;
	int kek_id;
	const unsigned char *sealed;
	size_t len;
};

/** store_key_keks(db, arena, keks, err): all that there ever were. */
int store_key_keks(struct db *db, struct arena *arena,
	struct stored_keks *keks, struct err *err);

/** store_key_wraps(db, each, ctx, err): call ${each} with every data key, in
 * the order of their numbers; it borrows what it is given. */
typedef int store_key_fn(void *ctx, const struct stored_wrap *wrap,
	struct err *err);
int store_key_wraps(struct db *db, store_key_fn *each, void *ctx,
	struct err *err);

/** store_key_add_kek(db, kek, err): nothing if its number is taken. */
int store_key_add_kek(struct db *db, const struct stored_kek *kek,
	struct err *err);

/** store_key_retire(db, kek_id, err): all but that one. */
int store_key_retire(struct db *db, int kek_id, struct err *err);

/** store_key_add(db, wrap, err): a new data key, with its first wrap. */
int store_key_add(struct db *db, const struct stored_wrap *wrap,
	struct err *err);

/** store_key_add_wrap(db, wrap, err): one more of a data key. */
int store_key_add_wrap(struct db *db, const struct stored_wrap *wrap,
	struct err *err);

/** store_key_has(db, run_id, has, err): whether that run has its data key. */
int store_key_has(struct db *db, int run_id, bool *has, struct err *err);

/** store_key_unwrapped(db, kek_id, ids, size, count, err): up to ${size} data
 * keys that it does not wrap yet. */
int store_key_unwrapped(struct db *db, int kek_id, int *ids, size_t size,
	size_t *count, struct err *err);

#endif
