#ifndef STORE_STORE_DECISION_H
#define STORE_STORE_DECISION_H

#include "core/book.h"

/* The night's decisions as appended facts, by COPY. */

struct db;
struct err;

/* A code as it is stored: sealed, with its keyed digest. */
struct sealed_code {
	size_t order;	/* index into book.orders */
	unsigned char digest[CODE_DIGEST_SIZE];
	bool has_account;
	unsigned char account[CODE_DIGEST_SIZE]; /* keyed, of the account */
	const unsigned char *sealed;
	size_t len;
	int64_t code_id;	/* it is sealed for that number */
};

/** store_decision_is_empty(book): whether there is nothing to store. */
bool store_decision_is_empty(const struct book *book);

/** store_decision_codes(db, run, codes, count, book, err): store new codes
 * under their numbers. */
int store_decision_codes(struct db *db, int run_id,
	const struct sealed_code *codes, size_t count, const struct book *book, struct err *err);

/** store_decision_write(db, run, book, err): everything else; CODE_NEW must
 * have been replaced. */
int store_decision_write(struct db *db, int run_id, struct book *book,
	struct err *err);

#endif
