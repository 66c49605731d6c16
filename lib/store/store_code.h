#ifndef STORE_STORE_CODE_H
#define STORE_STORE_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/book.h"

/* Codes and PINs as they are stored: sealed, known by keyed digests. */

struct arena;
struct db;
struct err;

struct sealed_code {
	size_t order; /* index into book.orders */
	unsigned char digest[CODE_DIGEST_SIZE];
	bool has_account;
	unsigned char account[CODE_DIGEST_SIZE]; /* keyed, of the account */
	const unsigned char *sealed;
	size_t len;
	int64_t code_id; /* it is sealed for that number */
};

/** store_code_last(db, code_id, err): the highest number of a code so far;
 * those that follow are free, under the book's lock. */
int store_code_last(struct db *db, int64_t *code_id, struct err *err);

/** store_code_digests(db, arena, known, err): the keyed digests of all, ready
 * to be asked. */
int store_code_digests(struct db *db, struct arena *arena,
	struct code_set *known, struct err *err);

/** store_code_taken(db, codes, book, round, which, err): keep of ${which},
 * indices into ${codes}, those that are not free: their account, or their
 * order, has a code with that digest.  ${round} counts the calls of one
 * transaction. */
int store_code_taken(struct db *db, const struct sealed_code *codes,
	const struct book *book, int round, struct order_set *which,
	struct err *err);

/** store_code_add(db, run, codes, count, book, err): store new codes under
 * their numbers. */
int store_code_add(struct db *db, int run_id, const struct sealed_code *codes,
	size_t count, const struct book *book, struct err *err);

#endif
