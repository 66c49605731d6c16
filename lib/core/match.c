#include "core/match.h"

#include "base/err.h"
#include "base/i18n.h"
#include "core/remark.h"

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
	if (entry->source != SOURCE_BANK || entry->freed)
		return false;
	for (size_t i = 0; i < orders->count; i++) {
		const struct order *o = &book->orders.at[orders->at[i]];

		if (o->policy->own_account_required && !match_is_own(o, entry))
			return true;
	}
	return false;
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
	for (size_t i = 0; i < answer->orders.count; i++)
		if (order_set_has(&entry->candidates, answer->orders.at[i]) &&
			order_set_add(&both, answer->orders.at[i], book->arena,
				err) < 0)
			return -1;
	answer->orders = both;
	return 0;
}

static int
ask(struct book *book, struct book_entry *entry, const struct rule *rule,
	struct err *err)
{
	struct answer answer = { .together = false };

	if (rule->ask(book, entry, &answer, err) < 0 ||
		narrow(book, entry, &answer, err) < 0)
		return -1;
	if (answer.orders.count == 0)
		return 0;
	if (answer.stop) {
		entry->candidates = answer.orders;
		entry->note = answer.note != NULL ? answer.note : "";
		entry->fate = FATE_STOPPED;
		return 0;
	}
	if (answer.orders.count > 1 && !answer.together) {
		entry->tied = true;
		entry->candidates = answer.orders;
		entry->note = answer.note != NULL ? answer.note : "";
		return 0;
	}
	if (is_held(book, entry, &answer.orders)) {
		entry->candidates = answer.orders;
		entry->payer_mismatch = true;
		entry->fate = FATE_STOPPED;
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

int
match_entries(struct book *book, struct err *err)
{
	for (const struct rule *const *r = rules; *r != NULL; r++) {
		for (size_t i = 0; i < book->entries.count; i++) {
			struct book_entry *entry = &book->entries.at[i];

			/* Of what went back in part, people decide. */
			if (entry->kind != ENTRY_PAYMENT ||
				entry->people_say != PEOPLE_NOTHING ||
				entry->sent_back > 0 || !is_for(*r, entry))
				continue;
			if (*r == &rule_part_payment ? !waits_for_part(entry)
						     : entry->fate != FATE_OPEN)
				continue;
			if (ask(book, entry, *r, err) < 0)
				return -1;
		}
	}
	return 0;
}
