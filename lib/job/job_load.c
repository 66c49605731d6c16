#include "job/job_load.h"

#include "base/err.h"
#include "base/i18n.h"
#include "db/db.h"
#include "job/audit_head.h"
#include "job/book_keys.h"
#include "job/load_orders.h"
#include "job/reference_file.h"
#include "job/session.h"
#include "job/ui.h"
#include "store/store_code.h"
#include "store/store_order.h"
#include "store/store_reference.h"
#include "store/store_run.h"

#include <string.h>

/* One file on its way. */
struct loading {
	struct session *session;
	const struct job_load_options *options;
	struct job_load_result *result;
	struct arena arena;
	struct reference_file file;
	struct load_orders orders;
	struct map cas;
	bool nothing;	/* of the file is new */
};

/* --- storing --- */

static int
need_load(struct loading *l, struct stored_load *load, long rows,
	struct err *err)
{
	const char *base = strrchr(l->file.path, '/');

	*load = (struct stored_load){ .kind = l->options->kind,
		.name = base == NULL ? l->file.path : base + 1,
		.sha256 = l->file.sha256, .rows = rows };
	if (store_run_need(l->session->db, "load", DAY_NONE, &load->run_id,
		    err) < 0)
		return -1;
	return store_reference_add(l->session->db, load, err);
}

static int
end_run(struct loading *l, const struct stored_load *load, struct err *err)
{
	return store_run_finish(l->session->db, load->run_id, RUN_DONE, 0,
		err);
}

static int
store_orders(struct loading *l, struct err *err)
{
	struct stored_load load;
	int64_t changed;

	if (store_order_check(l->session->db, &changed, err) < 0)
		return -1;
	l->nothing = changed == 0;
	if (l->nothing)
		return 0;
	if (need_load(l, &load, (long)changed, err) < 0 ||
		store_order_take(l->session->db, &load, err) < 0)
		return -1;
	return end_run(l, &load, err);
}

static int
store_table(struct loading *l, struct err *err)
{
	struct reference *r = &l->file.reference;
	struct db *db = l->session->db;
	struct stored_load load;
	bool same;
	int rc = 0;

	if (store_reference_same(db, l->options->kind, l->file.sha256, &same, err) <
		0)
		return -1;
	if (same)
		return 0;
	if (need_load(l, &load, r->rows - r->refused, err) < 0)
		return -1;
	switch (r->kind) {
	case REFERENCE_FEES:
		rc = store_reference_fees(db, &load, &r->fees, err);
		break;
	case REFERENCE_POLICIES:
		rc = store_reference_policies(db, &load, &r->policies, err);
		break;
	case REFERENCE_CHANNELS:
		rc = store_reference_channels(db, &load, &r->channels, err);
		break;
	case REFERENCE_CALENDAR:
		rc = store_reference_calendar(db, &load, &r->calendar, err);
		break;
	case REFERENCE_TAXES:
		rc = store_reference_taxes(db, &load, &r->taxes, err);
		break;
	default:
		rc = err_set(err, ERR_BUG, "a kind of reference data is "
					   "stored nowhere");
	}
	return rc < 0 ? -1 : end_run(l, &load, err);
}

/* --- one file --- */

/* The run comes before its rows, whose codes are sealed with its data key as
 * they are read; it is gone with the transaction if nothing was new. */
static int
begin_orders(struct loading *l, struct err *err)
{
	struct session *s = l->session;
	int run_id;

	if (store_run_need(s->db, "load", DAY_NONE, &run_id, err) < 0 ||
		book_keys_need(s->db, s->keys, run_id, err) < 0 ||
		store_code_last(s->db, &l->orders.code_id, err) < 0)
		return -1;
	return store_order_stage(s->db, &l->orders.copy, err);
}

/* Read and store within the open transaction: 1 if it was taken, 0 if it was
 * refused whole, -1 if the work itself failed. */
static int
take_file(struct loading *l, struct err *err)
{
	const bool orders = l->file.reference.kind == REFERENCE_ORDERS;
	int rc;

	if (orders) {
		if (store_reference_cas(l->session->db, &l->arena, &l->cas,
			    err) < 0 ||
			begin_orders(l, err) < 0)
			return -1;
		l->file.reference.cas = &l->cas;
		l->file.reference.on_order = load_orders_row;
		l->file.reference.on_order_ctx = &l->orders;
	}
	rc = reference_file_read(&l->file, err);
	if (reference_file_tell(&l->file, err) < 0)
		rc = -1;
	if (rc == 0 && l->file.reference.problems.errors > 0 &&
		!l->options->partial)
		rc = err_set(err, ERR_INPUT,
			_("%ld errors: nothing of the file was taken in"),
			l->file.reference.problems.errors);
	if (orders && rc < 0)
		db_copy_abandon(l->orders.copy);
	else if (orders && db_copy_end(l->orders.copy, err) < 0)
		rc = -1;
	if (rc < 0)
		return -1;
	return orders ? store_orders(l, err) : store_table(l, err);
}

static int
in_transaction(struct loading *l, struct err *err)
{
	if (db_begin(l->session->db, err) < 0)
		return -1;
	l->nothing = false;
	if (take_file(l, err) == 0 && !l->nothing &&
		store_run_refresh_statistics(l->session->db, err) == 0)
		return db_commit(l->session->db, err);
	db_rollback(l->session->db);
	return l->nothing ? 0 : -1;
}

/* A file that does not say what it should is refused; the others go on. */
static int
count_file(struct loading *l, int rc, struct err *err)
{
	struct job_load_result *result = l->result;
	const struct job_ui *ui = l->file.ui;

	if (rc == 0) {
		result->files++;
		result->rows += l->file.reference.rows - l->file.reference.refused;
		result->refused_rows += l->file.reference.refused;
		return 0;
	}
	if (err_status(err->code) != err_status(ERR_INPUT) &&
		err->code != ERR_IO)
		return err_within(err, "%s", l->file.path);
	result->refused_files++;
	err_within(err, "%s:", l->file.path);
	ui->line(ui->ctx, err->message);
	if (err->hint[0] != '\0')
		ui->line(ui->ctx, err->hint);
	return 0;
}

static int
load_file(struct loading *l, enum reference_kind kind, struct err *err)
{
	int rc;

	l->orders.keys = l->session->keys;
	l->file.arena = &l->arena;
	reference_open(&l->file.reference, kind, &l->arena);
	rc = count_file(l, in_transaction(l, err), err);
	reference_release(&l->file.reference);
	load_orders_release(&l->orders);
	arena_release(&l->arena);
	return rc;
}

int
job_load(const struct job_load_options *options, const struct job_ui *ui,
	struct job_load_result *result, struct err *err)
{
	struct session *s = NULL;
	const int kind = terms_find(reference_names, REFERENCE_KIND_COUNT,
		options->kind);
	int rc = 0;

	memset(result, 0, sizeof(*result));
	if (kind < 0)
		return err_set(err, ERR_USAGE, _("%s: no such kind of data"),
			options->kind);
	if (session_open("load", SESSION_WRITE | SESSION_KEYS, &s, err) < 0)
		return -1;
	for (size_t i = 0; i < options->count && rc == 0; i++) {
		struct loading l = { .session = s, .options = options,
			.result = result,
			.file = { .path = options->files[i], .ui = ui } };

		rc = load_file(&l, (enum reference_kind)kind, err);
	}
	rc = audit_head_after(s, rc, err);
	session_close(s);
	return rc;
}
