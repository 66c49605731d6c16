#include "audit.h"

#include "io/decode.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SECONDS_OF_DAY 86400
#define MARKS_ALL (MARK_FEE | MARK_RETURN)

static void
promise(struct audit *audit, bool kept, const char *what)
{
	if (!kept && audit->broken[0] == '\0')
		snprintf(audit->broken, sizeof(audit->broken), "%s", what);
}

/* A remark is several lines; nothing else is. */
static void
check_text(struct audit *audit, const char *what, const char *text, bool lines)
{
	char broken[120];

	snprintf(broken, sizeof(broken), "%s is not clean UTF-8", what);
	if (text == NULL) {
		promise(audit, false, "a text is NULL");
		return;
	}
	for (size_t at = 0, len = strlen(text), where; at < len;
		at += where + 1) {
		if (decode_is_clean(text + at, len - at, &where))
			break;
		promise(audit, lines && text[at + where] == '\n', broken);
	}
}

void
audit_text(struct audit *audit, const char *what, const char *text)
{
	check_text(audit, what, text, false);
}

void
audit_failure(struct audit *audit, const struct err *err)
{
	promise(audit, err->code != ERR_NONE, "a failure without a code");
	promise(audit, err_status(err->code) == 3, "not a refusal of input");
	promise(audit, err->message[0] != '\0', "a failure without a message");
	audit_text(audit, "a message", err->message);
	audit_text(audit, "a hint", err->hint);
	audit->failed = true;
	audit->before = audit->said.len;
	buf_printf(&audit->said, "error %d %s | %s\n", (int)err->code,
		err->message, err->hint);
}

/* The call at which the sink is to fail fails. */
static int
refuse(struct audit *audit, struct err *err)
{
	audit->calls++;
	if (audit->refuse_after == 0 || audit->calls < audit->refuse_after)
		return 0;
	promise(audit, audit->calls == audit->refuse_after,
		"the sink was called after it had failed");
	return err_set(err, ERR_INPUT, AUDIT_REFUSAL);
}

static void
check_statement(struct audit *audit, const struct statement *st)
{
	audit_text(audit, "an account", st->account);
	audit_text(audit, "a currency", st->currency);
	audit_text(audit, "a statement's reference", st->reference);
	promise(audit, (unsigned)st->source < SOURCE_COUNT, "no such source");
	promise(audit, st->currency[0] == '\0' || strlen(st->currency) == 3,
		"a currency is three letters");
	promise(audit,
		st->from == DAY_NONE || st->to == DAY_NONE ||
			st->from <= st->to,
		"a period ends before it begins");
}

static void
say_statement(struct audit *audit, const char *call, const struct statement *st)
{
	buf_printf(&audit->said,
		"%s %d [%s] [%s] [%s] %" PRId32 "..%" PRId32 " %d %" PRId64
		" %d %" PRId64 " %ld %" PRId64 " %" PRId64 "\n",
		call, (int)st->source, st->account, st->currency, st->reference,
		st->from, st->to, st->has_opening, st->opening, st->has_closing,
		st->closing, st->entries, st->credit, st->debit);
}

static int
on_begin(void *ctx, const struct statement *st, struct err *err)
{
	struct audit *audit = ctx;

	promise(audit, !audit->open, "a statement begins in another");
	check_statement(audit, st);
	say_statement(audit, "begin", st);
	audit->open = true;
	audit->disagrees = false;
	audit->entries = 0;
	audit->credit = audit->debit = 0;
	return refuse(audit, err);
}

static void
check_entry(struct audit *audit, const struct entry *entry)
{
	const int32_t second = entry->booked.second;

	promise(audit, audit->open, "an entry outside of a statement");
	promise(audit, entry->line >= 1, "an entry without a line");
	promise(audit, (unsigned)entry->kind < ENTRY_KIND_COUNT,
		"no such kind");
	promise(audit, (entry->marks & ~(unsigned)MARKS_ALL) == 0,
		"no such mark");
	promise(audit, entry->booked.day != DAY_NONE, "an entry without a day");
	promise(audit, second >= NO_TIME && second < SECONDS_OF_DAY,
		"a second outside of its day");
	audit_text(audit, "external_id", entry->external_id);
	audit_text(audit, "txn", entry->txn);
	audit_text(audit, "ref", entry->ref);
	audit_text(audit, "name", entry->name);
	audit_text(audit, "an entry's account", entry->account);
	check_text(audit, "remark", entry->remark, true);
	audit_text(audit, "original", entry->original);
}

static int
on_entry(void *ctx, const struct statement *st, const struct entry *entry,
	struct err *err)
{
	struct audit *audit = ctx;
	const bool out = entry->amount < 0;

	check_statement(audit, st);
	check_entry(audit, entry);
	audit->entries++;
	promise(audit,
		!__builtin_sub_overflow(out ? audit->debit : audit->credit,
			out ? entry->amount : -entry->amount,
			out ? &audit->debit : &audit->credit),
		"a sum that is too large was not refused");
	buf_printf(&audit->said,
		"%ld %d %u %" PRId32 " %" PRId32 " %" PRId64 " %" PRId64
		" [%s] [%s] [%s] [%s] [%s] [%s] [%s]\n",
		entry->line, (int)entry->kind, entry->marks, entry->booked.day,
		entry->booked.second, entry->amount, entry->fee,
		entry->external_id, entry->txn, entry->ref, entry->name,
		entry->account, entry->remark, entry->original);
	return refuse(audit, err);
}

