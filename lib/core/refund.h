#ifndef CORE_REFUND_H
#define CORE_REFUND_H

#include "core/book.h"

/*
 * Refunds (domain.md, Reconciling): a channel's by the transaction that they
 * undo, a bank's by the order that its remark names.  Money that goes back
 * from suspense is matched with it and, once all of it is back, leaves.
 */

struct err;

int refund_entries(struct book *book, struct err *err);

/** refund_bank(book, refund, indexed, err): what a debit of the bank undoes;
 * ${indexed}: whether one before it in this pass had the suspense indexed. */
int refund_bank(struct book *book, struct book_entry *refund, bool *indexed,
	struct err *err);

#endif
