#ifndef HANDOUT_ITEM_H
#define HANDOUT_ITEM_H

#include <stdint.h>

/*
 * What the files of the outbox are made of (contract.md, Files out).
 *
 * lib/handout turns these into texts and does nothing else: no file, no
 * database, no clock, no key.  Texts are UTF-8, never NULL, and may be empty.
 * Each item carries a code or PIN in clear, so the buffers that are written
 * to must be secret ones (base/buf.h, BUF_SECRET).
 */

/* A transfer of money to a corporate account. */
struct transfer {
	const char *end_to_end_id; /* at most 35 characters */
	const char *account;	   /* the payee's, at most 34 characters */
	const char *name;	   /* of the payee */
	const char *bank_code;	   /* CNAPS number, "" if unknown */
	const char *bank_name;	   /* "" if unknown */
	int64_t amount;		   /* fen, > 0 */
	const char *remark;	   /* the code */
};

enum message_kind {
	MESSAGE_PIN,	/* the PIN of the certificate */
	MESSAGE_INBOUND /* the code for a transfer of 0.01 to us */
};

/* A text message. */
struct message {
	enum message_kind kind;
	const char *order_no, *mobile, *name;
	const char *code;
};

/* A medium that the counter hands over, with its PIN. */
struct collection {
	const char *order_no, *ca, *holder_name;
	int main_keys, sub_keys;
	const char *pin;
};

#endif
