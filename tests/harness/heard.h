#ifndef HARNESS_HEARD_H
#define HARNESS_HEARD_H

#include "base/buf.h"
#include "base/err.h"
#include "format/format.h"
#include "parse.h"

#include <stdio.h>
#include <string.h>

/* A sink that writes down what it hears: "begin ACCOUNT CCY REF FROM TO",
 * "entry ...", "disagree ...", "end ...". */
struct heard {
	struct buf text;
	long begun, entries, ended, disagreed, ended_entries;
	char message[512];
};

static inline const char *
heard_day(int32_t value, char *text)
{
	return value == DAY_NONE ? "-" : day_text(value, text);
}

static inline int
heard_begin(void *ctx, const struct statement *st, struct err *err)
{
	struct heard *heard = ctx;
	char from[DAY_TEXT_SIZE], to[DAY_TEXT_SIZE];

	(void)err;
	heard->begun++;
	buf_printf(&heard->text, "begin %s %s %s %s %s\n", st->account,
		st->currency, st->reference, heard_day(st->from, from),
		heard_day(st->to, to));
	return 0;
}

static inline int
heard_entry(void *ctx, const struct statement *st, const struct entry *e,
	struct err *err)
{
	struct heard *heard = ctx;
	char booked[MOMENT_TEXT_SIZE];

	(void)st, (void)err;
	heard->entries++;
	buf_printf(&heard->text,
		"entry %ld %s %lld kind=%s marks=%u id=%s ref=%s name=%s "
		"account=%s original=%s remark=%s\n",
		e->line, moment_text(e->booked, booked), (long long)e->amount,
		entry_kind_names[e->kind], e->marks, e->external_id, e->ref,
		e->name, e->account, e->original, e->remark);
	return strcmp(e->txn, e->external_id) == 0 ? 0 : -1;
}

static inline int
heard_end(void *ctx, const struct statement *st, struct err *err)
{
	struct heard *heard = ctx;
	char from[DAY_TEXT_SIZE], to[DAY_TEXT_SIZE];

	(void)err;
	heard->ended++;
	heard->ended_entries += st->entries;
	buf_printf(&heard->text, "end %ld +%lld -%lld %s %s", st->entries,
		(long long)st->credit, (long long)st->debit,
		heard_day(st->from, from), heard_day(st->to, to));
	if (st->has_opening)
		buf_printf(
			&heard->text, " opening=%lld", (long long)st->opening);
	if (st->has_closing)
		buf_printf(
			&heard->text, " closing=%lld", (long long)st->closing);
	buf_puts(&heard->text, "\n");
	return 0;
}

static inline int
heard_disagree(void *ctx, const struct statement *st, const char *message,
	struct err *err)
{
	struct heard *heard = ctx;

	(void)st, (void)err;
	if (heard->disagreed++ == 0)
		snprintf(heard->message, sizeof(heard->message), "%s", message);
	buf_printf(&heard->text, "disagree %s\n", message);
	return 0;
}

/** heard_read(format, text, len, piece, heard, err): in pieces of ${piece}
 * bytes. */
static inline int
heard_read(const struct format *format, const char *text, size_t len,
	size_t piece, struct heard *heard, struct err *err)
{
	const struct sink sink = { .ctx = heard,
		.begin = heard_begin,
		.entry = heard_entry,
		.end = heard_end,
		.disagree = heard_disagree };

	return parse_bytes(format, text, len, piece, &sink, err);
}

static inline void
heard_forget(struct heard *heard)
{
	buf_release(&heard->text);
	*heard = (struct heard){ .begun = 0 };
}

#endif
