/*
 * Rules by who pays: an organisation's open orders that owe something.
 */
#include "base/err.h"
#include "base/i18n.h"
#include "core/match.h"
#include "core/remark.h"
#include "core/rule.h"
#include "core/trace.h"

#include <stdlib.h>

/* Of ${from}, those that owe exactly what arrived. */
static int
owing_exactly(const struct book *book, const struct book_entry *entry,
	const struct order_set *from, struct answer *answer, struct err *err)
{
	for (size_t i = 0; i < from->count; i++) {
		const size_t o = from->at[i];
		const int64_t owes = rule_owes(&book->orders.at[o]);

		trace_candidate_fen(book, entry, trace_order(o),
			owes == entry->amount,
			owes == entry->amount ? N_("it owes %1")
					      : N_("it owes %1, not %2"),
			owes, entry->amount);
		if (owes == entry->amount &&
			order_set_add(&answer->orders, o, book->arena, err) < 0)
			return -1;
	}
	return 0;
}

static int
ask_by(const struct book *book, const struct book_entry *entry,
	enum payer_by by, struct answer *answer, struct err *err)
{
	struct order_set orders = { .count = 0 };

	if (rule_payer(book, entry, by, &orders, &answer->note, err) < 0)
		return -1;
	return owing_exactly(book, entry, &orders, answer, err);
}

static int
ask_payer_account(const struct book *book, const struct book_entry *entry,
	struct answer *answer, struct err *err)
{
	return ask_by(book, entry, PAYER_BY_ACCOUNT, answer, err);
}

static int
ask_payer_name(const struct book *book, const struct book_entry *entry,
	struct answer *answer, struct err *err)
{
	return ask_by(book, entry, PAYER_BY_NAME, answer, err);
}

/* --- combined: exactly one subset adds up --- */

#define SUBSET_MIN 2
#define SUBSET_MAX 12
#define SEARCH_STEPS 1000000

struct owing {
	size_t order;
	int64_t owes;
};

/* Orders that owe the same: lined[first, first + count). */
struct group {
	int64_t owes, rest; /* rest: the sum of it and all groups after */
	size_t first, count;
};

struct picked {
	size_t group, count;
};

/* A search for subsets that add up: how many of each group, largest first. */
struct search {
	const struct group *groups;
	size_t group_count;
	struct picked picked[SUBSET_MAX], found_picked[SUBSET_MAX];
	size_t depth, found_depth;
	int found; /* 2 is enough to know that there are several */
	long steps;
};

/* Some of a group, not all: the others would do as well. */
static void
keep_found(struct search *s)
{
	s->found++;
	s->found_depth = s->depth;
	for (size_t i = 0; i < s->depth; i++) {
		s->found_picked[i] = s->picked[i];
		s->found += s->picked[i].count <
			s->groups[s->picked[i].group].count;
	}
}

/* Not even ${room} of the largest, or all there are, reach ${left}. */
static bool
is_out_of_reach(const struct group *largest, int64_t left, size_t room)
{
	return largest->rest < left ||
		(left - 1) / largest->owes >= (int64_t)room;
}

static void
search_from(struct search *s, size_t g, int64_t left, size_t room)
{
	if (left == 0) {
		/* What is found behind the bound is not all there is. */
		if (room <= SUBSET_MAX - SUBSET_MIN && s->steps <= SEARCH_STEPS)
			keep_found(s);
		return;
	}
	for (; g < s->group_count; g++) {
		const struct group *group = &s->groups[g];

		if (s->found > 1 || is_out_of_reach(group, left, room) ||
			++s->steps > SEARCH_STEPS)
			return;
		for (size_t n = 1; n <= room && n <= group->count &&
			(int64_t)n <= left / group->owes;
			n++) {
			s->picked[s->depth++] = (struct picked){ g, n };
			search_from(s, g + 1, left - (int64_t)n * group->owes,
				room - n);
			s->depth--;
		}
	}
}

