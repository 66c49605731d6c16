#include "job/pending_rows.h"

#include "base/arena.h"
#include "base/i18n.h"
#include "model/note.h"

#include <string.h>

/* Of the query; in the answer the next step stands where the query says
 * whether the 0.01 is ready. */
enum {
	COLUMN_MODE = 5,
	COLUMN_STATE = 7,
	COLUMN_DUE = 9,
	COLUMN_NEXT_STEP = 11,
	COLUMN_DAYS_LEFT,
	COLUMN_COUNT
};

/* What must happen next, by mode and state; %1 is the day until when.  The
 * first row that fits; an empty mode is any. */
static const struct step {
	const char *mode, *state;
	bool only_queued;
	const char *text;
} steps[] = {
	{ "outbound", "pending", true,
		N_("the 0.01 is ready: it leaves with the next delivery") },
	{ "outbound", "pending", false,
		N_("the 0.01 leaves once papers and payment are complete") },
	{ "outbound", "sent", false,
		N_("the 0.01 is under way: the bank's statement will show it, "
		   "by %1") },
	{ "outbound", "booked", false,
		N_("the 0.01 arrived: verified on %1 unless it comes back") },
	{ "outbound", "returned", false,
		N_("the applicant must correct name, account or bank of the "
		   "order") },
	{ "inbound", "pending", false,
		N_("the applicant must transfer 0.01 from the registered "
		   "account with the code in the remark, by %1") },
	{ "inbound", "wrong-code", false,
		N_("the applicant must transfer 0.01 again, with the right "
		   "code in the remark") },
	{ "inbound", "mismatch", false,
		N_("the applicant must transfer 0.01 again, from the "
		   "registered account in the registered name") },
	{ "transfer", "pending", false,
		N_("the applicant must pay the fee in full from the "
		   "registered account") },
	{ "", "expired", false,
		N_("nothing came in time: reviewers must reopen it") },
	{ "", "locked", false,
		N_("too many attempts failed: reviewers must reopen it") },
	{ "", "", false, N_("reviewers must look at it") },
};

static const char *
next_step(const char *mode, const char *state, bool queued)
{
	const struct step *s = steps;

	for (;; s++) {
		if (s->only_queued && !queued)
			continue;
		if ((s->mode[0] == '\0' || strcmp(s->mode, mode) == 0) &&
			(s->state[0] == '\0' || strcmp(s->state, state) == 0))
			return s->text;
	}
}

int
pending_rows_print(struct db *db, const struct db_value *params,
	struct writer *writer, struct err *err)
{
	const enum sql_id query = SQL_LIST_PENDING;
	struct rows_scratch scratch;
	struct field fields[COLUMN_COUNT];
	struct arena arena = ARENA_INIT;
	struct db_rows *rows = NULL;
	int rc;

	if (db_query(db, query, params, &rows, err) < 0)
		return -1;
	while ((rc = db_next(rows, err)) > 0) {
		const char *step, *due;

		for (int i = 0; i < COLUMN_NEXT_STEP; i++)
			fields[i] = rows_field(rows, query, i, &scratch);
		due = fields[COLUMN_DUE].null ? "?" : fields[COLUMN_DUE].text;
		arena_reset(&arena);
		step = note_make(&arena, err,
			next_step(fields[COLUMN_MODE].text,
				fields[COLUMN_STATE].text,
				db_get_bool(rows, COLUMN_NEXT_STEP)),
			1, due);
		fields[COLUMN_NEXT_STEP] = field_text(step);
		fields[COLUMN_DAYS_LEFT] =
			rows_field(rows, query, COLUMN_DAYS_LEFT, &scratch);
		if (step == NULL || writer_row(writer, fields, err) < 0) {
			rc = -1;
			break;
		}
	}
	db_done(rows);
	arena_release(&arena);
	return rc;
}
