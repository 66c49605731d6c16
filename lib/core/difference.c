#include "core/difference.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "model/note.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- money --- */

/* Whether that money stands on the order in the other decision, too. */
static bool
stands(const struct book *book, const struct order *order,
	const struct allocation *a)
{
	for (size_t i = 0; i < order->money.count; i++) {
		const struct allocation *b =
			&book->allocations.at[order->money.at[i]];

		if (b->entry_id == a->entry_id && b->amount == a->amount)
			return true;
	}
	return false;
}

struct ids {
	VEC(int64_t);
};

static int
add_missing(const struct book *book, const struct order *order,
	const struct book *other, const struct order *there, struct ids *ids,
	struct arena *arena, struct err *err)
{
	for (size_t i = 0; i < order->money.count; i++) {
		const struct allocation *a =
			&book->allocations.at[order->money.at[i]];
		int64_t *id;

		if (stands(other, there, a))
			continue;
		id = vec_push(ids, arena, err);
		if (id == NULL)
			return -1;
		*id = a->entry_id;
	}
	return 0;
}

static int
by_id(const void *x, const void *y)
{
	const int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;

	return a < b ? -1 : a > b;
}

static const char *
entries_of(const struct book *before, const struct order *was,
	const struct book *after, const struct order *now, struct err *err)
{
	struct ids ids = { .count = 0 };
	struct buf buf = BUF_INIT;
	const char *text = NULL;

	if (add_missing(before, was, after, now, &ids, after->arena, err) < 0 ||
		add_missing(after, now, before, was, &ids, after->arena, err) <
			0)
		return NULL;
	if (ids.count > 1)
		qsort(ids.at, ids.count, sizeof(*ids.at), by_id);
	for (size_t i = 0; i < ids.count; i++)
		if (i == 0 || ids.at[i] != ids.at[i - 1])
			buf_printf(&buf, "%sE%lld.%lld", i > 0 ? " " : "",
				(long long)(ids.at[i] >> 32),
				(long long)(ids.at[i] & 0xffffffff));
	if (buf_check(&buf, err) == 0)
		text = arena_text(after->arena, buf_text(&buf), buf.len, err);
	buf_release(&buf);
	return text;
}

/* --- why --- */

static bool
same_price(const struct price *a, const struct price *b)
{
	return a->priced == b->priced && (!a->priced || a->due == b->due);
}

static const char *
reason(struct book *after, const struct order *was, const struct order *now,
	struct err *err)
{
	char line[24];

	if (!same_price(&was->now.price, &now->now.price))
		return now->now.price.note;
	if (was->policy->own_account_required !=
			now->policy->own_account_required ||
		was->policy->one_payment_only !=
			now->policy->one_payment_only ||
		was->policy->buffer_days != now->policy->buffer_days ||
		strcmp(was->policy->receiving_account,
			now->policy->receiving_account) != 0) {
		if (now->policy_missing)
			return N_("no policy covers it any more");
		snprintf(line, sizeof(line), "%ld", now->policy->line);
		return note_make(after->arena, err,
			N_("by the policy of line %1"), 1, line);
	}
	return N_("the money goes another way");
}

/* --- all of them --- */

static int
by_order_no(const void *x, const void *y)
{
	const struct difference *a = x, *b = y;
	const int order = strcmp(a->before->order_no, b->before->order_no);

	return order != 0 ? order : strcmp(a->before->ca, b->before->ca);
}

int
difference_collect(const struct book *before, struct book *after,
	struct differences *differences, struct err *err)
{
	if (before->orders.count != after->orders.count)
		return err_set(err, ERR_BUG, "two books of other orders");
	for (size_t i = 0; i < before->orders.count; i++) {
		const struct order *was = &before->orders.at[i];
		const struct order *now = &after->orders.at[i];
		struct difference *d;

		if (was->now.verdict == now->now.verdict &&
			same_price(&was->now.price, &now->now.price))
			continue;
		d = vec_push(differences, after->arena, err);
		if (d == NULL)
			return -1;
		d->before = was;
		d->after = now;
		d->entries = entries_of(before, was, after, now, err);
		d->note = reason(after, was, now, err);
		if (d->entries == NULL || d->note == NULL)
			return -1;
	}
	if (differences->count > 1)
		qsort(differences->at, differences->count,
			sizeof(*differences->at), by_order_no);
	return 0;
}
