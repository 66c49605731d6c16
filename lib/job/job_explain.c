#include "job/job_explain.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "core/match.h"
#include "job/rows.h"
#include "job/session.h"
#include "job/subject.h"
#include "model/note.h"

#include <string.h>

/* --- events --- */

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
	{ "tried", N_("tried before without exactly one answer: %1") },
	{ NULL, NULL },
};

/* A match of an entry whose use is a verification has the rule alone. */
static const char verified_by[] = N_("a micro-deposit, by rule %1");

enum {
	EVENT_WHAT,
	EVENT_AT,
	EVENT_SUBJECT,
	EVENT_ARGUMENTS,
	EVENT_AMOUNT,
	EVENT_NOTE,
	EVENT_RULE,
	EVENT_SOURCE,
	EVENT_BREAK_KIND,
	EVENT_CANDIDATES,
	EVENT_RUN
};

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
	struct arena arena; /* of one event */
	struct buf text;
	bool translated;
};

static const char *
sentence_of(const char *what)
{
	for (const struct sentence *s = sentences; s->what != NULL; s++)
		if (strcmp(s->what, what) == 0)
			return s->text;
	return what;
}

/* "sentence: reason" into printer->text. */
static int
compose(struct printer *printer, const char *sentence, const char *arguments,
	const char *note, struct err *err)
{
	const char *whole = arena_format(
		&printer->arena, err, "%s\t%s", sentence, arguments);

	if (whole == NULL)
		return -1;
	buf_clear(&printer->text);
	note_render(&printer->text, whole, printer->translated);
	if (note[0] != '\0') {
		buf_puts(&printer->text, ": ");
		note_render(&printer->text, note, printer->translated);
	}
	return buf_check(&printer->text, err);
}

static int
put(struct printer *printer, const struct db_rows *rows, const char *what,
	bool with_amount, struct err *err)
{
	const struct field fields[COLUMN_COUNT] = {
		field_text(db_get_text(rows, EVENT_AT)),
		field_int(db_get_int(rows, EVENT_RUN)),
		field_text(what),
		field_text(db_get_text(rows, EVENT_SUBJECT)),
		with_amount && !db_is_null(rows, EVENT_AMOUNT)
			? field_int(db_get_int(rows, EVENT_AMOUNT))
			: field_null(),
		field_text(buf_text(&printer->text)),
	};

	return writer_row(&printer->writer, fields, err);
}

/*
 * Whether money that ${rule} decided ("?": none did) was put to rule ${id}
 * before.  Where a remark names an order and the amount is less than it owes,
 * or the rule that found the order was stopped, the rules by payer were never
 * asked.
 */
static bool
was_tried(const struct db_rows *rows, const char *id, const char *rule)
{
	const char *kind = db_get_text(rows, EVENT_BREAK_KIND);
	const bool stopped = strcmp(rule, "part-payment") == 0 ||
		(strcmp(rule, "?") == 0 && strcmp(kind, "suspense") == 0 &&
			db_get_int(rows, EVENT_CANDIDATES) > 0);

	/* What names an order and is less than it owes is no suspense. */
	if (strcmp(rule, "?") == 0 && strcmp(id, "part-payment") == 0)
		return false;
	if (!stopped)
		return true;
	return strncmp(id, "payer-", 6) != 0 && strcmp(id, "combined") != 0 &&
		strcmp(id, "part-payment") != 0;
}

/* The rules that were asked before, in their order, in one row. */
static int
put_tried(struct printer *printer, const struct db_rows *rows, struct err *err)
{
	const char *rule = db_get_text(rows, EVENT_RULE);
	const bool bank = strcmp(db_get_text(rows, EVENT_SOURCE), "bank") == 0;
	struct buf names = BUF_INIT;
	int rc = 0;

	/* Whose payer is another: which rule found the order is not kept. */
	if (rule[0] == '\0' ||
		strcmp(db_get_text(rows, EVENT_BREAK_KIND), "payer-mismatch") ==
			0)
		return 0;
	for (const struct rule *const *r = rules; *r != NULL; r++) {
		if (strcmp((*r)->id, rule) == 0)
			break;
		if (!((*r)->sources & (bank ? FOR_BANK : FOR_CHANNEL)) ||
			!was_tried(rows, (*r)->id, rule))
			continue;
		buf_printf(&names, "%s%s", names.len > 0 ? ", " : "", (*r)->id);
	}
	if (names.len > 0) {
		rc = compose(printer, sentence_of("tried"), buf_text(&names),
			"", err);
		if (rc == 0)
			rc = put(printer, rows, "tried", false, err);
	}
	buf_release(&names);
	return rc;
}

static int
put_event(struct printer *printer, const struct db_rows *rows, struct err *err)
{
	const char *what = db_get_text(rows, EVENT_WHAT);
	const char *sentence = sentence_of(what);

	/* An attempt has its label, the match of its 0.01 the entry's. */
	if (strcmp(what, "verification") == 0 &&
		db_get_text(rows, EVENT_SUBJECT)[0] == 'E')
		sentence = verified_by;
	arena_reset(&printer->arena);
	if (put_tried(printer, rows, err) < 0 ||
		compose(printer, sentence, db_get_text(rows, EVENT_ARGUMENTS),
			db_get_text(rows, EVENT_NOTE), err) < 0)
		return -1;
	return put(printer, rows, what, true, err);
}

static struct db_value
id_or_null(int64_t id)
{
	return id == 0 ? db_null() : db_int(id);
}

static int
put_events(struct printer *printer, struct db *db,
	const struct subject *subject, struct err *err)
{
	struct db_rows *rows = NULL;
	int rc;

	if (db_query(db, SQL_EXPLAIN_EVENTS,
		    DB_PARAMS(id_or_null(subject->order_id),
			    id_or_null(subject->entry_id),
			    id_or_null(subject->verification_id),
			    id_or_null(subject->break_id)),
		    &rows, err) < 0)
		return -1;
	while ((rc = db_next(rows, err)) > 0)
		if (put_event(printer, rows, err) < 0) {
			rc = -1;
			break;
		}
	db_done(rows);
	return rc;
}

static int
explain(struct session *session, const char *text, const char *format,
	FILE *out, struct err *err)
{
	struct printer printer = { .translated = strcmp(format, "table") == 0 };
	struct subject subject = { .order_id = 0 };
	int rc = -1;

	if (subject_find(session, text, &subject, err) < 0)
		return -1;
	if (writer_open(&printer.writer, format, columns, COLUMN_COUNT, out,
		    err) == 0 &&
		put_events(&printer, session->db, &subject, err) == 0)
		rc = writer_end(&printer.writer, err);
	writer_close(&printer.writer);
	arena_release(&printer.arena);
	buf_release(&printer.text);
	return rc;
}

int
job_explain(const char *subject, const char *format, FILE *out, struct err *err)
{
	struct session *session = NULL;
	int rc;

	if (session_open("explain", SESSION_READ, &session, err) < 0)
		return -1;
	rc = explain(session, subject, format, out, err);
	session_close(session);
	return rc;
}
