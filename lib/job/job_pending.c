#include "job/job_pending.h"

#include "base/err.h"
#include "base/i18n.h"
#include "core/book.h"
#include "job/filter.h"
#include "job/pending_rows.h"
#include "job/session.h"

#include <string.h>

static const struct column columns[] = {
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
	if (writer_open(&writer, format, columns,
		    sizeof(columns) / sizeof(*columns), out, err) ==
			0 &&
		pending_rows_print(session->db, params, &writer, err) == 0)
		rc = writer_end(&writer, err);
	writer_close(&writer);
	session_close(session);
	return rc;
}
