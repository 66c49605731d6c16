#include "store/store_audit.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "store/row.h"

#include <stdio.h>
#include <string.h>

int
store_audit_may(struct db *db, bool *may, struct err *err)
{
	struct db_rows *rows = NULL;
	int more;

	if (db_query(db, SQL_AUDIT_MAY, NULL, &rows, err) < 0)
		return -1;
	more = db_next(rows, err);
	*may = more > 0 && db_get_bool(rows, 0);
	db_done(rows);
	return more < 0 ? -1 : 0;
}

int
store_audit_tip(
	struct db *db, int64_t *seq, char hash[HEAD_HEX + 1], struct err *err)
{
	struct db_rows *rows = NULL;
	int more;

	*seq = 0;
	memset(hash, '0', HEAD_HEX);
	hash[HEAD_HEX] = '\0';
	if (db_query(db, SQL_AUDIT_TIP, NULL, &rows, err) < 0)
		return -1;
	more = db_next(rows, err);
	if (more > 0) {
		*seq = db_get_int(rows, 0);
		snprintf(hash, HEAD_HEX + 1, "%s", db_get_text(rows, 1));
	}
	db_done(rows);
	return more < 0 ? -1 : 0;
}

int
store_audit_chain(struct db *db, int64_t after, store_audit_event_fn *fn,
	void *ctx, struct err *err)
{
	struct db_rows *rows = NULL;
	int more;

	if (db_query(db, SQL_AUDIT_CHAIN, DB_PARAMS(db_int(after)), &rows,
		    err) < 0)
		return -1;
	while ((more = db_next(rows, err)) > 0) {
		const struct audit_event event = {
			.seq = db_get_int(rows, 0),
			.prev = db_get_text(rows, 1),
			.hash = db_get_text(rows, 2),
			.is_whole = db_get_bool(rows, 3),
			.has_rows = db_get_bool(rows, 4),
			.run_id = (int)db_get_int(rows, 5),
			.table = db_get_text(rows, 6),
		};

		if (fn(ctx, &event, err) < 0) {
			more = -1;
			break;
		}
	}
	db_done(rows);
	return more;
}

static int
read_gap(struct row *row, void *into)
{
	struct audit_gaps *gaps = into;
	struct audit_gap *gap = vec_push(gaps, row->arena, row->err);

	if (gap == NULL)
		return -1;
	gap->gap.proposal = (int)row_int(row);
	gap->gap.from = (int)row_int(row);
	gap->gap.to = (int)row_int(row);
	gap->to_digest = row_text(row);
	gap->gap.seq = row_int(row);
	gap->gap.hash = row_text(row);
	gap->gap.proposer = row_text(row);
	gap->gap.approver = row_text(row);
	gap->gap.day = row_text(row);
	gap->gap.reason = row_text(row);
	return 0;
}

int
store_audit_gaps(struct db *db, struct arena *arena, struct audit_gaps *gaps,
	struct err *err)
{
	return row_each(db, SQL_AUDIT_GAPS, NULL, arena, read_gap, gaps, err);
}

int
store_audit_totals(struct db *db, int64_t after, int64_t seq,
	struct buf *lines, struct err *err)
{
	struct db_rows *rows = NULL;
	int more;

	if (db_query(db, SQL_AUDIT_TOTALS,
		    DB_PARAMS(db_int(after), db_int(seq)), &rows, err) < 0)
		return -1;
	while ((more = db_next(rows, err)) > 0)
		buf_printf(lines, "%s\n", db_get_text(rows, 0));
	db_done(rows);
	return more < 0 ? -1 : buf_check(lines, err);
}

static int
read_place(struct row *row, void *into)
{
	struct audit_places *places = into;
	struct audit_place *place = vec_push(places, row->arena, row->err);

	if (place == NULL)
		return -1;
	place->folder = row_text(row);
	place->prefix = row_text(row);
	return 0;
}

int
store_audit_places(struct db *db, struct arena *arena, int64_t after,
	int64_t seq, struct audit_places *places, struct err *err)
{
	return row_each(db, SQL_AUDIT_FILES,
		DB_PARAMS(db_int(after), db_int(seq)), arena, read_place,
		places, err);
}

int
store_audit_rows(struct db *db, struct arena *arena, int64_t seq,
	struct audit_rows *rows, struct err *err)
{
	struct row row = { .arena = arena, .err = err };
	int more;

	*rows = (struct audit_rows){ .first = "", .last = "" };
	if (db_query(db, SQL_AUDIT_ROWS, DB_PARAMS(db_int(seq)), &row.rows,
		    err) < 0)
		return -1;
	more = row_next(&row);
	if (more > 0) {
		rows->same = row_bool(&row);
		rows->then = row_int(&row);
		rows->now = row_int(&row);
		rows->piece = (int)row_int(&row);
		rows->first = row_text(&row);
		rows->last = row_text(&row);
		more = row_next(&row);
	}
	db_done(row.rows);
	return more;
}

