#ifndef JOB_CODES_H
#define JOB_CODES_H

#include <stdint.h>

#include "core/book.h"

/*
 * Codes and PINs between the deciding core, which never sees one, and the
 * store, which only keeps them sealed.
 */

struct db;
struct err;
struct keys;

/** codes_make(db, keys, run, book, err): make, seal and store a code for each
 * decision that says CODE_NEW, and put its number there. */
int codes_make(struct db *db, struct keys *keys, int run_id,
	struct book *book, struct err *err);

/** codes_aad(arena, code_id, ca, order_no, err): the place that a sealed code
 * is bound to: its row, and the order that it is for. */
const char *codes_aad(struct arena *arena, int64_t code_id, const char *ca,
	const char *order_no, struct err *err);

#endif
