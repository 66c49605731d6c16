/*
 * explain_print(): events in order, in words.
 */
#include "job/explain.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "db/db.h"
#include "job/subject.h"
#include "model/note.h"
#include "report/writer.h"
#include "store/row.h"

#include <string.h>

/* --- sentences --- */

/* What happened, by the query's word for it; %n are its arguments. */
static const struct sentence {
	const char *what, *text;
} sentences[] = {
	{ "version",
		N_("version %1 (%2 line %3): %4, %5, years: %6, main keys: "
		   "%7, secondary keys: %8, of %9") },
	{ "claim", N_("the service hall claims it as paid by %1 %2") },
	{ "review", N_("papers: %1") },
	{ "arrived", N_("%3 at %1 %2 (%4 row %5): %8") },
	{ "arrived-from", N_("%3 at %1 %2 (%4 row %5) from %6 %7: %8") },
	{ "kind", N_("it turned out to be: %1") },
	{ "matched", N_("matched by rule %1") },
	{ "undone", N_("undoes %2, by rule %1") },
	{ "payment", N_("it went back with %2, by rule %1") },
	{ "verification", N_("attempt %1 (%2) of account %5: %3") },
	{ "verification-by", N_("attempt %1 (%2) of account %5: %3, by %4") },
	{ "bill-days", N_("a settlement, by rule %1") },
	{ "allocated", N_("stands on order %1") },
	{ "settled", N_("pays this bill day of %1 %2") },
	{ "ignored", N_("a charge of the bank: nothing to match") },
	{ "waits", N_("stands in suspense: %1") },
	{ "unpriced", N_("no price") },
	{ "priced", N_("price") },
	{ "price", N_("price by %1 line %2 (%3)") },
	{ "verdict", N_("verdict %1: paid %2, refunded %3") },
	{ "release", N_("PIN, turn %1, by %2: %3") },
	{ "delivered", N_("handed over: %1 batch %2 (%3)") },
	{ "break", N_("break %1: %2") },
	{ "candidate", N_("a candidate: %1") },
	{ "taken-back", N_("the match by rule %1 no longer stands, by %2") },
	{ "proposal", N_("%2 proposes: %1") },
	{ "decision", N_("%1 by %2") },
	{ "ruling", N_("%1: %2") },
	{ NULL, NULL },
};

/* A match of an entry whose use is a verification has the rule alone. */
static const char verified_by[] = N_("a micro-deposit, by rule %1");

/* What is still to come, by the first argument. */
static const struct sentence outlooks[] = {
	{ "bill",
		N_("missing from %2 on, unless the bill of %3 or a later one "
		   "has it") },
	{ "missing-bill",
		N_("missing from %2 on, once the bill of %3 is here and does "
		   "not have it") },
	{ "outbound pending",
		N_("awaited: approved papers and the payment where the policy "
		   "asks for them, then the delivery of our 0.01") },
	{ "outbound sent",
		N_("awaited until %2: the bank's statement that shows our "
		   "0.01") },
	{ "outbound booked",
		N_("verified from %2 on, unless the 0.01 comes back") },
	{ "inbound pending",
		N_("awaited until %2: 0.01 from the registered account and "
		   "name, with the code in the remark") },
	{ "transfer pending",
		N_("awaited: the fee in full, from the registered account and "
		   "name") },
	{ "returned",
		N_("awaited: another account from the service hall, or the "
		   "reviewers") },
	{ "mismatch",
		N_("awaited: 0.01 from the registered account and name, with "
		   "the code") },
	{ "wrong-code",
		N_("awaited: another 0.01, with the right code in the "
		   "remark") },
	{ "expired", N_("awaited: the reviewers, who may open it again") },
	{ "locked", N_("awaited: the reviewers, who may open it again") },
	{ "age", N_("open since %2: %3 working days") },
	{ NULL, NULL },
};

