#include "job/job_report.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "db/db.h"
#include "job/report_page.h"
#include "job/report_rows.h"
#include "job/session.h"
#include "report/definition.h"

#include <stdio.h>
#include <string.h>

static const struct report *
find_report(const char *name, struct err *err)
{
	const struct report *found = definition_find(name);
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

static int
write_report(struct db *db, const struct report *report,
	const struct job_report_options *options, FILE *out, struct err *err)
{
	const struct report_out one = { options->format, out };
	struct report_days days;

	if (report_rows_days(db, report, options->from, options->to, &days,
		    err) < 0)
		return -1;
	if (strcmp(options->format, "html") == 0)
		return report_page_write(db, report, &days, out, err);
	return report_rows_write(db, report, &days, &one, 1, err);
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
	rc = write_report(session->db, report, options, out, err);
	session_close(session);
	return rc;
}
