#include "job/summary.h"

#include "base/err.h"
#include "core/book.h"
#include "core/rule.h"
#include "core/match.h"
#include "db/db.h"
#include "job/job_nightly.h"

#include <string.h>

/* The static name that equals ${word}; rules beside those of the table are
 * shown as "other". */
static const char *
rule_name(const char *word)
{
	static const char *const others[] = { "refund-ref", "refunded",
		"decided-refund", "settlement", "end-to-end-id",
		"account-code", "account", "code", "match", "split",
		"write-off", NULL };

	for (const struct rule *const *r = rules; *r != NULL; r++)
		if (strcmp((*r)->id, word) == 0)
			return (*r)->id;
	for (const char *const *o = others; *o != NULL; o++)
		if (strcmp(*o, word) == 0)
			return *o;
	return "other";
}

static const char *
break_name(const char *word)
{
	for (int i = 0; i < BREAK_KIND_COUNT; i++)
		if (strcmp(break_kind_names[i], word) == 0)
			return break_kind_names[i];
	return "other";
}

/* Rows of name, count, fen. */
static int
read_counts(struct db *db, enum sql_id query, const struct db_value *params,
	const char *(*name)(const char *), struct job_counts *counts,
	struct err *err)
{
	struct db_rows *rows = NULL;
	int more;

	if (db_query(db, query, params, &rows, err) < 0)
		return -1;
	while ((more = db_next(rows, err)) > 0)
		if (counts->count < JOB_COUNTS_MAX)
			counts->at[counts->count++] = (struct job_count){
				.name = name(db_get_text(rows, 0)),
				.count = db_get_int(rows, 1),
				.fen = db_get_int(rows, 2)
			};
	db_done(rows);
	return more;
}

static int
read_suspense(struct db *db, struct job_count *count, struct err *err)
{
	struct db_rows *rows = NULL;
	int more;

	if (db_query(db, SQL_RUN_SUSPENSE, NULL, &rows, err) < 0)
		return -1;
	more = db_next(rows, err);
	if (more > 0)
		*count = (struct job_count){ .name = "suspense",
			.count = db_get_int(rows, 0),
			.fen = db_get_int(rows, 1) };
	db_done(rows);
	return more > 0 ? 0 : -1;
}

static int
read_progress(struct db *db, struct job_nightly_result *r, struct err *err)
{
	struct db_rows *rows = NULL;
	int more;

	if (db_query(db, SQL_RUN_PROGRESS, DB_PARAMS(db_int(r->run_id)), &rows,
		    err) < 0)
		return -1;
	more = db_next(rows, err);
	if (more > 0) {
		r->verifications_open = (int)db_get_int(rows, 0);
		r->verified = (int)db_get_int(rows, 1);
		r->failed = (int)db_get_int(rows, 2);
		r->releases_queued = (int)db_get_int(rows, 3);
		r->releases_held = (int)db_get_int(rows, 4);
		r->entries = db_get_int(rows, 5);
	}
	db_done(rows);
	return more > 0 ? 0 : -1;
}

static int
read_breaks_tonight(struct db *db, struct job_nightly_result *r,
	struct err *err)
{
	struct db_rows *rows = NULL;
	int more;

	if (db_query(db, SQL_RUN_BREAKS_TONIGHT, DB_PARAMS(db_int(r->run_id)),
		    &rows, err) < 0)
		return -1;
	while ((more = db_next(rows, err)) > 0)
		if (r->breaks_tonight.count < JOB_COUNTS_MAX)
			r->breaks_tonight.at[r->breaks_tonight.count++] =
				(struct job_break_count){
					.kind = break_name(
						db_get_text(rows, 0)),
					.opened = db_get_int(rows, 1),
					.reopened = db_get_int(rows, 2),
					.resolved = db_get_int(rows, 3),
					.persisting = db_get_int(rows, 4)
				};
	db_done(rows);
	return more;
}

int
summary_read(struct db *db, struct job_nightly_result *r, struct err *err)
{
	if (read_counts(db, SQL_RUN_MATCHED_BY_RULE,
		    DB_PARAMS(db_int(r->run_id)), rule_name, &r->matched,
		    err) < 0 ||
		read_suspense(db, &r->suspense, err) < 0 ||
		read_progress(db, r, err) < 0 ||
		read_counts(db, SQL_RUN_OPEN_BREAKS, NULL, break_name,
			&r->breaks, err) < 0 ||
		read_breaks_tonight(db, r, err) < 0)
		return -1;
	for (size_t i = 0; i < r->breaks.count; i++)
		r->open_breaks += (int)r->breaks.at[i].count;
	return 0;
}
