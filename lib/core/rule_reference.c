/*
 * Rules by an exact reference: they look at every known order, open or not,
 * and take the whole amount to it whatever it owes.
 */
#include "core/match.h"
#include "core/remark.h"
#include "core/rule.h"

#include <string.h>

/* All orders that ${map} has for ${key}. */
static int
look_up(const struct book *book, const struct map *map, const char *key,
	struct answer *answer, struct err *err)
{
	const struct map_node *node =
		key[0] == '\0' ? NULL : map_get(map, key, strlen(key));

	for (; node != NULL; node = node->next)
		if (order_set_add(
			    &answer->orders, node->value, book->arena, err) < 0)
			return -1;
	return 0;
}

static int
ask_merchant_ref(const struct book *book, const struct book_entry *entry,
	struct answer *answer, struct err *err)
{
	return look_up(book, &book->by_pay_ref, entry->ref, answer, err);
}

static int
ask_channel_ref(const struct book *book, const struct book_entry *entry,
	struct answer *answer, struct err *err)
{
	return look_up(book, &book->by_trade_no, entry->txn, answer, err);
}

static int
ask_voucher_ref(const struct book *book, const struct book_entry *entry,
	struct answer *answer, struct err *err)
{
	return look_up(
		book, &book->by_voucher, entry->external_id, answer, err);
}

const struct rule rule_merchant_ref = { "merchant-ref", FOR_CHANNEL,
	ask_merchant_ref };
const struct rule rule_channel_ref = { "channel-ref", FOR_CHANNEL,
	ask_channel_ref };
const struct rule rule_voucher_ref = { "voucher-ref", FOR_BANK,
	ask_voucher_ref };
