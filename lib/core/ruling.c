#include "core/ruling.h"

#include "base/err.h"
#include "base/i18n.h"
#include "core/match.h"
#include "core/remark.h"
#include "core/verify.h"

#include <string.h>

static const char *const sentences[RULING_VERB_COUNT] = {
	[RULING_MATCH] = N_("matched by %1, approved by %2: %3"),
	[RULING_SPLIT] = N_("split by %1, approved by %2: %3"),
	[RULING_REFUND] = N_("it is to go back, by %1, approved by %2: %3"),
	[RULING_WRITE_OFF] = N_("written off by %1, approved by %2: %3"),
	[RULING_UNDO] = N_("its match was undone by %1, approved by %2: %3"),
	[RULING_RELEASE] = N_("released by %1, approved by %2: %3"),
	[RULING_REOPEN] = N_("reopened by %1, approved by %2: %3"),
	[RULING_CLOSE] = N_("closed by %1, approved by %2: %3"),
};

const char *
ruling_sentence(enum ruling_verb verb)
{
	return sentences[verb];
}

static int
void_by(struct ruling *ruling, const char *why)
{
	ruling->applied = false;
	ruling->note = why;
	return 0;
}

static struct book_entry *
find_entry(struct book *book, int64_t id)
{
	for (size_t i = 0; i < book->entries.count; i++)
		if (book->entries.at[i].id == id)
			return &book->entries.at[i];
	return NULL;
}

/* The entry, while nothing has decided about it; else the ruling is void. */
static struct book_entry *
suspended(struct book *book, struct ruling *ruling)
{
	struct book_entry *entry = find_entry(book, ruling->entry_id);

	if (entry != NULL && entry->fate == FATE_OPEN)
		return entry;
	void_by(ruling, N_("the entry is no longer in suspense"));
	return NULL;
}

static void
decided(struct book *book, struct book_entry *entry, const struct ruling *r)
{
	entry->proposal_id = r->proposal_id;
	entry->people = r->people;
	book->changes++;
}

static void
finished(struct book *book, struct book_entry *entry, const struct ruling *r,
	enum fate fate)
{
	decided(book, entry, r);
	entry->fate = fate;
	entry->rule = ruling_verb_names[r->verb];
	entry->note = r->people;
}

/* --- match and split --- */

/* Whether all parts may go where they are to go: no order gives back more
 * than stands on it. */
static const char *
unfit(const struct book *book, const struct ruling *ruling)
{
	for (size_t i = 0; i < ruling->parts.count; i++) {
		const struct ruling_part *part = &ruling->parts.at[i];
		const struct order *o;

		if (part->order == NOBODY)
			return N_("an order is no longer known");
		o = &book->orders.at[part->order];
		if (part->amount < 0 &&
			o->now.paid - o->now.refunded < -part->amount)
			return N_("more goes back than stands on the order");
	}
	return NULL;
}

/* A channel gives back what came through it, before the earlier payment. */
static bool
is_nearer(const struct book_entry *refund, const struct allocation *a,
	const struct allocation *b)
{
	const bool own = a->account_id == refund->account_id;

	if (own != (b->account_id == refund->account_id))
		return own;
	return moment_compare(a->booked, b->booked) < 0;
}

/* The payment that a refund of one order undoes: of those of which so much is
 * left, one of the refund's own account, else of any; the earliest. */
static int64_t
undone_by(const struct book *book, const struct book_entry *refund,
	const struct ruling_part *part)
{
	const struct order *o = &book->orders.at[part->order];
	const struct allocation *best = NULL;

	for (size_t i = 0; i < o->money.count; i++) {
		const struct allocation *a =
			&book->allocations.at[o->money.at[i]];

		if (a->amount <= 0 || match_left(book, a) < -part->amount)
			continue;
		if (best == NULL || is_nearer(refund, a, best))
			best = a;
	}
	return best == NULL ? 0 : best->entry_id;
}

static int
apply_match(struct book *book, struct ruling *ruling, struct err *err)
{
	struct book_entry *entry = suspended(book, ruling);
	const char *why = unfit(book, ruling);

	if (entry == NULL || why != NULL)
		return entry == NULL ? 0 : void_by(ruling, why);
	finished(book, entry, ruling, FATE_MATCHED);
	for (size_t i = 0; i < ruling->parts.count; i++) {
		const struct ruling_part *part = &ruling->parts.at[i];
		const struct order *o = &book->orders.at[part->order];

		if (part->amount < 0 && ruling->parts.count == 1)
			entry->undoes = undone_by(book, entry, part);
		if (match_allocate(book, entry, part->order, part->amount,
			    match_is_own(o, entry), err) < 0)
			return -1;
	}
	return 0;
}

/* --- what stays in suspense, or leaves it otherwise --- */

static int
apply_refund(struct book *book, struct ruling *ruling, struct err *err)
{
	struct book_entry *entry = suspended(book, ruling);

	(void)err;
	if (entry == NULL)
		return 0;
	decided(book, entry, ruling);
	entry->people_say = PEOPLE_REFUND;
	return 0;
}

static int
apply_write_off(struct book *book, struct ruling *ruling, struct err *err)
{
	struct book_entry *entry = suspended(book, ruling);

	(void)err;
	if (entry == NULL)
		return 0;
	if (entry->sent_back > 0)
		return void_by(ruling, N_("part of it went back meanwhile"));
	finished(book, entry, ruling, FATE_WRITTEN_OFF);
	return 0;
}

