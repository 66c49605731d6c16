#include "job/report_folder.h"

#include "base/err.h"
#include "base/i18n.h"
#include "db/db.h"
#include "io/file.h"
#include "io/folder.h"
#include "job/report_rows.h"
#include "job/session.h"
#include "report/definition.h"
#include "report/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A report of the night: the section that its page and others show. */
struct night_section {
	char *text; /* from malloc */
	size_t len;
};

struct night_files {
	struct session *session;
	struct folder_draft *draft;
	int32_t day;
	struct night_section *sections; /* one for each of reports[] */
	FILE *page;			/* that is being written */
};

static const char *
folder_path(struct session *session, int32_t day, struct err *err)
{
	char text[DAY_TEXT_SIZE];

	return arena_format(&session->arena, err, "%s/reports/%s",
		session->home, day_text(day, text));
}

/* --- files of rows ----------------------------------------------------- */

static int
create_file(const struct night_files *files, const struct report *report,
	const char *format, FILE **out, struct err *err)
{
	char name[128];

	if (strcmp(format, "html") == 0 &&
		strcmp(report->name, PAGE_INDEX) == 0)
		snprintf(name, sizeof(name), "%s", PAGE_INDEX_FILE);
	else
		snprintf(name, sizeof(name), "%s.%s", report->name, format);
	return folder_draft_create(files->draft, name, out, err);
}

/* Sync and close it; what failed first is said. */
static int
finish_file(FILE *out, int rc, struct err *err)
{
	struct err failure = ERR_INIT;

	if (out == NULL || folder_draft_finish(out, &failure) == 0)
		return rc;
	if (rc == 0)
		*err = failure;
	return -1;
}

/* The CSV file, the workbook and the section, of one run of the query. */
static int
write_rows(const struct night_files *files, const struct report *report,
	struct err *err)
{
	struct night_section *section = &files->sections[report - reports];
	struct report_out outs[] = { { "csv", NULL }, { "xlsx", NULL },
		{ "html", open_memstream(&section->text, &section->len) } };
	struct report_days days;
	int rc = -1;

	report_rows_night(report, files->day, &days);
	if (outs[2].out == NULL)
		err_set(err, ERR_MEMORY, _("memory is exhausted"));
	else if (create_file(files, report, "csv", &outs[0].out, err) == 0 &&
		create_file(files, report, "xlsx", &outs[1].out, err) == 0)
		rc = report_rows_write(files->session->db, report, &days, outs,
			REPORT_OUTS_MAX, err);
	rc = finish_file(outs[0].out, rc, err);
	rc = finish_file(outs[1].out, rc, err);
	if (outs[2].out != NULL && fclose(outs[2].out) != 0 && rc == 0)
		rc = err_set(err, ERR_MEMORY, _("memory is exhausted"));
	return rc;
}

/* --- pages ------------------------------------------------------------- */

static int
put_section(void *ctx, const struct report *report, struct err *err)
{
	const struct night_files *files = ctx;
	const struct night_section *section =
		&files->sections[report - reports];

	(void)err; /* page_write() looks at the stream */
	fwrite(section->text, 1, section->len, files->page);
	return 0;
}

static int
write_page(
	struct night_files *files, const struct report *report, struct err *err)
{
	struct report_days days;
	struct page page = { .report = report,
		.span = days.span,
		.has_links = true,
		.section = put_section,
		.ctx = files };
	int rc;

	report_rows_night(report, files->day, &days);
	if (create_file(files, report, "html", &files->page, err) < 0)
		return -1;
	page.out = files->page;
	rc = page_write(&page, err);
	return finish_file(files->page, rc, err);
}

/* --- all of them ------------------------------------------------------- */

static int
write_files(struct night_files *files, struct err *err)
{
	for (const struct report *r = reports; r->name != NULL; r++) {
		if (db_interrupted)
			return err_set(err, ERR_INTERRUPTED, _("interrupted"));
		if (write_rows(files, r, err) < 0)
			return -1;
	}
	for (const struct report *r = reports; r->name != NULL; r++)
		if (write_page(files, r, err) < 0)
			return -1;
	return 0;
}

/* One view of the book for all of them. */
static int
write_draft(struct night_files *files, struct err *err)
{
	size_t count = 0;
	int rc = -1;

	while (reports[count].name != NULL)
		count++;
	files->sections = calloc(count, sizeof(*files->sections));
	if (files->sections == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	if (db_begin_read(files->session->db, err) == 0) {
		rc = write_files(files, err);
		db_rollback(files->session->db);
	}
	for (size_t i = 0; i < count; i++)
		free(files->sections[i].text);
	free(files->sections);
	return rc;
}

int
report_folder_exists(
	struct session *session, int32_t day, bool *exists, struct err *err)
{
	const char *path = folder_path(session, day, err);

	if (path == NULL)
		return -1;
	*exists = file_exists(path);
	return 0;
}

int
report_folder_write(struct session *session, int32_t day, struct err *err)
{
	struct night_files files = { .session = session, .day = day };
	const char *path = folder_path(session, day, err);
	const char *parent = session_path(session, "reports", err);
	int rc;

	if (path == NULL || parent == NULL ||
		file_make_folder(parent, 0750, err) < 0 ||
		folder_draft_open(path, &files.draft, err) < 0)
		return -1;
	rc = write_draft(&files, err);
	if (rc == 0)
		rc = folder_draft_commit(files.draft, err);
	folder_draft_close(files.draft);
	return rc;
}
