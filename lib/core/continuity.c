#include "core/continuity.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "core/discrepancy.h"
#include "model/money.h"
#include "model/note.h"

#include <stdlib.h>
#include <string.h>

/* The balances too: what is said never depends on the order of files. */
static int
by_account_and_days(const void *x, const void *y)
{
	const struct coverage *a = x, *b = y;
	const int64_t pairs[][2] = { { a->account_id, b->account_id },
		{ a->from, b->from }, { a->to, b->to },
		{ a->opening, b->opening }, { a->closing, b->closing } };

	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
		if (pairs[i][0] != pairs[i][1])
			return pairs[i][0] < pairs[i][1] ? -1 : 1;
	return 0;
}

/* The coverages of one account: book->coverages.at[from, to). */
struct span {
	size_t from, to;
};

static struct span
span_of(const struct book *book, const struct closing_line *line)
{
	struct span span = { 0, 0 };

	if (line->account_id == 0)
		return span;
	while (span.from < book->coverages.count &&
		book->coverages.at[span.from].account_id != line->account_id)
		span.from++;
	for (span.to = span.from; span.to < book->coverages.count &&
		book->coverages.at[span.to].account_id == line->account_id;)
		span.to++;
	return span;
}

/* --- balances --- */

/* The last day before ${day} on which a statement of the account ends, or
 * DAY_NONE. */
static int32_t
day_before(const struct book *book, struct span span, int32_t day)
{
	int32_t last = DAY_NONE;

	for (size_t i = span.from; i < span.to; i++) {
		const struct coverage *c = &book->coverages.at[i];

		if (!c->stated && c->to < day && c->to > last)
			last = c->to;
	}
	return last;
}

enum joint { JOINT_NONE, JOINT_GOOD, JOINT_BAD, JOINT_UNCHECKED };

/* How ${next} joins the statements that end on ${last}; ${before} is one that
 * it does not. */
static enum joint
joint_with(const struct book *book, struct span span,
	const struct coverage *next, int32_t last,
	const struct coverage **before)
{
	enum joint joint = JOINT_NONE;

	for (size_t i = span.from; i < span.to; i++) {
		const struct coverage *c = &book->coverages.at[i];

		if (c->stated || c->to != last)
			continue;
		if (!next->has_opening || !c->has_closing) {
			joint = joint == JOINT_NONE ? JOINT_UNCHECKED : joint;
			continue;
		}
		if (c->closing == next->opening)
			return JOINT_GOOD;
		joint = JOINT_BAD;
		*before = c;
	}
	return joint;
}

/* A bank may make several statements of the same days: */
static bool
is_beside(const struct coverage *a, const struct coverage *b)
{
	return a != b && !a->stated && a->from == b->from && a->to == b->to;
}

/* Whether ${next} begins as another one of its days ends. */
static bool
goes_on_beside(
	const struct book *book, struct span span, const struct coverage *next)
{
	for (size_t i = span.from; i < span.to; i++) {
		const struct coverage *c = &book->coverages.at[i];

		if (is_beside(c, next) && next->has_opening && c->has_closing &&
			c->closing == next->opening)
			return true;
	}
	return false;
}

/* The first of them goes on from ${last}, or is what the complaint is about.
 * Where each begins as another one ends there is none such. */
static bool
joins_beside(const struct book *book, struct span span,
	const struct coverage *next, int32_t last)
{
	const struct coverage *before;

	if (!goes_on_beside(book, span, next))
		return false;
	for (size_t i = span.from; i < span.to; i++) {
		const struct coverage *c = &book->coverages.at[i];

		if (is_beside(c, next) &&
			(!goes_on_beside(book, span, c) ||
				joint_with(book, span, c, last, &before) ==
					JOINT_GOOD))
			return true;
	}
	return false;
}

/* Whether it begins within another one: nothing ends where it begins. */
static bool
is_within(
	const struct book *book, struct span span, const struct coverage *next)
{
	for (size_t i = span.from; i < span.to; i++) {
		const struct coverage *c = &book->coverages.at[i];

		if (!c->stated && c->from < next->from && c->to >= next->from)
			return true;
	}
	return false;
}

static enum joint
joint_of(const struct book *book, struct span span, size_t next,
	const struct coverage **before)
{
	const struct coverage *n = &book->coverages.at[next];
	const int32_t last = day_before(book, span, n->from);
	const enum joint joint = joint_with(book, span, n, last, before);

	if (joint == JOINT_GOOD || joins_beside(book, span, n, last))
		return JOINT_GOOD;
	if (last != n->from - 1 && is_within(book, span, n))
		return JOINT_UNCHECKED;
	return joint;
}

