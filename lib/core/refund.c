#include "core/refund.h"

#include "base/err.h"
#include "base/i18n.h"
#include "core/match.h"
#include "core/remark.h"
#include "core/trace.h"

#include <string.h>

/* --- payments that stand on orders --- */

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

static int
take_back(struct book *book, struct book_entry *refund,
	const struct allocation *payment, int64_t amount, struct err *err)
{
	refund->undoes = payment->entry_id;
	return match_allocate(book, refund, payment->order, -amount,
		payment->own_account, err);
}

static void
matched(const struct book *book, struct book_entry *refund, const char *rule)
{
	refund->fate = FATE_MATCHED;
	refund->rule = rule;
	refund->note = "";
	trace_say(book, refund, TRACE_ONE, NULL);
}

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

		if (left > 0 && take_back(book, refund, a, left, err) < 0)
			return -1;
		if (node == last)
			break;
	}
	matched(book, refund, "refund-ref");
	return 0;
}

/* What is left of a payment, and whether the refund undoes it. */
static void
tell_left(const struct book *book, const struct book_entry *refund,
	struct trace_what what, int64_t left, bool fits)
{
	trace_candidate_fen(book, refund, what, fits,
		fits				 ? N_("%1 is left of it")
			: left < -refund->amount ? N_("only %1 is left of it, "
						      "not %2")
						 : N_("%1 is left of it, and "
						      "another fits better"),
		left, -refund->amount);
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
			tell_left(book, refund,
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
		matched(book, refund, "refund-ref");
		return take_back(book, refund, fits, amount, err);
	}
	refund->tied = exact + enough > 1;
	tell_parts(book, refund, first, NULL, !refund->tied);
	if (refund->candidates.count > 0 && !refund->tied)
		refund->note = N_("more goes back than is left of the payment");
	trace_say(book, refund, refund->tied ? TRACE_SEVERAL : TRACE_SILENT,
		refund->note);
	return 0;
}

/* --- payments that stand in suspense --- */

static void
undo_suspended(struct book *book, struct book_entry *refund,
	struct book_entry *payment, const char *rule)
{
	payment->sent_back -= refund->amount;
	matched(book, refund, rule);
	refund->undoes = payment->id;
	refund->fate = FATE_PAYMENT;
	book->changes++;
	trace_ask(book, payment, "refunded");
	trace_candidate_fen(book, payment, trace_payment(NOBODY, refund->id),
		true, N_("%1 of it went back"), -refund->amount, 0);
	if (payment->sent_back < payment->amount)
		return;
	trace_say(book, payment, TRACE_ONE, NULL);
	payment->fate = FATE_PAYMENT;
	payment->rule = "refunded";
	payment->note = "";
	payment->undoes = refund->id;
	payment->candidates.count = 0;
}

static bool
is_suspended(const struct book_entry *payment, const struct book_entry *refund)
{
	return (payment->fate == FATE_OPEN || payment->fate == FATE_STOPPED) &&
		payment->account_id == refund->account_id &&
		payment->amount - payment->sent_back >= -refund->amount;
}

/* Money in suspense that a refund could undo. */
static void
tell_suspended(const struct book *book, const struct book_entry *refund,
	const struct book_entry *payment, size_t order, bool fits)
{
	const struct trace_what what = trace_payment(order, payment->id);

	if (payment->fate != FATE_OPEN && payment->fate != FATE_STOPPED)
		trace_candidate(book, refund, what, false,
			N_("it is no longer in suspense"), NULL);
	else if (payment->account_id != refund->account_id)
		trace_candidate(book, refund, what, false,
			N_("a payment of another account"), NULL);
	else
		tell_left(book, refund, what,
			payment->amount - payment->sent_back, fits);
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
		const bool fits = is_suspended(payment, refund);

		tell_suspended(book, refund, payment, NOBODY, fits);
		if (!fits)
			continue;
		undo_suspended(book, refund, payment, "refund-ref");
		return;
	}
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
	else if (is_suspended(payment, refund) && left == -refund->amount)
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
		undo_suspended(book, refund, payment, "decided-refund");
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

		if (!is_suspended(e, refund) || (from_there && !there))
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
			tell_left(book, refund,
				trace_payment(u->order, a->entry_id),
				match_left(book, a), a == u->payment.payment);
	}
	for (size_t i = 0; i < order->suspended.count; i++) {
		const struct book_entry *e =
			&book->entries.at[order->suspended.at[i]];

		tell_suspended(book, refund, e, u->order,
			u->held_count > 0 &&
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
		undo_suspended(book, refund, found.held, "order-in-remark");
		return 0;
	}
	matched(book, refund, "order-in-remark");
	return take_back(
		book, refund, found.payment.payment, -refund->amount, err);
}

static int
undo(struct book *book, struct book_entry *refund, bool *indexed,
	struct err *err)
{
	if (refund->source != SOURCE_BANK) {
		trace_ask(book, refund, "refund-ref");
		if (undo_matched(book, refund, err) < 0)
			return -1;
		if (refund->fate == FATE_OPEN && refund->candidates.count == 0)
			undo_suspense(book, refund);
		return 0;
	}
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
