#include "core/refund.h"

#include "base/err.h"
#include "base/i18n.h"
#include "core/match.h"
#include "core/remark.h"
#include "core/refund_part.h"
#include "core/trace.h"

#include <string.h>

/* --- a channel's, by the transaction that it undoes --- */

/* Whether an allocation is a payment by that transaction. */
static bool
is_payment_of(const struct allocation *a, const struct book_entry *refund)
{
	return a->account_id == refund->account_id && a->amount > 0;
}

/* One payment that paid several orders goes back from all of them. */
static int
undo_all_parts(struct book *book, struct book_entry *refund,
	const struct map_node *node, struct err *err)
{
	/* What is added meanwhile stands behind the last of now. */
	const struct map_node *last = node->last;

	for (;; node = node->next) {
		const struct allocation *a = &book->allocations.at[node->value];
		const int64_t left =
			is_payment_of(a, refund) ? match_left(book, a) : 0;

		if (left > 0 &&
			refund_part_take_back(book, refund, a, left, err) < 0)
			return -1;
		if (node == last)
			break;
	}
	refund_part_matched(book, refund, "refund-ref");
	return 0;
}

/* The parts of the channel's payment; ${fits}: the one that goes back, NULL:
 * all of them or (${none}) none. */
static void
tell_parts(const struct book *book, const struct book_entry *refund,
	const struct map_node *node, const struct allocation *fits, bool none)
{
	if (!trace_on(book, refund))
		return;
	for (; node != NULL; node = node->next) {
		const struct allocation *a = &book->allocations.at[node->value];

		if (a->amount < 0)
			continue;
		if (is_payment_of(a, refund))
			refund_part_tell(book, refund,
				trace_payment(a->order, a->entry_id),
				match_left(book, a),
				!none && (fits == NULL || fits == a));
		else
			trace_candidate(book, refund,
				trace_payment(a->order, a->entry_id), false,
				N_("a payment of another account"), NULL);
	}
}

/* The channel's transaction stands on orders: all of what is left goes back,
 * or the one part that it fits. */
static int
undo_matched(struct book *book, struct book_entry *refund, struct err *err)
{
	const int64_t amount = -refund->amount;
	const struct map_node *first =
		map_get(&book->by_txn, refund->txn, strlen(refund->txn));
	const struct allocation *fits = NULL;
	int64_t sum = 0;
	int exact = 0, enough = 0;

	for (const struct map_node *n = first; n != NULL; n = n->next) {
		const struct allocation *a = &book->allocations.at[n->value];
		int64_t left;

		if (!is_payment_of(a, refund))
			continue;
		if (order_set_add(&refund->candidates, a->order, book->arena,
			    err) < 0)
			return -1;
		left = match_left(book, a);
		sum += left;
		if (left == amount && exact++ == 0)
			fits = a;
		else if (left > amount && enough++ == 0 && exact == 0)
			fits = a;
	}
	if (first != NULL && sum == amount) {
		tell_parts(book, refund, first, NULL, false);
		return undo_all_parts(book, refund, first, err);
	}
	if (exact == 1 || (exact == 0 && enough == 1)) {
		tell_parts(book, refund, first, fits, false);
		refund_part_matched(book, refund, "refund-ref");
		return refund_part_take_back(book, refund, fits, amount, err);
	}
	refund->tied = exact + enough > 1;
	tell_parts(book, refund, first, NULL, !refund->tied);
	if (refund->candidates.count > 0 && !refund->tied)
		refund->note = N_("more goes back than is left of the payment");
	trace_say(book, refund, refund->tied ? TRACE_SEVERAL : TRACE_SILENT,
		refund->note);
	return 0;
}

/* The channel's transaction stands in suspense itself. */
static void
undo_suspense(struct book *book, struct book_entry *refund)
{
	const struct map_node *node =
		map_get(&book->by_suspense, refund->txn, strlen(refund->txn));

	if (node == NULL)
		trace_because(book, refund, N_("no payment is transaction %1"),
			refund->txn);
	for (; node != NULL; node = node->next) {
		struct book_entry *payment = &book->entries.at[node->value];
		const bool fits = refund_part_in_suspense(payment, refund);

		refund_part_tell_suspended(book, refund, payment, NOBODY, fits);
		if (!fits)
			continue;
		refund_part_undo_suspended(book, refund, payment, "refund-ref");
		return;
	}
}

/* --- all of them --- */

static int
undo(struct book *book, struct book_entry *refund, bool *indexed,
	struct err *err)
{
	if (refund->source == SOURCE_BANK)
		return refund_bank(book, refund, indexed, err);
	trace_ask(book, refund, "refund-ref");
	if (undo_matched(book, refund, err) < 0)
		return -1;
	if (refund->fate == FATE_OPEN && refund->candidates.count == 0)
		undo_suspense(book, refund);
	return 0;
}

/* A debit without the word can be one that people expect. */
static bool
may_be_refund(const struct book *book, const struct book_entry *entry)
{
	if (entry->fate != FATE_OPEN || entry->people_say != PEOPLE_NOTHING)
		return false;
	return entry->kind == ENTRY_REFUND ||
		(entry->kind == ENTRY_OTHER && entry->amount < 0 &&
			entry->source == SOURCE_BANK &&
			book->to_refund.count > 0);
}

int
refund_entries(struct book *book, struct err *err)
{
	bool indexed = false;

	for (size_t i = 0; i < book->entries.count; i++) {
		struct book_entry *entry = &book->entries.at[i];

		if (!may_be_refund(book, entry))
			continue;
		if (undo(book, entry, &indexed, err) < 0)
			return -1;
		if (entry->fate == FATE_OPEN)
			entry->fate = FATE_STOPPED;
		else
			entry->candidates.count = 0;
	}
	return 0;
}
