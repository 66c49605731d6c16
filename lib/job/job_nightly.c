#include "job/job_nightly.h"

#include "base/err.h"
#include "base/i18n.h"
#include "core/decide.h"
#include "core/waiting.h"
#include "db/db.h"
#include "job/audit_head.h"
#include "job/close.h"
#include "job/codes.h"
#include "job/earn.h"
#include "job/import.h"
#include "job/inbox.h"
#include "job/report_folder.h"
#include "job/session.h"
#include "job/summary.h"
#include "job/ui.h"
#include "model/money.h"
#include "store/store_decision.h"
#include "store/store_night.h"
#include "store/store_run.h"

/* The nights to do. */
struct nights {
	const struct job_nightly_options *options;
	const struct job_ui *ui;
	struct session *session;
	int32_t first, last;
	struct inbox inbox;
};

/* The nightly goes forward: what an earlier night decided stands. */
static int
too_late(int32_t date, int32_t stands_at, struct err *err)
{
	char asked[DAY_TEXT_SIZE], stands[DAY_TEXT_SIZE];

	err_set(err, ERR_USAGE,
		_("the books stand at %s already, a nightly for %s comes too "
		  "late"),
		day_text(stands_at, stands), day_text(date, asked));
	return err_hint(err,
		_("Put the files into the inbox of the next nightly: they "
		  "are taken in with their own days."));
}

static int
too_many(int32_t date, int32_t stands_at, struct err *err)
{
	char asked[DAY_TEXT_SIZE], stands[DAY_TEXT_SIZE];

	err_set(err, ERR_USAGE,
		_("the books stand at %s: until %s there are more than %d "
		  "nights to do"),
		day_text(stands_at, stands), day_text(date, asked),
		JOB_NIGHTS_MAX);
	return err_hint(err,
		_("Look at the date; go there in steps; or say "
		  "--no-catch-up."));
}

/* From the day after that at which the books stand; from that day itself if
 * its night was killed.  A new book has no night before its first. */
