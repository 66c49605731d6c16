/*
 * Nights: what one decides stands in the next.
 */
#include "core/decide.h"
#include "core/verify.h"
#include "maker_internal.h"

#include <string.h>

int
maker_try(struct maker *m)
{
	maker_open_lines(m);
	m->decided = true;
	return decide(&m->book, &m->err);
}

void
maker_decide(struct maker *m)
{
	maker_must(maker_try(m) == 0, m);
	maker_check_lines(m);
}

static void
carry_codes(struct maker *m, struct order *order)
{
	struct release *release = &order->release;
	const struct attempt *latest = verify_latest(order);
	/* A PIN that travels in the transfer is the attempt's code. */
	const bool travels = latest != NULL && latest->code_id == CODE_NEW &&
		release->code_id == CODE_NEW &&
		order->policy->pin_channel == PIN_BANK_REMARK &&
		latest->mode == VERIFY_OUTBOUND;

	for (size_t i = 0; i < order->attempts.count; i++) {
		struct attempt *attempt = &order->attempts.at[i];

		if (attempt->code_id == CODE_NEW)
			attempt->code_id = maker_new_code(m, attempt->code);
	}
	if (travels)
		release->code_id = latest->code_id;
	else if (release->code_id == CODE_NEW)
		release->code_id = ++m->last_code;
}

static bool
is_done(const struct order *order)
{
	return order->known && !order->priced_anew &&
		(order->was.verdict == VERDICT_PAID ||
			order->was.verdict == VERDICT_WAIVED ||
			order->was.verdict == VERDICT_REFUNDED);
}

static void
carry_order(const struct maker *m, struct order *order, bool same_night)
{
	if (m->decided) {
		order->price_kept = same_night &&
			(is_done(order) ||
				(order->price_kept && !order->priced_anew));
		order->was = order->now;
		order->known = true;
		order->priced_anew = false;
	}
	order->now = (struct order_state){ .paid = 0 };
	order->money.at = NULL;
	order->money.count = order->money.size = 0;
	order->suspended.at = NULL;
	order->suspended.count = order->suspended.size = 0;
	for (size_t i = 0; i < order->attempts.count; i++) {
		struct attempt *attempt = &order->attempts.at[i];

		attempt->seq += (int)attempt->events.count;
		attempt->events.at = NULL;
		attempt->events.count = attempt->events.size = 0;
	}
	order->release.seq += (int)order->release.events.count;
	order->release.events.at = NULL;
	order->release.events.count = order->release.events.size = 0;
}

static void
carry_handouts(struct maker *m)
{
	for (size_t i = 0; i < m->book.handouts.count; i++) {
		struct handout *handout = MAKER_ADD(m, &m->outbox);

		*handout = m->book.handouts.at[i];
	}
}

static void
carry_entries(struct maker *m, struct book *next)
{
	for (size_t i = 0; i < m->book.entries.count; i++) {
		const struct book_entry *was = &m->book.entries.at[i];
		struct book_entry *entry;

		if ((was->fate != FATE_OPEN && was->fate != FATE_STOPPED) ||
			was->kind == ENTRY_FEE)
			continue;
		entry = MAKER_ADD(m, &next->entries);
		*entry = *was;
		entry->kind_was = was->kind;
		entry->fate = FATE_OPEN;
		entry->is_new = was->is_new && !m->decided;
		entry->rule = entry->note = "";
		entry->proposal_id = 0;
		entry->freed = false;
		entry->payer_mismatch = entry->tied = false;
		entry->candidates = entry->named =
			(struct order_set){ .count = 0 };
	}
}

/* What was undone stands no longer. */
static void
carry_allocations(struct book *next)
{
	size_t kept = 0;

	for (size_t i = 0; i < next->allocations.count; i++) {
		struct allocation *a = &next->allocations.at[i];

		if (a->amount == 0)
			continue;
		a->is_new = false;
		next->allocations.at[kept++] = *a;
	}
	next->allocations.count = kept;
}

