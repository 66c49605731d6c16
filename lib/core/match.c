#include "core/match.h"

#include "base/err.h"
#include "base/i18n.h"
#include "core/remark.h"
#include "core/trace.h"

#include <string.h>

const struct rule *const rules[] = { &rule_merchant_ref, &rule_channel_ref,
	&rule_voucher_ref, &rule_order_in_remark, &rule_payer_account,
	&rule_payer_name, &rule_combined, &rule_part_payment, NULL };

bool
match_is_own(const struct order *order, const struct book_entry *entry)
{
	return entry->source == SOURCE_BANK && order->account[0] != '\0' &&
		strcmp(order->account, entry->account_folded) == 0 &&
		rule_is_name(order, entry);
}

int64_t
match_left(const struct book *book, const struct allocation *payment)
{
	const struct order *order = &book->orders.at[payment->order];
	int64_t left = payment->amount;

	for (size_t i = 0; i < order->money.count; i++) {
		const struct allocation *a =
			&book->allocations.at[order->money.at[i]];

		if (a->amount < 0 && a->undoes == payment->entry_id)
			left += a->amount;
	}
	return left;
}

int
match_allocate(struct book *book, const struct book_entry *entry, size_t order,
	int64_t amount, bool own, struct err *err)
{
	struct order *o = &book->orders.at[order];
	struct allocation *a = vec_push(&book->allocations, book->arena, err);
	size_t *at = vec_push(&o->money, book->arena, err);
	int64_t *total = amount < 0 ? &o->now.refunded : &o->now.paid;

	if (a == NULL || at == NULL)
		return -1;
	*a = (struct allocation){ .order = order,
		.entry_id = entry->id,
		.turn = entry->turn + 1,
		.source = entry->source,
		.account_id = entry->account_id,
		.txn = entry->txn,
		.external_id = entry->external_id,
		.booked = entry->booked,
		.amount = amount,
		.undoes = entry->undoes,
		.own_account = own,
		.is_new = true,
		.people = entry->proposal_id != 0 ? entry->people : "" };
	*at = book->allocations.count - 1;
	book->changes++;
	if (__builtin_add_overflow(
		    *total, amount < 0 ? -amount : amount, total))
		return err_set(err, ERR_INPUT,
			_("order %s: the sum of its money is too large"),
			o->order_no);
	if (a->txn[0] == '\0')
		return 0;
	return map_add(&book->by_txn, a->txn, strlen(a->txn),
		book->allocations.count - 1, err);
}

/* Some order of the answer wants its applicant's own account, and this
 * money is not from there. */
static bool
is_held(const struct book *book, const struct book_entry *entry,
	const struct order_set *orders)
{
	bool held = false;

	if (entry->source != SOURCE_BANK || entry->freed)
		return false;
	for (size_t i = 0; i < orders->count; i++) {
		const struct order *o = &book->orders.at[orders->at[i]];
		const bool same =
			strcmp(o->account, entry->account_folded) == 0;

		if (!o->policy->own_account_required || match_is_own(o, entry))
			continue;
		held = true;
		trace_candidate(book, entry, trace_order(orders->at[i]), false,
			same ? N_("it wants the applicant's own account, and "
				  "the payer's name is another: %1")
			     : N_("it wants the applicant's own account, and "
				  "this is another: %1"),
			same ? entry->name : entry->account);
	}
	return held;
}

/* The rule has one answer: the money goes there. */
static int
take(struct book *book, struct book_entry *entry, const struct rule *rule,
	const struct answer *answer, struct err *err)
{
	const struct order_set *orders = &answer->orders;
	const char *note = answer->note != NULL ? answer->note : "";

	for (size_t i = 0; i < orders->count; i++) {
		const struct order *o = &book->orders.at[orders->at[i]];
		const int64_t amount =
			answer->together ? rule_owes(o) : entry->amount;
		/* Money that two people release counts as the payer's own. */
		const bool own = match_is_own(o, entry) || entry->freed;

		if (entry->freed)
			note = entry->people;
		else if (own && strcmp(o->name_folded, entry->name_folded) != 0)
			note = rule_name_was_cut;
		if (match_allocate(
			    book, entry, orders->at[i], amount, own, err) < 0)
			return -1;
	}
	entry->fate = FATE_MATCHED;
	entry->rule = rule->id;
	entry->note = note;
	entry->candidates.count = 0;
	trace_say(book, entry, TRACE_ONE, note);
	return 0;
}

