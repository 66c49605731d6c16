/*
 * What a night decided, as short texts.
 */
#include "base/buf.h"
#include "core/verify.h"
#include "maker_internal.h"
#include "model/money.h"

#include <stdlib.h>
#include <string.h>

static const char *
text(struct maker *m, const struct buf *buf)
{
	const char *copy =
		arena_text(&m->arena, buf_text(buf), buf->len, &m->err);

	maker_must(copy != NULL, m);
	return copy;
}

struct order *
maker_find_order(const struct maker *m, const char *order_no)
{
	for (size_t i = 0; i < m->book.orders.count; i++)
		if (strcmp(m->book.orders.at[i].order_no, order_no) == 0)
			return &m->book.orders.at[i];
	return NULL;
}

struct book_entry *
maker_find_entry(const struct maker *m, const char *external_id)
{
	for (size_t i = 0; i < m->book.entries.count; i++)
		if (strcmp(m->book.entries.at[i].external_id, external_id) == 0)
			return &m->book.entries.at[i];
	return NULL;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *
sorted(struct maker *m, const char **words, size_t count, const char *between)
{
	struct buf buf = BUF_INIT;
	const char *all;

	qsort(words, count, sizeof(*words), by_text);
	for (size_t i = 0; i < count; i++)
		buf_printf(&buf, "%s%s", i > 0 ? between : "", words[i]);
	all = text(m, &buf);
	buf_release(&buf);
	return all;
}

/* "CF1=250.00 CF2=200.00" */
static const char *
say_allocations(struct maker *m, const struct book_entry *entry)
{
	const struct book *book = &m->book;
	const char *words[MAKER_MAX];
	char fen[MONEY_TEXT_SIZE];
	size_t count = 0;

	for (size_t i = 0; i < book->allocations.count; i++) {
		const struct allocation *a = &book->allocations.at[i];

		/* 0: undone. */
		if (a->entry_id != entry->id || a->amount == 0)
			continue;
		maker_must(count < MAKER_MAX, m);
		words[count] = arena_format(&m->arena, &m->err, "%s=%s",
			book->orders.at[a->order].order_no,
			money_text(a->amount, fen));
		maker_must(words[count++] != NULL, m);
	}
	return sorted(m, words, count, " ");
}

/* "CF1,CF2" */
static const char *
say_candidates(struct maker *m, const struct book_entry *entry)
{
	const char *words[MAKER_MAX];

	maker_must(entry->candidates.count <= MAKER_MAX, m);
	for (size_t i = 0; i < entry->candidates.count; i++)
		words[i] = m->book.orders.at[entry->candidates.at[i]].order_no;
	return sorted(m, words, entry->candidates.count, ",");
}

const char *
maker_fate(struct maker *m, const char *external_id)
{
	static const char *const fates[] = { [FATE_OPEN] = "suspense",
		[FATE_STOPPED] = "suspense",
		[FATE_MATCHED] = "matched",
		[FATE_VERIFICATION] = "verification",
		[FATE_PAYMENT] = "payment",
		[FATE_SETTLED] = "settled",
		[FATE_WRITTEN_OFF] = "written off",
		[FATE_STANDS] = "stands" };
	const struct book_entry *entry = maker_find_entry(m, external_id);
	struct buf buf = BUF_INIT;
	const char *words, *money, *candidates;

	if (entry == NULL)
		return "explained before";
	money = say_allocations(m, entry);
	candidates = say_candidates(m, entry);
	buf_printf(&buf, "%s%s%s%s%s", fates[entry->fate], money[0] ? " " : "",
		money, candidates[0] ? " " : "", candidates);
	if (entry->rule[0] != '\0')
		buf_printf(&buf, " by %s", entry->rule);
	words = text(m, &buf);
	buf_release(&buf);
	return words;
}

static const char *
order_no_of(const struct maker *m, int64_t id)
{
	for (size_t i = 0; i < m->book.orders.count; i++)
		if (m->book.orders.at[i].id == id)
			return m->book.orders.at[i].order_no;
	return "";
}

/* An entry is called by its number, as it may be explained by now. */
const char *
maker_breaks(struct maker *m)
{
	const char *words[MAKER_MAX];
	char day[DAY_TEXT_SIZE];
	size_t count = 0;

	for (size_t i = 0; i < m->book.discrepancies.count; i++) {
		const struct discrepancy *d = &m->book.discrepancies.at[i];
		const char *no = order_no_of(
			m, d->order_id != 0 ? d->order_id : d->also_order_id);

		maker_must(count < MAKER_MAX, m);
		if (d->day != DAY_NONE)
			words[count] = arena_format(&m->arena, &m->err, "%s %s",
				break_kind_names[d->kind],
				day_text(d->day, day));
		else if (d->entry_id != 0)
			words[count] = arena_format(&m->arena, &m->err,
				"%s E%lld%s%s", break_kind_names[d->kind],
				(long long)d->entry_id, no[0] ? " " : "", no);
		else
			words[count] = arena_format(&m->arena, &m->err, "%s %s",
				break_kind_names[d->kind], no);
		maker_must(words[count++] != NULL, m);
	}
	return sorted(m, words, count, "; ");
}

const struct discrepancy *
maker_find_break(const struct maker *m, enum break_kind kind)
{
	for (size_t i = 0; i < m->book.discrepancies.count; i++)
		if (m->book.discrepancies.at[i].kind == kind)
			return &m->book.discrepancies.at[i];
	return NULL;
}

const char *
maker_verdict(const struct maker *m, const char *order_no)
{
	const struct order *order = maker_find_order(m, order_no);

	return order == NULL ? "?" : verdict_names[order->now.verdict];
}

const char *
maker_attempt(struct maker *m, const char *order_no)
{
	const struct attempt *a = verify_latest(maker_find_order(m, order_no));
	const char *words;

	if (a == NULL)
		return "";
	words = arena_format(&m->arena, &m->err, "%s %d %s",
		verify_mode_names[a->mode], a->number,
		attempt_state_names[a->state]);
	maker_must(words != NULL, m);
	return words;
}

const char *
maker_release(struct maker *m, const char *order_no)
{
	const struct release *r = &maker_find_order(m, order_no)->release;
	const char *words;

	if (r->state == RELEASE_NONE)
		return "";
	words = arena_format(&m->arena, &m->err, "%s %d",
		release_state_names[r->state], r->turn);
	maker_must(words != NULL, m);
	return words;
}

const char *
maker_handouts(struct maker *m)
{
	const char *words[MAKER_MAX];
	size_t count = 0;

	for (size_t i = 0; i < m->book.handouts.count; i++) {
		const struct handout *h = &m->book.handouts.at[i];

		maker_must(count < MAKER_MAX, m);
		words[count] = maker_join(m, maker_join(m, h->folder, " "),
			m->book.orders.at[h->order].order_no);
		count++;
	}
	return sorted(m, words, count, "; ");
}
