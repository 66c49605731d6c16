#include "core/settle.h"

#include "base/err.h"
#include "base/i18n.h"
#include "core/classify.h"
#include "core/trace.h"
#include "model/money.h"
#include "model/note.h"

#include <stdlib.h>
#include <string.h>

static int
by_account_and_day(const void *a, const void *b)
{
	const struct bill_day *x = a, *y = b;

	if (x->account_id != y->account_id)
		return x->account_id < y->account_id ? -1 : 1;
	return x->day < y->day ? -1 : x->day > y->day;
}

/* The merchant's bill days are bill_days.at[from, to). */
static void
merchant_days(const struct book *book, const struct channel *channel,
	size_t *from, size_t *to)
{
	size_t i = 0;

	while (i < book->bill_days.count &&
		(book->bill_days.at[i].source != channel->source ||
			strcmp(book->bill_days.at[i].merchant,
				channel->merchant_no) != 0))
		i++;
	*from = i;
	while (i < book->bill_days.count &&
		book->bill_days.at[i].account_id ==
			book->bill_days.at[*from].account_id)
		i++;
	*to = i;
}

static bool
is_unsettled(const struct bill_day *day)
{
	return day->settled_by == 0 && day->net != 0;
}

/*
 * The shortest run of unsettled days that begins at ${at} and goes on in
 * steps of ${step} within [from, to) and adds up to ${amount}; its last index
 * into ${last}.
 */
static bool
run_adds_up(const struct book *book, size_t at, size_t from, size_t to,
	int step, int64_t amount, size_t *last)
{
	int64_t sum = 0;

	for (size_t i = at; i >= from && i < to; i += (size_t)step) {
		const struct bill_day *day = &book->bill_days.at[i];

		if (!is_unsettled(day))
			continue;
		if (__builtin_add_overflow(sum, day->net, &sum))
			return false;
		if (sum == amount) {
			*last = i;
			return true;
		}
	}
	return false;
}

/* The merchant's bill days that could be paid: those of the run at(low, high),
 * and the others. */
static void
tell_days(const struct book *book, const struct book_entry *credit, size_t low,
	size_t high)
{
	const int account = book->bill_days.at[low].account_id;

	if (!trace_on(book, credit))
		return;
	for (size_t i = 0; i < book->bill_days.count; i++) {
		const struct bill_day *day = &book->bill_days.at[i];
		const bool fits = i >= low && i <= high;

		if (day->account_id == account &&
			(is_unsettled(day) || (fits && low == high)))
			trace_candidate_fen(book, credit, trace_day(day), fits,
				fits ? N_("its net is %1")
				     : N_("its net is %1: not in the run that "
					  "adds up to %2"),
				day->net, credit->amount);
	}
}

static void
settle_run(struct book *book, struct book_entry *credit, size_t a, size_t b)
{
	const size_t low = a < b ? a : b, high = a < b ? b : a;

	tell_days(book, credit, low, high);
	for (size_t i = low; i <= high; i++) {
		struct bill_day *day = &book->bill_days.at[i];

		/* A day whose bill nets to nothing has nothing to settle,
		 * unless the credit names it alone. */
		if (day->settled_by != 0 || (day->net == 0 && low != high))
			continue;
		day->settled_by = credit->id;
		day->is_new = true;
	}
	credit->fate = FATE_SETTLED;
	credit->rule = "settlement";
	book->changes++;
	trace_say(book, credit, TRACE_ONE, credit->note);
}

/* What the day that a remark names is to one merchant. */
struct named_day {
	int32_t day;
	size_t at, to; /* its bill, or ${to} */
	size_t last;   /* the run that adds up is at..last */
	bool adds_up;
};

static struct named_day
look_at_day(const struct book *book, const struct channel *channel,
	int64_t amount, int32_t day)
{
	struct named_day named = { .day = day };
	size_t from;

	merchant_days(book, channel, &from, &named.to);
	named.at = from;
	while (named.at < named.to && book->bill_days.at[named.at].day != day)
		named.at++;
	named.adds_up = named.at < named.to &&
		book->bill_days.at[named.at].settled_by == 0 &&
		run_adds_up(book, named.at, from, named.to, -1, amount,
			&named.last);
	return named;
}

