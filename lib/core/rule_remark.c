/*
 * Rules by the order numbers in a bank line's free texts.
 */
#include "base/err.h"
#include "base/i18n.h"
#include "core/match.h"
#include "core/remark.h"
#include "core/rule.h"
#include "core/trace.h"
#include "model/money.h"

/* Why a named order is none that the money may go to, or NULL. */
static const char *
why_not(const struct book *book, const struct book_entry *entry, size_t o)
{
	const struct order *order = &book->orders.at[o];

	if (!rule_is_open(order))
		return rule_closed(order);
	if (entry->candidates.count > 0 &&
		!order_set_has(&entry->candidates, o))
		return rule_left_out;
	return NULL;
}

/* The open ones among the orders that the texts name. */
static int
named_open(const struct book *book, const struct book_entry *entry,
	struct order_set *open, struct err *err)
{
	if (entry->named.count == 0)
		trace_because(
			book, entry, N_("no free text names an order"), NULL);
	for (size_t i = 0; i < entry->named.count; i++) {
		const size_t o = entry->named.at[i];
		const char *why = why_not(book, entry, o);

		if (why != NULL)
			trace_candidate(
				book, entry, trace_order(o), false, why, NULL);
		else if (order_set_add(open, o, book->arena, err) < 0)
			return -1;
	}
	return 0;
}

/* The texts name it; ${fits}: and the amount agrees. */
static void
tell_named(const struct book *book, const struct book_entry *entry, size_t o,
	bool fits)
{
	trace_candidate_fen(book, entry, trace_order(o), fits,
		fits ? N_("it is named, and owes %1")
		     : N_("it is named, and owes %1, more than %2"),
		rule_owes(&book->orders.at[o]), entry->amount);
}

/* Several are named: an answer if the amount is all that they still owe. */
static int
ask_several(const struct book *book, const struct book_entry *entry,
	struct answer *answer, struct err *err)
{
	struct order_set owing = { .count = 0 };
	int64_t sum = 0;
	bool all;

	for (size_t i = 0; i < answer->orders.count; i++) {
		const size_t o = answer->orders.at[i];
		const int64_t owes = rule_owes(&book->orders.at[o]);

		if (owes == 0)
			continue;
		if (money_add(&sum, owes, err) < 0 ||
			order_set_add(&owing, o, book->arena, err) < 0)
			return -1;
	}
	all = owing.count > 0 && sum == entry->amount;
	for (size_t i = 0; i < answer->orders.count; i++) {
		const size_t o = answer->orders.at[i];
		const int64_t owes = rule_owes(&book->orders.at[o]);

		trace_candidate_fen(book, entry, trace_order(o),
			!all || owes > 0, N_("it is named, and owes %1"), owes,
			0);
	}
	if (all) {
		answer->orders = owing;
		answer->together = true;
	} else {
		trace_because_fen(book, entry,
			N_("together they owe %1, not %2"), sum, entry->amount);
	}
	return 0;
}

/* Where a remark names orders, money never goes to another one: it waits, with
 * those that an earlier rule left, else the closed ones, as its candidates. */
static int
none_is_open(const struct book *book, const struct book_entry *entry,
	struct answer *answer)
{
	if (entry->named.count == 0)
		return 0;
	answer->stop = true;
	if (entry->candidates.count > 0) {
		answer->orders = entry->candidates;
		for (size_t i = 0; i < answer->orders.count; i++)
			trace_candidate(book, entry,
				trace_order(answer->orders.at[i]), false,
				N_("the remark does not name it"), NULL);
		answer->note = N_("the remark names none of the orders that "
				  "the reference found");
		return 0;
	}
	answer->orders = entry->named;
	answer->note = N_("the remark names only closed orders");
	return 0;
}

static int
ask_order_in_remark(const struct book *book, const struct book_entry *entry,
	struct answer *answer, struct err *err)
{
	const struct order *order;

	if (named_open(book, entry, &answer->orders, err) < 0)
		return -1;
	if (answer->orders.count == 0)
		return none_is_open(book, entry, answer);
	if (answer->orders.count > 1)
		return ask_several(book, entry, answer, err);
	order = &book->orders.at[answer->orders.at[0]];
	tell_named(book, entry, answer->orders.at[0],
		entry->amount >= rule_owes(order));
	if (entry->amount >= rule_owes(order))
		return 0;
	/* Less than it owes: it waits for the turn of part-payment. */
	answer->stop = true;
	if (order->policy->one_payment_only)
		answer->note = N_("less than is due, and only one payment is "
				  "allowed");
	else
		trace_because(book, entry,
			N_("less than it owes: part-payment will be asked"),
			NULL);
	return 0;
}

/* Asked only of entries that wait with the one open order they name.  If other
 * money paid it meanwhile, order-in-remark has its say in the next pass. */
static int
ask_part_payment(const struct book *book, const struct book_entry *entry,
	struct answer *answer, struct err *err)
{
	const size_t order = entry->candidates.at[0];
	const int64_t owes = rule_owes(&book->orders.at[order]);

	trace_candidate_fen(book, entry, trace_order(order),
		entry->amount < owes,
		entry->amount < owes
			? N_("it is named, and owes %1, more than %2")
			: N_("other money paid it: it owes %1"),
		owes, entry->amount);
	if (entry->amount >= owes)
		return 0;
	return order_set_add(&answer->orders, order, book->arena, err);
}

const struct rule rule_order_in_remark = { "order-in-remark", FOR_BANK,
	ask_order_in_remark };
const struct rule rule_part_payment = { "part-payment", FOR_BANK,
	ask_part_payment };
