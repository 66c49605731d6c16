#include "store/store_decision.h"

#include "base/err.h"
#include "core/verify.h"
#include "db/db.h"

#include <string.h>

/* What all writers need. */
struct writing {
	struct db *db;
	struct book *book;
	int run_id;
	struct db_copy *copy;
	int64_t item_id;	/* the last that was given */
	int break_id;
};

static void
copy_id(struct db_copy *copy, int64_t id)
{
	if (id == 0)
		db_copy_null(copy);
	else
		db_copy_int8(copy, id);
}

/* A run's or proposal's number; 0: none. */
static void
copy_number(struct db_copy *copy, int number)
{
	if (number == 0)
		db_copy_null(copy);
	else
		db_copy_int4(copy, number);
}

static bool
is_used(const struct book_entry *e)
{
	return e->fate != FATE_OPEN && e->fate != FATE_STOPPED &&
		e->fate != FATE_STANDS;
}

static bool
state_changed(const struct order *o)
{
	const struct order_state *was = &o->was, *now = &o->now;

	return !o->known || o->priced_anew || was->verdict != now->verdict ||
		was->paid != now->paid || was->refunded != now->refunded ||
		was->price.priced != now->price.priced ||
		was->price.due != now->price.due ||
		was->price.load != now->price.load ||
		was->price.line != now->price.line ||
		strcmp(was->price.note, now->price.note) != 0;
}

/* --- one writer a table --- */

static void
write_rulings(struct writing *w)
{
	for (size_t i = 0; i < w->book->rulings.count; i++) {
		const struct ruling *r = &w->book->rulings.at[i];

		db_copy_row(w->copy);
		db_copy_int4(w->copy, r->proposal_id);
		db_copy_day(w->copy, w->book->date);
		db_copy_text(w->copy, r->applied ? "applied" : "void");
		db_copy_text(w->copy, r->note);
		db_copy_int4(w->copy, w->run_id);
	}
}

static void
write_undone(struct writing *w)
{
	for (size_t i = 0; i < w->book->undone.count; i++) {
		const struct undone *u = &w->book->undone.at[i];

		db_copy_row(w->copy);
		db_copy_int8(w->copy, u->entry_id);
		db_copy_int4(w->copy, u->turn);
		db_copy_int4(w->copy, u->proposal_id);
		db_copy_int4(w->copy, w->run_id);
	}
}

static void
write_kinds(struct writing *w)
{
	for (size_t i = 0; i < w->book->entries.count; i++) {
		const struct book_entry *e = &w->book->entries.at[i];

		if (e->kind == e->kind_was)
			continue;
		db_copy_row(w->copy);
		db_copy_int8(w->copy, e->id);
		db_copy_int4(w->copy, w->run_id);
		db_copy_text(w->copy, entry_kind_names[e->kind]);
	}
}

static const char *
use_of(const struct book_entry *e)
{
	switch (e->fate) {
	case FATE_MATCHED:
		return "orders";
	case FATE_VERIFICATION:
		return "verification";
	case FATE_SETTLED:
		return "bill-days";
	case FATE_WRITTEN_OFF:
		return "write-off";
	default:
		return "payment";
	}
}

static void
write_matches(struct writing *w)
{
	for (size_t i = 0; i < w->book->entries.count; i++) {
		const struct book_entry *e = &w->book->entries.at[i];

		if (!is_used(e))
			continue;
		db_copy_row(w->copy);
		db_copy_int8(w->copy, e->id);
		db_copy_int4(w->copy, e->turn + 1);
		db_copy_text(w->copy, e->rule);
		db_copy_text(w->copy, use_of(e));
		db_copy_int8(w->copy, e->amount);
		copy_id(w->copy, e->undoes);
		db_copy_text(w->copy, e->note);
		copy_number(w->copy, e->proposal_id);
		db_copy_int4(w->copy, w->run_id);
	}
}

static void
write_allocations(struct writing *w)
{
	for (size_t i = 0; i < w->book->allocations.count; i++) {
		const struct allocation *a = &w->book->allocations.at[i];

		if (!a->is_new)
			continue;
		db_copy_row(w->copy);
		db_copy_int8(w->copy, a->entry_id);
		db_copy_int4(w->copy, a->turn);
		db_copy_int8(w->copy, w->book->orders.at[a->order].id);
		db_copy_int8(w->copy, a->amount);
		db_copy_bool(w->copy, a->own_account);
		db_copy_int4(w->copy, w->run_id);
	}
}

static void
write_settled_days(struct writing *w)
{
	for (size_t i = 0; i < w->book->bill_days.count; i++) {
		const struct bill_day *d = &w->book->bill_days.at[i];

		if (!d->is_new)
			continue;
		db_copy_row(w->copy);
		db_copy_int4(w->copy, d->account_id);
		db_copy_day(w->copy, d->day);
		db_copy_int8(w->copy, d->settled_by);
		db_copy_int8(w->copy, d->net);
		db_copy_int4(w->copy, w->run_id);
	}
}