/* Nothing adds up: the named day with a difference, if it can be. */
static int
settle_difference(struct book *book, struct book_entry *credit,
	const struct named_day *named, struct err *err)
{
	const bool missing = named->at == named->to;
	char got[MONEY_TEXT_SIZE], net[MONEY_TEXT_SIZE], day[DAY_TEXT_SIZE];

	day_text(named->day, day);
	if (missing || book->bill_days.at[named->at].settled_by != 0) {
		credit->note = note_make(book->arena, err,
			missing ? N_("the channel's bill of %1 is missing")
				: N_("bill day %1 is already settled"),
			1, day);
		trace_say(book, credit, TRACE_SILENT, credit->note);
		return credit->note == NULL ? -1 : 0;
	}
	credit->note = note_make(book->arena, err,
		N_("%1 arrived for bill day %2, whose net is %3"), 3,
		money_text(credit->amount, got), day,
		money_text(book->bill_days.at[named->at].net, net));
	settle_run(book, credit, named->at, named->at);
	return credit->note == NULL ? -1 : 0;
}

/* The remark may name the days of several merchants: what adds up tells which
 * one pays, as without a date. */
static void
none_or_several(const struct book *book, struct book_entry *credit, int count)
{
	credit->note = count == 0
		? N_("no run of unsettled bill days adds up to it")
		: N_("bill days of several merchants add up to it");
	trace_say(book, credit, count == 0 ? TRACE_SILENT : TRACE_SEVERAL,
		credit->note);
}

/* By the day that the remark names; ${rows} of channels name one. */
static int
settle_named(struct book *book, struct book_entry *credit, int *rows,
	struct err *err)
{
	struct named_day named = { .day = DAY_NONE }, found = named;
	int32_t day;
	int count = 0;

	for (size_t i = 0; i < book->channels.count; i++) {
		const struct channel *c = &book->channels.at[i];

		if (!classify_describes(c, credit, &day) || day == DAY_NONE)
			continue;
		named = look_at_day(book, c, credit->amount, day);
		(*rows)++;
		count += named.adds_up;
		if (named.adds_up)
			found = named;
	}
	if (count == 1)
		settle_run(book, credit, found.at, found.last);
	else if (*rows == 1)
		return settle_difference(book, credit, &named, err);
	else if (*rows > 1)
		none_or_several(book, credit, count);
	return 0;
}

/* A run of bill days, from the oldest unsettled one on. */
struct run {
	size_t first, last;
};

static bool
oldest_run(const struct book *book, const struct channel *channel,
	int64_t amount, struct run *run)
{
	size_t at, from, to;

	merchant_days(book, channel, &from, &to);
	for (at = from; at < to && !is_unsettled(&book->bill_days.at[at]);)
		at++;
	run->first = at;
	return at < to &&
		run_adds_up(book, at, from, to, 1, amount, &run->last);
}

/* The unsettled bill days of a merchant whose oldest do not add up. */
static void
tell_no_run(const struct book *book, const struct book_entry *credit,
	const struct channel *channel)
{
	size_t from, to;

	merchant_days(book, channel, &from, &to);
	for (size_t i = from; i < to && trace_on(book, credit); i++)
		if (is_unsettled(&book->bill_days.at[i]))
			trace_candidate_fen(book, credit,
				trace_day(&book->bill_days.at[i]), false,
				N_("its net is %1: no run from the oldest day "
				   "on adds up to %2"),
				book->bill_days.at[i].net, credit->amount);
}

/* Without a date: the merchant whose oldest days add up, of those that the
 * credit may be for. */
static void
settle_oldest(struct book *book, struct book_entry *credit)
{
	struct run run, found = { 0, 0 };
	int count = 0;
	int32_t none;

	for (size_t i = 0; i < book->channels.count; i++) {
		const struct channel *c = &book->channels.at[i];

		if (!classify_describes(c, credit, &none))
			continue;
		if (!oldest_run(book, c, credit->amount, &run)) {
			tell_no_run(book, credit, c);
			continue;
		}
		if (count++ > 0)
			tell_days(book, credit, found.first, found.last);
		found = run;
	}
	if (count == 1) {
		settle_run(book, credit, found.first, found.last);
		return;
	}
	if (count > 1)
		tell_days(book, credit, found.first, found.last);
	none_or_several(book, credit, count);
}

int
settle_entries(struct book *book, struct err *err)
{
	if (book->bill_days.count > 0)
		qsort(book->bill_days.at, book->bill_days.count,
			sizeof(*book->bill_days.at), by_account_and_day);
	for (size_t i = 0; i < book->entries.count; i++) {
		struct book_entry *credit = &book->entries.at[i];
		int rows = 0;

		if (credit->kind != ENTRY_SETTLEMENT ||
			credit->people_say != PEOPLE_NOTHING ||
			credit->fate != FATE_OPEN)
			continue;
		trace_ask(book, credit, "settlement");
		if (settle_named(book, credit, &rows, err) < 0)
			return -1;
		if (rows == 0)
			settle_oldest(book, credit);
	}
	return 0;
}
