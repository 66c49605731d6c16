#include "core/trace.h"

#include "base/err.h"
#include "base/i18n.h"
#include "model/money.h"
#include "model/note.h"

#include <string.h>

const char *const trace_outcome_names[TRACE_OUTCOME_COUNT] = {
	[TRACE_SILENT] = N_("nothing to say"),
	[TRACE_SEVERAL] = N_("several answers"),
	[TRACE_ONE] = N_("one answer"),
	[TRACE_STOPPED] = N_("no rule after it is asked"),
	[TRACE_HELD] = N_("held"),
	[TRACE_SKIPPED] = N_("not asked"),
};

bool
trace_on(const struct book *book, const struct book_entry *entry)
{
	return book->trace != NULL && book->trace->entry_id == entry->id;
}

void
trace_begin(const struct book *book, const struct book_entry *entry)
{
	if (trace_on(book, entry))
		book->trace->rules.count = 0;
}

void
trace_ask(const struct book *book, const struct book_entry *entry,
	const char *rule)
{
	struct trace *trace = book->trace;
	struct trace_rule *new;

	if (!trace_on(book, entry))
		return;
	for (trace->at = 0; trace->at < trace->rules.count; trace->at++)
		if (strcmp(trace->rules.at[trace->at].id, rule) == 0)
			return;
	new = vec_push(&trace->rules, book->arena, &trace->err);
	if (new != NULL)
		*new = (struct trace_rule){ .id = rule, .note = "" };
}

/* The rule that speaks, or NULL when nobody listens. */
static struct trace_rule *
speaker(const struct book *book, const struct book_entry *entry)
{
	struct trace *trace = book->trace;

	return trace_on(book, entry) && trace->at < trace->rules.count
		? &trace->rules.at[trace->at]
		: NULL;
}

/* A sentence with as many of the two texts as are not NULL. */
static const char *
word(const struct book *book, const char *sentence, const char *first,
	const char *second)
{
	const size_t count = first == NULL ? 0 : second == NULL ? 1 : 2;
	const char *note = note_make(
		book->arena, &book->trace->err, sentence, count, first, second);

	return note == NULL ? "" : note;
}

void
trace_say(const struct book *book, const struct book_entry *entry,
	enum trace_outcome outcome, const char *note)
{
	struct trace_rule *rule = speaker(book, entry);

	if (rule == NULL)
		return;
	rule->outcome = outcome;
	/* Whoever finds something, the rules after it are not asked. */
	if (outcome != TRACE_SILENT && outcome != TRACE_SKIPPED)
		book->trace->rules.count = book->trace->at + 1;
	if (note != NULL && rule->note[0] == '\0')
		rule->note = note;
}

void
trace_because(const struct book *book, const struct book_entry *entry,
	const char *sentence, const char *text)
{
	struct trace_rule *rule = speaker(book, entry);

	if (rule != NULL)
		rule->note = word(book, sentence, text, NULL);
}

void
trace_because_fen(const struct book *book, const struct book_entry *entry,
	const char *sentence, int64_t first, int64_t second)
{
	struct trace_rule *rule = speaker(book, entry);
	char a[MONEY_TEXT_SIZE], b[MONEY_TEXT_SIZE];

	if (rule != NULL)
		rule->note = word(book, sentence, money_text(first, a),
			money_text(second, b));
}

bool
trace_skip(const struct book *book, const struct book_entry *entry,
	const char *rule, const char *why)
{
	if (!trace_on(book, entry))
		return false;
	trace_ask(book, entry, rule);
	trace_say(book, entry, TRACE_SKIPPED, why);
	return false;
}

/* --- candidates --- */

struct trace_what
trace_order(size_t order)
{
	return (struct trace_what){ .order = order };
}

struct trace_what
trace_attempt(size_t order, int number)
{
	return (struct trace_what){ .order = order, .attempt = number };
}

struct trace_what
trace_payment(size_t order, int64_t entry_id)
{
	return (struct trace_what){ .order = order, .entry_id = entry_id };
}

struct trace_what
trace_day(const struct bill_day *day)
{
	return (struct trace_what){ .order = NOBODY, .day = day };
}

static bool
same(const struct trace_what *a, const struct trace_what *b)
{
	return a->order == b->order && a->attempt == b->attempt &&
		a->entry_id == b->entry_id && a->day == b->day;
}

static void
put(const struct book *book, struct trace_rule *rule, struct trace_what what,
	bool fits, const char *note)
{
	struct trace_candidate *c = NULL;

	for (size_t i = rule->candidates.count; i-- > 0 && c == NULL;)
		if (same(&rule->candidates.at[i].what, &what))
			c = &rule->candidates.at[i];
	if (c == NULL)
		c = vec_push(&rule->candidates, book->arena, &book->trace->err);
	if (c != NULL)
		*c = (struct trace_candidate){ what, fits, note };
}

void
trace_candidate(const struct book *book, const struct book_entry *entry,
	struct trace_what what, bool fits, const char *sentence,
	const char *text)
{
	struct trace_rule *rule = speaker(book, entry);

	if (rule != NULL)
		put(book, rule, what, fits, word(book, sentence, text, NULL));
}

void
trace_candidate_fen(const struct book *book, const struct book_entry *entry,
	struct trace_what what, bool fits, const char *sentence, int64_t first,
	int64_t second)
{
	struct trace_rule *rule = speaker(book, entry);
	char a[MONEY_TEXT_SIZE], b[MONEY_TEXT_SIZE];

	if (rule != NULL)
		put(book, rule, what, fits,
			word(book, sentence, money_text(first, a),
				money_text(second, b)));
}

int
trace_check(const struct book *book, struct err *err)
{
	if (book->trace->err.code == ERR_NONE)
		return 0;
	*err = book->trace->err;
	return -1;
}
