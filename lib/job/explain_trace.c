/*
 * explain_trace(): the entry is decided once more, over the little of the book
 * that it can touch, and the rules tell why.
 */
#include "job/explain.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/i18n.h"
#include "core/decide.h"
#include "core/trace.h"
#include "model/note.h"
#include "store/store_slice.h"

#include <string.h>

struct teller {
	struct arena *arena;
	struct explanation *out;
	const struct explained *event;
	const struct book *book;
};

static struct explained *
add(struct teller *t, const char *what, const char *note, struct err *err)
{
	struct explained *row = vec_push(t->out, t->arena, err);

	if (row == NULL || note == NULL)
		return NULL;
	*row = (struct explained){ .what = what,
		.at = "",
		.subject = t->event->subject,
		.note = note,
		.reason = "",
		.run_id = t->event->run_id };
	return row;
}

static int
say(struct teller *t, const char *note, struct err *err)
{
	return add(t, "rule", note, err) == NULL ? -1 : 0;
}

/* --- a candidate --- */

static const char *
entry_label(struct arena *arena, int64_t id, struct err *err)
{
	return arena_format(arena, err, "E%lld.%lld", (long long)(id >> 32),
		(long long)(id & 0xffffffff));
}

static const char *
label_of(struct teller *t, const struct trace_what *what, struct err *err)
{
	const struct order *o =
		what->order == NOBODY ? NULL : &t->book->orders.at[what->order];

	if (what->day != NULL)
		return arena_format(t->arena, err, "%s %s",
			source_names[what->day->source], what->day->merchant);
	if (what->entry_id != 0)
		return entry_label(t->arena, what->entry_id, err);
	if (what->attempt != 0)
		return arena_format(t->arena, err, "V%lld.%d", (long long)o->id,
			what->attempt);
	return arena_format(t->arena, err, "%s/%s", o->ca, o->order_no);
}

static int
tell_candidate(
	struct teller *t, const struct trace_candidate *c, struct err *err)
{
	const struct trace_what *what = &c->what;
	struct explained *row = add(
		t, "candidate", c->fits ? N_("fits") : N_("does not fit"), err);
	char day[DAY_TEXT_SIZE];

	if (row == NULL)
		return -1;
	row->subject = label_of(t, what, err);
	row->reason = c->note;
	if (what->day != NULL) {
		day_text(what->day->day, day);
		row->at = arena_text(t->arena, day, strlen(day), err);
	}
	return row->subject == NULL || row->at == NULL ? -1 : 0;
}

/* --- a rule --- */

static int
tell_rule(struct teller *t, const struct trace_rule *rule, struct err *err)
{
	static const char *const sentences[TRACE_OUTCOME_COUNT] = {
		[TRACE_SILENT] = N_("%1 has nothing to say"),
		[TRACE_SEVERAL] = N_("%1 has several answers"),
		[TRACE_ONE] = N_("%1 has one answer"),
		[TRACE_STOPPED] = N_("%1 lets no rule after it be asked"),
		[TRACE_HELD] = N_("%1 has one answer, but the money is held"),
		[TRACE_SKIPPED] = N_("%1 is not asked"),
	};
	struct explained *row = add(t, "rule",
		note_make(t->arena, err, sentences[rule->outcome], 1, rule->id),
		err);

	if (row == NULL)
		return -1;
	row->reason = rule->note;
	for (size_t i = 0; i < rule->candidates.count; i++)
		if (tell_candidate(t, &rule->candidates.at[i], err) < 0)
			return -1;
	return 0;
}

/* --- the entry --- */

static const struct book_entry *
find_entry(const struct book *book, int64_t id)
{
	for (size_t i = 0; i < book->entries.count; i++)
		if (book->entries.at[i].id == id)
			return &book->entries.at[i];
	return NULL;
}

/* What must be known to read the rules that follow. */
static int
tell_head(struct teller *t, const struct slice *slice,
	const struct book_entry *entry, struct err *err)
{
	if (!slice->looked_at &&
		say(t,
			N_("no nightly has looked at it yet; as the books "
			   "stand, it would come out so"),
			err) < 0)
		return -1;
	if (slice->cut &&
		say(t,
			N_("more hangs together with it than is looked at "
			   "here"),
			err) < 0)
		return -1;
	if (slice->rule[0] != '\0' && strcmp(slice->rule, entry->rule) != 0 &&
		say(t,
			note_make(t->arena, err,
				N_("decided by %1; looked at by itself, it "
				   "comes out otherwise"),
				1, slice->rule),
			err) < 0)
		return -1;
	if (t->book->trace->rules.count > 0)
		return 0;
	if (entry->proposal_id != 0)
		return say(t, N_("people decided: no rule was asked"), err);
	return say(t,
		note_make(t->arena, err, N_("no rule is for what it is: %1"), 1,
			entry_kind_names[entry->kind]),
		err);
}

static int
tell(struct teller *t, const struct slice *slice, int64_t entry_id, bool whole,
	struct err *err)
{
	const struct trace *trace = t->book->trace;
	const struct book_entry *entry = find_entry(t->book, entry_id);

	if (entry == NULL)
		return 0;
	if (whole && tell_head(t, slice, entry, err) < 0)
		return -1;
	for (size_t i = 0; i < trace->rules.count; i++) {
		const struct trace_rule *rule = &trace->rules.at[i];

		if ((whole || rule->outcome == TRACE_ONE) &&
			tell_rule(t, rule, err) < 0)
			return -1;
	}
	return 0;
}

int
explain_trace(struct db *db, const struct explained *event, bool whole,
	struct arena *arena, struct explanation *out, struct err *err)
{
	struct trace trace = { .entry_id = event->entry_id };
	struct book book = { .arena = arena, .trace = &trace };
	struct teller teller = {
		.arena = arena, .out = out, .event = event, .book = &book
	};
	struct slice slice;

	if (store_slice_load(db, event->entry_id, event->decided_in, &slice,
		    &book, err) < 0 ||
		decide(&book, err) < 0 || trace_check(&book, err) < 0)
		return -1;
	return tell(&teller, &slice, event->entry_id, whole, err);
}
