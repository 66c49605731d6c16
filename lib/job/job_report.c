#include "job/job_report.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "db/db.h"
#include "job/rows.h"
#include "job/session.h"
#include "report/definition.h"

#include <stdio.h>

static const struct report *
find_report(const char *name, struct err *err)
{
	const struct report *found = report_find(name);
	struct buf names = BUF_INIT;

	if (found != NULL)
		return found;
	for (const struct report *r = reports; r->name != NULL; r++)
		buf_printf(&names, "%s%s", r == reports ? "" : ", ", r->name);
	err_set(err, ERR_USAGE, _("there is no report '%s'"), name);
	err_hint(err, _("Say one of: %s"), buf_text(&names));
	buf_release(&names);
	return NULL;
}

/* Which days, for people: "2026-11-23", "2026-11-01 - 2026-11-30". */
static int
say_span(struct buf *buf, int32_t from, int32_t to, struct err *err)
{
	char text[DAY_TEXT_SIZE];

	if (from != DAY_NONE && from != to)
		buf_printf(buf, "%s - ", day_text(from, text));
	if (to != DAY_NONE)
		buf_puts(buf, day_text(to, text));
	return buf_check(buf, err);
}

/* Without a day: the last one that was closed. */
static int
settle_days(struct db *db, int32_t *from, int32_t *to, struct err *err)
{
	struct db_rows *rows = NULL;
	int rc;

	if (*to != DAY_NONE)
		return 0;
	if (db_query(db, SQL_REPORT_LAST_DAY, NULL, &rows, err) < 0)
		return -1;
	rc = db_next(rows, err);
	if (rc > 0) {
		*to = db_get_day(rows, 0);
		*from = *from == DAY_NONE ? *to : *from;
	}
	db_done(rows);
	return rc < 0 ? -1 : 0;
}

int
job_report_write(struct db *db, const struct report *report,
	const struct job_report_options *options, FILE *out, struct err *err)
{
	int32_t from = options->from, to = options->to;
	struct buf span = BUF_INIT;
	struct writer writer = { .kind = NULL };
	int rc = -1;

	if (settle_days(db, &from, &to, err) < 0 ||
		say_span(&span, from, to, err) < 0)
		goto done;
	if (writer_open_report(&writer, options->format, report,
		    buf_text(&span), to, out, err) == 0 &&
		rows_print(db, (enum sql_id)report->query,
			DB_PARAMS(db_day(from), db_day(to)), &writer, err) == 0)
		rc = writer_end(&writer, err);
	writer_close(&writer);
done:
	buf_release(&span);
	return rc;
}

int
job_report(
	const struct job_report_options *options, FILE *out, struct err *err)
{
	const struct report *report = find_report(options->report, err);
	struct session *session = NULL;
	int rc;

	if (report == NULL ||
		session_open("report", SESSION_READ, &session, err) < 0)
		return -1;
	rc = job_report_write(session->db, report, options, out, err);
	session_close(session);
	return rc;
}