/* --- what does not agree --- */

typedef void read_fn(const struct db_rows *rows, struct audit_fault *fault);

/* Hand each row to ${fn}; ${read} returns its columns as a fault. */
static int
each(struct db *db, enum sql_id query, read_fn *read,
	store_audit_fault_fn *fn, void *ctx, struct err *err)
{
	struct db_rows *rows = NULL;
	int more;

	if (db_query(db, query, NULL, &rows, err) < 0)
		return -1;
	while ((more = db_next(rows, err)) > 0) {
		struct audit_fault fault = { .table = "", .subject = "" };

		read(rows, &fault);
		if (fn(ctx, &fault, err) < 0) {
			more = -1;
			break;
		}
	}
	db_done(rows);
	return more;
}

static void
read_single_row(const struct db_rows *rows, struct audit_fault *fault)
{
	fault->seq = db_get_int(rows, 0);
	fault->run_id = (int)db_get_int(rows, 1);
	fault->table = db_get_text(rows, 2);
	fault->subject = db_get_text(rows, 3);
	fault->flag = db_get_bool(rows, 4);
}

int
store_audit_single_rows(struct db *db, store_audit_fault_fn *fn, void *ctx,
	struct err *err)
{
	return each(db, SQL_AUDIT_SINGLE_ROWS, read_single_row, fn, ctx, err);
}

static void
read_stray(const struct db_rows *rows, struct audit_fault *fault)
{
	fault->table = db_get_text(rows, 0);
	fault->run_id = (int)db_get_int(rows, 1);
	fault->subject = db_get_text(rows, 2);
	fault->count = db_get_int(rows, 3);
	fault->flag = db_get_bool(rows, 4);
}

int
store_audit_strays(struct db *db, store_audit_fault_fn *fn, void *ctx,
	struct err *err)
{
	return each(db, SQL_AUDIT_STRAYS, read_stray, fn, ctx, err);
}

static void
read_closing(const struct db_rows *rows, struct audit_fault *fault)
{
	fault->run_id = (int)db_get_int(rows, 0);
	fault->table = "closing_line";
	fault->subject = db_get_text(rows, 1);
	fault->count = db_get_int(rows, 2);
	fault->facts = db_get_int(rows, 3);
}

int
store_audit_closings(struct db *db, store_audit_fault_fn *fn, void *ctx,
	struct err *err)
{
	return each(db, SQL_AUDIT_CLOSINGS, read_closing, fn, ctx, err);
}

static void
read_guard(const struct db_rows *rows, struct audit_fault *fault)
{
	fault->table = db_get_text(rows, 0);
	fault->subject = db_get_text(rows, 1);
}

int
store_audit_guards(struct db *db, store_audit_fault_fn *fn, void *ctx,
	struct err *err)
{
	return each(db, SQL_AUDIT_GUARDS, read_guard, fn, ctx, err);
}

/* --- functions --- */

static bool
is_ours(const char *body)
{
	for (int i = 0; i < sql_migration_count; i++)
		if (strstr(sql_migrations[i].text, body) != NULL)
			return true;
	return false;
}

int
store_audit_functions(struct db *db, store_audit_fault_fn *fn, void *ctx,
	struct err *err)
{
	struct db_rows *rows = NULL;
	int more;

	if (db_query(db, SQL_AUDIT_FUNCTIONS, NULL, &rows, err) < 0)
		return -1;
	while ((more = db_next(rows, err)) > 0) {
		const struct audit_fault fault = { .table = "",
			.subject = db_get_text(rows, 0) };

		if (!is_ours(db_get_text(rows, 1)) &&
			fn(ctx, &fault, err) < 0) {
			more = -1;
			break;
		}
	}
	db_done(rows);
	return more;
}

static int
read_archived(struct row *row, void *into)
{
	struct audit_files *files = into;
	struct audit_file *file = vec_push(files, row->arena, row->err);
	unsigned char *sha256 = arena_alloc(row->arena, 32, row->err);

	if (file == NULL || sha256 == NULL)
		return -1;
	row_bytes(row, sha256, 32);
	file->sha256 = sha256;
	file->name = row_text(row);
	file->run_id = (int)row_int(row);
	return 0;
}

int
store_audit_archived(struct db *db, struct arena *arena,
	struct audit_files *files, struct err *err)
{
	return row_each(
		db, SQL_AUDIT_ARCHIVED, NULL, arena, read_archived, files, err);
}
