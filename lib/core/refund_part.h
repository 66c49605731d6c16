#ifndef CORE_REFUND_PART_H
#define CORE_REFUND_PART_H

#include "core/book.h"
#include "core/trace.h"

/* What a refund undoes: a part of a payment that stands on an order, or money
 * in suspense. */

struct err;

/** refund_part_take_back(book, refund, payment, amount, err): from the order.
 */
int refund_part_take_back(struct book *book, struct book_entry *refund,
	const struct allocation *payment, int64_t amount, struct err *err);

/** refund_part_matched(book, refund, rule): it is used, by that rule. */
void refund_part_matched(
	const struct book *book, struct book_entry *refund, const char *rule);

/** refund_part_in_suspense(payment, refund): whether so much of it is there. */
bool refund_part_in_suspense(
	const struct book_entry *payment, const struct book_entry *refund);

/** refund_part_undo_suspended(book, refund, payment, rule): out of suspense;
 * once all of it is back, the payment leaves it too. */
void refund_part_undo_suspended(struct book *book, struct book_entry *refund,
	struct book_entry *payment, const char *rule);

/** refund_part_tell(book, refund, what, left, fits): tell (core/trace.h) what
 * is left of a payment, and whether the refund undoes it. */
void refund_part_tell(const struct book *book, const struct book_entry *refund,
	struct trace_what what, int64_t left, bool fits);

/** refund_part_tell_suspended(book, refund, payment, order, fits): the same of
 * money in suspense, for an order or NOBODY. */
void refund_part_tell_suspended(const struct book *book,
	const struct book_entry *refund, const struct book_entry *payment,
	size_t order, bool fits);

#endif
