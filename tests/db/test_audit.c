/*
 * The audit trail as the database keeps it: nobody forges, changes or leaves
 * out an event; what was changed is found at its place.
 */
#include "suite.h"
#include "scratch.h"

#include "base/arena.h"
#include "base/err.h"
#include "store/store_audit.h"

#include <stdio.h>
#include <string.h>

#define NOT_ALLOWED "42501"

static void
sql(struct db *db, const char *text)
{
	struct err err = ERR_INIT;

	CHECK_CASE(text, scratch_sql(db, text, &err) == 0);
	CHECK_TEXT(err.message, "");
}

static void
holds(struct db *db, const char *condition)
{
	char text[1024];
	struct err err = ERR_INIT;

	snprintf(text, sizeof(text), "do $$ begin assert %s; end $$",
		condition);
	CHECK_CASE(condition, scratch_sql(db, text, &err) == 0);
}

/* Run 1: 3,000 orders, that is three pieces of 1,024 rows. */
#define RUN                                                                    \
	"insert into run values (1, 'load', null, now());"                     \
	"insert into reference_load values (1, 1, 'orders', 'o.csv',"          \
	" sha256('1'), 3000);"                                                 \
	"insert into orders select n, 'xxca', 'XX' || n, 1"                    \
	" from generate_series(1, 3000) n;"                                    \
	"insert into run_end values (1, now(), 'done', 0);"

/* --- nothing goes, nothing changes --- */

/* Later migrations, too: whoever adds a table finds this test. */
static void
every_table_is_guarded(void)
{
	struct db *db;

	scratch_open(&db);
	holds(db,
		"not exists (select from pg_class c cross join"
		" unnest(array['append_only', 'append_only_whole']) w"
		" where c.relnamespace = current_schema()::regnamespace"
		" and c.relkind in ('r', 'p') and not exists (select"
		"	from pg_trigger where tgrelid = c.oid and tgname = w"
		"	and tgenabled = 'A'))");
	holds(db,
		"not exists (select from audit_tables() t where not exists ("
		" select from pg_trigger where tgrelid = t and tgenabled = 'O'"
		" and tgname = case when audit_by_run(t)"
		"	then 'run_is_not_over' else 'audit_row' end))");
	/* A run's rows are found without a walk through the table. */
	holds(db,
		"not exists (select from audit_tables() t where audit_by_run(t)"
		" and not exists (select from pg_index i join pg_class x"
		"	on x.oid = i.indexrelid join pg_am m on m.oid = x.relam"
		"	where i.indrelid = t and m.amname = 'brin'))");
	db_close(db);
}

static void
nobody_changes(void)
{
	static const char *const statements[] = {
		"update orders set order_no = 'a' where order_id = 1",
		"delete from orders where order_id = 1",
		"truncate orders cascade",
		"set session_replication_role = replica;"
		" delete from orders where order_id = 1",
		"update audit_event set why = 'a'",
		"delete from audit_event",
		"truncate audit_event",
		"delete from schema_migration",
	};
	struct db *db;

	scratch_open(&db);
	sql(db, RUN);
	for (size_t i = 0; i < sizeof(statements) / sizeof(*statements); i++) {
		struct err err = ERR_INIT;

		/* Not even a superuser, unless they take the guards away. */
		CHECK_CASE(statements[i],
			scratch_sql(db, statements[i], &err) == -1);
		CHECK_TEXT(err.sqlstate, NOT_ALLOWED);
	}
	db_close(db);
}

/* --- nobody forges --- */

