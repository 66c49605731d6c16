#include "core/control.h"

#include "base/err.h"
#include "base/i18n.h"
#include "core/discrepancy.h"
#include "model/money.h"
#include "model/note.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define FIGURE_TEXT_SIZE MONEY_TEXT_SIZE
#define PERIOD_TEXT_SIZE (2 * DAY_TEXT_SIZE)

/* Two documents of one period, and where they differ. */
struct difference {
	const struct document_total *a, *b; /* NULL: they do not */
	enum bill_figure figure;	    /* money before counts */
	int figures;			    /* how many differ */
};

/* What can be compared stands side by side. */
static int
by_day_and_document(const void *x, const void *y)
{
	const struct document_total *a = x, *b = y;
	const int pairs[][2] = { { a->account_id, b->account_id },
		{ a->total.to, b->total.to },
		{ (int)a->total.family, (int)b->total.family },
		{ a->total.from, b->total.from },
		{ (int)a->total.document, (int)b->total.document } };

	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
		if (pairs[i][0] != pairs[i][1])
			return pairs[i][0] < pairs[i][1] ? -1 : 1;
	return 0;
}

static bool
is_same_day(const struct document_total *a, const struct document_total *b)
{
	return a->account_id == b->account_id && a->total.to == b->total.to;
}

/* Of those of a day. */
static bool
is_same_money(const struct document_total *a, const struct document_total *b)
{
	return a->total.family == b->total.family &&
		a->total.from == b->total.from;
}

static bool
differ_in(const struct document_total *a, const struct document_total *b,
	enum bill_figure f)
{
	return a->total.figures[f].stated && b->total.figures[f].stated &&
		a->total.figures[f].value != b->total.figures[f].value;
}

/* Money says more than a count does. */
static bool
is_better(enum bill_figure f, enum bill_figure than)
{
	return bill_figure_is_count(than) && !bill_figure_is_count(f);
}

static void
compare(struct difference *found, const struct document_total *a,
	const struct document_total *b)
{
	for (enum bill_figure f = 0; f < BILL_FIGURE_COUNT; f++) {
		if (!differ_in(a, b, f))
			continue;
		found->figures++;
		if (found->a != NULL && !is_better(f, found->figure))
			continue;
		found->a = a;
		found->b = b;
		found->figure = f;
	}
}

static const char *
figure_text(const struct document_total *t, enum bill_figure f, char *text)
{
	const int64_t value = t->total.figures[f].value;

	if (!bill_figure_is_count(f))
		return money_text(value, text);
	snprintf(text, FIGURE_TEXT_SIZE, "%" PRId64, value);
	return text;
}

static const char *
period_text(const struct bill_total *total, char *text)
{
	char from[DAY_TEXT_SIZE], to[DAY_TEXT_SIZE];

	day_text(total->from, from);
	if (total->from == total->to)
		snprintf(text, PERIOD_TEXT_SIZE, "%s", from);
	else
		snprintf(text, PERIOD_TEXT_SIZE, "%s..%s", from,
			day_text(total->to, to));
	return text;
}

/* The difference in money; figures too far apart to be one are just far. */
static int64_t
amount_of(const struct difference *d)
{
	int64_t amount;

	if (bill_figure_is_count(d->figure))
		return 0;
	if (__builtin_sub_overflow(d->a->total.figures[d->figure].value,
		    d->b->total.figures[d->figure].value, &amount))
		return MONEY_MAX;
	return amount;
}

static int
complain(struct book *book, const struct difference *d, struct err *err)
{
	const struct bill_total *a = &d->a->total, *b = &d->b->total;
	char first[FIGURE_TEXT_SIZE], second[FIGURE_TEXT_SIZE];
	char period[PERIOD_TEXT_SIZE], figures[FIGURE_TEXT_SIZE];
	const char *note;

	snprintf(figures, sizeof(figures), "%d", d->figures);
	note = note_make(book->arena, err,
		d->figures == 1 ? N_("%1, %2: %3 %4 in %5, %6 in %7")
				: N_("%1, %2: %3 %4 in %5, %6 in %7; "
				     "%8 figures differ in all"),
		d->figures == 1 ? 7 : 8, a->account, period_text(a, period),
		bill_figure_names[a->family][d->figure],
		figure_text(d->a, d->figure, first),
		bill_titles[a->family][a->document],
		figure_text(d->b, d->figure, second),
		bill_titles[b->family][b->document], figures);
	return discrepancy_of_day(book, BREAK_BALANCE_MISMATCH,
		d->a->account_id, a->to, note, amount_of(d), err);
}

/* A day of an account is one break, whatever differs. */
int
control_check(struct book *book, struct err *err)
{
	const struct document_total *totals = book->totals.at;
	const size_t count = book->totals.count;

	if (count > 0)
		qsort(book->totals.at, count, sizeof(*totals),
			by_day_and_document);
	for (size_t i = 0; i < count;) {
		struct difference found = { .a = NULL };
		const size_t first = i;

		for (i++; i < count && is_same_day(&totals[first], &totals[i]);
			i++)
			if (is_same_money(&totals[i - 1], &totals[i]))
				compare(&found, &totals[i - 1], &totals[i]);
		if (found.a != NULL && complain(book, &found, err) < 0)
			return -1;
	}
	return 0;
}