/* Of the candidates that an earlier tie left, those of the answer. */
static int
narrow(struct book *book, const struct book_entry *entry, struct answer *answer,
	struct err *err)
{
	struct order_set both = { .count = 0 };

	if (entry->candidates.count == 0 || answer->together)
		return 0;
	for (size_t i = 0; i < answer->orders.count; i++) {
		const size_t o = answer->orders.at[i];

		if (!order_set_has(&entry->candidates, o))
			trace_candidate(book, entry, trace_order(o), false,
				rule_left_out, NULL);
		else if (order_set_add(&both, o, book->arena, err) < 0)
			return -1;
	}
	answer->orders = both;
	return 0;
}

/* Not one answer: those that it could be, and why. */
static void
keep(struct book *book, struct book_entry *entry, const struct answer *answer,
	enum trace_outcome outcome)
{
	entry->candidates = answer->orders;
	entry->note = answer->note != NULL ? answer->note : "";
	entry->tied = entry->tied || outcome == TRACE_SEVERAL;
	if (outcome == TRACE_STOPPED)
		entry->fate = FATE_STOPPED;
	trace_say(book, entry, outcome, answer->note);
}

static int
ask(struct book *book, struct book_entry *entry, const struct rule *rule,
	struct err *err)
{
	struct answer answer = { .together = false };

	trace_ask(book, entry, rule->id);
	if (rule->ask(book, entry, &answer, err) < 0 ||
		narrow(book, entry, &answer, err) < 0)
		return -1;
	if (answer.orders.count == 0)
		return 0;
	if (answer.stop) {
		keep(book, entry, &answer, TRACE_STOPPED);
		return 0;
	}
	if (answer.orders.count > 1 && !answer.together) {
		keep(book, entry, &answer, TRACE_SEVERAL);
		return 0;
	}
	if (is_held(book, entry, &answer.orders)) {
		entry->candidates = answer.orders;
		entry->payer_mismatch = true;
		entry->fate = FATE_STOPPED;
		trace_say(book, entry, TRACE_HELD, NULL);
		return 0;
	}
	return take(book, entry, rule, &answer, err);
}

/* A payment that names one open order and is less than it owes waits for
 * part-payment; nothing else that was stopped is asked again. */
static bool
waits_for_part(const struct book_entry *entry)
{
	return entry->fate == FATE_STOPPED && !entry->payer_mismatch &&
		entry->candidates.count == 1 && entry->note[0] == '\0';
}

static bool
is_for(const struct rule *rule, const struct book_entry *entry)
{
	return rule->sources &
		(entry->source == SOURCE_BANK ? FOR_BANK : FOR_CHANNEL);
}

/* Whether ${rule} is asked about ${entry}. */
static bool
is_asked(const struct book *book, const struct rule *rule,
	const struct book_entry *entry)
{
	const bool for_part = rule == &rule_part_payment;

	if (entry->kind != ENTRY_PAYMENT || !is_for(rule, entry) ||
		(entry->fate != FATE_OPEN && entry->fate != FATE_STOPPED))
		return false;
	if (entry->people_say != PEOPLE_NOTHING)
		return trace_skip(
			book, entry, rule->id, N_("people decided about it"));
	if (entry->sent_back > 0)
		return trace_skip(book, entry, rule->id,
			N_("part of it went back: people decide of the rest"));
	if (for_part ? waits_for_part(entry) : entry->fate == FATE_OPEN)
		return true;
	return trace_skip(book, entry, rule->id,
		entry->fate == FATE_STOPPED
			? N_("an earlier rule lets none after it have a say")
			: N_("it names no one open order that owes more"));
}

int
match_entries(struct book *book, struct err *err)
{
	for (const struct rule *const *r = rules; *r != NULL; r++) {
		for (size_t i = 0; i < book->entries.count; i++) {
			struct book_entry *entry = &book->entries.at[i];

			if (is_asked(book, *r, entry) &&
				ask(book, entry, *r, err) < 0)
				return -1;
		}
	}
	return 0;
}
