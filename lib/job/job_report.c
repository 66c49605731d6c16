#include "job/job_report.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "db/db.h"
#include "job/rows.h"
#include "job/session.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const struct column closing_columns[] = {
	{ "day", N_("day"), COLUMN_TEXT },
	{ "source", N_("source"), COLUMN_TEXT },
	{ "account", N_("account"), COLUMN_TEXT },
	{ "opening_fen", N_("opening"), COLUMN_FEN },
	{ "in_count", N_("rows"), COLUMN_INT },
	{ "in_credit_fen", N_("credit"), COLUMN_FEN },
	{ "in_debit_fen", N_("debit"), COLUMN_FEN },
	{ "in_hash", N_("hash total"), COLUMN_INT },
	{ "matched_fen", N_("matched"), COLUMN_FEN },
	{ "refunded_fen", N_("refunded"), COLUMN_FEN },
	{ "fees_fen", N_("charges"), COLUMN_FEN },
	{ "settled_fen", N_("settled"), COLUMN_FEN },
	{ "micro_deposits_fen", N_("micro-deposits"), COLUMN_FEN },
	{ "written_off_fen", N_("written off"), COLUMN_FEN },
	{ "closing_fen", N_("closing"), COLUMN_FEN },
	{ "closing_count", N_("entries"), COLUMN_INT },
	{ "residual_fen", N_("residual"), COLUMN_FEN },
	{ "channel_fees_fen", N_("channel fees"), COLUMN_FEN },
	{ "bill", N_("bill"), COLUMN_TEXT },
	{ "missing", N_("missing"), COLUMN_TEXT },
	{ "balances", N_("balances"), COLUMN_TEXT },
};

static const struct report {
	const char *name;
	enum sql_id query;
	const struct column *columns;
	size_t column_count;
} reports[] = {
	{ "closing", SQL_REPORT_CLOSING, closing_columns,
		COUNT(closing_columns) },
};

static const struct report *
find_report(const char *name, struct err *err)
{
	struct buf names = BUF_INIT;

	for (size_t i = 0; i < COUNT(reports); i++)
		if (strcmp(reports[i].name, name) == 0)
			return &reports[i];
	for (size_t i = 0; i < COUNT(reports); i++)
		buf_printf(
			&names, "%s%s", i == 0 ? "" : ", ", reports[i].name);
	err_set(err, ERR_USAGE, _("there is no report '%s'"), name);
	err_hint(err, _("Say one of: %s"), buf_text(&names));
	buf_release(&names);
	return NULL;
}

int
job_report(
	const struct job_report_options *options, FILE *out, struct err *err)
{
	const struct report *report = find_report(options->report, err);
	struct session *session = NULL;
	struct writer writer = { .kind = NULL };
	int rc = -1;

	if (report == NULL ||
		session_open("report", SESSION_READ, &session, err) < 0)
		return -1;
	if (writer_open(&writer, options->format, report->columns,
		    report->column_count, out, err) == 0 &&
		rows_print(session->db, report->query,
			DB_PARAMS(db_day(options->from), db_day(options->to)),
			&writer, err) == 0)
		rc = writer_end(&writer, err);
	writer_close(&writer);
	session_close(session);
	return rc;
}
