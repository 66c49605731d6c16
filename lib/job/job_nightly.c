#include "job/job_nightly.h"

#include "base/err.h"
#include "base/i18n.h"
#include "core/decide.h"
#include "db/db.h"
#include "io/file.h"
#include "job/close.h"
#include "job/codes.h"
#include "job/import.h"
#include "job/session.h"
#include "job/summary.h"
#include "job/ui.h"
#include "model/money.h"
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

/* Decide over the stored book, append what is new, close the books. */
static int
decide_night(struct session *s, struct book *book, const struct job_ui *ui,
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
		codes_make(s->db, s->keys, result->run_id, book, err) < 0 ||
		store_decision_write(s->db, result->run_id, book, err) < 0)
		return -1;
	return close_night(s, book, ui, result, err);
}

static int
decide_in_transaction(struct session *s, int32_t date, const struct job_ui *ui,
	struct job_nightly_result *result, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct book book = { .arena = &arena, .date = date };
	int rc = -1;

	if (db_begin(s->db, err) < 0)
		goto done;
	if (decide_night(s, &book, ui, result, err) < 0) {
		db_rollback(s->db);
		goto done;
	}
	rc = db_commit(s->db, err);
done:
	arena_release(&arena);
	return rc;
}

/* The books must close to zero. */
static int
check_closed(const struct job_nightly_result *result, struct err *err)
{
	char fen[MONEY_TEXT_SIZE];

	if (result->residual != 0)
		return err_set(err, ERR_RESIDUAL,
			_("the books do not close: %s is explained by nothing"),
			money_text(result->residual, fen));
	if (result->faults > 0)
		return err_set(err, ERR_RESIDUAL,
			_("the books do not close: %d figures differ from the "
			  "facts"),
			result->faults);
	return 0;
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
	if (decide_in_transaction(s, options->date, ui, result, err) < 0 ||
		summary_read(s->db, result, err) < 0)
		goto done;
	rc = check_closed(result, err);
done:
	session_close(s);
	return rc;
}
