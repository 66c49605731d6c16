#ifndef HARNESS_PARSE_H
#define HARNESS_PARSE_H

#include "base/buf.h"
#include "base/err.h"
#include "format/format.h"
#include "model/money.h"

#include <stdio.h>

/*
 * A sink that writes what it is told as text, one call a line:
 *
 *	begin ACCOUNT CURRENCY FROM..TO
 *	LINE KIND BOOKED AMOUNT FEE EXTERNAL_ID TXN REF [NAME] [REMARK]
 *	disagree MESSAGE
 *	end ACCOUNT FROM..TO ENTRIES +CREDIT -DEBIT
 *	LINE status MESSAGE_ID PAYMENT_ID END_TO_END_ID STATUS REASON [TEXT]
 *
 * and last "error CODE MESSAGE" if the parser refused.
 */

static inline const char *
parse_dash(const char *text)
{
	return *text == '\0' ? "-" : text;
}

static inline void
parse_add_days(struct buf *out, const struct statement *st)
{
	char from[DAY_TEXT_SIZE], to[DAY_TEXT_SIZE];

	buf_printf(
		out, " %s..%s", day_text(st->from, from), day_text(st->to, to));
}

static inline int
parse_begin(void *ctx, const struct statement *st, struct err *err)
{
	(void)err;
	buf_printf(ctx, "begin %s %s", parse_dash(st->account),
		parse_dash(st->currency));
	parse_add_days(ctx, st);
	buf_puts(ctx, "\n");
	return 0;
}

static inline int
parse_entry(void *ctx, const struct statement *st, const struct entry *entry,
	struct err *err)
{
	char booked[MOMENT_TEXT_SIZE];
	char amount[MONEY_TEXT_SIZE], fee[MONEY_TEXT_SIZE];

	(void)err;
	(void)st;
	buf_printf(ctx, "%ld %s %s %s %s %s %s %s [%s] [%s]\n", entry->line,
		entry_kind_names[entry->kind],
		moment_text(entry->booked, booked),
		money_text(entry->amount, amount), money_text(entry->fee, fee),
		parse_dash(entry->external_id), parse_dash(entry->txn),
		parse_dash(entry->ref), entry->name, entry->remark);
	return 0;
}

static inline int
parse_end(void *ctx, const struct statement *st, struct err *err)
{
	char credit[MONEY_TEXT_SIZE], debit[MONEY_TEXT_SIZE];

	(void)err;
	buf_printf(ctx, "end %s", parse_dash(st->account));
	parse_add_days(ctx, st);
	buf_printf(ctx, " %ld +%s -%s\n", st->entries,
		money_text(st->credit, credit), money_text(st->debit, debit));
	return 0;
}

static inline int
parse_disagree(void *ctx, const struct statement *st, const char *message,
	struct err *err)
{
	(void)err;
	(void)st;
	buf_printf(ctx, "disagree %s\n", message);
	return 0;
}

static inline int
parse_status(void *ctx, const struct payment_status *status, struct err *err)
{
	(void)err;
	buf_printf(ctx, "%ld status %s %s %s %s %s [%s]\n", status->line,
		status->message_id, parse_dash(status->payment_id),
		parse_dash(status->end_to_end_id), parse_dash(status->status),
		parse_dash(status->reason), status->text);
	return 0;
}

/* As a sink that stores does. */
static inline int
parse_refuse(void *ctx, const struct statement *st, const char *message,
	struct err *err)
{
	(void)ctx;
	(void)st;
	return err_set(err, ERR_TOTALS, "%s", message);
}

/** parse_bytes(format, bytes, len, piece, sink, err): the whole way, fed in
 * pieces of ${piece} bytes (0: in one). */
static inline int
parse_bytes(const struct format *format, const char *bytes, size_t len,
	size_t piece, const struct sink *sink, struct err *err)
{
	struct parser *parser = format->open(format, sink, err);
	int rc = 0;

	if (parser == NULL)
		return -1;
	if (piece == 0)
		piece = len;
	for (size_t i = 0; rc == 0 && i < len; i += piece)
		rc = format->feed(parser, bytes + i,
			len - i < piece ? len - i : piece, err);
	if (rc == 0)
		rc = format->finish(parser, err);
	format->close(parser);
	return rc;
}

/** parse_dump(format, bytes, len, piece, out, err): with the sink above. */
static inline int
parse_dump(const struct format *format, const char *bytes, size_t len,
	size_t piece, struct buf *out, struct err *err)
{
	const struct sink sink = { out, parse_begin, parse_entry, parse_end,
		parse_disagree, parse_status };
	int rc;

	buf_clear(out);
	rc = parse_bytes(format, bytes, len, piece, &sink, err);
	if (rc < 0)
		buf_printf(out, "error %d %s\n", (int)err->code, err->message);
	return rc;
}

#endif
