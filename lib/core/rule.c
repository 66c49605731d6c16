#include "core/rule.h"

#include "base/err.h"
#include "base/i18n.h"
#include "core/classify.h"
#include "core/remark.h"
#include "core/trace.h"
#include "model/fold.h"
#include "model/note.h"

#include <stdlib.h>
#include <string.h>

/* A name of so many bytes of GB18030 may have been cut by the bank. */
#define CUT_NAME_BYTES 58

int64_t
rule_owes(const struct order *order)
{
	const int64_t owes =
		order->now.price.due - (order->now.paid - order->now.refunded);

	return order->now.price.priced && owes > 0 ? owes : 0;
}

bool
rule_is_open(const struct order *order)
{
	const struct price *price = &order->now.price;

	if (!price->priced)
		return true;
	if (price->due == 0)
		return false;
	/* Refunded, in part or whole: what is left is less than was due. */
	return order->now.refunded == 0 ||
		order->now.paid - order->now.refunded >= price->due;
}

const char *
rule_closed(const struct order *order)
{
	return order->now.price.due == 0
		? N_("closed: nothing is due")
		: N_("closed: refunded, wholly or in part");
}

const char rule_left_out[] =
	N_("not among the several answers of an earlier rule");

/* --- names --- */

const char rule_name_was_cut[] =
	N_("the bank cut the payer's name; it matched as a prefix");

/* No text more than doubles from UTF-8 to GB18030: most end there. */
static bool
is_cut(const struct book_entry *entry)
{
	return entry->source == SOURCE_BANK &&
		strlen(entry->name) * 2 >= CUT_NAME_BYTES &&
		fold_gb18030_len(entry->name) >= CUT_NAME_BYTES;
}

bool
rule_is_name(const struct order *order, const struct book_entry *entry)
{
	const char *name = entry->name_folded;

	if (name[0] == '\0')
		return false;
	if (strcmp(order->name_folded, name) == 0)
		return true;
	return strncmp(order->name_folded, name, strlen(name)) == 0 &&
		entry->name_cut;
}

static int
by_name(const void *x, const void *y)
{
	const struct order_name *a = x, *b = y;
	const int order = strcmp(a->name, b->name);

	if (order != 0)
		return order;
	return (a->order > b->order) - (a->order < b->order);
}

/* Make cut names findable, if there are any. */
static int
index_names(struct book *book, struct err *err)
{
	bool any = false;

	for (size_t i = 0; i < book->entries.count; i++) {
		struct book_entry *entry = &book->entries.at[i];

		entry->name_cut = is_cut(entry);
		any = any || entry->name_cut;
	}
	for (size_t i = 0; any && i < book->orders.count; i++) {
		struct order_name *name =
			vec_push(&book->names, book->arena, err);

		if (name == NULL)
			return -1;
		*name = (struct order_name){ book->orders.at[i].name_folded,
			i };
	}
	if (any && book->names.count > 0)
		qsort(book->names.at, book->names.count,
			sizeof(*book->names.at), by_name);
	return 0;
}

/* --- the payer --- */

/* Whether all orders of a chain of the index are of one organisation. */
static const char *
one_organisation(const struct book *book, const struct map_node *node)
{
	const char *uscc = NULL;

	for (; node != NULL; node = node->next) {
		const char *other = book->orders.at[node->value].uscc;

		if (uscc != NULL && strcmp(uscc, other) != 0)
			return NULL;
		uscc = other;
	}
	return uscc;
}

