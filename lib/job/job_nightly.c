#include "job/job_nightly.h"

#include "base/err.h"
#include "base/i18n.h"
#include "core/decide.h"
#include "db/db.h"
#include "io/file.h"
#include "job/codes.h"
#include "job/import.h"
#include "job/session.h"
#include "job/summary.h"
#include "job/ui.h"
#include "store/store_book.h"
#include "store/store_decision.h"
#include "store/store_run.h"

#include <string.h>

/* The nightly goes forward: what an earlier night decided stands. */
static int
check_date(struct session *s, int32_t date, struct err *err)
{
	char asked[DAY_TEXT_SIZE], stands[DAY_TEXT_SIZE];
	int32_t day;

	if (store_run_book_day(s->db, &day, err) < 0)
		return -1;
	if (day == DAY_NONE || day <= date)
		return 0;
	err_set(err, ERR_USAGE,
		_("the books stand at %s already, a nightly for %s comes too "
		  "late"),
		day_text(day, stands), day_text(date, asked));
	return err_hint(err,
		_("Put the files into the inbox of the next nightly: they "
		  "are taken in with their own days."));
}

static int
check_ready(struct session *s, struct err *err)
{
	struct db_rows *rows = NULL;
	int more;

	if (db_query(s->db, SQL_BOOK_READY, NULL, &rows, err) < 0)
		return -1;
	more = db_next(rows, err);
	if (more > 0) {
		err_set(err, ERR_CONFIG, _("no %s have been loaded yet"),
			db_get_text(rows, 0));
		err_hint(err, _("Load them first: yifen load %s FILE."),
			db_get_text(rows, 0));
	}
	db_done(rows);
	return more == 0 ? 0 : -1;
}

static int
import_inbox(struct session *s, const struct job_nightly_options *options,
	const struct job_ui *ui, struct job_nightly_result *result,
	struct err *err)
{
	struct file_names names = { .count = 0 };
	struct job_import_result imported = { .files = 0 };
	const struct import import = { .session = s, .ui = ui,
		.date = options->date, .command = "nightly",
		.run_day = options->date, .result = &imported,
		.run_id = &result->run_id };

	if (options->inbox == NULL)
		return 0;
	if (file_list(&s->arena, options->inbox, &names, err) < 0 ||
		import_files(&import, names.at, names.count, err) < 0)
		return -1;
	result->files = imported.files;
	result->known_files = imported.known_files;
	result->refused_files = imported.refused_files;
	result->entries = imported.entries;
	return 0;
}

/* Decide over the stored book and append what is new, in one transaction. */
static int
decide_night(struct session *s, struct book *book,
	struct job_nightly_result *result, struct err *err)
{
	bool open = false;

	if (store_book_load(s->db, book, err) < 0 || decide(book, err) < 0)
		return -1;
	if (store_run_is_open(s->db, book->date, &open, err) < 0)
		return -1;
	if (!open && result->run_id == 0 && store_decision_is_empty(book))
		return 0;
	if (store_run_need(s->db, "nightly", book->date, &result->run_id,
		    err) < 0 ||
		codes_make(s->db, s->keys, result->run_id, book, err) < 0)
		return -1;
	return store_decision_write(s->db, result->run_id, book, err);
}

static int
decide_in_transaction(struct session *s, int32_t date,
	struct job_nightly_result *result, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct book book = { .arena = &arena, .date = date };
	int rc = -1;

	if (db_begin(s->db, err) < 0)
		goto done;
	if (decide_night(s, &book, result, err) < 0) {
		db_rollback(s->db);
		goto done;
	}
	rc = db_commit(s->db, err);
done:
	arena_release(&arena);
	return rc;
}

/* The books must close to zero; then the run is over. */
static int
close_night(struct session *s, struct job_nightly_result *result,
	struct err *err)
{
	enum run_status status = RUN_DONE;

	if (store_run_residual(s->db, &result->residual, err) < 0)
		return -1;
	if (result->refused_files > 0)
		status = RUN_REFUSED;
	if (result->residual != 0)
		status = RUN_INCOMPLETE;
	if (result->run_id != 0 &&
		store_run_finish(s->db, result->run_id, status,
			result->residual, err) < 0)
		return -1;
	if (summary_read(s->db, result, err) < 0)
		return -1;
	if (result->residual == 0)
		return 0;
	return err_set(err, ERR_RESIDUAL,
		_("the books do not close: %lld fen are explained by nothing"),
		(long long)result->residual);
}

int
job_nightly(const struct job_nightly_options *options, const struct job_ui *ui,
	struct job_nightly_result *result, struct err *err)
{
	struct session *s = NULL;
	int rc = -1;

	memset(result, 0, sizeof(*result));
	if (session_open("nightly", SESSION_WRITE | SESSION_KEYS, &s, err) <
		0)
		return -1;
	if (db_durable(s->db, err) < 0 ||
		check_date(s, options->date, err) < 0 || check_ready(s, err) < 0)
		goto done;
	if (import_inbox(s, options, ui, result, err) < 0)
		goto done;
	ui->progress(ui->ctx, _("deciding"), 0, 0);
	if (decide_in_transaction(s, options->date, result, err) < 0)
		goto done;
	rc = close_night(s, result, err);
done:
	session_close(s);
	return rc;
}
