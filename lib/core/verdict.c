#include "core/verdict.h"

#include "core/match.h"

#include <string.h>

static bool
is_covered(const struct book *book, enum source source, const char *account,
	int32_t day)
{
	for (size_t i = 0; i < book->coverages.count; i++) {
		const struct coverage *c = &book->coverages.at[i];

		if (c->source == source && c->from <= day && day <= c->to &&
			(account == NULL || strcmp(account, c->account) == 0))
			return true;
	}
	return false;
}

/* Every merchant of the channel must have its bill: the payment may stand in
 * any of them. */
static bool
channel_covered(const struct book *book, enum source source, int32_t day)
{
	bool any = false;

	for (size_t i = 0; i < book->channels.count; i++) {
		const struct channel *c = &book->channels.at[i];

		if (c->source != source)
			continue;
		any = true;
		if (!is_covered(book, source, c->merchant_no, day))
			return false;
	}
	return any || is_covered(book, source, NULL, day);
}

bool
verdict_claim_covered(const struct book *book, const struct order *order)
{
	const int32_t day = order->claimed_at.day;
	const char *account = order->policy->receiving_account;

	if (strcmp(order->pay_method, "wechat") == 0)
		return channel_covered(book, SOURCE_WECHAT, day);
	if (strcmp(order->pay_method, "alipay") == 0)
		return channel_covered(book, SOURCE_ALIPAY, day);
	return is_covered(
		book, SOURCE_BANK, account[0] == '\0' ? NULL : account, day);
}

int32_t
verdict_missing_on(const struct order *order)
{
	return order->claimed_at.day + order->policy->buffer_days;
}

/* Nothing arrived: what the hall's claim makes of that. */
static enum verdict
nothing_arrived(const struct book *book, const struct order *order)
{
	if (!order->claimed)
		return VERDICT_UNPAID;
	if (book->date < verdict_missing_on(order) ||
		!verdict_claim_covered(book, order))
		return VERDICT_AWAITING;
	return VERDICT_MISSING;
}

/* How many payments, less what went back of each, are no less than due. */
static int
whole_payments(const struct book *book, const struct order *order)
{
	int count = 0;

	for (size_t i = 0; i < order->money.count; i++) {
		const struct allocation *a =
			&book->allocations.at[order->money.at[i]];

		count += a->amount > 0 &&
			match_left(book, a) >= order->now.price.due;
	}
	return count;
}

static enum verdict
verdict_of(const struct book *book, const struct order *order)
{
	const struct order_state *now = &order->now;
	const int64_t stands = now->paid - now->refunded;

	if (!now->price.priced)
		return VERDICT_UNPRICED;
	if (now->price.due == 0)
		return stands > 0 ? VERDICT_OVER : VERDICT_WAIVED;
	if (now->paid == 0)
		return nothing_arrived(book, order);
	if (now->refunded > 0 && stands < now->price.due)
		return stands > 0 ? VERDICT_PART_REFUNDED : VERDICT_REFUNDED;
	if (stands == now->price.due)
		return VERDICT_PAID;
	if (stands < now->price.due)
		return VERDICT_SHORT;
	return whole_payments(book, order) >= 2 ? VERDICT_DUPLICATE
						: VERDICT_OVER;
}

void
verdict_orders(struct book *book)
{
	for (size_t i = 0; i < book->orders.count; i++) {
		struct order *order = &book->orders.at[i];

		order->now.verdict = verdict_of(book, order);
	}
}