/* The one organisation whose name begins with what the bank left of it. */
static const char *
organisation_cut(const struct book *book, const char *name)
{
	const size_t len = strlen(name);
	const char *uscc = NULL;
	size_t low = 0, high = book->names.count;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;

		if (strcmp(book->names.at[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < book->names.count; low++) {
		const struct order_name *at = &book->names.at[low];
		const char *other = book->orders.at[at->order].uscc;

		if (strncmp(at->name, name, len) != 0)
			break;
		if (uscc != NULL && strcmp(uscc, other) != 0)
			return NULL;
		uscc = other;
	}
	return uscc;
}

static const char *
payer_by_name(const struct book *book, struct book_entry *entry)
{
	const char *name = entry->name_folded;
	const struct map_node *node =
		map_get(&book->by_name, name, strlen(name));

	if (name[0] == '\0')
		return NULL;
	if (node != NULL)
		return one_organisation(book, node);
	if (!entry->name_cut)
		return NULL;
	entry->payer_cut = true;
	return organisation_cut(book, name);
}

/* The organisation that pays, or NULL. */
static const char *
payer_of(const struct book *book, struct book_entry *entry)
{
	const char *account = entry->account_folded;
	const struct map_node *node = account[0] == '\0'
		? NULL
		: map_get(&book->by_account, account, strlen(account));

	if (classify_is_intermediary(book, entry->name_folded))
		return NULL;
	/* An account registered to anybody settles it. */
	entry->payer_by_name = node == NULL;
	return node != NULL ? one_organisation(book, node)
			    : payer_by_name(book, entry);
}

int
rule_index_payers(struct book *book, struct err *err)
{
	if (index_names(book, err) < 0)
		return -1;
	for (size_t i = 0; i < book->entries.count; i++) {
		struct book_entry *entry = &book->entries.at[i];
		const char *uscc = NULL;

		if (entry->source == SOURCE_BANK &&
			entry->kind == ENTRY_PAYMENT)
			uscc = payer_of(book, entry);
		entry->payer = uscc != NULL ? uscc : "";
	}
	return 0;
}

/* Each order of an index's chain, as one that is not it. */
static void
tell_all(const struct book *book, const struct book_entry *entry,
	const struct map_node *node, const char *sentence)
{
	for (; node != NULL; node = node->next)
		trace_candidate(book, entry, trace_order(node->value), false,
			sentence, NULL);
}

/* Why nobody known pays by that account. */
static void
tell_no_account(const struct book *book, const struct book_entry *entry)
{
	const char *account = entry->account_folded;

	if (account[0] == '\0')
		trace_because(book, entry,
			N_("the line has no account of a payer"), NULL);
	else if (entry->payer_by_name)
		trace_because(book, entry, N_("no order registers account %1"),
			account);
	else
		trace_because(book, entry,
			N_("several organisations register account %1"),
			account);
	if (account[0] != '\0')
		tell_all(book, entry,
			map_get(&book->by_account, account, strlen(account)),
			N_("another organisation registers the account too"));
}

/* Why nobody known pays by that name. */
static void
tell_no_name(const struct book *book, const struct book_entry *entry)
{
	const char *name = entry->name_folded;
	const struct map_node *node =
		map_get(&book->by_name, name, strlen(name));

	if (!entry->payer_by_name)
		trace_because(book, entry,
			N_("the account is registered, so no name counts"),
			NULL);
	else if (name[0] == '\0')
		trace_because(book, entry, N_("the line names no payer"), NULL);
	else if (node != NULL)
		trace_because(book, entry,
			N_("several organisations have the name %1"), name);
	else if (entry->name_cut)
		trace_because(book, entry,
			N_("no name, or those of several organisations, begin "
			   "with %1"),
			name);
	else
		trace_because(
			book, entry, N_("no applicant has the name %1"), name);
	if (entry->payer_by_name)
		tell_all(book, entry, node,
			N_("another organisation has the name too"));
}

static void
tell_no_payer(const struct book *book, const struct book_entry *entry,
	enum payer_by by)
{
	if (!trace_on(book, entry))
		return;
	if (classify_is_intermediary(book, entry->name_folded))
		trace_because(book, entry,
			N_("%1 only passes money on: it is no payer"),
			entry->name);
	else if (by == PAYER_BY_ACCOUNT)
		tell_no_account(book, entry);
	else
		tell_no_name(book, entry);
}

/* Why an order of the payer is none that the money may go to, or NULL. */
static const char *
why_not(const struct book *book, const struct book_entry *entry, size_t i)
{
	const struct order *order = &book->orders.at[i];

	if (!rule_is_open(order))
		return rule_closed(order);
	if (rule_owes(order) == 0)
		return N_("it owes nothing");
	if (entry->candidates.count > 0 &&
		!order_set_has(&entry->candidates, i))
		return rule_left_out;
	return NULL;
}

int
rule_payer(const struct book *book, const struct book_entry *entry,
	enum payer_by by, struct order_set *orders, const char **note,
	struct err *err)
{
	const bool is_by = entry->payer_by_name == (by == PAYER_BY_NAME);
	const struct map_node *node = entry->payer[0] == '\0' || !is_by
		? NULL
		: map_get(&book->by_uscc, entry->payer, strlen(entry->payer));

	if (node == NULL)
		tell_no_payer(book, entry, by);
	else if (entry->payer_cut)
		*note = rule_name_was_cut;
	for (; node != NULL; node = node->next) {
		const char *why = why_not(book, entry, node->value);

		if (why != NULL)
			trace_candidate(book, entry, trace_order(node->value),
				false, why, NULL);
		else if (order_set_add(orders, node->value, book->arena, err) <
			0)
			return -1;
	}
	return 0;
}