static void
write_states(struct writing *w)
{
	for (size_t i = 0; i < w->book->orders.count; i++) {
		const struct order *o = &w->book->orders.at[i];
		const struct price *p = &o->now.price;

		if (!state_changed(o))
			continue;
		db_copy_row(w->copy);
		db_copy_int8(w->copy, o->id);
		db_copy_int4(w->copy, w->run_id);
		db_copy_int4(w->copy, o->version);
		if (p->priced)
			db_copy_int8(w->copy, p->due);
		else
			db_copy_null(w->copy);
		if (p->line == 0) {
			db_copy_null(w->copy);
			db_copy_null(w->copy);
		} else {
			db_copy_int4(w->copy, p->load);
			db_copy_int4(w->copy, p->line);
		}
		db_copy_text(w->copy, p->note);
		db_copy_int8(w->copy, o->now.paid);
		db_copy_int8(w->copy, o->now.refunded);
		db_copy_text(w->copy, verdict_names[o->now.verdict]);
	}
}

static int64_t
verification_id(const struct order *o, const struct attempt *a)
{
	return o->id * 256 + a->number;
}

static void
write_verifications(struct writing *w)
{
	for (size_t i = 0; i < w->book->orders.count; i++) {
		const struct order *o = &w->book->orders.at[i];

		for (size_t k = 0; k < o->attempts.count; k++) {
			const struct attempt *a = &o->attempts.at[k];

			if (a->seq > 0)
				continue;
			db_copy_row(w->copy);
			db_copy_int8(w->copy, verification_id(o, a));
			db_copy_int8(w->copy, o->id);
			db_copy_int4(w->copy, a->number);
			db_copy_text(w->copy, verify_mode_names[a->mode]);
			db_copy_text(w->copy, a->end_to_end_id);
			db_copy_int4(w->copy, w->run_id);
		}
	}
}

static void
write_attempt_events(struct writing *w, const struct order *o,
	const struct attempt *a)
{
	for (size_t i = 0; i < a->events.count; i++) {
		const struct attempt_event *e = &a->events.at[i];

		db_copy_row(w->copy);
		db_copy_int8(w->copy, verification_id(o, a));
		db_copy_int4(w->copy, a->seq + (int)i + 1);
		db_copy_day(w->copy, w->book->date);
		db_copy_text(w->copy, attempt_state_names[e->state]);
		db_copy_text(w->copy, e->reason);
		db_copy_text(w->copy, e->account);
		copy_id(w->copy, e->code_id);
		copy_id(w->copy, e->entry_id);
		db_copy_int4(w->copy, w->run_id);
	}
}

static void
write_verification_events(struct writing *w)
{
	for (size_t i = 0; i < w->book->orders.count; i++) {
		const struct order *o = &w->book->orders.at[i];

		for (size_t k = 0; k < o->attempts.count; k++)
			write_attempt_events(w, o, &o->attempts.at[k]);
	}
}

static void
write_release_events(struct writing *w)
{
	for (size_t i = 0; i < w->book->orders.count; i++) {
		const struct order *o = &w->book->orders.at[i];
		const struct release *r = &o->release;

		for (size_t k = 0; k < r->events.count; k++) {
			const struct release_event *e = &r->events.at[k];

			db_copy_row(w->copy);
			db_copy_int8(w->copy, o->id);
			db_copy_int4(w->copy, r->seq + (int)k + 1);
			db_copy_int4(w->copy, e->turn);
			db_copy_day(w->copy, w->book->date);
			db_copy_text(w->copy, r->channel);
			db_copy_text(w->copy, release_state_names[e->state]);
			db_copy_text(w->copy, e->reason);
			copy_id(w->copy, e->code_id);
			db_copy_int4(w->copy, w->run_id);
		}
	}
}

static void
write_outbox(struct writing *w)
{
	for (size_t i = 0; i < w->book->handouts.count; i++) {
		const struct handout *h = &w->book->handouts.at[i];
		const struct order *o = &w->book->orders.at[h->order];

		db_copy_row(w->copy);
		db_copy_int8(w->copy, ++w->item_id);
		db_copy_text(w->copy, h->folder);
		db_copy_int8(w->copy, o->id);
		db_copy_int4(w->copy, h->turn);
		db_copy_text(w->copy, o->policy->receiving_account);
		copy_id(w->copy,
			h->attempt == 0 ? 0 : o->id * 256 + h->attempt);
		copy_id(w->copy, h->code_id);
		db_copy_int4(w->copy, w->run_id);
	}
}