/* What ends a break, by its kind. */
static const struct sentence endings[] = {
	{ "short", N_("ends when the rest arrives") },
	{ "over", N_("ends when the difference is refunded") },
	{ "duplicate", N_("ends when one of the payments is refunded") },
	{ "missing",
		N_("ends when a bill has the payment, or the service hall "
		   "takes its claim back") },
	{ "unpriced",
		N_("ends when the order is corrected, or a fee file with such "
		   "a row is loaded") },
	{ "suspense", N_("ends when its order is known, or it is sent back") },
	{ "payer-mismatch",
		N_("ends when it is sent back, or the payment comes from the "
		   "registered account") },
	{ "ambiguous",
		N_("ends when only one of the candidates is left, or it is "
		   "sent back") },
	{ "refund-unmatched",
		N_("ends when the payment that it undoes is "
		   "known") },
	{ "returned", N_("ends when the next attempt opens") },
	{ "wrong-code", N_("ends when the right code arrives") },
	{ "returned-after-verify",
		N_("ends when the next attempt opens or proves the account") },
	{ "settlement-difference",
		N_("ends when the channel pays that bill day; of a credit, by "
		   "a person") },
	{ "statement-gap", N_("ends when the statement between is here") },
	{ "balance-mismatch",
		N_("ends when the statement is here whole and right") },
	{ "status-mismatch",
		N_("ends when the service hall's claim agrees with the "
		   "bill") },
	{ "paid-before-review", N_("ends when a person closes it") },
	{ "reversed-after-release",
		N_("ends when it is paid again, or a person closes it") },
	{ NULL, NULL },
};

static const char *
sentence_of(const struct sentence *list, const char *what)
{
	for (; list->what != NULL; list++)
		if (strcmp(list->what, what) == 0)
			return list->text;
	return what;
}

/* --- reading --- */

struct reader {
	struct arena *arena;
	struct row row;
	struct explanation *out;
};

static const char *
note_of(struct reader *r, const char *sentence, const char *arguments,
	struct err *err)
{
	return arena_format(r->arena, err, "%s\t%s", sentence, arguments);
}

static int
read_event(struct reader *r, struct err *err)
{
	struct explained *e = vec_push(r->out, r->arena, err);
	const char *sentence;

	if (e == NULL)
		return -1;
	e->what = row_text(&r->row);
	e->at = row_text(&r->row);
	e->subject = row_text(&r->row);
	/* An attempt has its label, the match of its 0.01 the entry's. */
	sentence = strcmp(e->what, "verification") == 0 && e->subject[0] == 'E'
		? verified_by
		: sentence_of(sentences, e->what);
	e->note = note_of(r, sentence, row_text(&r->row), err);
	e->has_amount = !row_is_null(&r->row);
	e->amount = row_int(&r->row);
	e->reason = row_text(&r->row);
	e->entry_id = row_int(&r->row);
	e->run_id = (int)row_int(&r->row);
	e->decided_in = strcmp(e->what, "waits") == 0 ? 0 : e->run_id;
	return e->note == NULL ? -1 : 0;
}

static int
read_outlook(struct reader *r, struct err *err)
{
	struct explained *e = vec_push(r->out, r->arena, err);
	const char *arguments, *key;

	if (e == NULL)
		return -1;
	e->what = row_text(&r->row);
	e->at = row_text(&r->row);
	e->subject = row_text(&r->row);
	arguments = row_text(&r->row);
	key = arena_text(r->arena, arguments, strcspn(arguments, "\t"), err);
	if (key == NULL)
		return -1;
	e->reason = "";
	e->note = note_of(r,
		sentence_of(
			strcmp(e->what, "ends") == 0 ? endings : outlooks, key),
		arguments, err);
	return e->note == NULL ? -1 : 0;
}

static int
read_all(struct db *db, enum sql_id query, const struct db_value *params,
	int (*read)(struct reader *r, struct err *err), struct arena *arena,
	struct explanation *out, struct err *err)
{
	struct reader r = { .arena = arena,
		.row = { .arena = arena, .err = err },
		.out = out };
	int rc;

	if (db_query(db, query, params, &r.row.rows, err) < 0)
		return -1;
	while ((rc = row_next(&r.row)) > 0)
		if (read(&r, err) < 0) {
			rc = -1;
			break;
		}
	db_done(r.row.rows);
	return rc;
}

