#include "core/discrepancy.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "core/match.h"
#include "core/release.h"
#include "core/verify.h"
#include "core/workdays.h"
#include "model/money.h"
#include "model/note.h"

#include <stdlib.h>
#include <string.h>

static struct discrepancy *
add(struct book *book, enum break_kind kind, const char *note, int64_t amount,
	struct err *err)
{
	struct discrepancy *d =
		vec_push(&book->discrepancies, book->arena, err);

	if (d == NULL || note == NULL)
		return NULL;
	d->kind = kind;
	d->day = DAY_NONE;
	d->also_no = d->also_ca = "";
	d->note = note;
	d->amount = amount;
	return d;
}

static int
about_order(struct book *book, const struct order *order, enum break_kind kind,
	const char *note, int64_t amount, struct err *err)
{
	struct discrepancy *d = add(book, kind, note, amount, err);

	if (d == NULL)
		return -1;
	d->order_id = order->id;
	return 0;
}

static int
about_entry(struct book *book, int64_t entry_id, const struct order *also,
	enum break_kind kind, const char *note, int64_t amount, struct err *err)
{
	struct discrepancy *d = add(book, kind, note, amount, err);

	if (d == NULL)
		return -1;
	d->entry_id = entry_id;
	if (also == NULL)
		return 0;
	d->also_order_id = also->id;
	d->also_no = also->order_no;
	d->also_ca = also->ca;
	return 0;
}

int
discrepancy_of_day(struct book *book, enum break_kind kind, int account_id,
	int32_t day, const char *note, int64_t amount, struct err *err)
{
	struct discrepancy *d = add(book, kind, note, amount, err);

	if (d == NULL)
		return -1;
	d->account_id = account_id;
	d->day = day;
	return 0;
}

/* --- orders --- */

static const char *
figures(struct book *book, const char *sentence, int64_t first, int64_t second,
	struct err *err)
{
	char a[MONEY_TEXT_SIZE], b[MONEY_TEXT_SIZE];

	return note_make(book->arena, err, sentence, 2, money_text(first, a),
		money_text(second, b));
}

static int
from_verdict(struct book *book, const struct order *order, struct err *err)
{
	static const enum break_kind kinds[VERDICT_COUNT] = {
		[VERDICT_SHORT] = BREAK_SHORT,
		[VERDICT_OVER] = BREAK_OVER,
		[VERDICT_DUPLICATE] = BREAK_DUPLICATE,
	};
	const struct order_state *now = &order->now;
	const int64_t stands = now->paid - now->refunded;
	char day[DAY_TEXT_SIZE], fen[MONEY_TEXT_SIZE];

	switch (now->verdict) {
	case VERDICT_SHORT:
	case VERDICT_OVER:
	case VERDICT_DUPLICATE:
		return about_order(book, order, kinds[now->verdict],
			figures(book, N_("%1 stands on it, %2 is due"), stands,
				now->price.due, err),
			stands - now->price.due, err);
	case VERDICT_MISSING:
		return about_order(book, order, BREAK_MISSING,
			note_make(book->arena, err,
				N_("claimed as paid on %1 with %2, but no "
				   "bill has it"),
				2, day_text(order->claimed_at.day, day),
				money_text(order->claimed_fen, fen)),
			order->claimed_fen, err);
	case VERDICT_UNPRICED:
		return about_order(book, order, BREAK_UNPRICED, now->price.note,
			stands, err);
	default:
		return 0;
	}
}

/* The break of one failed attempt. */
static int
from_attempt(struct book *book, const struct order *order,
	const struct attempt *a, struct err *err)
{
	if (a->failure == ATTEMPT_MISMATCH)
		return about_entry(book, a->entry_id, order,
			BREAK_PAYER_MISMATCH, a->reason, 1, err);
	if (a->failure == ATTEMPT_WRONG_CODE)
		return about_order(
			book, order, BREAK_WRONG_CODE, a->reason, 1, err);
	/* Returned, perhaps after the PIN was handed over. */
	return about_order(book, order,
		a->was_verified && order->release.shown
			? BREAK_RETURNED_AFTER_VERIFY
			: BREAK_RETURNED,
		a->reason, 1, err);
}

/* The bank did not take a transfer that carried a PIN and verified nothing. */
static int
from_carrier(struct book *book, const struct order *order, struct err *err)
{
	if (order->release.state != RELEASE_STOPPED ||
		!release_is_rejected(order))
		return 0;
	return about_order(
		book, order, BREAK_RETURNED, order->release.rejected, 1, err);
}

