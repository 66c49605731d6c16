/*
 * refund_bank(): a debit of the bank, by the order that it names, or because
 * people send that money back.
 */
#include "core/refund.h"

#include "base/err.h"
#include "base/i18n.h"
#include "core/match.h"
#include "core/remark.h"
#include "core/refund_part.h"
#include "core/trace.h"

#include <string.h>

/* A part of a payment that a refund may undo. */
struct choice {
	const struct allocation *payment;
	int64_t left;
	bool same_payer; /* it came from where the refund goes */
};

/* Exactly that much is left, from there, the earliest. */
static bool
is_better(const struct choice *a, const struct choice *b, int64_t amount)
{
	int order;

	if (b->payment == NULL)
		return true;
	if ((a->left == amount) != (b->left == amount))
		return a->left == amount;
	if (a->same_payer != b->same_payer)
		return a->same_payer;
	order = moment_compare(a->payment->booked, b->payment->booked);
	return order != 0 ? order < 0
			  : a->payment->entry_id < b->payment->entry_id;
}

/* Bank money in suspense that could be ${order}'s, found from the order. */
static int
index_suspended(struct book *book, struct err *err)
{
	for (size_t i = 0; i < book->orders.count; i++)
		book->orders.at[i].suspended.count = 0;
	for (size_t i = 0; i < book->entries.count; i++) {
		const struct book_entry *e = &book->entries.at[i];
		const struct order_set *orders;

		if (e->source != SOURCE_BANK || e->kind != ENTRY_PAYMENT ||
			(e->fate != FATE_OPEN && e->fate != FATE_STOPPED))
			continue;
		orders = e->candidates.count > 0 ? &e->candidates : &e->named;
		for (size_t k = 0; k < orders->count; k++) {
			struct order *o = &book->orders.at[orders->at[k]];
			size_t *at = vec_push(&o->suspended, book->arena, err);

			if (at == NULL)
				return -1;
			*at = i;
		}
	}
	return 0;
}

/* --- a bank's debit: what people send back --- */

static bool
goes_to_payer(const struct book_entry *refund, const struct book_entry *payment)
{
	return refund->account_folded[0] != '\0' &&
		strcmp(refund->account_folded, payment->account_folded) == 0;
}

/* Whether the debit is all that is left of it, to where it came from. */
static bool
is_all_of(const struct book *book, const struct book_entry *refund,
	const struct book_entry *payment)
{
	const struct trace_what what = trace_payment(NOBODY, payment->id);
	const int64_t left = payment->amount - payment->sent_back;

	if (!goes_to_payer(refund, payment))
		trace_candidate(book, refund, what, false,
			N_("it came from another account"), NULL);
	else if (refund_part_in_suspense(payment, refund) &&
		left == -refund->amount)
		return true;
	else
		trace_candidate_fen(book, refund, what, false,
			N_("%1 is left of it, not %2"), left, -refund->amount);
	return false;
}

/* It goes to where such money came from, and is all that is left of it.  Of
 * twins the earlier: all of them go back. */
static void
undo_decided(struct book *book, struct book_entry *refund)
{
	if (book->to_refund.count > 0)
		trace_ask(book, refund, "decided-refund");
	for (size_t i = 0; i < book->to_refund.count; i++) {
		struct book_entry *payment =
			&book->entries.at[book->to_refund.at[i]];

		if (!is_all_of(book, refund, payment))
			continue;
		trace_candidate(book, refund,
			trace_payment(NOBODY, payment->id), true,
			N_("people send it back: all of it, to its account"),
			NULL);
		refund_part_undo_suspended(
			book, refund, payment, "decided-refund");
		return;
	}
}

/* --- a bank's debit: by the order that it names --- */

/* What the refund may undo of one order: its payments, and what is held for
 * it. */
struct undoable {
	size_t order;
	struct choice payment;
	struct book_entry *held; /* the only one, or NULL */
	int held_count;
};

static void
look_at_payments(const struct book *book, const struct book_entry *refund,
	struct undoable *u)
{
	const struct order *order = &book->orders.at[u->order];
	const bool own = match_is_own(order, refund);

	for (size_t i = 0; i < order->money.count; i++) {
		const struct allocation *a =
			&book->allocations.at[order->money.at[i]];
		const struct choice c = { a,
			a->amount > 0 ? match_left(book, a) : 0,
			a->own_account == own };

		if (c.left >= -refund->amount &&
			is_better(&c, &u->payment, -refund->amount))
			u->payment = c;
	}
}

