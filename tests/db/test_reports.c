/*
 * Reports agree with their queries: the names, the types, the parameters; and
 * their rows come out of a book without any.
 */
#include "suite.h"
#include "scratch.h"

#include "base/err.h"
#include "job/report_rows.h"
#include "model/day.h"
#include "report/definition.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a column of a query may be in a report. */
static bool
agrees(enum sql_type found, enum column_type wanted)
{
	switch (wanted) {
	case COLUMN_INT:
		return found == SQLTYPE_INT4 || found == SQLTYPE_INT8;
	case COLUMN_FEN:
		return found == SQLTYPE_INT8;
	case COLUMN_DAY:
		return found == SQLTYPE_DATE;
	case COLUMN_TEXT:
		return found == SQLTYPE_TEXT || found == SQLTYPE_TIMESTAMPTZ ||
			found == SQLTYPE_BOOL;
	case COLUMN_NOTE:
		return found == SQLTYPE_TEXT;
	}
	return false;
}

static void
check_columns(const struct report *report)
{
	const struct sql_statement *s = &sql_statements[report->query];
	char label[128];

	CHECK_CASE(report->name, (size_t)s->column_count == report->count);
	for (int i = 0; i < s->column_count && (size_t)i < report->count; i++) {
		const struct column *column = &report->columns[i];

		snprintf(label, sizeof(label), "%s: %s", report->name,
			column->name);
		CHECK_CASE(label,
			strcmp(column->name, s->columns[i].name) == 0 &&
				agrees(s->columns[i].type, column->type));
	}
}

static void
columns_agree(void)
{
	for (const struct report *r = reports; r->name != NULL; r++)
		if (r->source == REPORT_QUERY)
			check_columns(r);
}

static void
days_are_asked_for(void)
{
	for (const struct report *r = reports; r->name != NULL; r++) {
		const struct sql_statement *s = &sql_statements[r->query];
		const int count = s->param_count;

		if (r->source != REPORT_QUERY)
			continue;
		CHECK_CASE(r->name, count == 1 || count == 2);
		CHECK_CASE(r->name,
			strcmp(s->params[count - 1].name, "to_day") == 0 &&
				s->params[count - 1].type == SQLTYPE_DATE);
		CHECK_CASE(r->name,
			count == 1 ||
				strcmp(s->params[0].name, "from_day") == 0);
		CHECK_CASE(r->name, r->window == 0 || count == 2);
	}
}

/* The total row says "total" in the first column. */
static void
first_column_is_not_added_up(void)
{
	for (const struct report *r = reports; r->name != NULL; r++)
		CHECK_CASE(r->name, !r->totals[0]);
}

static char *
write_report(struct db *db, const struct report *report, const char *format)
{
	struct err err = ERR_INIT;
	struct report_days days;
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);
	const struct report_out one = { format, out };

	CHECK_CASE(report->name,
		report_rows_days(db, report, DAY_NONE, DAY_NONE, &days, &err) ==
				0 &&
			report_rows_write(db, report, &days, &one, 1, &err) ==
				0);
	CHECK_TEXT(err.message, "");
	fclose(out);
	return text;
}

/* The columns of sources, too, are those that come. */
static void
empty_book(void)
{
	struct db *db;

	scratch_open(&db);
	for (const struct report *r = reports; r->name != NULL; r++) {
		char *text = write_report(db, r, "csv");

		CHECK_CASE(
			r->name, strchr(text, '\n') == text + strlen(text) - 1);
		free(text);
		text = write_report(db, r, "html");
		CHECK_CASE(r->name, strstr(text, "class=\"none\"") != NULL);
		free(text);
	}
	db_close(db);
}

static const struct test tests[] = {
	{ "report columns are those of its query", columns_agree },
	{ "report queries ask for days, or for one day", days_are_asked_for },
	{ "report totals leave the first column alone",
		first_column_is_not_added_up },
	{ "every report is empty in an empty book", empty_book },
	{ NULL, NULL },
};

const struct suite test_reports = { "db/reports", tests };
