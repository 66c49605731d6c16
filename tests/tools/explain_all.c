/*
 * Every entry of a book (YIFEN_HOME) is decided once more by itself, over the
 * slice that "yifen explain" loads: the rule and the kind of suspense must be
 * what the nights stored.  One line for each difference, then one with the
 * count.  usage: explain_all
 */
#include "base/arena.h"
#include "base/err.h"
#include "core/decide.h"
#include "core/trace.h"
#include "db/db.h"
#include "job/session.h"
#include "store/store_slice.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

struct ids {
	VEC(int64_t);
};

static int
read_ids(struct session *s, struct ids *ids, struct err *err)
{
	struct db_rows *rows = NULL;
	int rc;

	if (db_query(s->db, SQL_LIST_ENTRIES,
		    DB_PARAMS(db_null(), db_null(), db_null(), db_null(),
			    db_null(), db_null()),
		    &rows, err) < 0)
		return -1;
	while ((rc = db_next(rows, err)) > 0) {
		long long file = 0, row = 0;
		int64_t *id = vec_push(ids, &s->arena, err);

		if (id == NULL ||
			sscanf(db_get_text(rows, 0), "E%lld.%lld", &file,
				&row) != 2) {
			rc = -1;
			break;
		}
		*id = file << 32 | row;
	}
	db_done(rows);
	return rc;
}

static const struct book_entry *
find(const struct book *book, int64_t id)
{
	for (size_t i = 0; i < book->entries.count; i++)
		if (book->entries.at[i].id == id)
			return &book->entries.at[i];
	return NULL;
}

static const char *
kind_of_suspense(const struct book *book, int64_t id)
{
	for (size_t i = 0; i < book->discrepancies.count; i++) {
		const struct discrepancy *d = &book->discrepancies.at[i];

		if (d->entry_id == id &&
			(d->kind == BREAK_SUSPENSE ||
				d->kind == BREAK_AMBIGUOUS ||
				d->kind == BREAK_PAYER_MISMATCH ||
				d->kind == BREAK_REFUND_UNMATCHED))
			return break_kind_names[d->kind];
	}
	return "";
}

/* The rule that the trace says decided it, "" if none. */
static const char *
traced(const struct trace *trace)
{
	for (size_t i = 0; i < trace->rules.count; i++)
		if (trace->rules.at[i].outcome == TRACE_ONE)
			return trace->rules.at[i].id;
	return "";
}

/* 1 if it comes out as stored, 0 if not, -1. */
static int
check(struct db *db, int64_t id, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct trace trace = { .entry_id = id };
	struct book book = { .arena = &arena, .trace = &trace };
	const struct book_entry *entry;
	struct slice slice;
	const char *kind, *rule;
	int rc = -1;

	if (store_slice_load(db, id, 0, &slice, &book, err) < 0 ||
		decide(&book, err) < 0 || trace_check(&book, err) < 0)
		goto done;
	entry = find(&book, id);
	rule = traced(&trace);
	kind = slice.rule[0] != '\0' ? "" : kind_of_suspense(&book, id);
	rc = entry == NULL
		? slice.rule[0] == '\0' && slice.break_kind[0] == '\0'
		: strcmp(slice.rule, entry->rule) == 0 &&
			/* Of what people decide no rule is asked. */
			(entry->proposal_id != 0 ||
				strcmp(slice.rule, rule) == 0) &&
			strcmp(slice.break_kind, kind) == 0;
	if (!rc)
		printf("E%lld.%lld: stored '%s' '%s', traced '%s' '%s' '%s'\n",
			(long long)(id >> 32), (long long)(id & 0xffffffff),
			slice.rule, slice.break_kind,
			entry == NULL ? "?" : entry->rule, rule, kind);
done:
	arena_release(&arena);
	return rc;
}

static long
milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int
check_all(struct session *s, struct err *err)
{
	struct ids ids = { .count = 0 };
	size_t right = 0;
	long start, worst = 0;

	if (read_ids(s, &ids, err) < 0)
		return -1;
	start = milliseconds();
	for (size_t i = 0; i < ids.count; i++) {
		const long before = milliseconds();
		const int rc = check(s->db, ids.at[i], err);
		const long took = milliseconds() - before;

		if (rc < 0)
			return -1;
		right += (size_t)rc;
		worst = took > worst ? took : worst;
	}
	printf("= %zu right, %zu wrong; %ld ms, the slowest %ld ms\n", right,
		ids.count - right, milliseconds() - start, worst);
	return right == ids.count ? 0 : 1;
}

int
main(void)
{
	struct err err = ERR_INIT;
	struct session *s = NULL;
	int rc = session_open("list", SESSION_READ, &s, &err);

	if (rc == 0) {
		rc = check_all(s, &err);
		session_close(s);
	}
	if (rc < 0)
		fprintf(stderr, "%s\n%s\n", err.message, err.hint);
	return rc == 0 ? 0 : 1;
}
