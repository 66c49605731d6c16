#include "job/job_replay.h"

#include "base/err.h"
#include "base/i18n.h"
#include "core/decide.h"
#include "db/db.h"
#include "job/reference_file.h"
#include "job/replay_rows.h"
#include "job/session.h"
#include "job/ui.h"
#include "store/store_book.h"
#include "store/store_replay.h"

#include <string.h>

/* --- the changed file --- */

/* What load would refuse is refused. */
static int
read_changed(struct reference_file *file, struct err *err)
{
	int rc = reference_file_read(file, err);

	if (reference_file_tell(file, err) < 0)
		return -1;
	if (rc == 0 && file->reference.problems.errors > 0)
		rc = err_set(err, ERR_INPUT,
			_("%ld errors: nothing was replayed"),
			file->reference.problems.errors);
	return rc < 0 ? err_within(err, "%s:", file->path) : 0;
}

static void
put_in_place(struct book *book, const struct reference *changed)
{
	if (changed->kind == REFERENCE_POLICIES) {
		memcpy(&book->policies, &changed->policies,
			sizeof(book->policies));
		return;
	}
	memcpy(&book->fees, &changed->fees, sizeof(book->fees));
	book->fee_load = 0;
}

/* --- deciding twice --- */

struct replay {
	struct session *session;
	const struct job_ui *ui;
	struct replay_span span;
	struct arena before_arena, after_arena;
	struct book before, after;
};

static int
decide_again(struct replay *r, struct book *book, struct arena *arena,
	const struct reference *changed, struct err *err)
{
	*book = (struct book){ .arena = arena, .date = r->span.day };
	r->ui->progress(r->ui->ctx, _("deciding"), 0, 0);
	if (store_book_again(r->session->db, r->span.before_run,
		    r->span.until_run, book, err) < 0)
		return -1;
	if (changed != NULL)
		put_in_place(book, changed);
	return decide(book, err);
}

static int
find_span(struct replay *r, const struct job_replay_options *options,
	struct err *err)
{
	if (store_replay_span(r->session->db, options->from, options->to,
		    &r->span, err) < 0)
		return -1;
	if (r->span.before_run != 0)
		return 0;
	err_set(err, ERR_USAGE, _("no nightly was run in that time"));
	return err_hint(err, _("See: yifen list runs --command nightly"));
}

static int
replay(struct replay *r, const struct job_replay_options *options,
	const struct reference *changed, FILE *out,
	struct job_replay_result *result, struct err *err)
{
	struct differences differences = { .count = 0 };

	if (find_span(r, options, err) < 0 ||
		decide_again(r, &r->before, &r->before_arena, NULL, err) < 0 ||
		decide_again(r, &r->after, &r->after_arena, changed, err) < 0 ||
		store_replay_drift(r->session->db, r->span.until_run,
			&r->before, &result->drift, err) < 0 ||
		difference_collect(&r->before, &r->after, &differences, err) <
			0)
		return -1;
	result->day = r->span.day;
	result->orders = (int64_t)r->before.orders.count;
	result->differ = (int64_t)differences.count;
	return replay_rows_print(&differences, options->format, out, err);
}

/* One view of the book for both, in a transaction that cannot write. */
static int
in_transaction(struct replay *r, const struct job_replay_options *options,
	const struct reference *changed, FILE *out,
	struct job_replay_result *result, struct err *err)
{
	int rc;

	if (db_begin_read(r->session->db, err) < 0)
		return -1;
	rc = replay(r, options, changed, out, result, err);
	db_rollback(r->session->db);
	return rc;
}

int
job_replay(const struct job_replay_options *options, const struct job_ui *ui,
	FILE *out, struct job_replay_result *result, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct reference_file file = {
		.path = options->path, .ui = ui, .arena = &arena
	};
	struct replay r = { .ui = ui };
	const int kind = terms_find(
		reference_names, REFERENCE_KIND_COUNT, options->kind);
	int rc = -1;

	memset(result, 0, sizeof(*result));
	reference_open(&file.reference, (enum reference_kind)kind, &arena);
	if (read_changed(&file, err) == 0 &&
		session_open("replay", SESSION_READ, &r.session, err) == 0)
		rc = in_transaction(
			&r, options, &file.reference, out, result, err);
	session_close(r.session);
	arena_release(&r.before_arena);
	arena_release(&r.after_arena);
	reference_release(&file.reference);
	arena_release(&arena);
	return rc;
}
