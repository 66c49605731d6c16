#include "job/job_pending.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/i18n.h"
#include "core/book.h"
#include "job/filter.h"
#include "job/rows.h"
#include "job/session.h"
#include "model/note.h"

#include <string.h>

enum {
	COLUMN_MODE = 5,
	COLUMN_STATE = 7,
	COLUMN_DUE = 9,
	COLUMN_NEXT_STEP = 11,
	COLUMN_COUNT
};

static const struct column columns[COLUMN_COUNT] = {
	{ "verification_id", N_("verification"), COLUMN_TEXT },
	{ "order_no", N_("order"), COLUMN_TEXT },
	{ "ca", N_("CA"), COLUMN_TEXT },
	{ "applicant_name", N_("applicant"), COLUMN_TEXT },
	{ "account", N_("account"), COLUMN_TEXT },
	{ "mode", N_("mode"), COLUMN_TEXT },
	{ "attempt", N_("attempt"), COLUMN_INT },
	{ "state", N_("state"), COLUMN_TEXT },
	{ "since", N_("since"), COLUMN_TEXT },
	{ "due", N_("until"), COLUMN_TEXT },
	{ "attempts_left", N_("attempts left"), COLUMN_INT },
	{ "next_step", N_("next step"), COLUMN_NOTE },
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

/* "3d" or "3". */
static int
older_days(const struct job_filter *given, char *days, size_t size,
	struct err *err)
{
	const size_t digits = strspn(given->value, "0123456789");
	const char *unit = given->value + digits;

	if (digits == 0 || digits >= size ||
		(unit[0] != '\0' && strcmp(unit, "d") != 0)) {
		err_set(err, ERR_USAGE, _("--%s: '%s' is no count of days"),
			given->name, given->value);
		return err_hint(err, _("Write it as 3d."));
	}
	memcpy(days, given->value, digits);
	days[digits] = '\0';
	return 0;
}

/* The value that is read is the number of days alone. */
static int
read_filters(const struct job_filter *given, size_t count,
	struct db_value *params, struct err *err)
{
	static const struct filter filters[] = { { .name = "ca" },
		{ .name = "state",
			.words = attempt_state_names,
			.word_count = ATTEMPT_STATE_COUNT },
		{ .name = "older-than", .type = FILTER_INT },
		{ .name = NULL } };
	struct job_filter clean[FILTERS_MAX];
	char days[8];

	for (size_t i = 0; i < count && i < FILTERS_MAX; i++) {
		clean[i] = given[i];
		if (strcmp(given[i].name, "older-than") != 0)
			continue;
		if (older_days(&given[i], days, sizeof(days), err) < 0)
			return -1;
		clean[i].value = days;
	}
	return filter_params(filters, clean, count, "pending", params, err);
}

static int
print_rows(struct session *session, const struct db_value *params,
	struct writer *writer, struct err *err)
{
	const enum sql_id query = SQL_LIST_PENDING;
	struct rows_scratch scratch;
	struct field fields[COLUMN_COUNT];
	struct arena arena = ARENA_INIT;
	struct db_rows *rows = NULL;
	int rc;

	if (db_query(session->db, query, params, &rows, err) < 0)
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
		if (step == NULL || writer_row(writer, fields, err) < 0) {
			rc = -1;
			break;
		}
	}
	db_done(rows);
	arena_release(&arena);
	return rc;
}

int
job_pending(const struct job_filter *filters, size_t count, const char *format,
	FILE *out, struct err *err)
{
	struct db_value params[FILTERS_MAX];
	struct session *session = NULL;
	struct writer writer = { .kind = NULL };
	int rc = -1;

	if (read_filters(filters, count, params, err) < 0 ||
		session_open("pending", SESSION_READ, &session, err) < 0)
		return -1;
	if (writer_open(&writer, format, columns, COLUMN_COUNT, out, err) ==
			0 &&
		print_rows(session, params, &writer, err) == 0)
		rc = writer_end(&writer, err);
	writer_close(&writer);
	session_close(session);
	return rc;
}