static int
complain(struct book *book, const struct coverage *before,
	const struct coverage *next, struct err *err)
{
	const bool gap = before->to + 1 < next->from;
	char end[MONEY_TEXT_SIZE], start[MONEY_TEXT_SIZE];
	char last[DAY_TEXT_SIZE], first[DAY_TEXT_SIZE];
	const char *note = note_make(book->arena, err,
		gap ? N_("%1 at the end of %2, but %3 at the start of %4: a "
			 "statement between is missing")
		    : N_("%1 at the end of %2, but %3 at the start of %4"),
		4, money_text(before->closing, end), day_text(before->to, last),
		money_text(next->opening, start), day_text(next->from, first));

	return discrepancy_of_day(book,
		gap ? BREAK_STATEMENT_GAP : BREAK_BALANCE_MISMATCH,
		next->account_id, next->from, note,
		next->opening - before->closing, err);
}

/* The balances of a bank's account, statement after statement. */
static int
check_balances(struct book *book, struct span span, const char **state,
	struct err *err)
{
	bool any = false, broken = false, unchecked = false;

	for (size_t i = span.from; i < span.to; i++) {
		const struct coverage *c = &book->coverages.at[i];
		const struct coverage *before = NULL;

		if (c->stated)
			continue;
		any = true;
		switch (joint_of(book, span, i, &before)) {
		case JOINT_BAD:
			broken = true;
			if (complain(book, before, c, err) < 0)
				return -1;
			break;
		case JOINT_UNCHECKED:
			unchecked = true;
			break;
		default:
			break;
		}
	}
	*state = broken	    ? "broken"
		: unchecked ? "unchecked"
		: any	    ? "continued"
			    : "";
	return 0;
}

/* --- bills that are missing --- */

/* Whether a bank's balances go on over ${day}: the next statement begins as
 * the last one before it ends. */
static bool
is_bridged(const struct book *book, struct span span, int32_t day)
{
	int32_t from = DAY_NONE;

	for (size_t i = span.from; i < span.to; i++) {
		const struct coverage *c = &book->coverages.at[i], *before;

		if (c->stated || c->from <= day)
			continue;
		if (from != DAY_NONE && c->from != from)
			break;
		from = c->from;
		if (joint_with(book, span, c, day_before(book, span, from),
			    &before) == JOINT_GOOD)
			return true;
	}
	return false;
}

/* "here", "none" (as a person states), or NULL: the day is not covered. */
static const char *
cover_of(const struct book *book, struct span span, int32_t day)
{
	const char *cover = NULL;

	for (size_t i = span.from; i < span.to; i++) {
		const struct coverage *c = &book->coverages.at[i];

		if (c->from > day || c->to < day)
			continue;
		if (!c->stated)
			return "here";
		cover = "none";
	}
	return cover;
}

/* A bank makes no statement of a day on which nobody works. */
static int
is_missing(const struct book *book, const struct closing_line *line,
	struct span span, int32_t day, bool *missing, struct err *err)
{
	*missing = false;
	if (cover_of(book, span, day) != NULL)
		return 0;
	if (line->source != SOURCE_BANK) {
		*missing = true;
		return 0;
	}
	if (is_bridged(book, span, day))
		return 0;
	return calendar_is_workday(&book->calendar, day, missing, err);
}

/* ";2026-11-19..2026-11-21" */
static void
add_days(struct buf *days, int32_t first, int32_t last)
{
	char text[DAY_TEXT_SIZE];

	buf_printf(
		days, "%s%s", days->len > 0 ? ";" : "", day_text(first, text));
	if (first < last)
		buf_printf(days, "..%s", day_text(last, text));
}

/* From the first day on that the book or the account knows, to this one. */
static int
list_missing(struct book *book, struct closing_line *line, struct span span,
	struct err *err)
{
	int32_t day =
		book->first_night == DAY_NONE ? book->date : book->first_night;
	int32_t first = DAY_NONE;
	struct buf days = BUF_INIT;
	int rc = -1;

	if (span.from < span.to && book->coverages.at[span.from].from < day)
		day = book->coverages.at[span.from].from;
	for (; day <= book->date; day++) {
		bool missing;

		if (is_missing(book, line, span, day, &missing, err) < 0)
			goto done;
		if (missing && first == DAY_NONE)
			first = day;
		if (!missing && first != DAY_NONE) {
			add_days(&days, first, day - 1);
			first = DAY_NONE;
		}
	}
	if (first != DAY_NONE) {
		add_days(&days, first, book->date);
		line->bill = "missing";
	}
	if (buf_check(&days, err) < 0)
		goto done;
	line->missing = arena_text(book->arena, buf_text(&days), days.len, err);
	rc = line->missing == NULL ? -1 : 0;
done:
	buf_release(&days);
	return rc;
}

int
continuity_check(struct book *book, struct err *err)
{
	if (book->coverages.count > 0)
		qsort(book->coverages.at, book->coverages.count,
			sizeof(*book->coverages.at), by_account_and_days);
	for (size_t i = 0; i < book->closing.count; i++) {
		struct closing_line *line = &book->closing.at[i];
		const struct span span = span_of(book, line);
		const char *cover = cover_of(book, span, book->date);

		line->bill = cover != NULL ? cover : "";
		line->missing = line->balances = "";
		if (line->source == SOURCE_BANK &&
			check_balances(book, span, &line->balances, err) < 0)
			return -1;
		if (line->expected && list_missing(book, line, span, err) < 0)
			return -1;
	}
	return 0;
}
