#include "job/audit_facts.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "job/ui.h"
#include "model/note.h"
#include "store/store_audit.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define PIECE 1024 /* rows of a leaf, as in 0011_audit.sql */
#define NUMBER_SIZE 24

static const char *
number(char text[NUMBER_SIZE], int64_t n)
{
	snprintf(text, NUMBER_SIZE, "%" PRId64, n);
	return text;
}

/* --- the rows of runs --- */

/* "1025-2048", of a table that has that many. */
static const char *
piece_rows(struct arena *arena, const struct audit_rows *rows, struct err *err)
{
	const int64_t most = rows->now > rows->then ? rows->now : rows->then;
	const int64_t first = (int64_t)rows->piece * PIECE + 1;
	const int64_t last = first + PIECE - 1 < most ? first + PIECE - 1
						      : most;

	return arena_format(
		arena, err, "%" PRId64 "-%" PRId64, first, last);
}

static int
say_rows(struct findings *f, const struct chained_rows *at,
	const struct audit_rows *rows, struct err *err)
{
	char then[NUMBER_SIZE], now[NUMBER_SIZE];
	struct finding finding = { .seq = at->seq,
		.run_id = at->run_id,
		.table = at->table,
		.rows = piece_rows(&f->arena, rows, err) };

	if (finding.rows == NULL)
		return -1;
	if (rows->now == rows->then) {
		finding.kind = "rows-changed";
		finding.note = note_make(&f->arena, err,
			N_("among the rows %1 to %2 something was changed"), 2,
			rows->first, rows->last);
	} else {
		finding.kind = rows->now < rows->then ? "rows-missing"
						      : "rows-added";
		finding.note = note_make(&f->arena, err,
			N_("there were %1 rows, now there are %2; the first "
			   "difference is among the rows %3 to %4"),
			4, number(then, rows->then), number(now, rows->now),
			rows->first, rows->last);
	}
	return finding_add(f, &finding, err);
}

static int
check_rows(struct audit_chain *c, struct db *db, struct err *err)
{
	const struct job_ui *ui = c->findings->ui;
	struct arena arena = ARENA_INIT;
	int rc = 0;

	for (size_t i = 0; i < c->rows.count && rc == 0; i++) {
		struct audit_rows rows;

		arena_reset(&arena);
		ui->progress(ui->ctx, _("rows"), (int64_t)i,
			(int64_t)c->rows.count);
		rc = store_audit_rows(
			db, &arena, c->rows.at[i].seq, &rows, err);
		if (rc == 0 && !rows.same)
			rc = say_rows(
				c->findings, &c->rows.at[i], &rows, err);
	}
	arena_release(&arena);
	return rc;
}

/* --- faults that the database finds --- */

/* The kind and the sentence of a fault, with its subject and two numbers. */
static int
say(struct findings *f, const char *kind, const char *sentence,
	const struct audit_fault *fault, struct err *err)
{
	char count[NUMBER_SIZE], facts[NUMBER_SIZE];
	const struct finding finding = { .kind = kind,
		.seq = fault->seq,
		.run_id = fault->run_id,
		.table = fault->table,
		.note = note_make(&f->arena, err, sentence, 4, fault->subject,
			number(count, fault->count),
			number(facts, fault->facts), fault->table) };

	return finding_add(f, &finding, err);
}

static int
say_single_row(void *f, const struct audit_fault *fault, struct err *err)
{
	return say(f, fault->flag ? "rows-missing" : "rows-changed",
		fault->flag ? N_("the row %1 is not there")
			    : N_("the row %1 was changed"),
		fault, err);
}

static void
say_open(struct findings *f, const struct audit_fault *fault)
{
	ui_tell(f->ui,
		_("run %d is not over: %lld rows of %s are not in the audit "
		  "trail yet"),
		fault->run_id, (long long)fault->count, fault->table);
}

static int
say_stray(void *ctx, const struct audit_fault *fault, struct err *err)
{
	struct findings *f = ctx;

	if (fault->flag) {
		say_open(f, fault);
		return 0;
	}
	return say(f, "rows-added",
		fault->subject[0] != '\0' ? N_("no event tells of the row %1")
					  : N_("no event tells of %2 rows"),
		fault, err);
}

static int
say_closing(void *f, const struct audit_fault *fault, struct err *err)
{
	return say(f, "closing",
		N_("%1: the closing says %2, the facts say %3"), fault, err);
}

static int
say_guard(void *f, const struct audit_fault *fault, struct err *err)
{
	return say(f, "guard", N_("the trigger %1 is missing or switched off"),
		fault, err);
}

static int
say_function(void *f, const struct audit_fault *fault, struct err *err)
{
	return say(f, "guard", N_("the function %1 is not this program's"),
		fault, err);
}

int
audit_facts_check(struct audit_chain *c, struct db *db, struct err *err)
{
	static const struct {
		int (*check)(struct db *db, store_audit_fault_fn *fn, void *ctx,
			struct err *err);
		store_audit_fault_fn *say;
		const char *what;
	} checks[] = {
		{ store_audit_single_rows, say_single_row, N_("rows") },
		{ store_audit_strays, say_stray, N_("rows without an event") },
		{ store_audit_closings, say_closing, N_("closings") },
		{ store_audit_guards, say_guard, N_("guards") },
		{ store_audit_functions, say_function, N_("guards") },
	};
	const struct job_ui *ui = c->findings->ui;

	if (check_rows(c, db, err) < 0)
		return -1;
	for (size_t i = 0; i < sizeof(checks) / sizeof(*checks); i++) {
		ui->progress(ui->ctx, _(checks[i].what), 0, 0);
		if (checks[i].check(db, checks[i].say, c->findings, err) < 0)
			return -1;
	}
	return 0;
}

/* --- the totals of heads --- */

static int
check_totals(struct audit_chain *c, struct db *db, size_t i, struct buf *lines,
	struct err *err)
{
	const struct kept_head *kept = &c->heads->at[i];
	const int64_t after = i == 0 ? 0 : c->heads->at[i - 1].head.seq;
	char head[NUMBER_SIZE];
	struct finding finding = { .kind = "totals", .seq = after + 1 };

	/* After a head that is missing its totals cover more. */
	if (i > 0 && c->heads->at[i - 1].head.number + 1 != kept->head.number &&
		c->heads->at[i - 1].head.number != kept->head.gap.from)
		return 0;
	buf_clear(lines);
	if (store_audit_totals(db, after, kept->head.seq, lines, err) < 0)
		return -1;
	if (strcmp(buf_text(lines), kept->head.totals) == 0)
		return 0;
	snprintf(head, sizeof(head), "%06d", kept->head.number);
	finding.note = note_make(&c->findings->arena, err,
		N_("the control totals of head %1 are not the book's"), 1,
		head);
	return finding_add(c->findings, &finding, err);
}

int
audit_facts_totals(struct audit_chain *c, struct db *db, struct err *err)
{
	struct buf lines = BUF_INIT;
	int rc = 0;

	for (size_t i = 0; i < c->heads->count && rc == 0; i++)
		rc = check_totals(c, db, i, &lines, err);
	buf_release(&lines);
	return rc;
}