/* A failure stands until the next attempt opens or proves it.  An inbound
 * attempt opens with the 0.01 that it judges, so what failed before the latest
 * failure stands too: each payer's mismatch, and one break for wrong codes. */
static int
from_attempts(struct book *book, const struct order *order, struct err *err)
{
	bool said[ATTEMPT_STATE_COUNT] = { false };
	const struct attempt *latest = verify_latest(order);

	if (latest == NULL ||
		!(verify_is_failure(latest->state) ||
			latest->state == ATTEMPT_LOCKED))
		return from_carrier(book, order, err);
	for (size_t i = order->attempts.count; i-- > 0;) {
		const struct attempt *a = &order->attempts.at[i];

		if (a != latest &&
			(a->mode != VERIFY_INBOUND ||
				!verify_is_failure(a->state) || a->reopened))
			break;
		if (said[a->failure] && a->failure != ATTEMPT_MISMATCH)
			continue;
		said[a->failure] = true;
		if (from_attempt(book, order, a, err) < 0)
			return -1;
	}
	return 0;
}

/* Money before the papers were approved, to the second where both say one.
 * Approved at a time that nobody states is no accusation. */
static bool
is_before_review(const struct order *order, const struct allocation *a)
{
	if (!order->approved)
		return true;
	if (order->reviewed_at.day == DAY_NONE)
		return false;
	if (a->booked.second == NO_TIME || order->reviewed_at.second == NO_TIME)
		return a->booked.day < order->reviewed_at.day;
	return moment_compare(a->booked, order->reviewed_at) < 0;
}

static int
from_review(struct book *book, const struct order *order, struct err *err)
{
	int64_t sum = 0;

	if (!order->policy->review_before_payment)
		return 0;
	for (size_t i = 0; i < order->money.count; i++) {
		const struct allocation *a =
			&book->allocations.at[order->money.at[i]];

		if (a->amount > 0 && is_before_review(order, a))
			sum += match_left(book, a);
	}
	if (sum == 0)
		return 0;
	return about_order(book, order, BREAK_PAID_BEFORE_REVIEW,
		N_("paid before the papers were approved"), sum, err);
}

static int
from_release(struct book *book, const struct order *order, struct err *err)
{
	const enum verdict v = order->now.verdict;

	if (order->release.state != RELEASE_HANDED_OVER ||
		(v != VERDICT_REFUNDED && v != VERDICT_PART_REFUNDED))
		return 0;
	return about_order(book, order, BREAK_REVERSED_AFTER_RELEASE,
		N_("refunded after the PIN was handed over"),
		order->now.refunded, err);
}

/* --- the hall's claim against the channel's payment --- */

/* Whether the hall's claim is about that payment: by its transaction, or as
 * the only one. */
static bool
is_claimed(const struct book *book, const struct order *order,
	const struct allocation *payment)
{
	int payments = 0;

	if (order->claimed_trade_no[0] != '\0')
		return strcmp(payment->txn, order->claimed_trade_no) == 0;
	for (size_t i = 0; i < order->money.count; i++)
		payments += book->allocations.at[order->money.at[i]].amount > 0;
	return payments == 1;
}

static int
from_claim(struct book *book, const struct order *order, struct err *err)
{
	for (size_t i = 0; i < order->money.count; i++) {
		const struct allocation *a =
			&book->allocations.at[order->money.at[i]];
		const char *note;

		if (a->source == SOURCE_BANK || a->amount <= 0 ||
			match_left(book, a) <= 0)
			continue;
		if (!order->claimed)
			note = N_("the service hall does not know of this "
				  "payment");
		else if (a->amount != order->claimed_fen &&
			is_claimed(book, order, a))
			note = figures(book,
				N_("the service hall claims %1, the bill has "
				   "%2"),
				order->claimed_fen, a->amount, err);
		else
			continue;
		if (about_entry(book, a->entry_id, order, BREAK_STATUS_MISMATCH,
			    note, a->amount, err) < 0)
			return -1;
	}
	return 0;
}

/* --- entries that stand in suspense, settlements --- */

static int
by_number(const void *x, const void *y)
{
	const struct order *const *a = x, *const *b = y;
	const int order = strcmp((*a)->order_no, (*b)->order_no);

	return order != 0 ? order : strcmp((*a)->ca, (*b)->ca);
}

/* The candidates' numbers, so that people see them and a change shows. */
static const char *
candidates_note(
	struct book *book, const struct book_entry *entry, struct err *err)
{
	const size_t count = entry->candidates.count;
	const struct order **orders =
		arena_alloc(book->arena, count * sizeof(*orders), err);
	struct buf buf = BUF_INIT;
	const char *note = NULL;