/* Held money goes back to where it came from; any, if only one can. */
static void
look_at_held(const struct book *book, const struct book_entry *refund,
	struct undoable *u)
{
	const struct order *order = &book->orders.at[u->order];
	bool from_there = false;

	for (size_t i = 0; i < order->suspended.count; i++) {
		struct book_entry *e =
			&book->entries.at[order->suspended.at[i]];
		const bool there = goes_to_payer(refund, e);

		if (!refund_part_in_suspense(e, refund) ||
			(from_there && !there))
			continue;
		if (there && !from_there)
			u->held_count = 0;
		from_there = from_there || there;
		u->held = e;
		u->held_count++;
	}
	/* What stands on the order comes first, unless the refund goes to
	 * where the held money came from, and the other's payer is another. */
	if (u->payment.payment != NULL &&
		(!from_there || match_is_own(order, refund)))
		u->held_count = 0;
	else if (u->held_count > 0)
		u->payment.payment = NULL;
}

/* What was looked at of one order that the debit names. */
static void
tell_undoable(const struct book *book, const struct book_entry *refund,
	const struct undoable *u)
{
	const struct order *order = &book->orders.at[u->order];

	if (!trace_on(book, refund))
		return;
	if (order->money.count + order->suspended.count == 0)
		trace_candidate(book, refund, trace_order(u->order), false,
			N_("it is named, and has no payment"), NULL);
	for (size_t i = 0; i < order->money.count; i++) {
		const struct allocation *a =
			&book->allocations.at[order->money.at[i]];

		if (a->amount > 0)
			refund_part_tell(book, refund,
				trace_payment(u->order, a->entry_id),
				match_left(book, a), a == u->payment.payment);
	}
	for (size_t i = 0; i < order->suspended.count; i++) {
		const struct book_entry *e =
			&book->entries.at[order->suspended.at[i]];

		refund_part_tell_suspended(book, refund, e, u->order,
			u->held_count > 0 &&
				refund_part_in_suspense(e, refund) &&
				goes_to_payer(refund, e) ==
					goes_to_payer(refund, u->held));
	}
}

/* What comes of the debit, when it is not one payment. */
static void
tell_unmatched(const struct book *book, const struct book_entry *refund)
{
	if (refund->named.count == 0)
		trace_because(
			book, refund, N_("no free text names an order"), NULL);
	trace_say(book, refund, refund->tied ? TRACE_SEVERAL : TRACE_SILENT,
		refund->note);
}

/* Of the orders that the debit names, the one that has what it undoes. */
static int
undo_named(struct book *book, struct book_entry *refund, struct err *err)
{
	struct undoable found = { .held_count = 0 };
	int orders = 0;

	refund->candidates = refund->named;
	for (size_t i = 0; i < refund->named.count; i++) {
		struct undoable u = { .order = refund->named.at[i] };

		look_at_payments(book, refund, &u);
		look_at_held(book, refund, &u);
		tell_undoable(book, refund, &u);
		if (u.payment.payment == NULL && u.held_count == 0)
			continue;
		orders++;
		found = u;
	}
	if (orders == 0 && refund->named.count > 0)
		refund->note =
			N_("the order has no payment of at least that amount");
	refund->tied = orders > 1 || found.held_count > 1;
	if (orders != 1 || refund->tied) {
		tell_unmatched(book, refund);
		return 0;
	}
	if (found.payment.payment == NULL) {
		refund_part_undo_suspended(
			book, refund, found.held, "order-in-remark");
		return 0;
	}
	refund_part_matched(book, refund, "order-in-remark");
	return refund_part_take_back(
		book, refund, found.payment.payment, -refund->amount, err);
}

int
refund_bank(struct book *book, struct book_entry *refund, bool *indexed,
	struct err *err)
{
	if (refund->named.count == 0)
		undo_decided(book, refund);
	if (refund->fate != FATE_OPEN || refund->kind != ENTRY_REFUND)
		return 0;
	trace_ask(book, refund, "order-in-remark");
	if (!*indexed && refund->named.count > 0) {
		if (index_suspended(book, err) < 0)
			return -1;
		*indexed = true;
	}
	return undo_named(book, refund, err);
}
