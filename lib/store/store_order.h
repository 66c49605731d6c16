#ifndef STORE_STORE_ORDER_H
#define STORE_STORE_ORDER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/map.h"
#include "model/terms.h"
#include "store/store_reference.h"

/* Orders and their versions. */

struct arena;
struct db;
struct db_copy;
struct err;

/* What the store adds to a row of the file. */
struct incoming_order {
	int64_t code_id;	/* the number that its code will have */
	const unsigned char *code_digest;	/* 16 bytes, NULL: no code */
	const unsigned char *sealed;
	size_t sealed_len;
	const unsigned char *digest;	/* 16 bytes, of the whole row */
};

/** store_order_stage(db, copy, err): open the staging table for rows. */
int store_order_stage(struct db *db, struct db_copy **copy, struct err *err);

void store_order_row(struct db_copy *copy, const struct order_row *row,
	const struct incoming_order *in);

/** store_order_check(db, changed, err): ERR_CONFLICT if an order stands twice
 * with different rows; how many rows say something new. */
int store_order_check(struct db *db, int64_t *changed, struct err *err);

/** store_order_take(db, load, err): new orders, their codes, new versions. */
int store_order_take(struct db *db, const struct stored_load *load,
	struct err *err);

#endif