static int
larger_first(const void *a, const void *b)
{
	const struct owing *x = a, *y = b;

	if (x->owes != y->owes)
		return x->owes > y->owes ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

/* What each of ${orders} owes, largest first; NULL on failure. */
static struct owing *
line_up(const struct book *book, const struct order_set *orders,
	struct err *err)
{
	const size_t n = orders->count;
	struct owing *lined = arena_alloc(book->arena, n * sizeof(*lined), err);

	if (lined == NULL)
		return NULL;
	for (size_t i = 0; i < n; i++)
		lined[i] = (struct owing){ orders->at[i],
			rule_owes(&book->orders.at[orders->at[i]]) };
	qsort(lined, n, sizeof(*lined), larger_first);
	return lined;
}

/* Those that owe the same in one group. */
static int
group_up(const struct book *book, const struct owing *lined, size_t n,
	struct search *s, struct err *err)
{
	struct group *groups =
		arena_alloc(book->arena, n * sizeof(*groups), err);
	size_t count = 0;
	int64_t rest = 0;

	if (groups == NULL)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (count == 0 || groups[count - 1].owes != lined[i].owes)
			groups[count++] =
				(struct group){ lined[i].owes, 0, i, 0 };
		groups[count - 1].count++;
	}
	for (size_t g = count; g-- > 0; groups[g].rest = rest)
		/* Larger than any amount is as good as any larger sum. */
		for (size_t i = 0; i < groups[g].count; i++)
			if (__builtin_add_overflow(rest, groups[g].owes, &rest))
				rest = INT64_MAX;
	*s = (struct search){ .groups = groups, .group_count = count };
	return 0;
}

/* One order is no combination. */
static void
tell_single(const struct book *book, const struct book_entry *entry,
	const struct order_set *orders)
{
	for (size_t i = 0; i < orders->count; i++)
		trace_candidate_fen(book, entry, trace_order(orders->at[i]),
			false, N_("it alone owes something: %1"),
			rule_owes(&book->orders.at[orders->at[i]]), 0);
}

/* Of the search's orders, those of the subset that adds up, and the others. */
static void
tell_search(const struct book *book, const struct book_entry *entry,
	const struct order_set *orders, const struct answer *answer)
{
	if (!trace_on(book, entry))
		return;
	for (size_t i = 0; i < orders->count; i++) {
		const size_t o = orders->at[i];
		const bool fits = order_set_has(&answer->orders, o);

		trace_candidate_fen(book, entry, trace_order(o), fits,
			answer->together ? fits
					? N_("it owes %1, together %2")
					: N_("it owes %1, and the others are "
					     "%2 without it")
				: fits ? N_("it owes %1, and several "
					    "combinations are %2")
					 : N_("it owes %1, and no combination "
						"is %2"),
			rule_owes(&book->orders.at[o]), entry->amount);
	}
}

/* The one subset, or all as candidates when it cannot be told. */
static int
answer_search(const struct book *book, const struct search *s,
	const struct owing *lined, const struct order_set *orders,
	struct answer *answer, struct err *err)
{
	if (s->steps > SEARCH_STEPS)
		answer->note = N_("too many open orders to try every "
				  "combination");
	if (s->steps > SEARCH_STEPS || s->found > 1) {
		answer->orders = *orders;
		return 0;
	}
	for (size_t i = 0; s->found == 1 && i < s->found_depth; i++) {
		const struct group *g = &s->groups[s->found_picked[i].group];

		for (size_t k = 0; k < g->count; k++)
			if (order_set_add(&answer->orders,
				    lined[g->first + k].order, book->arena,
				    err) < 0)
				return -1;
	}
	answer->together = s->found == 1;
	return 0;
}

static int
ask_combined(const struct book *book, const struct book_entry *entry,
	struct answer *answer, struct err *err)
{
	struct order_set orders = { .count = 0 };
	struct search search;
	struct owing *lined;

	if (rule_payer(book, entry,
		    entry->payer_by_name ? PAYER_BY_NAME : PAYER_BY_ACCOUNT,
		    &orders, &answer->note, err) < 0)
		return -1;
	if (orders.count < SUBSET_MIN) {
		tell_single(book, entry, &orders);
		return 0;
	}
	lined = line_up(book, &orders, err);
	if (lined == NULL ||
		group_up(book, lined, orders.count, &search, err) < 0)
		return -1;
	search_from(&search, 0, entry->amount, SUBSET_MAX);
	if (answer_search(book, &search, lined, &orders, answer, err) < 0)
		return -1;
	tell_search(book, entry, &orders, answer);
	return 0;
}

const struct rule rule_payer_account = { "payer-account", FOR_BANK,
	ask_payer_account };
const struct rule rule_payer_name = { "payer-name", FOR_BANK, ask_payer_name };
const struct rule rule_combined = { "combined", FOR_BANK, ask_combined };