static void
carry_breaks(struct maker *m, struct book *next)
{
	for (size_t i = 0; i < m->book.breaks.count; i++) {
		struct stored_break *stored = MAKER_ADD(m, &next->breaks);

		*stored = m->book.breaks.at[i];
	}
	for (size_t i = 0; i < m->book.steps.count; i++) {
		const struct break_step *step = &m->book.steps.at[i];
		struct stored_break *stored = NULL;

		for (size_t k = 0; k < next->breaks.count; k++)
			if (next->breaks.at[k].id == step->break_id)
				stored = &next->breaks.at[k];
		if (stored == NULL) {
			stored = MAKER_ADD(m, &next->breaks);
			stored->id = ++m->last_break;
		}
		stored->what = step->what;
		stored->open = step->open;
		stored->decided = step->proposal_id != 0;
		stored->closed_by = 0;
		stored->seq++;
	}
}

void
maker_next(struct maker *m, const char *date)
{
	struct book next;

	maker_empty(m, &next, maker_day(date));
	next.fees = m->book.fees;
	next.fee_load = m->book.fee_load;
	next.policies = m->book.policies;
	next.channels = m->book.channels;
	next.calendar = m->book.calendar;
	next.first_night = m->book.first_night == DAY_NONE
		? m->book.date
		: m->book.first_night;
	next.coverages = m->book.coverages;
	next.bill_days = m->book.bill_days;
	next.totals = m->book.totals;
	next.allocations = m->book.allocations;
	carry_allocations(&next);
	for (size_t i = 0; i < next.bill_days.count; i++)
		next.bill_days.at[i].is_new = false;
	for (size_t i = 0; i < m->book.orders.count; i++) {
		carry_codes(m, &m->book.orders.at[i]);
		carry_order(
			m, &m->book.orders.at[i], next.date == m->book.date);
	}
	next.orders = m->book.orders;
	carry_handouts(m);
	carry_entries(m, &next);
	carry_breaks(m, &next);
	maker_carry_lines(m, &next);
	m->book = next;
	m->decided = false;
}

void
maker_night(struct maker *m, const char *date)
{
	maker_next(m, date);
	maker_decide(m);
}

void
maker_deliver(struct maker *m)
{
	for (size_t i = 0; i < m->outbox.count; i++) {
		const struct handout *h = &m->outbox.at[i];
		struct order *order = &m->book.orders.at[h->order];
		struct release *release = &order->release;

		/* What was stopped meanwhile does not go out. */
		if (h->turn > 0 &&
			(release->state != RELEASE_QUEUED ||
				release->turn != h->turn))
			continue;
		if (h->turn > 0) {
			release->state = RELEASE_HANDED_OVER;
			release->shown = true;
			release->seq++;
		}
		if (strcmp(h->folder, "micro-deposit") == 0 && h->attempt > 0) {
			struct attempt *a = &order->attempts.at[h->attempt - 1];

			a->state = ATTEMPT_SENT;
			a->since = m->book.date;
			a->seq++;
		}
	}
	m->outbox.count = 0;
}

size_t
maker_news(const struct maker *m)
{
	const struct book *book = &m->book;
	size_t news =
		book->steps.count + book->handouts.count + book->undone.count;

	for (size_t i = 0; i < book->allocations.count; i++)
		news += book->allocations.at[i].is_new;
	for (size_t i = 0; i < book->bill_days.count; i++)
		news += book->bill_days.at[i].is_new;
	for (size_t i = 0; i < book->entries.count; i++)
		news += book->entries.at[i].kind !=
				book->entries.at[i].kind_was ||
			(book->entries.at[i].fate != FATE_OPEN &&
				book->entries.at[i].fate != FATE_STOPPED);
	for (size_t i = 0; i < book->orders.count; i++) {
		const struct order *o = &book->orders.at[i];

		news += o->release.events.count;
		for (size_t k = 0; k < o->attempts.count; k++)
			news += o->attempts.at[k].events.count;
		news += !o->known || o->was.verdict != o->now.verdict ||
			o->was.paid != o->now.paid ||
			o->was.refunded != o->now.refunded ||
			o->was.price.due != o->now.price.due;
	}
	return news;
}

void
maker_answer(struct maker *m, struct order *order, const char *status,
	const char *reason, const char *text)
{
	struct bank_answer *answer =
		MAKER_ADD(m, &verify_latest(order)->answers);

	*answer = (struct bank_answer){ status, reason, text };
}

void
maker_answer_carrier(struct maker *m, struct order *order, const char *status,
	const char *reason, const char *text)
{
	struct bank_answer *answer = MAKER_ADD(m, &order->release.answers);

	*answer = (struct bank_answer){ status, reason, text };
	order->release.sent_to = order->account;
}
