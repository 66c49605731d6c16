#ifndef FORMAT_CHAIN_H
#define FORMAT_CHAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "model/day.h"

/*
 * The chain of balances: each row of a ledger or statement states the balance
 * after it, so every row proves the one before it (formats.md 1.2, 2.3, 3.1).
 *
 * Files come oldest row first or newest row first and do not say which.  Both
 * are tried at once, row by row, in fixed memory; what the rows' times say is
 * asked only where the balances leave it open.  All money in minor units.
 */

struct err;

/* Where the chain broke first, if the rows came in this order. */
struct chain_order {
	bool broken;
	long line;
	int64_t expected, said;
};

struct chain {
	long rows;
	struct moment booked; /* of the last row */
	bool rises, falls; /* some row is later, earlier than the one before */
	struct chain_order oldest_first, newest_first;
	int64_t first_before, first_after; /* balances around the first row */
	int64_t last_before, last_after;   /* and around the last one */
};

struct chain_result {
	int64_t opening, closing; /* if it holds */
	bool newest_first;
	long line;		/* if not: the first row that does not go on, */
	int64_t expected, said; /* and its balance as it had to be, as it is */
};

void chain_init(struct chain *chain);

/** chain_add(chain, line, booked, amount, balance, err): the next row of the
 * file: ${amount} is signed, ${balance} is that after it.  -1 with ERR_INPUT
 * only if the balance before it is past all money. */
int chain_add(struct chain *chain, long line, struct moment booked,
	int64_t amount, int64_t balance, struct err *err);

/**
 * chain_end(chain, newest_first_by_default, result):
 * Whether the rows, of which there was at least one, are a chain in one of the
 * two orders.  If in both, or in neither, the times of the rows choose; where
 * they do not (one day, or mixed), the order that broke later; else the
 * default.
 */
bool chain_end(const struct chain *chain, bool newest_first_by_default,
	struct chain_result *result);

#endif
