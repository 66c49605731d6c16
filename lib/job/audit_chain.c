#include "job/audit_chain.h"

#include "base/err.h"
#include "base/i18n.h"
#include "model/note.h"
#include "store/store_audit.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define NUMBER_SIZE 24

static const char *
number(char text[NUMBER_SIZE], int64_t n)
{
	snprintf(text, NUMBER_SIZE, "%" PRId64, n);
	return text;
}

static const char *
head_number(char text[NUMBER_SIZE], int n)
{
	snprintf(text, NUMBER_SIZE, "%06d", n);
	return text;
}

/* Events between two that are there. */
static int
say_gap(struct audit_chain *c, const struct audit_event *event, struct err *err)
{
	char from[NUMBER_SIZE], to[NUMBER_SIZE];
	const struct finding finding = { .kind = "chain-gap",
		.seq = c->seq + 1,
		.note = note_make(&c->findings->arena, err,
			N_("events %1 to %2 are not there"), 2,
			number(from, c->seq + 1), number(to, event->seq - 1)) };

	return finding_add(c->findings, &finding, err);
}

static int
say_broken(struct audit_chain *c, const struct audit_event *event,
	const char *sentence, struct err *err)
{
	char seq[NUMBER_SIZE];
	const struct finding finding = { .kind = "chain-broken",
		.seq = event->seq,
		.run_id = event->run_id,
		.table = event->table,
		.note = note_make(&c->findings->arena, err, sentence, 1,
			number(seq, event->seq)) };

	return finding_add(c->findings, &finding, err);
}

/* What was signed is another chain: from when on, is known by the head before
 * that one.  Said once: all that follows differs, too. */
static int
say_rewritten(struct audit_chain *c, const struct kept_head *kept,
	struct err *err)
{
	char head[NUMBER_SIZE], seq[NUMBER_SIZE], from[NUMBER_SIZE];
	const int64_t good =
		c->head > 0 ? c->heads->at[c->head - 1].head.seq : 0;
	const struct finding finding = { .kind = "chain-rewritten",
		.seq = good + 1,
		.note = note_make(&c->findings->arena, err,
			N_("head %1 signed another event %2: between %3 and %2 "
			   "the chain was rewritten"),
			3, head_number(head, kept->head.number),
			number(seq, kept->head.seq), number(from, good + 1)) };

	if (c->rewritten)
		return 0;
	c->rewritten = true;
	return finding_add(c->findings, &finding, err);
}

/* The heads of this event. */
static int
meet_heads(struct audit_chain *c, const struct audit_event *event,
	struct err *err)
{
	for (; c->head < c->heads->count; c->head++) {
		const struct kept_head *kept = &c->heads->at[c->head];

		if (kept->head.seq > event->seq)
			break;
		if ((kept->head.seq < event->seq ||
			    strcmp(kept->head.hash, event->hash) != 0) &&
			say_rewritten(c, kept, err) < 0)
			return -1;
	}
	return 0;
}

static int
keep_rows(struct audit_chain *c, const struct audit_event *event,
	struct err *err)
{
	struct chained_rows *rows = vec_push(&c->rows, c->arena, err);

	if (rows == NULL)
		return -1;
	*rows = (struct chained_rows){ event->seq, event->run_id,
		arena_text(c->arena, event->table, strlen(event->table), err) };
	return rows->table == NULL ? -1 : 0;
}

static int
walk(void *ctx, const struct audit_event *event, struct err *err)
{
	struct audit_chain *c = ctx;
	const bool gap = event->seq != c->seq + 1;

	if (gap && say_gap(c, event, err) < 0)
		return -1;
	if (!event->is_whole &&
		say_broken(c, event,
			N_("event %1 is not what its hash is of"), err) < 0)
		return -1;
	if (!gap && strcmp(event->prev, c->hash) != 0 &&
		say_broken(c, event,
			N_("event %1 does not follow the one before it"), err) <
			0)
		return -1;
	c->seq = event->seq;
	memcpy(c->hash, event->hash, sizeof(c->hash));
	if (event->has_rows && keep_rows(c, event, err) < 0)
		return -1;
	return meet_heads(c, event, err);
}

/* The book ends before the last head: just where an older one was signed, or
 * somewhere else. */
static int
say_end(struct audit_chain *c, struct err *err)
{
	const struct kept_heads *heads = c->heads;
	const struct head *last, *old = NULL;
	char a[NUMBER_SIZE], b[NUMBER_SIZE], d[NUMBER_SIZE];
	struct finding finding = { .seq = c->seq + 1 };

	if (c->head >= heads->count || c->rewritten)
		return 0;
	last = &heads->at[heads->count - 1].head;
	if (c->head > 0)
		old = &heads->at[c->head - 1].head;
	if (old != NULL && old->seq == c->seq) {
		finding.kind = "book-restored";
		finding.note = note_make(&c->findings->arena, err,
			N_("the book is as old as head %1 of %2; head %3 was "
			   "signed after that"),
			3, head_number(a, old->number), old->at,
			head_number(b, last->number));
	} else {
		finding.kind = "chain-cut";
		finding.note = note_make(&c->findings->arena, err,
			N_("events %1 to %2, which head %3 signed, are not "
			   "there"),
			3, number(a, c->seq + 1), number(b, last->seq),
			head_number(d, last->number));
	}
	return finding_add(c->findings, &finding, err);
}

int
audit_chain_check(struct audit_chain *c, struct db *db, struct err *err)
{
	memset(c->hash, '0', HEAD_HEX);
	if (store_audit_chain(db, 0, walk, c, err) < 0)
		return -1;
	return say_end(c, err);
}

int64_t
audit_chain_unsigned(const struct audit_chain *c)
{
	const size_t count = c->heads->count;
	const int64_t last =
		count == 0 ? 0 : c->heads->at[count - 1].head.seq;

	return c->seq > last ? c->seq - last : 0;
}
