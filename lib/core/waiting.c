#include "core/waiting.h"

#include "base/err.h"
#include "base/i18n.h"
#include "core/discrepancy.h"
#include "core/verdict.h"
#include "core/verify.h"
#include "model/note.h"

#include <stdlib.h>
#include <string.h>

const char *const waiting_kind_names[WAITING_KIND_COUNT] = { "missing",
	"settlement-difference", "expired" };

static struct waiting *
add(struct book *book, struct waitings *waitings, enum waiting_kind kind,
	const struct order *order, struct err *err)
{
	struct waiting *w = vec_push(waitings, book->arena, err);

	if (w == NULL)
		return NULL;
	w->kind = kind;
	w->order = order;
	w->account = "";
	return w;
}

/* By what the hall says that it was paid. */
static enum source
source_of(const struct order *order)
{
	if (strcmp(order->pay_method, source_names[SOURCE_WECHAT]) == 0)
		return SOURCE_WECHAT;
	if (strcmp(order->pay_method, source_names[SOURCE_ALIPAY]) == 0)
		return SOURCE_ALIPAY;
	return SOURCE_BANK;
}

/* A missing bill is no missing payment: the day is its arrival. */
static int
from_claim(struct book *book, const struct order *order,
	struct waitings *waitings, struct err *err)
{
	struct waiting *w;
	char day[DAY_TEXT_SIZE];

	if (order->now.verdict != VERDICT_AWAITING)
		return 0;
	w = add(book, waitings, WAITING_MISSING, order, err);
	if (w == NULL)
		return -1;
	w->source = source_of(order);
	if (w->source == SOURCE_BANK)
		w->account = order->policy->receiving_account;
	w->day = order->claimed_at.day;
	w->amount = order->claimed_fen;
	w->becomes_on = DAY_NONE;
	if (verdict_claim_covered(book, order)) {
		w->becomes_on = verdict_missing_on(order);
		w->note = N_("claimed, and its bill does not have it");
		return 0;
	}
	w->note = note_make(book->arena, err,
		w->source == SOURCE_BANK
			? N_("when the statement of %1 is here")
			: N_("when the bill of %1 is here"),
		1, day_text(w->day, day));
	return w->note == NULL ? -1 : 0;
}

static int
from_attempt(struct book *book, const struct order *order,
	struct waitings *waitings, struct err *err)
{
	const struct attempt *a = verify_latest(order);
	struct waiting *w;

	if (a == NULL || verify_expires_on(order, a) == DAY_NONE)
		return 0;
	w = add(book, waitings, WAITING_EXPIRED, order, err);
	if (w == NULL)
		return -1;
	w->source = SOURCE_BANK;
	w->day = a->since;
	w->amount = a->mode == VERIFY_INBOUND ? 1 : -1;
	w->becomes_on = verify_expires_on(order, a);
	w->note = a->mode == VERIFY_INBOUND
		? N_("the applicant's 0.01 did not come yet")
		: N_("our 0.01 stands in no statement yet");
	return 0;
}

static int
add_bill_day(struct book *book, const struct bill_day *bill, int32_t becomes_on,
	struct waitings *waitings, struct err *err)
{
	struct waiting *w = add(book, waitings, WAITING_SETTLEMENT_DIFFERENCE,
		NULL, err);

	if (w == NULL)
		return -1;
	w->source = bill->source;
	w->account = bill->merchant;
	w->day = bill->day;
	w->amount = bill->net;
	w->note = N_("nothing settled it yet");
	w->becomes_on = becomes_on;
	return 0;
}

static int
from_bill_day(struct book *book, const struct bill_day *bill,
	struct waitings *waitings, struct err *err)
{
	int32_t becomes_on;
	bool late;

	if (discrepancy_is_unsettled(book, bill, book->date, &late, err) < 0)
		return -1;
	if (late || bill->net <= 0 || bill->settled_by != 0)
		return 0;
	if (calendar_add(&book->calendar, bill->day,
		    DISCREPANCY_SETTLED_WITHIN, &becomes_on, err) < 0)
		return -1;
	return add_bill_day(book, bill, becomes_on, waitings, err);
}

/* --- all of them --- */

static int
by_text(const char *a, const char *b)
{
	const int order = strcmp(a, b);

	return order < 0 ? -1 : order > 0;
}

/* What waits for a bill comes last. */
static int
by_day(const void *x, const void *y)
{
	const struct waiting *a = x, *b = y;
	int order = (a->becomes_on == DAY_NONE) - (b->becomes_on == DAY_NONE);

	if (order == 0 && a->becomes_on != b->becomes_on)
		order = a->becomes_on < b->becomes_on ? -1 : 1;
	if (order == 0)
		order = (int)a->kind - (int)b->kind;
	if (order == 0 && a->order != NULL)
		order = by_text(a->order->order_no, b->order->order_no);
	if (order == 0 && a->order != NULL)
		order = by_text(a->order->ca, b->order->ca);
	if (order == 0)
		order = (int)a->source - (int)b->source;
	if (order == 0)
		order = by_text(a->account, b->account);
	return order != 0 ? order : a->day < b->day ? -1 : 1;
}

int
waiting_collect(struct book *book, unsigned kinds, struct waitings *waitings,
	struct err *err)
{
	for (size_t i = 0; i < book->orders.count; i++) {
		const struct order *order = &book->orders.at[i];

		if ((kinds & 1U << WAITING_MISSING) &&
			from_claim(book, order, waitings, err) < 0)
			return -1;
		if ((kinds & 1U << WAITING_EXPIRED) &&
			from_attempt(book, order, waitings, err) < 0)
			return -1;
	}
	if (kinds & 1U << WAITING_SETTLEMENT_DIFFERENCE)
		for (size_t i = 0; i < book->bill_days.count; i++)
			if (from_bill_day(book, &book->bill_days.at[i],
				    waitings, err) < 0)
				return -1;
	if (waitings->count > 1)
		qsort(waitings->at, waitings->count, sizeof(*waitings->at),
			by_day);
	return 0;
}

/* Those that become breaks by ${day}; the others go. */
static void
keep_until(struct waitings *waitings, int32_t day)
{
	size_t kept = 0;

	for (size_t i = 0; i < waitings->count; i++) {
		const struct waiting *w = &waitings->at[i];

		if (w->becomes_on != DAY_NONE && w->becomes_on <= day)
			waitings->at[kept++] = *w;
	}
	waitings->count = kept;
}

/* A bill day that is a break in the night of ${next}, and not tonight. */
static int
bill_day_with_next(struct book *book, const struct bill_day *bill,
	int32_t next, struct waitings *waitings, struct err *err)
{
	bool late, then;

	if (discrepancy_is_unsettled(book, bill, book->date, &late, err) < 0 ||
		discrepancy_is_unsettled(book, bill, next, &then, err) < 0)
		return -1;
	if (late || !then)
		return 0;
	return add_bill_day(book, bill, next, waitings, err);
}

int
waiting_with_next(
	struct book *book, struct waitings *waitings, struct err *err)
{
	const unsigned no_calendar =
		1U << WAITING_MISSING | 1U << WAITING_EXPIRED;
	const int32_t next = book->date + 1;

	if (waiting_collect(book, no_calendar, waitings, err) < 0)
		return -1;
	keep_until(waitings, next);
	for (size_t i = 0; i < book->bill_days.count; i++)
		if (bill_day_with_next(book, &book->bill_days.at[i], next,
			    waitings, err) < 0)
			return -1;
	return 0;
}
