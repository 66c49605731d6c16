#include "job/report_rows.h"

#include "base/err.h"
#include "base/i18n.h"
#include "job/pending_rows.h"
#include "job/rows.h"
#include "job/waiting_rows.h"
#include "report/definition.h"
#include "report/writer.h"
#include "store/store_run.h"

#include <assert.h>
#include <stdio.h>

/* --- of which days ----------------------------------------------------- */

/* The one day that a query answers. */
static int
read_day(struct db *db, enum sql_id query, int32_t *day, struct err *err)
{
	struct db_rows *rows = NULL;
	int more;

	*day = DAY_NONE;
	if (db_query(db, query, NULL, &rows, err) < 0)
		return -1;
	more = db_next(rows, err);
	if (more > 0)
		*day = db_get_day(rows, 0);
	db_done(rows);
	return more < 0 ? -1 : 0;
}

/* The last day that a report can tell of. */
static int
last_day(struct db *db, const struct report *report, int32_t *day,
	struct err *err)
{
	switch (report->source) {
	case REPORT_PENDING: /* reviewers may read nothing else */
		return read_day(db, SQL_REPORT_PENDING_DAY, day, err);
	case REPORT_OVERDUE:
		return store_run_book_day(db, day, err);
	case REPORT_QUERY:
		break;
	}
	return read_day(db, SQL_REPORT_LAST_DAY, day, err);
}

bool
report_rows_is_of_days(const struct report *report)
{
	return report->source == REPORT_QUERY &&
		sql_statements[report->query].param_count == 2;
}

/* How things stand now is not known of another day. */
static int
check_days(const struct report *report, const struct report_days *days,
	int32_t last, struct err *err)
{
	char day[DAY_TEXT_SIZE];

	if (days->from > days->to) {
		err_set(err, ERR_USAGE,
			_("the last day comes before the first"));
		return err_hint(err, _("Say --from EARLIER --to LATER."));
	}
	if (report_rows_is_of_days(report))
		return 0;
	if (days->from != days->to) {
		err_set(err, ERR_USAGE,
			_("%s tells how things stood when one day was closed"),
			report->name);
		return err_hint(err, _("Say --date DAY, or no day."));
	}
	if (report->source != REPORT_QUERY && last != DAY_NONE &&
		days->to != last) {
		err_set(err, ERR_USAGE,
			_("%s tells how things stand at %s, not at another "
			  "day"),
			report->name, day_text(last, day));
		return err_hint(err,
			_("What a night wrote lies in YIFEN_HOME/reports."));
	}
	return 0;
}

static void
say_span(struct report_days *days)
{
	char from[DAY_TEXT_SIZE], to[DAY_TEXT_SIZE];

	if (days->from == days->to)
		snprintf(days->span, sizeof(days->span), "%s",
			day_text(days->to, to));
	else
		snprintf(days->span, sizeof(days->span), "%s - %s",
			day_text(days->from, from), day_text(days->to, to));
}

/* The first day of a report of ${to} that is asked for without one. */
static int32_t
window_begins(int window, int32_t to)
{
	int year, month, mday;

	if (window > 0)
		return to - window + 1;
	if (window != WINDOW_MONTH)
		return to;
	day_split(to, &year, &month, &mday);
	return day_of(year, month, 1);
}

static void
fill_days(const struct report *report, int32_t from, int32_t to,
	struct report_days *days)
{
	days->to = to;
	days->from = from != DAY_NONE ? from : to;
	if (from == DAY_NONE && to != DAY_NONE)
		days->from = window_begins(report->window, to);
	say_span(days);
}

void
report_rows_night(
	const struct report *report, int32_t day, struct report_days *days)
{
	fill_days(report, DAY_NONE, day, days);
}

int
report_rows_days(struct db *db, const struct report *report, int32_t from,
	int32_t to, struct report_days *days, struct err *err)
{
	int32_t last;

	if (last_day(db, report, &last, err) < 0)
		return -1;
	fill_days(report, from, to != DAY_NONE ? to : last, days);
	return check_days(report, days, last, err);
}

/* --- its rows ---------------------------------------------------------- */

static int
print_rows(struct db *db, const struct report *report,
	const struct report_days *days, struct writer *writer, struct err *err)
{
	const struct db_value of_days[] = { db_day(days->from),
		db_day(days->to) };
	const struct db_value all[] = { db_null(), db_null(), db_null() };

	switch (report->source) {
	case REPORT_PENDING:
		return pending_rows_print(db, all, writer, err);
	case REPORT_OVERDUE:
		return waiting_rows_tomorrow(db, writer, err);
	case REPORT_QUERY:
		break;
	}
	return rows_print(db, (enum sql_id)report->query,
		report_rows_is_of_days(report) ? of_days : of_days + 1, writer,
		err);
}

/* Each writer hands its rows on to the next. */
static int
open_all(struct writer *writers, const struct report *report,
	const struct report_days *days, const struct report_out *outs,
	size_t count, struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		if (writer_open_report(&writers[i], outs[i].format, report,
			    days->span, days->to, outs[i].out, err) < 0)
			return -1;
		writers[i].also = i + 1 < count ? &writers[i + 1] : NULL;
	}
	return 0;
}

int
report_rows_write(struct db *db, const struct report *report,
	const struct report_days *days, const struct report_out *outs,
	size_t count, struct err *err)
{
	struct writer writers[REPORT_OUTS_MAX] = { { .kind = NULL } };
	int rc = -1;

	assert(count > 0 && count <= REPORT_OUTS_MAX);
	if (open_all(writers, report, days, outs, count, err) == 0)
		rc = print_rows(db, report, days, &writers[0], err);
	for (size_t i = 0; i < count && rc == 0; i++)
		rc = writer_end(&writers[i], err);
	for (size_t i = 0; i < count; i++)
		writer_close(&writers[i]);
	return rc < 0 ? err_within(err, "report %s", report->name) : 0;
}