/* As the statement says it, or the format has said that it is not so. */
static void
check_chain(struct audit *audit, const struct statement *st)
{
	int64_t sum = st->opening;

	if (!st->has_opening || !st->has_closing || audit->disagrees)
		return;
	promise(audit,
		!__builtin_add_overflow(sum, st->credit, &sum) &&
			!__builtin_sub_overflow(sum, st->debit, &sum) &&
			sum == st->closing,
		"opening + movements are not closing, and nobody said so");
}

static int
on_end(void *ctx, const struct statement *st, struct err *err)
{
	struct audit *audit = ctx;

	promise(audit, audit->open, "an end without a begin");
	check_statement(audit, st);
	say_statement(audit, "end", st);
	promise(audit, st->entries == audit->entries,
		"the statement's count is not that of its entries");
	promise(audit, st->credit == audit->credit && st->debit == audit->debit,
		"the statement's sums are not those of its entries");
	check_chain(audit, st);
	audit->open = false;
	return refuse(audit, err);
}

static int
on_disagree(void *ctx, const struct statement *st, const char *message,
	struct err *err)
{
	struct audit *audit = ctx;

	check_statement(audit, st);
	audit_text(audit, "what disagrees", message);
	buf_printf(&audit->said, "disagree %s\n", message);
	audit->disagrees = true;
	return refuse(audit, err);
}

/* What a document says in all comes when its statement is over. */
static int
on_total(void *ctx, const struct bill_total *total, struct err *err)
{
	struct audit *audit = ctx;

	promise(audit, !audit->open, "a total within a statement");
	promise(audit, (unsigned)total->family < BILL_FAMILY_COUNT,
		"no such family");
	promise(audit, (unsigned)total->document < BILL_DOCUMENT_COUNT,
		"no such document");
	audit_text(audit, "an account", total->account);
	buf_printf(&audit->said, "total %d %d [%s] %" PRId32 "..%" PRId32,
		(int)total->family, (int)total->document, total->account,
		total->from, total->to);
	for (int i = 0; i < BILL_FIGURE_COUNT; i++)
		buf_printf(&audit->said, " %d %" PRId64,
			total->figures[i].stated, total->figures[i].value);
	buf_puts(&audit->said, "\n");
	return refuse(audit, err);
}

static int
on_status(void *ctx, const struct payment_status *status, struct err *err)
{
	struct audit *audit = ctx;

	promise(audit, !audit->open, "a payment's status within a statement");
	promise(audit, status->line >= 1, "a status without a line");
	audit_text(audit, "message_id", status->message_id);
	audit_text(audit, "payment_id", status->payment_id);
	audit_text(audit, "end_to_end_id", status->end_to_end_id);
	audit_text(audit, "status", status->status);
	audit_text(audit, "reason", status->reason);
	audit_text(audit, "text", status->text);
	buf_printf(&audit->said, "%ld [%s] [%s] [%s] %s %s [%s]\n",
		status->line, status->message_id, status->payment_id,
		status->end_to_end_id, status->status, status->reason,
		status->text);
	return refuse(audit, err);
}

int
audit_pieces(const char *bytes, size_t len, const size_t *cuts, size_t count,
	audit_feed_fn *feed, void *ctx, struct err *err)
{
	size_t at = 0;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i <= count; i++) {
		const size_t end = i < count ? cuts[i] : len;
		/* A byte too few for whoever reads past it. */
		char *piece = malloc(end - at > 0 ? end - at : 1);

		if (piece == NULL)
			abort();
		if (end > at)
			memcpy(piece, bytes + at, end - at);
		rc = feed(ctx, piece, end - at, err);
		free(piece);
		at = end;
	}
	return rc;
}

struct feeding {
	const struct format *format;
	struct parser *parser;
};

static int
feed_parser(void *ctx, const char *bytes, size_t len, struct err *err)
{
	const struct feeding *feeding = ctx;

	return feeding->format->feed(feeding->parser, bytes, len, err);
}

int
audit_parse(struct audit *audit, const struct format *format, const char *bytes,
	size_t len, const size_t *cuts, size_t count)
{
	const struct sink sink = { .ctx = audit,
		.begin = on_begin,
		.entry = on_entry,
		.end = on_end,
		.disagree = on_disagree,
		.total = on_total,
		.status = on_status };
	struct err err = ERR_INIT;
	struct feeding feeding = { format, format->open(format, &sink, &err) };
	int rc = -1;

	if (feeding.parser != NULL) {
		rc = audit_pieces(
			bytes, len, cuts, count, feed_parser, &feeding, &err);
		if (rc == 0)
			rc = format->finish(feeding.parser, &err);
		format->close(feeding.parser);
	}
	if (rc == 0) {
		promise(audit, !audit->open, "a statement without its end");
		promise(audit,
			audit->refuse_after == 0 ||
				audit->calls < audit->refuse_after,
			"the sink's failure was passed over");
		return 0;
	}
	audit_failure(audit, &err);
	if (audit->refuse_after > 0 && audit->calls >= audit->refuse_after)
		promise(audit, strcmp(err.message, AUDIT_REFUSAL) == 0,
			"the sink's failure was changed");
	return -1;
}

void
audit_release(struct audit *audit)
{
	buf_release(&audit->said);
}