static void
batch_cannot_forge(void)
{
	static const char *const statements[] = {
		"insert into audit_event select 99, now(), 'x', null, 'row',"
		" 'run', '', '1', '', 1, sha256(''), '', sha256(''),"
		" sha256('')",
		"select audit_append_row('run', '9', sha256(''), 1, 'x')",
		"select audit_append_run(1, 'x')",
		"select audit_append_cut_off(1, 'x')",
		/* The trigger, on a table that it may make. */
		"create temporary table run_end (run_id int4 primary key);"
		" create trigger t after insert on pg_temp.run_end for each"
		" row execute function audit_of_run();"
		" insert into pg_temp.run_end values (1)",
		"create temporary table mine (a int4 primary key, run_id int4);"
		" create trigger t after insert on mine for each row"
		" execute function audit_row(); insert into mine values (1, 1)",
	};
	struct db *db, *batch;

	scratch_open(&db);
	scratch_as(ROLE_BATCH, db_book(db), &batch);
	sql(batch, RUN);
	for (size_t i = 0; i < sizeof(statements) / sizeof(*statements); i++) {
		struct err err = ERR_INIT;

		CHECK_CASE(statements[i],
			scratch_sql(batch, statements[i], &err) == -1);
		CHECK_TEXT(err.sqlstate, NOT_ALLOWED);
	}
	/* What it did is told under its own name. */
	holds(db,
		"(select count(*) = 4 and bool_and(actor = current_schema()"
		" || '_batch') from audit_event where about_run = 1)");
	db_close(batch);
	db_close(db);
}

/* If the event fails, so does what it tells of (G36). */
static void
no_audit_no_action(void)
{
	struct err err = ERR_INIT;
	struct db *db;

	scratch_open(&db);
	sql(db,
		"alter table audit_event add constraint full_up"
		" check (about_table <> 'no_bill')");
	sql(db,
		"insert into run values (1, 'import', null, now());"
		"insert into account values (1, 'bank', '6222', 1)");
	CHECK_INT(scratch_sql(db,
			  "insert into no_bill values (1, '2026-11-16', 'a', 1)",
			  &err),
		-1);
	holds(db, "not exists (select from no_bill)");
	db_close(db);
}

/* Who may not read a row may not guess at it by its digest. */
static void
digests_are_the_auditors(void)
{
	static const enum role not_them[] = { ROLE_FINANCE, ROLE_APPROVER,
		ROLE_REVIEWER };
	struct err err = ERR_INIT;
	struct db *db, *other;

	scratch_open(&db);
	for (size_t i = 0; i < 3; i++) {
		scratch_as(not_them[i], db_book(db), &other);
		CHECK_INT(scratch_sql(other, "select audit_check(1)", &err),
			-1);
		CHECK_TEXT(err.sqlstate, NOT_ALLOWED);
		CHECK_INT(scratch_sql(other, "select audit_strays()", &err),
			-1);
		CHECK_TEXT(err.sqlstate, NOT_ALLOWED);
		db_close(other);
	}
	scratch_as(ROLE_AUDITOR, db_book(db), &other);
	sql(db, RUN);
	sql(other,
		"select audit_check(seq) from audit_event;"
		" select * from audit_view");
	db_close(other);
	db_close(db);
}

/* --- runs that never ended --- */

static void
cut_off_runs(void)
{
	struct err err = ERR_INIT;
	struct db *db;

	scratch_open(&db);
	sql(db,
		"insert into run values (1, 'import', null, now());"
		"insert into account values (1, 'bank', '6222', 1);"
		"insert into run values (2, 'deliver', '2026-11-16', now());"
		"insert into run values (3, 'nightly', '2026-11-17', now());");
	holds(db,
		"(select count(*) = 1 and bool_and(is_open)"
		" from audit_strays())");
	sql(db,
		"insert into closing values (3, '2026-11-17', 3);"
		"insert into run_end values (3, now(), 'done', 0);");
	/* No command goes on with the import: its rows are in the chain, and
	 * there will be no more; deliver goes on. */
	holds(db, "not exists (select from audit_strays())");
	holds(db,
		"(select array_agg(about_run) = '{1}' from audit_event"
		" where act = 'cut-off')");
	CHECK_INT(scratch_sql(db,
			  "insert into account values (2, 'bank', '6223', 1)",
			  &err),
		-1);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "run_is_not_over"));
	sql(db,
		"insert into run_end values (2, now(), 'done', 0);"
		"insert into run_end values (1, now(), 'done', 0);");
	holds(db, "not exists (select from audit_row_faults())");
	db_close(db);
}

/* --- what was changed is found --- */