/* New breaks get the next numbers. */
static void
write_breaks(struct writing *w)
{
	for (size_t i = 0; i < w->book->steps.count; i++) {
		struct break_step *s = &w->book->steps.at[i];

		if (s->break_id != 0)
			continue;
		s->break_id = ++w->break_id;
		db_copy_row(w->copy);
		db_copy_int4(w->copy, s->break_id);
		db_copy_text(w->copy, break_kind_names[s->what.kind]);
		copy_id(w->copy, s->what.order_id);
		copy_id(w->copy, s->what.entry_id);
		copy_number(w->copy, s->what.account_id);
		db_copy_day(w->copy, s->what.day);
		db_copy_int4(w->copy, w->run_id);
	}
}

static void
write_break_events(struct writing *w)
{
	for (size_t i = 0; i < w->book->steps.count; i++) {
		const struct break_step *s = &w->book->steps.at[i];

		db_copy_row(w->copy);
		db_copy_int4(w->copy, s->break_id);
		db_copy_int4(w->copy, s->seq + 1);
		db_copy_day(w->copy, w->book->date);
		db_copy_text(w->copy, s->open ? "open" : "resolved");
		copy_id(w->copy, s->what.also_order_id);
		db_copy_int8(w->copy, s->what.amount);
		db_copy_text(w->copy, s->what.note);
		copy_number(w->copy, s->proposal_id);
		db_copy_int4(w->copy, w->run_id);
	}
}

static void
write_break_candidates(struct writing *w)
{
	for (size_t i = 0; i < w->book->steps.count; i++) {
		const struct break_step *s = &w->book->steps.at[i];

		for (size_t k = 0; k < s->what.candidate_count; k++) {
			const size_t order = s->what.candidates[k];

			db_copy_row(w->copy);
			db_copy_int4(w->copy, s->break_id);
			db_copy_int4(w->copy, s->seq + 1);
			db_copy_int8(w->copy, w->book->orders.at[order].id);
			db_copy_int4(w->copy, w->run_id);
		}
	}
}

/* In the order of the foreign keys. */
static const struct table {
	enum sql_id query;
	void (*write)(struct writing *w);
} tables[] = {
	{ SQL_DECISION_COPY_RULING, write_rulings },
	{ SQL_DECISION_COPY_MATCH_UNDONE, write_undone },
	{ SQL_DECISION_COPY_ENTRY_KIND, write_kinds },
	{ SQL_DECISION_COPY_MATCH, write_matches },
	{ SQL_DECISION_COPY_ALLOCATION, write_allocations },
	{ SQL_DECISION_COPY_SETTLED_DAY, write_settled_days },
	{ SQL_DECISION_COPY_ORDER_STATE, write_states },
	{ SQL_DECISION_COPY_VERIFICATION, write_verifications },
	{ SQL_DECISION_COPY_VERIFICATION_EVENT, write_verification_events },
	{ SQL_DECISION_COPY_RELEASE_EVENT, write_release_events },
	{ SQL_DECISION_COPY_OUTBOX, write_outbox },
	{ SQL_DECISION_COPY_BREAKS, write_breaks },
	{ SQL_DECISION_COPY_BREAK_EVENT, write_break_events },
	{ SQL_DECISION_COPY_BREAK_CANDIDATE, write_break_candidates },
};

bool
store_decision_is_empty(const struct book *book)
{
	if (book->changes > 0 || book->rulings.count > 0 ||
		book->steps.count > 0 ||
		book->handouts.count > 0)
		return false;
	for (size_t i = 0; i < book->entries.count; i++)
		if (book->entries.at[i].kind != book->entries.at[i].kind_was)
			return false;
	for (size_t i = 0; i < book->orders.count; i++)
		if (state_changed(&book->orders.at[i]) ||
			book->orders.at[i].release.events.count > 0)
			return false;
	return true;
}

/* The highest numbers given so far. */
static int
next_ids(struct db *db, int64_t *item_id, int *break_id, struct err *err)
{
	struct db_rows *rows = NULL;
	int rc = -1;

	if (db_query(db, SQL_DECISION_NEXT_IDS, NULL, &rows, err) < 0)
		return -1;
	if (db_next(rows, err) > 0) {
		*item_id = db_get_int(rows, 0);
		*break_id = (int)db_get_int(rows, 1);
		rc = 0;
	}
	db_done(rows);
	return rc;
}

int
store_decision_write(struct db *db, int run_id, struct book *book,
	struct err *err)
{
	struct writing w = { .db = db, .book = book, .run_id = run_id };

	if (next_ids(db, &w.item_id, &w.break_id, err) < 0)
		return -1;
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++) {
		if (db_copy_begin(db, tables[i].query, &w.copy, err) < 0)
			return -1;
		tables[i].write(&w);
		if (db_copy_end(w.copy, err) < 0)
			return -1;
	}
	return 0;
}
