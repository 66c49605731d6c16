#ifndef CORE_MATCH_H
#define CORE_MATCH_H

#include "core/book.h"
#include "core/rule.h"

/*
 * The engine of the rules: every entry of the night, and all that still
 * stands in suspense, goes through one rule before the next begins; within a
 * rule in the order of booking time, source, account, external id.
 */

struct err;

/* All rules, in the order in which they are tried; ended by NULL. */
extern const struct rule *const rules[];

/** match_entries(book, err): decide the payments among book->entries. */
int match_entries(struct book *book, struct err *err);

/** match_allocate(book, entry, order, amount, own, err): put ${amount} of
 * ${entry} on an order, and count it there. */
int match_allocate(struct book *book, const struct book_entry *entry,
	size_t order, int64_t amount, bool own, struct err *err);

/** match_left(book, payment): what is left of a payment's part on its order
 * after the refunds that undo it. */
int64_t match_left(const struct book *book, const struct allocation *payment);

/** match_is_own(order, entry): from the registered account and name. */
bool match_is_own(const struct order *order, const struct book_entry *entry);

extern const struct rule rule_merchant_ref, rule_channel_ref, rule_voucher_ref,
	rule_order_in_remark, rule_payer_account, rule_payer_name,
	rule_combined, rule_part_payment;

#endif
