#include "suite.h"
#include "scratch.h"

#include "base/err.h"

#include <stdio.h>
#include <string.h>

#define NOT_ALLOWED "42501"
#define ROW "(1, 'test', null, now())"

static const struct {
	enum role role;
	const char *sql;
	bool allowed;
} rights[] = {
	{ ROLE_BATCH, "select from run", true },
	{ ROLE_BATCH, "insert into run values " ROW, true },
	{ ROLE_BATCH, "update run set command = ''", false },
	{ ROLE_BATCH, "delete from run", false },
	{ ROLE_BATCH, "truncate run cascade", false },
	{ ROLE_BATCH, "drop table run", false },
	{ ROLE_BATCH, "alter table run disable trigger all", false },
	{ ROLE_BATCH, "create table mine (n int4)", false },
	{ ROLE_BATCH, "create temporary table mine (n int4)", true },
	{ ROLE_BATCH, "insert into schema_migration values (99, '', '')",
		false },
	{ ROLE_BATCH, "select sealed from code", false },
	{ ROLE_BATCH, "select code_to_hand_over(1)", true },
	{ ROLE_BATCH, "select entry_label(1)", true },
	{ ROLE_FINANCE, "select from run", true },
	{ ROLE_FINANCE, "select code_id, digest from code", true },
	{ ROLE_FINANCE, "select sealed from code", false },
	{ ROLE_FINANCE, "select * from code", false },
	{ ROLE_FINANCE, "select * from entry_now", true },
	{ ROLE_FINANCE, "insert into match select", false },
	{ ROLE_FINANCE, "create temporary table mine (n int4)", false },
	{ ROLE_APPROVER, "select sealed from code", false },
	{ ROLE_APPROVER, "select account_no from order_now", true },
	{ ROLE_APPROVER, "select handler_mobile from order_now", false },
	{ ROLE_APPROVER, "select holder_name from order_version", false },
	{ ROLE_APPROVER, "select handler_mobile from contact_view", true },
	{ ROLE_APPROVER, "select code_to_hand_over(1)", false },
	{ ROLE_APPROVER, "delete from run", false },
	{ ROLE_AUDITOR, "select sealed from code", false },
	{ ROLE_AUDITOR, "select * from match", true },
	{ ROLE_AUDITOR, "insert into run values " ROW, false },
	{ ROLE_REVIEWER, "select * from run", false },
	{ ROLE_REVIEWER, "select * from entry_now", false },
	{ ROLE_REVIEWER, "select account_no from order_version", false },
	{ ROLE_REVIEWER, "select * from code", false },
	{ ROLE_REVIEWER, "select * from pending_view", true },
	{ ROLE_REVIEWER, "select * from contact_view", true },
	{ ROLE_REVIEWER, "select name_key('a')", false },
	{ ROLE_AUDITOR, "select handler_mobile from order_version", true },
	{ ROLE_AUDITOR, "select guard_runs()", false },
	{ ROLE_BATCH, "select check_write_off('a', 1, 1)", false },
	{ ROLE_REVIEWER, "set role postgres", false },
};

static void
each_role(void)
{
	struct db *owner, *sessions[ROLE_COUNT] = { NULL };

	scratch_open(&owner);
	for (int role = ROLE_BATCH; role < ROLE_COUNT; role++)
		scratch_as((enum role)role, db_book(owner), &sessions[role]);
	for (size_t i = 0; i < sizeof(rights) / sizeof(*rights); i++) {
		struct err err = ERR_INIT;
		const int status = scratch_sql(
			sessions[rights[i].role], rights[i].sql, &err);

		CHECK_CASE(rights[i].sql, (status == 0) == rights[i].allowed);
		if (!rights[i].allowed)
			CHECK_TEXT(err.sqlstate, NOT_ALLOWED);
		else
			CHECK_TEXT(err.message, "");
	}
	for (int role = 0; role < ROLE_COUNT; role++)
		db_close(sessions[role]);
	db_close(owner);
}