static void
rows_are_found_by_pieces(void)
{
	static const struct {
		const char *tamper;
		int64_t now;
		int piece;
		const char *first, *last;
	} cases[] = {
		{ "update orders set order_no = 'x' where order_id = 1024",
			3000, 0, "1", "1024" },
		{ "update orders set order_no = 'x' where order_id = 1025",
			3000, 1, "1025", "2048" },
		{ "delete from orders where order_id = 3000", 2999, 2, "2049",
			"2999" },
		{ "insert into orders values (3001, 'xxca', 'y', 1)", 3001, 2,
			"2049", "3001" },
		{ "delete from orders where order_id > 2048", 2048, 2, "", "" },
		{ "update orders set order_id = 0 where order_id = 2000", 3000,
			0, "0", "1023" },
	};
	struct arena arena = ARENA_INIT;
	struct err err = ERR_INIT;
	struct audit_rows rows;
	struct db *db;
	int64_t seq;
	char hash[HEAD_HEX + 1];

	scratch_open(&db);
	scratch_unguard(db);
	sql(db, RUN);
	holds(db,
		"(select count(*) = 1 and sum(row_count) = 3000"
		" and sum(length(leaves)) = 96 from audit_event"
		" where about_table = 'orders')");
	sql(db, "alter table orders disable trigger all");
	/* The chain ends with the end of the run, the orders before it. */
	CHECK_INT(store_audit_tip(db, &seq, hash, &err), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		CHECK_INT(db_begin(db, &err), 0);
		sql(db, cases[i].tamper);
		CHECK_INT(store_audit_rows(db, &arena, seq - 1, &rows, &err), 0);
		CHECK_CASE(cases[i].tamper, !rows.same);
		CHECK_INT(rows.then, 3000);
		CHECK_INT(rows.now, cases[i].now);
		CHECK_INT(rows.piece, cases[i].piece);
		CHECK_TEXT(rows.first, cases[i].first);
		CHECK_TEXT(rows.last, cases[i].last);
		db_rollback(db);
	}
	CHECK_INT(store_audit_rows(db, &arena, seq - 1, &rows, &err), 0);
	CU_ASSERT(rows.same);
	arena_release(&arena);
	db_close(db);
}

/* A column that a later migration adds is not in what was digested before. */
static void
columns_are_added(void)
{
	struct arena arena = ARENA_INIT;
	struct err err = ERR_INIT;
	struct audit_rows rows;
	struct db *db;
	int64_t seq;
	char hash[HEAD_HEX + 1];

	scratch_open(&db);
	sql(db, RUN "alter table orders add column more text default 'a'");
	CHECK_INT(store_audit_tip(db, &seq, hash, &err), 0);
	CHECK_INT(store_audit_rows(db, &arena, seq - 1, &rows, &err), 0);
	CU_ASSERT(rows.same);
	holds(db, "not exists (select from audit_row_faults())");
	arena_release(&arena);
	db_close(db);
}

/* --- the code in the book --- */

static int
count_faults(void *ctx, const struct audit_fault *fault, struct err *err)
{
	(void)fault;
	(void)err;
	++*(int *)ctx;
	return 0;
}

static void
other_code_is_found(void)
{
	struct err err = ERR_INIT;
	struct db *db;
	int count = 0;

	scratch_open(&db);
	CHECK_INT(store_audit_functions(db, count_faults, &count, &err), 0);
	CHECK_INT(store_audit_guards(db, count_faults, &count, &err), 0);
	CHECK_INT(count, 0);
	sql(db,
		"create or replace function append_only() returns trigger"
		" language plpgsql set search_path from current as"
		" $$ begin return new; end $$");
	CHECK_INT(store_audit_functions(db, count_faults, &count, &err), 0);
	CHECK_INT(count, 1);
	sql(db, "alter table match disable trigger append_only");
	CHECK_INT(store_audit_guards(db, count_faults, &count, &err), 0);
	CHECK_INT(count, 2);
	db_close(db);
}

static const struct test tests[] = {
	{ "every table is append-only and chained", every_table_is_guarded },
	{ "nobody changes, removes or empties", nobody_changes },
	{ "the batch role forges no event", batch_cannot_forge },
	{ "no event, no fact", no_audit_no_action },
	{ "only the auditor asks for digests", digests_are_the_auditors },
	{ "runs that were cut off are chained once a closing passes them",
		cut_off_runs },
	{ "a change is found among 1,024 rows", rows_are_found_by_pieces },
	{ "columns that are added later change no digest", columns_are_added },
	{ "functions and triggers that are others are found",
		other_code_is_found },
	{ NULL, NULL },
};

const struct suite test_audit = { "db/audit", tests };
