#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "db/db.h"
#include "io/file.h"
#include "job/invoice_file.h"
#include "job/invoice_step.h"
#include "job/invoice_template.h"
#include "job/session.h"
#include "job/ui.h"
#include "store/store_invoice.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER "outbox/invoices"

struct export
{
	struct invoice_step *step;
	struct invoice_template template;
};

/* --- which format ------------------------------------------------------- */

static const char *
format_of(const struct invoice_step *step)
{
	return step->options->format != NULL ? step->options->format : "xlsx";
}

static int
needs_template(struct err *err)
{
	err_set(err, ERR_USAGE,
		_("the tax bureau's workbook is needed: --template FILE"));
	return err_hint(err,
		_("Download the current one from the bureau's site, or export "
		  "as xml or csv."));
}

static int
open_template(struct export *export, struct err *err)
{
	const char *path = export->step->options->template;

	if (path != NULL)
		return invoice_template_open(&export->template, path, err);
	return strcmp(format_of(export->step), "xlsx") == 0
		? needs_template(err)
		: 0;
}

/* --- deciding what goes -------------------------------------------------- */

/* One export: those of one seller, put into files. */
static int
add_export(struct invoice_step *step, const struct invoice_waiting *at,
	size_t count, struct err *err)
{
	struct session *s = step->session;
	struct buf items = BUF_INIT;
	int *lines = arena_alloc(&s->arena, count * sizeof(*lines), err);
	int *files = arena_alloc(&s->arena, count * sizeof(*files), err);
	int number, rc = -1;

	if (lines == NULL || files == NULL)
		return -1;
	for (size_t i = 0; i < count; i++)
		lines[i] = at[i].lines;
	invoice_split(lines, count, files);
	for (size_t i = 0; i < count; i++)
		buf_printf(&items, "%" PRId64 " %d\n", at[i].id, files[i]);
	if (buf_check(&items, err) == 0)
		rc = store_invoice_export(s->db, at->ca, format_of(step),
			step->day, &items, &number, err);
	buf_release(&items);
	return rc;
}

static int
add_exports(struct invoice_step *step, struct err *err)
{
	struct session *s = step->session;
	struct invoice_waitings waiting = { .count = 0 };
	size_t end;

	if (store_invoice_waiting(
		    s->db, &s->arena, step->options->ca, &waiting, err) < 0)
		return -1;
	if (waiting.count == 0)
		ui_tell(step->ui, "%s", _("no invoice waits"));
	for (size_t i = 0; i < waiting.count; i = end) {
		for (end = i + 1; end < waiting.count; end++)
			if (strcmp(waiting.at[end].ca, waiting.at[i].ca) != 0)
				break;
		if (add_export(step, &waiting.at[i], end - i, err) < 0)
			return -1;
	}
	return 0;
}

/* --- the files ----------------------------------------------------------- */

/* Of each file that is not there, by ${work}. */
static int
each_file(struct export *export,
	int (*work)(struct export *export, const struct invoice_file *file,
		const struct invoice_items *items, struct err *err),
	struct err *err)
{
	struct session *s = export->step->session;
	struct invoice_files files = { .count = 0 };
	int rc = 0;

	if (store_invoice_unwritten(s->db, &s->arena, &files, err) < 0)
		return -1;
	for (size_t i = 0; i < files.count && rc == 0; i++) {
		struct arena arena = ARENA_INIT;
		struct invoice_items items = { .count = 0 };

		export->step->ui->progress(export->step->ui->ctx, _("writing"),
			(int64_t)i, (int64_t)files.count);
		rc = store_invoice_items(
			s->db, &arena, &files.at[i], &items, err);
		if (rc == 0)
			rc = work(export, &files.at[i], &items, err);
		arena_release(&arena);
	}
	return rc;
}

/* Before it is decided: what the workbook does not take can never be
 * written. */
static int
check_file(struct export *export, const struct invoice_file *file,
	const struct invoice_items *items, struct err *err)
{
	if (strcmp(file->format, "xlsx") != 0)
		return 0;
	return export->template.form == NULL
		? needs_template(err)
		: invoice_template_check(&export->template, items, err);
}

static int
write_file(struct export *export, const struct invoice_file *file,
	const struct invoice_items *items, struct err *err)
{
	struct session *s = export->step->session;
	unsigned char sha256[DIGEST_SIZE];
	const char *name = arena_format(&s->arena, err, "%s-%06d-%d.%s",
		file->ca, file->export_no, file->no, file->format);
	const char *folder = session_path(s, FOLDER, err);
	const char *path;

	if (name == NULL || folder == NULL ||
		check_file(export, file, items, err) < 0)
		return -1;
	path = arena_format(&s->arena, err, "%s/%s", folder, name);
	if (path == NULL || file_make_folder(folder, 0700, err) < 0 ||
		invoice_file_write(file->format, &export->template, items, path,
			sha256, err) < 0 ||
		store_invoice_written(s->db, file, name, sha256, items, err) <
			0)
		return -1;
	ui_tell(export->step->ui,
		ngettext("%s: %zu line", "%s: %zu lines", items->count), path,
		items->count);
	return 0;
}

static int
decide(struct export *export, struct err *err)
{
	struct db *db = export->step->session->db;

	if (db_begin(db, err) < 0)
		return -1;
	if (add_exports(export->step, err) < 0 ||
		each_file(export, check_file, err) < 0) {
		db_rollback(db);
		return -1;
	}
	return db_commit(db, err);
}

/* What a run that was cut off decided is written first; then what waits. */
int
invoice_export(struct invoice_step *step, struct err *err)
{
	struct export export = { .step = step };
	int rc = -1;

	if (open_template(&export, err) == 0 &&
		each_file(&export, write_file, err) == 0 &&
		decide(&export, err) == 0)
		rc = each_file(&export, write_file, err);
	invoice_template_close(&export.template);
	return rc;
}
