/*
 * Rules by an exact reference: they look at every known order, open or not,
 * and take the whole amount to it whatever it owes.
 */
#include "base/i18n.h"
#include "core/match.h"
#include "core/remark.h"
#include "core/rule.h"
#include "core/trace.h"

#include <string.h>

/* What a rule says about its reference. */
struct words {
	const char *none, *nobody, *fits;
};

/* All orders that ${map} has for ${key}. */
static int
look_up(const struct book *book, const struct book_entry *entry,
	const struct map *map, const char *key, const struct words *words,
	struct answer *answer, struct err *err)
{
	const struct map_node *node =
		key[0] == '\0' ? NULL : map_get(map, key, strlen(key));

	if (node == NULL)
		trace_because(book, entry,
			key[0] == '\0' ? words->none : words->nobody, key);
	for (; node != NULL; node = node->next) {
		trace_candidate(book, entry, trace_order(node->value), true,
			words->fits, key);
		if (order_set_add(
			    &answer->orders, node->value, book->arena, err) < 0)
			return -1;
	}
	return 0;
}

static int
ask_merchant_ref(const struct book *book, const struct book_entry *entry,
	struct answer *answer, struct err *err)
{
	static const struct words words = {
		N_("the bill's row has no merchant order number"),
		N_("no order has the merchant order number %1"),
		N_("it has the merchant order number %1"),
	};

	return look_up(book, entry, &book->by_pay_ref, entry->ref, &words,
		answer, err);
}

static int
ask_channel_ref(const struct book *book, const struct book_entry *entry,
	struct answer *answer, struct err *err)
{
	static const struct words words = {
		N_("the bill's row has no transaction number"),
		N_("no order is claimed as paid by transaction %1"),
		N_("it is claimed as paid by transaction %1"),
	};

	return look_up(book, entry, &book->by_trade_no, entry->txn, &words,
		answer, err);
}

static int
ask_voucher_ref(const struct book *book, const struct book_entry *entry,
	struct answer *answer, struct err *err)
{
	static const struct words words = {
		N_("the bank's line has no serial number"),
		N_("no voucher has the serial number %1"),
		N_("its voucher has the serial number %1"),
	};

	return look_up(book, entry, &book->by_voucher, entry->external_id,
		&words, answer, err);
}

const struct rule rule_merchant_ref = { "merchant-ref", FOR_CHANNEL,
	ask_merchant_ref };
const struct rule rule_channel_ref = { "channel-ref", FOR_CHANNEL,
	ask_channel_ref };
const struct rule rule_voucher_ref = { "voucher-ref", FOR_BANK,
	ask_voucher_ref };
