#include "core/policy.h"

#include <string.h>

/* What holds for an order that no policy row covers: its PIN waits. */
static const struct policy no_policy = { .ca = "",
	.pay_method = "any",
	.cert_kind = "any",
	.business = "any",
	.verify_mode = VERIFY_NONE,
	.pin_channel = PIN_WITH_KEY,
	.review_days = 3,
	.return_days = 2,
	.buffer_days = 3,
	.max_attempts = 3,
	.expire_days = 10,
	.code_length = 6,
	.receiving_account = "",
	.code_alphabet = "digits" };

static bool
is_any(const char *text)
{
	return strcmp(text, TERM_ANY) == 0;
}

/* The most specific row: business before pay_method before cert_kind. */
static unsigned
rank(const struct policy *p)
{
	return (unsigned)!is_any(p->business) << 2 |
		(unsigned)!is_any(p->pay_method) << 1 |
		(unsigned)!is_any(p->cert_kind);
}

static bool
covers(const char *row, const char *value)
{
	return is_any(row) || strcmp(row, value) == 0;
}

static void
find_policy(const struct book *book, struct order *order)
{
	const struct policy *best = NULL;

	for (size_t i = 0; i < book->policies.count; i++) {
		const struct policy *p = &book->policies.at[i];

		if (strcmp(p->ca, order->ca) == 0 &&
			covers(p->pay_method, order->pay_method) &&
			covers(p->cert_kind, order->cert_kind) &&
			covers(p->business, order->business) &&
			(best == NULL || rank(p) > rank(best)))
			best = p;
	}
	order->policy = best != NULL ? best : &no_policy;
	order->policy_missing = best == NULL;
}

void
policy_assign(struct book *book)
{
	for (size_t i = 0; i < book->orders.count; i++)
		find_policy(book, &book->orders.at[i]);
}