static void
books_are_apart(void)
{
	struct err err = ERR_INIT;
	struct db *first, *second, *batch;
	char sql[128];

	scratch_open(&first);
	scratch_open(&second);
	scratch_as(ROLE_BATCH, db_book(first), &batch);
	snprintf(sql, sizeof(sql), "select from %s.run", db_book(second));
	CHECK_INT(scratch_sql(batch, sql, &err), -1);
	CHECK_TEXT(err.sqlstate, NOT_ALLOWED);
	db_close(batch);
	db_close(second);
	db_close(first);
}

/* What no privilege may be: each raises an error if there is one (G37, G38;
 * reliability E16 is why). */
static const char *const rules[] = {
	/* Something in the book is for everybody. */
	"do $$ begin assert not exists ("
	" select from pg_class c, lateral aclexplode(coalesce(c.relacl,"
	"	acldefault('r', c.relowner))) a"
	" where c.relnamespace = current_schema()::regnamespace"
	"	and a.grantee = 0); end $$",
	"do $$ begin assert not exists ("
	" select from pg_proc p, lateral aclexplode(coalesce(p.proacl,"
	"	acldefault('f', p.proowner))) a"
	" where p.pronamespace = current_schema()::regnamespace"
	"	and a.grantee = 0); end $$",
	"do $$ begin assert not exists ("
	" select from pg_namespace n, lateral aclexplode(coalesce(n.nspacl,"
	"	acldefault('n', n.nspowner))) a"
	" where n.oid = current_schema()::regnamespace"
	"	and a.grantee = 0); end $$",
	"do $$ begin assert not exists ("
	" select from pg_database d, lateral aclexplode(coalesce(d.datacl,"
	"	acldefault('d', d.datdba))) a"
	" where d.datname = current_database() and a.grantee = 0); end $$",
	/* Somebody but the owner may do more than read and append. */
	"do $$ begin assert not exists ("
	" select from pg_class c, lateral aclexplode(c.relacl) a"
	" where c.relnamespace = current_schema()::regnamespace"
	"	and c.relkind in ('r', 'p', 'v', 'm')"
	"	and a.grantee <> c.relowner"
	"	and (a.privilege_type not in ('SELECT', 'INSERT')"
	"		or a.is_grantable)); end $$",
	/* Something is not the owner's. */
	"do $$ begin assert not exists ("
	" select from pg_class c where c.relowner <> (current_schema()"
	"	|| '_owner')::regrole"
	"	and c.relnamespace = current_schema()::regnamespace); end $$",
	/* A function that acts as its owner finds what the caller puts there.
	 */
	"do $$ begin assert not exists ("
	" select from pg_proc p"
	" where p.pronamespace = current_schema()::regnamespace"
	"	and p.prosecdef and not exists ("
	"		select from unnest(p.proconfig) s"
	"		where s like 'search\\_path=%pg\\_temp')); end $$",
	/* A function's path is another than the book's. */
	"do $$ begin assert not exists ("
	" select from pg_proc p, lateral unnest(p.proconfig) s"
	" where p.pronamespace = current_schema()::regnamespace"
	"	and s like 'search\\_path=%'"
	"	and s <> 'search_path=' || current_schema()"
	"		|| ', pg_temp'); end $$",
	/* A role of the book is more than a role. */
	"do $$ begin assert not exists ("
	" select from pg_roles where rolname like current_schema() || '\\_%'"
	"	and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb"
	"		or rolreplication or rolcanlogin ="
	"			(rolname like '%\\_owner'))); end $$",
};

static void
catalogue(void)
{
	struct db *db;

	scratch_open(&db);
	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++) {
		struct err err = ERR_INIT;

		CHECK_CASE(rules[i], scratch_sql(db, rules[i], &err) == 0);
		CHECK_TEXT(err.message, "");
	}
	db_close(db);
}

static const struct test tests[] = {
	{ "each role may do what is its own", each_role },
	{ "a role of one book sees nothing of another", books_are_apart },
	{ "the catalogue shows no privilege too many", catalogue },
	{ NULL, NULL },
};

const struct suite test_roles = { "db/roles", tests };
