/*
 * discrepancy_sync(): what should be open against what is stored.
 */
#include "core/discrepancy.h"

#include "base/err.h"
#include "base/i18n.h"

#include <stdlib.h>
#include <string.h>

/* Only a person ends these: their cause is a fact of the past. */
static bool
is_sticky(const struct discrepancy *d)
{
	return d->kind == BREAK_PAID_BEFORE_REVIEW ||
		(d->kind == BREAK_SETTLEMENT_DIFFERENCE && d->entry_id != 0);
}

/* What makes two breaks the same one. */
static const char *
identity(struct book *book, const struct discrepancy *d, struct err *err)
{
	return arena_format(book->arena, err, "%d %lld %lld %d %d",
		(int)d->kind, (long long)d->order_id, (long long)d->entry_id,
		d->account_id, (int)d->day);
}

static bool
same_facts(const struct discrepancy *a, const struct discrepancy *b)
{
	return a->amount == b->amount && strcmp(a->note, b->note) == 0 &&
		a->also_order_id == b->also_order_id;
}

static int
step(struct book *book, struct stored_break *stored, bool open,
	const struct discrepancy *what, struct err *err)
{
	struct break_step *s = vec_push(&book->steps, book->arena, err);

	if (s == NULL)
		return -1;
	*s = (struct break_step){ .open = open, .what = *what };
	if (stored != NULL) {
		s->break_id = stored->id;
		s->seq = stored->seq++;
	}
	return 0;
}

/* What people close is closed, whatever the facts still say. */
static int
close_decided(struct book *book, struct stored_break *b, struct err *err)
{
	struct discrepancy what = b->what;

	what.note = b->people;
	what.candidate_count = 0;
	if (step(book, b, false, &what, err) < 0)
		return -1;
	book->steps.at[book->steps.count - 1].proposal_id = b->closed_by;
	b->open = false;
	b->decided = true;
	return 0;
}

/* One that should be open: new, changed, opened again, or as it was. */
static int
want(struct book *book, const struct map *stored, const struct discrepancy *d,
	bool *wanted, struct err *err)
{
	const char *key = identity(book, d, err);
	const struct map_node *node;
	struct stored_break *was = NULL;

	if (key == NULL)
		return -1;
	node = map_get(stored, key, strlen(key));
	if (node != NULL) {
		was = &book->breaks.at[node->value];
		wanted[node->value] = true;
	}
	if (was != NULL && was->open &&
		(is_sticky(d) || same_facts(d, &was->what)))
		return 0;
	/* What a person closed stays closed, unless it is about other money. */
	if (was != NULL && !was->open &&
		(is_sticky(d) ||
			(was->decided && was->what.amount == d->amount)))
		return 0;
	return step(book, was, true, d, err);
}

/* New breaks get their numbers in an order that files cannot change. */
static int
by_subject(const void *x, const void *y)
{
	const struct discrepancy *a = x, *b = y;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->order_id != b->order_id)
		return a->order_id < b->order_id ? -1 : 1;
	if (a->entry_id != b->entry_id)
		return a->entry_id < b->entry_id ? -1 : 1;
	if (a->account_id != b->account_id)
		return a->account_id < b->account_id ? -1 : 1;
	return a->day < b->day ? -1 : a->day > b->day;
}

/* The same, and of several about one thing always the same one first: an
 * order's number does not depend on when it was loaded. */
static int
by_subject_and_facts(const void *x, const void *y)
{
	const struct discrepancy *a = x, *b = y;
	int order = by_subject(a, b);

	if (order == 0)
		order = strcmp(a->also_no, b->also_no);
	if (order == 0)
		order = strcmp(a->also_ca, b->also_ca);
	return order != 0 ? order : strcmp(a->note, b->note);
}

int
discrepancy_sync(struct book *book, struct err *err)
{
	const size_t count = book->breaks.count;
	bool *wanted = arena_alloc(book->arena, count + 1, err);
	struct map stored;

	if (wanted == NULL)
		return -1;
	map_init(&stored, book->arena);
	for (size_t i = 0; i < count; i++) {
		struct stored_break *b = &book->breaks.at[i];
		const char *key = identity(book, &b->what, err);

		if (key == NULL ||
			map_add(&stored, key, strlen(key), i, err) < 0 ||
			(b->closed_by != 0 && close_decided(book, b, err) < 0))
			return -1;
	}
	if (book->discrepancies.count > 0)
		qsort(book->discrepancies.at, book->discrepancies.count,
			sizeof(*book->discrepancies.at), by_subject_and_facts);
	for (size_t i = 0; i < book->discrepancies.count; i++) {
		const struct discrepancy *d = &book->discrepancies.at[i];

		/* One payment on two orders is one break of that payment. */
		if (i > 0 && by_subject(d - 1, d) == 0)
			continue;
		if (want(book, &stored, d, wanted, err) < 0)
			return -1;
	}
	for (size_t i = 0; i < count; i++) {
		struct stored_break *b = &book->breaks.at[i];

		if (!b->open || wanted[i] || is_sticky(&b->what))
			continue;
		b->what.note = N_("its cause is gone");
		b->what.candidate_count = 0;
		if (step(book, b, false, &b->what, err) < 0)
			return -1;
	}
	return 0;
}
