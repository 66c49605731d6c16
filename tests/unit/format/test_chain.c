/*
 * The chain of balances, in both orders: rows as a ledger states them, and
 * what must come out.
 */
#include "suite.h"

#include "base/err.h"
#include "format/chain.h"
#include "model/money.h"

#include <stdio.h>

#define ROWS 4

struct case_row {
	int32_t second; /* of one day */
	int64_t amount, balance;
};

struct chain_case {
	const char *label;
	size_t count;
	struct case_row rows[ROWS];
	bool by_default; /* newest first */
	const char *want;
};

/* Lines are numbered from 11, to be told from rows. */
static const struct chain_case cases[] = {
	{ "oldest first", 3,
		{ { 1, 100, 600 }, { 2, -50, 550 }, { 3, 7, 557 } }, true,
		"500 557 oldest" },
	{ "newest first", 3,
		{ { 3, 7, 557 }, { 2, -50, 550 }, { 1, 100, 600 } }, false,
		"500 557 newest" },
	{ "the balances speak before the times", 3,
		{ { 1, 7, 557 }, { 2, -50, 550 }, { 3, 100, 600 } }, false,
		"500 557 newest" },
	{ "times that are mixed matter to nobody", 3,
		{ { 2, 100, 600 }, { 1, -50, 550 }, { 3, 7, 557 } }, true,
		"500 557 oldest" },
	{ "one row", 1, { { 1, -3, 10 } }, true, "13 10 newest" },
	{ "one row, by default oldest first", 1, { { 1, -3, 10 } }, false,
		"13 10 oldest" },
	/* Two rows that undo each other are a chain both ways. */
	{ "both hold, times rise", 2, { { 1, 5, 5 }, { 2, -5, 0 } }, true,
		"0 0 oldest" },
	{ "both hold, times fall", 2, { { 2, 5, 5 }, { 1, -5, 0 } }, false,
		"5 5 newest" },
	{ "both hold, one time, default newest", 2,
		{ { 1, 5, 5 }, { 1, -5, 0 } }, true, "5 5 newest" },
	{ "both hold, one time, default oldest", 2,
		{ { 1, 5, 5 }, { 1, -5, 0 } }, false, "0 0 oldest" },
	{ "a row without money", 2, { { 1, 0, 5 }, { 2, 0, 5 } }, true,
		"5 5 oldest" },
	{ "below zero", 2, { { 1, -5, -5 }, { 2, -5, -10 } }, true,
		"0 -10 oldest" },
	/* Broken both ways: the order of the times, the figures of that one. */
	{ "broken, times rise", 3,
		{ { 1, 100, 600 }, { 2, -50, 550 }, { 3, 7, 558 } }, true,
		"13: 557, not 558 oldest" },
	{ "broken, times fall", 3,
		{ { 3, 7, 557 }, { 2, -50, 550 }, { 1, 100, 601 } }, false,
		"13: 600, not 601 newest" },
	{ "broken, one time: the order that broke later", 4,
		{ { 1, 7, 557 }, { 1, -50, 550 }, { 1, 100, 600 },
			{ 1, 1, 499 } },
		false, "14: 500, not 499 newest" },
	{ "broken later in the other order", 4,
		{ { 1, 100, 600 }, { 1, -50, 550 }, { 1, 7, 557 },
			{ 1, 1, 559 } },
		true, "14: 558, not 559 oldest" },
	{ "broken at once, one time", 2, { { 1, 1, 10 }, { 1, 1, 20 } }, true,
		"12: 9, not 20 newest" },
	{ "broken at once, by default oldest first", 2,
		{ { 1, 1, 10 }, { 1, 1, 20 } }, false,
		"12: 11, not 20 oldest" },
	{ "only the first break is told", 3,
		{ { 1, 1, 10 }, { 2, 1, 20 }, { 3, 1, 30 } }, false,
		"12: 11, not 20 oldest" },
};

static void
describe(const struct chain *chain, bool by_default, char *text, size_t size)
{
	struct chain_result r;
	const bool holds = chain_end(chain, by_default, &r);
	const char *order = r.newest_first ? "newest" : "oldest";

	if (holds)
		snprintf(text, size, "%lld %lld %s", (long long)r.opening,
			(long long)r.closing, order);
	else
		snprintf(text, size, "%ld: %lld, not %lld %s", r.line,
			(long long)r.expected, (long long)r.said, order);
}

static void
test_orders(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct chain_case *c = &cases[i];
		struct chain chain;
		struct err err = ERR_INIT;
		char got[128], want[256], line[256];

		chain_init(&chain);
		for (size_t k = 0; k < c->count; k++)
			CHECK_INT(chain_add(&chain, 11 + (long)k,
					  (struct moment){
						  20000, c->rows[k].second },
					  c->rows[k].amount, c->rows[k].balance,
					  &err),
				0);
		describe(&chain, c->by_default, got, sizeof(got));
		snprintf(line, sizeof(line), "%s: %s", c->label, got);
		snprintf(want, sizeof(want), "%s: %s", c->label, c->want);
		CHECK_TEXT(line, want);
	}
}

/* Days without times are compared too. */
static void
test_days(void)
{
	struct chain chain;
	struct chain_result result;
	struct err err = ERR_INIT;

	chain_init(&chain);
	CHECK_INT(chain_add(&chain, 1, (struct moment){ 20001, NO_TIME }, 5, 5,
			  &err),
		0);
	CHECK_INT(chain_add(&chain, 2, (struct moment){ 20000, NO_TIME }, -5, 0,
			  &err),
		0);
	CU_ASSERT(chain_end(&chain, false, &result));
	CU_ASSERT(result.newest_first);
}

static void
test_too_large(void)
{
	static const struct {
		const char *label;
		struct case_row rows[2];
		int fails; /* the row */
	} rows[] = {
		{ "before it", { { 1, -1, MONEY_MAX }, { 1, 0, 0 } }, 0 },
		{ "below", { { 1, 2, -MONEY_MAX }, { 1, 0, 0 } }, 0 },
		{ "after it", { { 1, 0, MONEY_MAX }, { 1, 1, 1 } }, 1 },
		{ "the largest", { { 1, 0, MONEY_MAX }, { 1, -1, 1 } }, 2 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct chain chain;
		struct err err = ERR_INIT;
		int k = 0;

		chain_init(&chain);
		while (k < 2 &&
			chain_add(&chain, 5 + k, (struct moment){ 20000, 1 },
				rows[i].rows[k].amount, rows[i].rows[k].balance,
				&err) == 0)
			k++;
		CHECK_CASE(rows[i].label, k == rows[i].fails);
		if (k < 2) {
			CHECK_CASE(rows[i].label, err.code == ERR_INPUT);
			CHECK_CASE(rows[i].label,
				err.message[0] == (char)('5' + k));
		}
	}
}

static const struct test tests[] = {
	{ "both orders are tried, and the right one is told", test_orders },
	{ "days alone have an order too", test_days },
	{ "balances past all money are refused", test_too_large },
	{ NULL, NULL },
};

const struct suite test_chain = { "format/chain", tests };
