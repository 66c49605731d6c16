#ifndef JOB_LOAD_ORDERS_H
#define JOB_LOAD_ORDERS_H

#include "base/arena.h"
#include "base/buf.h"
#include "model/terms.h"

/* Orders of a file on their way to the store: codes sealed, rows digested. */

struct db_copy;
struct err;
struct keys;

struct load_orders {
	struct db_copy *copy;
	const struct keys *keys;
	int64_t code_id;	/* the last one given */
	struct arena row;	/* of one row */
	struct buf canonical;
};

/** load_orders_row(ctx, order, err): a reference_order_fn. */
int load_orders_row(void *ctx, const struct order_row *order,
	struct err *err);

void load_orders_release(struct load_orders *load);

#endif
