#include "core/revenue.h"

#include <string.h>

const char *const revenue_cause_names[REVENUE_CAUSE_COUNT] = {
	[REVENUE_PAID] = "paid",
	[REVENUE_TAX] = "tax",
	[REVENUE_REFUND] = "refund",
	[REVENUE_CORRECTION] = "correction",
	[REVENUE_TERM] = "term",
};

/* --- terms --- */

/* Years later less a day.  A term that begins on 29 February ends with
 * February: the day that is not there is the first of March. */
static int32_t
last_of(int32_t first, int years)
{
	int year, month, day;
	int32_t same;

	day_split(first, &year, &month, &day);
	same = day_of(year + years, month, day);
	return same != DAY_NONE ? same - 1 : day_of(year + years, 2, 28);
}

static int32_t
later(int32_t a, int32_t b)
{
	return a > b ? a : b;
}

/* Neither a new certificate nor one in place of an old one. */
static bool
has_no_term(const char *business)
{
	return strcmp(business, business_names[BUSINESS_CHANGE]) == 0 ||
		strcmp(business, business_names[BUSINESS_UNLOCK]) == 0 ||
		strcmp(business, business_names[BUSINESS_REVOKE]) == 0;
}

static bool
is(const struct revenue_order *order, enum business business)
{
	return strcmp(order->business, business_names[business]) == 0;
}

void
revenue_term(const struct revenue_order *order, enum recognition recognition,
	int32_t *first, int32_t *last)
{
	const int32_t begins = later(order->paid_day, order->approved_day);

	*first = *last = DAY_NONE;
	if (order->paid_day == DAY_NONE)
		return;
	if (has_no_term(order->business)) {
		*first = *last = order->paid_day;
		return;
	}
	if (order->approved_day == DAY_NONE)
		return;
	if (recognition == RECOGNITION_AT_DELIVERY) {
		if (!order->has_delivery || order->delivered_day != DAY_NONE)
			*first = *last = later(begins, order->delivered_day);
		return;
	}
	*first = begins;
	if (is(order, BUSINESS_REISSUE)) {
		*last = later(begins, order->prior_cert_end);
		return;
	}
	if (is(order, BUSINESS_RENEW) && order->prior_cert_end != DAY_NONE)
		*first = later(begins, order->prior_cert_end + 1);
	*last = last_of(*first, order->years);
}

/* --- what is earned --- */

int64_t
revenue_earned(const struct contract *c, int32_t day)
{
	__int128 total, elapsed;

	if (c->last == DAY_NONE)
		return c->base;
	if (day >= c->last)
		return c->earnable;
	if (day <= c->base_day)
		return c->base;
	total = c->last - c->base_day;
	elapsed = day - c->base_day;
	return c->base +
		(int64_t)(((c->earnable - c->base) * elapsed * 2 + total) /
			(total * 2));
}

/* --- steps --- */

static void
set_gross(struct contract *c, int64_t gross)
{
	c->gross = gross;
	c->tax = c->rate == REVENUE_NO_RATE ? 0 : tax_of(gross, c->rate);
	c->net = c->rate == REVENUE_NO_RATE ? 0 : gross - c->tax;
}

/* From the end of ${day} on the rest of what is to be earned is spread over
 * the rest of the term; all of it, if nothing is earned yet. */
static void
spread(struct contract *c, int64_t earned, int32_t day)
{
	c->base = earned;
	c->earnable = c->net > earned ? c->net : earned;
	if (c->first == DAY_NONE)
		c->base_day = DAY_NONE;
	else if (earned == 0)
		c->base_day = c->first - 1;
	else
		c->base_day = later(day, c->first - 1);
}

/* The rate of the day on which it was paid. */
static void
find_rate(const struct revenue_book *book, const struct revenue_order *order,
	struct contract *c, struct err *unknown)
{
	const struct tax_row *row = tax_find(&book->taxes, order->ca,
		order->business, order->paid_day, unknown);