static int
plan(struct nights *nights, struct err *err)
{
	struct db *db = nights->session->db;
	const int32_t date = nights->options->date;
	int32_t day;
	bool open;

	nights->first = nights->last = date;
	if (store_run_book_day(db, &day, err) < 0)
		return -1;
	if (day == DAY_NONE || day == date)
		return 0;
	if (day > date)
		return too_late(date, day, err);
	if (nights->options->one_night)
		return 0;
	if (store_run_is_open(db, day, &open, err) < 0)
		return -1;
	nights->first = open ? day : day + 1;
	if (nights->last - nights->first >= JOB_NIGHTS_MAX)
		return too_many(date, day, err);
	return 0;
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
import_inbox(struct nights *nights, struct job_nightly_result *night,
	struct err *err)
{
	struct file_names paths = { .count = 0 };
	struct job_import_result imported = { .files = 0 };
	const struct import import = { .session = nights->session,
		.ui = nights->ui,
		.date = night->date,
		.command = "nightly",
		.run_day = night->date,
		.inbox = &nights->inbox,
		.result = &imported,
		.run_id = &night->run_id };

	if (nights->options->inbox == NULL)
		return 0;
	if (inbox_paths(&nights->inbox, night->date, &paths, err) < 0 ||
		import_files(&import, paths.at, paths.count, err) < 0)
		return -1;
	night->files = imported.files;
	night->known_files = imported.known_files;
	night->refused_files = imported.refused_files;
	night->entries = imported.entries;
	return 0;
}

/* The year that begins tomorrow may have no calendar yet: tonight does not
 * need it. */
static void
look_ahead(struct book *book, struct job_nightly_result *result)
{
	struct waitings waitings = { .count = 0 };
	struct err unknown = ERR_INIT;

	result->become_breaks =
		waiting_with_next(book, &waitings, &unknown) < 0
		? -1
		: (int)waitings.count;
}

/* Decide over the stored book, append what is new, close the books; or there
 * is nothing to do. */
static int
decide_night(struct session *s, struct book *book, int32_t created_until,
	const struct job_ui *ui, struct job_nightly_result *result,
	bool *closed, struct err *err)
{
	struct reach reach;
	bool open = false, due = false;

	if (store_night_load(s->db, YIFEN_VERSION, created_until, &reach, book,
		    err) < 0 ||
		decide(book, err) < 0)
		return -1;
	look_ahead(book, result);
	if (store_run_is_open(s->db, book->date, &open, err) < 0)
		return -1;
	if (!open && result->run_id == 0 && store_decision_is_empty(book)) {
		if (earn_is_due(s, book->date, &due, err) < 0)
			return -1;
		if (!due)
			return 0;
	}
	if (store_run_need(s->db, "nightly", book->date, &result->run_id, err) <
			0 ||
		codes_make(s->db, s->keys, result->run_id, book, err) < 0 ||
		store_decision_write(s->db, result->run_id, book, err) < 0 ||
		store_run_refresh_statistics(s->db, err) < 0 ||
		close_night(s, book, ui, result, err) < 0 ||
		store_night_write(s->db, result->run_id, YIFEN_VERSION, &reach,
			book, err) < 0)
		return -1;
	*closed = true;
	return 0;
}

/* In its own memory: the book is not needed any more. */
static int
decide_in_arena(struct session *s, bool last, const struct job_ui *ui,
	struct job_nightly_result *result, bool *closed, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct book book = { .arena = &arena, .date = result->date };
	const int rc = decide_night(s, &book, last ? DAY_NONE : result->date,
		ui, result, closed, err);

	arena_release(&arena);
	return rc;
}

static int
do_decide(struct session *s, bool last, const struct job_ui *ui,
	struct job_nightly_result *result, struct err *err)
{
	bool closed = false;

	if (decide_in_arena(s, last, ui, result, &closed, err) < 0)
		return -1;
	if (!closed)
		return 0;
	if (earn_night(s, result->run_id, result->date, ui, err) < 0 ||
		store_run_refresh_statistics(s->db, err) < 0)
		return -1;
	return close_run(s, result, err);
}

static int
decide_in_transaction(struct session *s, bool last, const struct job_ui *ui,
	struct job_nightly_result *result, struct err *err)
{
	if (db_begin(s->db, err) < 0)
		return -1;
	if (do_decide(s, last, ui, result, err) == 0)
		return db_commit(s->db, err);
	db_rollback(s->db);
	return -1;
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

/* A repetition that found nothing new leaves what is there: what was handed
 * over since is of the next night. */
static int
write_reports(struct session *s, const struct job_nightly_result *night,
	struct err *err)
{
	char day[DAY_TEXT_SIZE];
	bool exists;

	if (report_folder_exists(s, night->date, &exists, err) == 0 &&
		((exists && night->run_id == 0) ||
			report_folder_write(s, night->date, err) == 0))
		return 0;
	err->code = ERR_REPORT;
	err_within(err, _("the reports of %s are not written"),
		day_text(night->date, day));
	return err_hint(err,
		_("The night itself is done. Run it again for its date to "
		  "write them."));
}

static int
do_night(struct nights *nights, struct job_nightly_result *night,
	struct err *err)
{
	struct session *s = nights->session;
	int reported;

	if (db_interrupted)
		return err_set(err, ERR_INTERRUPTED, _("interrupted"));
	if (import_inbox(nights, night, err) < 0)
		return -1;
	nights->ui->progress(nights->ui->ctx, _("deciding"), 0, 0);
	if (decide_in_transaction(s, night->date == nights->last, nights->ui,
		    night, err) < 0 ||
		summary_read(s->db, night, err) < 0)
		return -1;
	if (nights->options->no_reports)
		return check_closed(night, err);
	nights->ui->progress(nights->ui->ctx, _("writing reports"), 0, 0);
	reported = write_reports(s, night, err);
	return check_closed(night, err) < 0 ? -1 : reported;
}

/* One after the other.  A residual, and reports that are not written, are said
 * in the end: the nights after it would have been done, too, had each been run
 * in time. */
static int
do_nights(struct nights *nights, struct err *err)
{
	char day[DAY_TEXT_SIZE];
	int rc = 0;

	for (int32_t date = nights->first; date <= nights->last; date++) {
		struct job_nightly_result night = { .date = date };
		struct err failure = ERR_INIT;
		const int done = audit_head_after(nights->session,
			do_night(nights, &night, &failure), &failure);

		if (done == 0 || night.run_id != 0)
			nights->options->ended(nights->options->ctx, &night);
		if (done == 0)
			continue;
		rc = -1;
		*err = failure;
		if (nights->first < nights->last)
			err_within(err, "nightly %s", day_text(date, day));
		if (err->code != ERR_RESIDUAL && err->code != ERR_REPORT)
			break;
	}
	return rc;
}

static int
open_inbox(struct nights *nights, struct err *err)
{
	nights->inbox.arena = &nights->session->arena;
	if (nights->options->inbox == NULL)
		return 0;
	if (inbox_open(&nights->inbox, nights->options->inbox, err) < 0)
		return -1;
	if (nights->first == nights->last)
		return 0;
	return inbox_spread(&nights->inbox, nights->session, nights->ui,
		nights->first, nights->last, err);
}

int
job_nightly(const struct job_nightly_options *options, const struct job_ui *ui,
	struct err *err)
{
	struct nights nights = { .options = options, .ui = ui };
	int rc = -1;

	if (session_open("nightly", SESSION_WRITE | SESSION_KEYS,
		    &nights.session, err) < 0)
		return -1;
	if (db_durable(nights.session->db, err) == 0 &&
		plan(&nights, err) == 0 &&
		check_ready(nights.session, err) == 0 &&
		open_inbox(&nights, err) == 0)
		rc = do_nights(&nights, err);
	session_close(nights.session);
	return rc;
}
