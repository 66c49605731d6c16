#include "format/chain.h"

#include "base/err.h"
#include "model/money.h"

/*
 * In a file with the oldest row first, a row's balance is the one above and
 * its own amount; with the newest first, it is the one above without the
 * amount that stands there.
 */
void
chain_init(struct chain *chain)
{
	*chain = (struct chain){ .booked = MOMENT_NONE };
}

static void
compare(struct chain_order *order, long line, int64_t expected, int64_t said)
{
	if (order->broken || expected == said)
		return;
	*order = (struct chain_order){ true, line, expected, said };
}

/* How row after row goes on in either order. */
static int
go_on(struct chain *chain, long line, struct moment booked, int64_t amount,
	int64_t balance, struct err *err)
{
	const int later = moment_compare(booked, chain->booked);
	int64_t after = chain->last_after;

	if (money_add(&after, amount, err) < 0)
		return -1;
	chain->rises = chain->rises || later > 0;
	chain->falls = chain->falls || later < 0;
	compare(&chain->oldest_first, line, after, balance);
	compare(&chain->newest_first, line, chain->last_before, balance);
	return 0;
}

int
chain_add(struct chain *chain, long line, struct moment booked, int64_t amount,
	int64_t balance, struct err *err)
{
	int64_t before = balance;

	if (money_add(&before, -amount, err) < 0 ||
		(chain->rows > 0 &&
			go_on(chain, line, booked, amount, balance, err) < 0))
		return err_within(err, "%ld", line);
	if (chain->rows == 0) {
		chain->first_before = before;
		chain->first_after = balance;
	}
	chain->rows++;
	chain->booked = booked;
	chain->last_before = before;
	chain->last_after = balance;
	return 0;
}

/* Which order it is, if the balances do not say or deny both. */
static bool
is_newest_first(const struct chain *chain, bool by_default)
{
	const struct chain_order *up = &chain->oldest_first;
	const struct chain_order *down = &chain->newest_first;

	if (up->broken != down->broken)
		return up->broken;
	if (chain->rises != chain->falls)
		return chain->falls;
	if (up->broken && up->line != down->line)
		return down->line > up->line;
	return by_default;
}

bool
chain_end(const struct chain *chain, bool newest_first_by_default,
	struct chain_result *result)
{
	const bool newest_first =
		is_newest_first(chain, newest_first_by_default);
	const struct chain_order *order =
		newest_first ? &chain->newest_first : &chain->oldest_first;

	*result = (struct chain_result){
		.opening =
			newest_first ? chain->last_before : chain->first_before,
		.closing =
			newest_first ? chain->first_after : chain->last_after,
		.newest_first = newest_first,
		.line = order->line,
		.expected = order->expected,
		.said = order->said,
	};
	return !order->broken;
}