	if (row == NULL)
		return;
	c->rate = row->tax.rate;
	c->recognition = row->tax.recognition;
	c->tax_load = row->load_id;
	c->tax_line = (int)row->tax.line;
}

static bool
begin(const struct revenue_book *book, const struct revenue_order *order,
	struct contract *c, struct err *unknown)
{
	if (order->due == 0 || order->paid_day == DAY_NONE)
		return false;
	*c = (struct contract){ .seq = 1,
		.cause = REVENUE_PAID,
		.rate = REVENUE_NO_RATE };
	find_rate(book, order, c, unknown);
	set_gross(c, order->due);
	revenue_term(order, c->recognition, &c->first, &c->last);
	spread(c, 0, book->date);
	return true;
}

static bool
learn_rate(const struct revenue_book *book, const struct revenue_order *order,
	struct contract *c, struct err *unknown)
{
	if (c->rate != REVENUE_NO_RATE || order->paid_day == DAY_NONE)
		return false;
	find_rate(book, order, c, unknown);
	if (c->rate == REVENUE_NO_RATE)
		return false;
	c->cause = REVENUE_TAX;
	set_gross(c, c->gross);
	revenue_term(order, c->recognition, &c->first, &c->last);
	spread(c, 0, book->date);
	return true;
}

/* What stands of the price; of an order that is not paid in full, because
 * people took its money off it again, nothing. */
static int64_t
gross_of(const struct revenue_order *order)
{
	const int64_t stands = order->paid - order->refunded;

	if (order->paid_day == DAY_NONE)
		return 0;
	return stands < order->due ? stands : order->due;
}

static bool
change_gross(const struct revenue_book *book,
	const struct revenue_order *order, struct contract *c)
{
	const int64_t gross = gross_of(order);
	const int64_t earned = revenue_earned(c, book->date);

	if (gross == c->gross)
		return false;
	c->cause = order->paid_day != DAY_NONE && gross < c->gross &&
			gross < order->due
		? REVENUE_REFUND
		: REVENUE_CORRECTION;
	set_gross(c, gross);
	if (order->paid_day == DAY_NONE) {
		/* It was never this order's money: nothing was earned. */
		c->first = c->last = DAY_NONE;
		spread(c, 0, book->date);
	} else {
		spread(c, earned, book->date);
	}
	return true;
}

static bool
change_term(const struct revenue_book *book, const struct revenue_order *order,
	struct contract *c)
{
	const int64_t earned = revenue_earned(c, book->date);
	int32_t first, last;

	revenue_term(order, c->recognition, &first, &last);
	if (c->gross == 0 || first == DAY_NONE ||
		(first == c->first && last == c->last))
		return false;
	c->cause = REVENUE_TERM;
	c->first = first;
	c->last = last;
	spread(c, earned, book->date);
	return true;
}

/* The next step of a contract, if there is one: one cause at a time. */
static bool
next_step(const struct revenue_book *book, const struct revenue_order *order,
	struct contract *c, struct err *unknown)
{
	if (c->seq == 0)
		return begin(book, order, c, unknown);
	if (!learn_rate(book, order, c, unknown) &&
		!change_gross(book, order, c) && !change_term(book, order, c))
		return false;
	c->seq++;
	return true;
}

static int
make_order(struct revenue_book *book, struct revenue_order *order,
	struct err *err)
{
	struct contract c = order->contract;
	struct err unknown = ERR_INIT;

	while (next_step(book, order, &c, &unknown)) {
		struct revenue_step *step =
			vec_push(&book->steps, book->arena, err);

		if (step == NULL)
			return -1;
		c.day = book->date;
		*step = (struct revenue_step){ order, c };
	}
	if (c.gross > 0 && c.rate == REVENUE_NO_RATE &&
		book->without_rate++ == 0)
		book->no_rate = unknown;
	return 0;
}

int
revenue_make(struct revenue_book *book, struct err *err)
{
	for (size_t i = 0; i < book->orders.count; i++)
		if (make_order(book, &book->orders.at[i], err) < 0)
			return -1;
	return 0;
}
