#ifndef STORE_STORE_SLICE_H
#define STORE_STORE_SLICE_H

#include "core/book.h"

/*
 * The little of a large book that one entry can touch, as it was just before
 * the nightly that decided it (or as it stands, where none has): the orders
 * that its texts, numbers, payer or 0.01 may mean; the other money that the
 * same run put on them or left in suspense beside them, and the orders that
 * this money can touch, until nothing more is found.
 *
 * decide() over the slice does to that entry what decide() did over the whole
 * book: every order that could be its is there with all that happened to it.
 */

struct db;
struct err;

struct slice {
	int run_id;	  /* that decided it; INT_MAX: none has */
	int seen;	  /* the run up to which other money counts */
	const char *rule; /* as stored, "" if none */
	const char *break_kind; /* of its suspense, "" if none is open */
	bool looked_at;		/* by some nightly */
	bool cut; /* too much hangs together: not all of it is here */
};

/** store_slice_load(db, entry_id, run_id, slice, book, err): fill ${book}, whose
 * arena is set, with its date.  ${run_id}: the run whose decision is meant, 0:
 * the decision that stands; if there is none, the books as they stand. */
int store_slice_load(struct db *db, int64_t entry_id, int run_id,
	struct slice *slice, struct book *book, struct err *err);

#endif