static struct db_value
id_or_null(int64_t id)
{
	return id == 0 ? db_null() : db_int(id);
}

static int
read_subject(struct db *db, const struct subject *s, struct arena *arena,
	struct explanation *events, struct explanation *outlook,
	struct err *err)
{
	const struct db_value order = id_or_null(s->order_id),
			      verification = id_or_null(s->verification_id),
			      of_break = id_or_null(s->break_id);

	if (read_all(db, SQL_EXPLAIN_EVENTS,
		    DB_PARAMS(order, id_or_null(s->entry_id), verification,
			    of_break),
		    read_event, arena, events, err) < 0)
		return -1;
	return read_all(db, SQL_EXPLAIN_OUTLOOK,
		DB_PARAMS(order, verification, of_break), read_outlook, arena,
		outlook, err);
}

/* --- printing --- */

static const struct column columns[] = {
	{ "at", N_("at"), COLUMN_TEXT },
	{ "run_id", N_("run"), COLUMN_INT },
	{ "what", N_("what"), COLUMN_TEXT },
	{ "subject", N_("subject"), COLUMN_TEXT },
	{ "amount_fen", N_("amount"), COLUMN_FEN },
	{ "note", N_("note"), COLUMN_TEXT },
};

#define COLUMN_COUNT (sizeof(columns) / sizeof(*columns))

struct printer {
	struct writer writer;
	struct buf text;
	bool translated;
};

static int
put(struct printer *printer, const struct explained *e, struct err *err)
{
	const struct field number = field_int(e->run_id);
	struct field fields[COLUMN_COUNT] = {
		field_text(e->at),
		e->run_id == 0 ? field_null() : number,
		field_text(e->what),
		field_text(e->subject),
		e->has_amount ? field_int(e->amount) : field_null(),
	};

	buf_clear(&printer->text);
	note_render(&printer->text, e->note, printer->translated);
	if (e->reason[0] != '\0') {
		buf_puts(&printer->text, ": ");
		note_render(&printer->text, e->reason, printer->translated);
	}
	if (buf_check(&printer->text, err) < 0)
		return -1;
	fields[COLUMN_COUNT - 1] = field_text(buf_text(&printer->text));
	return writer_row(&printer->writer, fields, err);
}

static int
put_all(struct printer *printer, const struct explanation *rows,
	struct err *err)
{
	for (size_t i = 0; i < rows->count; i++)
		if (put(printer, &rows->at[i], err) < 0)
			return -1;
	return 0;
}

/* Of an order's money the rule that decided it, of other money every rule. */
static bool
wants_whole(const struct subject *s, const struct explained *event)
{
	if (s->entry_id != 0)
		return s->entry_id == event->entry_id;
	return s->verification_id != 0 || s->break_id != 0;
}

static int
put_events(struct printer *printer, struct db *db, const struct subject *s,
	struct arena *arena, struct err *err)
{
	struct explanation events = { .count = 0 }, outlook = { .count = 0 };

	if (read_subject(db, s, arena, &events, &outlook, err) < 0)
		return -1;
	for (size_t i = 0; i < events.count; i++) {
		const struct explained *event = &events.at[i];
		struct explanation trace = { .count = 0 };

		if (event->entry_id != 0 &&
			(explain_trace(db, event, wants_whole(s, event), arena,
				 &trace, err) < 0 ||
				put_all(printer, &trace, err) < 0))
			return -1;
		if (put(printer, event, err) < 0)
			return -1;
	}
	return put_all(printer, &outlook, err);
}

int
explain_print(struct db *db, const struct subject *subject, const char *format,
	FILE *out, struct err *err)
{
	struct printer printer = { .translated = strcmp(format, "table") == 0 };
	struct arena arena = ARENA_INIT;
	int rc = -1;

	if (writer_open(&printer.writer, format, columns, COLUMN_COUNT, out,
		    err) == 0 &&
		put_events(&printer, db, subject, &arena, err) == 0)
		rc = writer_end(&printer.writer, err);
	writer_close(&printer.writer);
	arena_release(&arena);
	buf_release(&printer.text);
	return rc;
}
