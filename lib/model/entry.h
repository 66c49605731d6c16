#ifndef MODEL_ENTRY_H
#define MODEL_ENTRY_H

#include <stdbool.h>
#include <stdint.h>

#include "model/day.h"

/*
 * What a bill or a bank statement says: plain data, as the formats hand it
 * on.  Texts are NUL-terminated UTF-8, never NULL ("" where there is none),
 * and belong to whoever made the struct.
 */

enum source { SOURCE_WECHAT, SOURCE_ALIPAY, SOURCE_BANK, SOURCE_COUNT };

/* The kinds of contract.md, list entries. */
enum entry_kind {
	ENTRY_PAYMENT,
	ENTRY_REFUND,
	ENTRY_FEE,
	ENTRY_SETTLEMENT,
	ENTRY_MICRO_DEPOSIT,
	ENTRY_RETURN,
	ENTRY_OTHER,
	ENTRY_KIND_COUNT
};

/* What the format itself marks a bank's line to be, beside its texts. */
enum entry_mark {
	MARK_NONE = 0,
	MARK_FEE = 1 << 0,	/* the bank's own charge */
	MARK_RETURN = 1 << 1	/* a returned or reversed payment */
};

/* One statement: one account, one period; a file may hold several. */
struct statement {
	enum source source;
	const char *account;	/* merchant or account number, "" unknown */
	const char *currency;	/* ISO 4217, "" unknown */
	const char *reference;	/* the bank's own id of the statement, or "" */
	int32_t from, to;	/* both included; DAY_NONE if not stated */
	bool has_opening, has_closing;
	int64_t opening, closing;	/* minor units of the currency, signed */
	long entries;		/* how many movements it held (at the end) */
	int64_t credit, debit;	/* their sums, both not negative (at the end) */
};

/* One booked movement: + into the CA's account, - out of it. */
struct entry {
	long line;		/* line of the file, or ordinal of the element */
	enum entry_kind kind;	/* as far as the file alone tells */
	unsigned marks;		/* enum entry_mark */
	struct moment booked;
	int64_t amount;		/* signed minor units */
	int64_t fee;		/* what the channel keeps for this row, signed */
	const char *external_id;	/* contract.md: external_id; "" if none */
	const char *txn;	/* the channel's transaction (of the payment) */
	const char *ref;	/* merchant order number; end-to-end id */
	const char *name;	/* the other side */
	const char *account;
	const char *remark;	/* every free-text field, one a line (\n) */
	const char *original;	/* a return's cited id or serial, or "" */
};

/* What a bank says became of a payment that was sent to it, of a block of
 * payments, or of a whole message of them: ISO 20022 pain.002. */
struct payment_status {
	long line;		/* of the file, where the element begins */
	const char *message_id;	/* of the message that was sent, never "" */
	const char *payment_id;	/* of the block in it; "": the whole message */
	const char *end_to_end_id;	/* of the payment; "": the whole block */
	const char *status;	/* ACCP, PDNG, RJCT...; "": as what it is in */
	const char *reason;	/* codes, a blank between, or "" */
	const char *text;	/* the bank's words, or "" */
};

extern const char *const source_names[SOURCE_COUNT];
extern const char *const entry_kind_names[ENTRY_KIND_COUNT];

#endif
