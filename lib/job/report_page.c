#include "job/report_page.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "job/report_rows.h"
#include "report/definition.h"
#include "report/html.h"
#include "report/page.h"
#include "store/store_run.h"

struct sections {
	struct db *db;
	const struct report *report; /* whose page it is */
	const struct report_days *days;
	FILE *out;
};

static int
say_not_known(FILE *out, struct err *err)
{
	struct buf buf = BUF_INIT;
	int rc;

	buf_puts(&buf, "<p class=\"soft\">");
	html_text(&buf, _("Known of the last night only."));
	buf_puts(&buf, "</p>\n");
	rc = buf_check(&buf, err);
	if (rc == 0)
		fputs(buf_text(&buf), out);
	buf_release(&buf);
	return rc;
}

/* Whether the page is of a day after which there was another night. */
static int
is_past(const struct sections *s, bool *past, struct err *err)
{
	int32_t day;

	if (store_run_book_day(s->db, &day, err) < 0)
		return -1;
	*past = day != s->days->to;
	return 0;
}

static int
write_section(void *ctx, const struct report *report, struct err *err)
{
	const struct sections *s = ctx;
	const int32_t to = s->days->to;
	/* A page of one day has the days before it in the sections that show
	 * some; a page of several has these. */
	const int32_t from =
		s->days->from != to && report_rows_is_of_days(report)
		? s->days->from
		: DAY_NONE;
	const struct report_out out = { "html", s->out };
	struct report_days days;
	bool past = false;

	if (report == s->report)
		return report_rows_write(s->db, report, s->days, &out, 1, err);
	if (report->source != REPORT_QUERY && is_past(s, &past, err) < 0)
		return -1;
	if (past)
		return say_not_known(s->out, err);
	if (report_rows_days(s->db, report, from, to, &days, err) < 0)
		return -1;
	return report_rows_write(s->db, report, &days, &out, 1, err);
}

int
report_page_write(struct db *db, const struct report *report,
	const struct report_days *days, FILE *out, struct err *err)
{
	struct sections sections = { db, report, days, out };
	const struct page page = {
		.report = report,
		.span = days->span,
		.out = out,
		.section = write_section,
		.ctx = &sections,
	};

	return page_write(&page, err);
}