/* The rules decide as if the payer were the right one. */
static int
apply_release(struct book *book, struct ruling *ruling, struct err *err)
{
	struct book_entry *entry = suspended(book, ruling);

	(void)err;
	if (entry == NULL)
		return 0;
	decided(book, entry, ruling);
	entry->freed = true;
	return 0;
}

/* --- undo --- */

/* Why a payment must stay on its orders: a refund that people matched since the
 * undoing was proposed took it back.  What went out is never needed. */
static const char *
needed(const struct book *book, const struct book_entry *entry)
{
	for (size_t i = 0; i < book->allocations.count; i++) {
		const struct allocation *a = &book->allocations.at[i];
		const struct order_state *now = &book->orders.at[a->order].now;

		if (a->entry_id != entry->id || a->amount <= 0)
			continue;
		if (match_left(book, a) < a->amount)
			return N_("part of it went back meanwhile");
		if (now->paid - now->refunded < a->amount)
			return N_("more goes back than stands on the order");
	}
	return NULL;
}

static int
apply_undo(struct book *book, struct ruling *ruling, struct err *err)
{
	struct book_entry *entry = find_entry(book, ruling->entry_id);
	struct undone *undone;
	const char *why;

	if (entry == NULL || !entry->stands)
		return void_by(ruling, N_("its match no longer stands"));
	why = needed(book, entry);
	if (why != NULL)
		return void_by(ruling, why);
	undone = vec_push(&book->undone, book->arena, err);
	if (undone == NULL)
		return -1;
	*undone = (struct undone){ entry->id, ++entry->turn,
		ruling->proposal_id };
	for (size_t i = 0; i < book->allocations.count; i++) {
		struct allocation *a = &book->allocations.at[i];
		struct order_state *now = &book->orders.at[a->order].now;

		if (a->entry_id != entry->id)
			continue;
		if (a->amount < 0)
			now->refunded += a->amount;
		else
			now->paid -= a->amount;
		/* Nothing of it is left: no refund finds it any more. */
		a->amount = 0;
	}
	entry->stands = false;
	entry->fate = FATE_OPEN;
	entry->people_say = PEOPLE_UNDONE;
	decided(book, entry, ruling);
	return 0;
}

/* --- attempts and breaks --- */

static int
apply_reopen(struct book *book, struct ruling *ruling, struct err *err)
{
	struct attempt *latest = ruling->order == NOBODY
		? NULL
		: verify_latest(&book->orders.at[ruling->order]);

	(void)err;
	if (latest == NULL || latest->number != ruling->attempt ||
		(latest->state != ATTEMPT_RETURNED &&
			latest->state != ATTEMPT_LOCKED &&
			latest->state != ATTEMPT_EXPIRED))
		return void_by(ruling,
			N_("the attempt is no longer the last, or not over"));
	if (verify_mode_of(&book->orders.at[ruling->order]) == VERIFY_NONE)
		return void_by(ruling,
			N_("the account is not to be verified any more"));
	latest->reopened = true;
	book->changes++;
	return 0;
}

static int
apply_close(struct book *book, struct ruling *ruling, struct err *err)
{
	(void)err;
	for (size_t i = 0; i < book->breaks.count; i++) {
		struct stored_break *b = &book->breaks.at[i];

		if (b->id != ruling->break_id || !b->open)
			continue;
		b->closed_by = ruling->proposal_id;
		b->people = ruling->people;
		book->changes++;
		return 0;
	}
	return void_by(ruling, N_("the break is resolved already"));
}

static int (*const verbs[RULING_VERB_COUNT])(
	struct book *book, struct ruling *ruling, struct err *err) = {
	[RULING_MATCH] = apply_match,
	[RULING_SPLIT] = apply_match,
	[RULING_REFUND] = apply_refund,
	[RULING_WRITE_OFF] = apply_write_off,
	[RULING_UNDO] = apply_undo,
	[RULING_RELEASE] = apply_release,
	[RULING_REOPEN] = apply_reopen,
	[RULING_CLOSE] = apply_close,
};

/* Bank money that people send back, found from the debit. */
static int
index_to_refund(struct book *book, struct err *err)
{
	for (size_t i = 0; i < book->entries.count; i++) {
		const struct book_entry *e = &book->entries.at[i];

		if (e->people_say == PEOPLE_REFUND &&
			order_set_add(&book->to_refund, i, book->arena, err) <
				0)
			return -1;
	}
	return 0;
}

int
ruling_apply(struct book *book, struct err *err)
{
	for (size_t i = 0; i < book->entries.count; i++)
		if (book->entries.at[i].stands)
			book->entries.at[i].fate = FATE_STANDS;
	for (size_t i = 0; i < book->rulings.count; i++) {
		struct ruling *r = &book->rulings.at[i];

		r->applied = true;
		r->note = r->people;
		if (verbs[r->verb](book, r, err) < 0)
			return -1;
	}
	return index_to_refund(book, err);
}

void
ruling_check(struct book *book)
{
	for (size_t i = 0; i < book->rulings.count; i++) {
		struct ruling *r = &book->rulings.at[i];
		const struct book_entry *entry =
			r->verb == RULING_RELEASE && r->applied
			? find_entry(book, r->entry_id)
			: NULL;

		if (entry != NULL && entry->fate != FATE_MATCHED)
			void_by(r, N_("no rule finds one order for it"));
	}
}