	if (orders == NULL)
		return NULL;
	for (size_t i = 0; i < count; i++)
		orders[i] = &book->orders.at[entry->candidates.at[i]];
	qsort(orders, count, sizeof(*orders), by_number);
	for (size_t i = 0; i < count; i++)
		buf_printf(
			&buf, "%s%s", i > 0 ? ", " : "", orders[i]->order_no);
	if (buf_check(&buf, err) == 0)
		note = note_make(book->arena, err, N_("it could be %1"), 1,
			buf_text(&buf));
	buf_release(&buf);
	return note;
}

static enum break_kind
suspense_kind(const struct book_entry *entry)
{
	if (entry->payer_mismatch)
		return BREAK_PAYER_MISMATCH;
	if (entry->tied && entry->candidates.count > 1)
		return BREAK_AMBIGUOUS;
	return entry->kind == ENTRY_REFUND ? BREAK_REFUND_UNMATCHED
					   : BREAK_SUSPENSE;
}

static int
from_suspense(
	struct book *book, const struct book_entry *entry, struct err *err)
{
	const enum break_kind kind = suspense_kind(entry);
	const char *note = entry->note;
	struct discrepancy *d;

	if (entry->people_say != PEOPLE_NOTHING)
		note = entry->people;
	else if (note[0] == '\0' && kind == BREAK_PAYER_MISMATCH)
		note = N_("the order wants the applicant's own account, and "
			  "this is another payer");
	else if (note[0] == '\0' && entry->candidates.count > 0)
		note = candidates_note(book, entry, err);
	else if (note[0] == '\0')
		note = N_("nothing that is known explains it");
	d = add(book, kind, note, entry->amount - entry->sent_back, err);
	if (d == NULL)
		return -1;
	d->entry_id = entry->id;
	d->candidates = entry->candidates.at;
	d->candidate_count = entry->candidates.count;
	if (entry->candidates.count == 1)
		d->also_order_id = book->orders.at[entry->candidates.at[0]].id;
	return 0;
}

static int
from_entry(struct book *book, const struct book_entry *entry, struct err *err)
{
	switch (entry->fate) {
	case FATE_OPEN:
	case FATE_STOPPED:
		return entry->kind == ENTRY_FEE
			? 0
			: from_suspense(book, entry, err);
	case FATE_SETTLED:
		return entry->note[0] == '\0'
			? 0
			: about_entry(book, entry->id, NULL,
				  BREAK_SETTLEMENT_DIFFERENCE, entry->note,
				  entry->amount, err);
	default:
		return 0;
	}
}

int
discrepancy_is_unsettled(const struct book *book, const struct bill_day *bill,
	int32_t date, bool *late, struct err *err)
{
	*late = false;
	if (bill->net <= 0 || bill->settled_by != 0)
		return 0;
	return workdays_passed(&book->calendar, bill->day,
		DISCREPANCY_SETTLED_WITHIN, date, late, err);
}

static int
from_bill_day(struct book *book, const struct bill_day *bill, struct err *err)
{
	char day[DAY_TEXT_SIZE], fen[MONEY_TEXT_SIZE];
	bool late;

	if (discrepancy_is_unsettled(book, bill, book->date, &late, err) < 0)
		return -1;
	if (!late)
		return 0;
	return discrepancy_of_day(book, BREAK_SETTLEMENT_DIFFERENCE,
		bill->account_id, bill->day,
		note_make(book->arena, err,
			N_("%1 %2: nothing settled the %4 of bill day %3"), 4,
			source_names[bill->source], bill->merchant,
			day_text(bill->day, day), money_text(bill->net, fen)),
		bill->net, err);
}

int
discrepancy_collect(struct book *book, struct err *err)
{
	static int (*const of_order[])(struct book *, const struct order *,
		struct err *) = { from_verdict, from_attempts, from_review,
		from_release, from_claim };

	for (size_t i = 0; i < book->orders.count; i++)
		for (size_t k = 0; k < sizeof(of_order) / sizeof(*of_order);
			k++)
			if (of_order[k](book, &book->orders.at[i], err) < 0)
				return -1;
	for (size_t i = 0; i < book->entries.count; i++)
		if (from_entry(book, &book->entries.at[i], err) < 0)
			return -1;
	for (size_t i = 0; i < book->bill_days.count; i++)
		if (from_bill_day(book, &book->bill_days.at[i], err) < 0)
			return -1;
	return 0;
}
