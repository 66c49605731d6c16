#ifndef STORE_STORE_OUTBOX_H
#define STORE_STORE_OUTBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"

/*
 * The outbox: what waits, and the batches in which it leaves (contract.md,
 * Files out; docs/outbox.md).  Folders: micro-deposit, sms, counter.
 */

struct arena;
struct db;
struct err;

#define OUTBOX_DIGEST_SIZE 16

/* One code or PIN on its way, still sealed.  Texts are never NULL. */
struct outbox_item {
	int64_t item_id, order_id;
	const char *order_no, *ca;
	int turn;		    /* of the release; 0: releases nothing */
	const char *paying_account; /* ours; "" but for a micro-deposit */
	const char *channel;	    /* of the release; "" for turn 0 */
	int release_seq;	    /* its events so far; 0 for turn 0 */
	int64_t verification_id;    /* 0: none */
	int verification_seq;
	bool verifies; /* an outbound transfer: it is "sent" */
	const char *end_to_end_id;
	const char *account; /* the applicant's, folded */
	int64_t code_id;     /* 0: none */
	const unsigned char *sealed;
	size_t sealed_len;
	const char *applicant_name, *bank_name, *bank_code;
	const char *handler_name, *handler_mobile;
	const char *holder_name, *holder_mobile;
	int main_keys, sub_keys;
};

struct outbox_items {
	VEC(struct outbox_item);
};

struct outbox_delivery {
	const char *folder;
	int batch_no;
	int32_t day;	  /* of the book */
	const char *name; /* of the file that the digest is of */
	unsigned char digest[OUTBOX_DIGEST_SIZE]; /* keyed (io/seal.h) */
	int64_t amount;				  /* fen */
	size_t count;
	int run_id;
	int repeats; /* the batch whose content it says again; 0: none */
};

struct outbox_deliveries {
	VEC(struct outbox_delivery);
};

/** store_outbox_waiting(db, arena, folder, items, err): what may go now, by
 * paying account, order number, CA and item. */
int store_outbox_waiting(struct db *db, struct arena *arena, const char *folder,
	struct outbox_items *items, struct err *err);

/** store_outbox_items(db, arena, delivery, items, err): what is in a batch,
 * as it was when the batch was made; the same order. */
int store_outbox_items(struct db *db, struct arena *arena,
	const struct outbox_delivery *delivery, struct outbox_items *items,
	struct err *err);

int store_outbox_next_batch(
	struct db *db, const char *folder, int *batch_no, struct err *err);

/** store_outbox_add(db, delivery, items, err): within a transaction: the
 * batch, its ${delivery->count} items, and what each becomes by it. */
int store_outbox_add(struct db *db, const struct outbox_delivery *delivery,
	const struct outbox_item *items, struct err *err);

/** store_outbox_unwritten(db, arena, deliveries, err): whose files may not be
 * there, because a run was cut off. */
int store_outbox_unwritten(struct db *db, struct arena *arena,
	struct outbox_deliveries *deliveries, struct err *err);

/** store_outbox_written(db, delivery, recipient, run_id, err): its files lie
 * whole in place, encrypted to the certificate of that fingerprint (SHA-256),
 * or (NULL) in clear. */
#define OUTBOX_RECIPIENT_SIZE 32
int store_outbox_written(struct db *db, const struct outbox_delivery *delivery,
	const unsigned char *recipient, int run_id, struct err *err);

/* What two people want handed over again: ${delivery} without a number, a name
 * and a run of its own. */
struct outbox_repeat {
	int proposal_id;
	bool stands; /* nothing of it has changed since it left */
	struct outbox_delivery delivery;
};

struct outbox_repeats {
	VEC(struct outbox_repeat);
};

/** store_outbox_repeats(db, arena, repeats, err): what was approved and is not
 * done yet. */
int store_outbox_repeats(struct db *db, struct arena *arena,
	struct outbox_repeats *repeats, struct err *err);

/** store_outbox_rule(db, repeat, note, err): within a transaction: it is done
 * by ${repeat->delivery}, which is added; or (with a note) never will be. */
int store_outbox_rule(struct db *db, const struct outbox_repeat *repeat,
	const char *note, struct err *err);

/** store_outbox_open_run(db, run_id, err): of the deliver that was cut off, 0
 * if there is none. */
int store_outbox_open_run(struct db *db, int *run_id, struct err *err);

#endif
