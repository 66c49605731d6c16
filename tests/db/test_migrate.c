#include "suite.h"
#include "scratch.h"

#include "base/err.h"
#include "db/cluster.h"
#include "db/migrate.h"

#include <string.h>

static const struct sql_migration first = {
	1, "0001_first",
	"create table t (n int4 primary key); create view v as select n from t;"
};
static const struct sql_migration second = { 2, "0002_second",
	"create function f() returns int4 language sql return 1;" };
static const struct sql_migration changed = { 1, "0001_first",
	"create table t (n int8 primary key);" };
static const struct sql_migration broken = { 2, "0002_broken",
	"create table half (n int4); create table t (n int4);" };

static void
open_new(const char *book, struct db **db)
{
	const struct db_target target = scratch_target(book, CLUSTER_SUPERUSER);
	struct err err = ERR_INIT;

	CHECK_INT(db_open(&target, db, &err), 0);
}

static void
each_once(void)
{
	const struct sql_migration list[] = { first, second };
	struct migrate_result result;
	struct err err = ERR_INIT;
	struct db *db;
	int level = -1;

	open_new("each_once", &db);
	CHECK_INT(migrate_level(db, &level, &err), 0);
	CHECK_INT(level, 0);
	CHECK_INT(migrate_apply_list(db, list, 1, &result, &err), 0);
	CHECK_INT(result.before, 0);
	CHECK_INT(result.after, 1);
	CHECK_INT(result.alone, false);
	for (int again = 1; again <= 2; again++) {
		CHECK_INT(migrate_apply_list(db, list, 2, &result, &err), 0);
		CHECK_INT(result.before, again);
		CHECK_INT(result.after, 2);
	}
	CHECK_INT(migrate_level(db, &level, &err), 0);
	CHECK_INT(level, 2);
	CHECK_INT(scratch_sql(db, "select f(), n from v", &err), 0);
	db_close(db);
}

static void
nothing_but_forward(void)
{
	const struct sql_migration list[] = { first, second };
	struct migrate_result result;
	struct err err = ERR_INIT;
	struct db *db;

	open_new("forward", &db);
	CHECK_INT(migrate_apply_list(db, list, 2, &result, &err), 0);
	CHECK_INT(migrate_apply_list(db, list, 1, &result, &err), -1);
	CHECK_INT(err.code, ERR_CONFIG);
	CHECK_TEXT(err.message,
		"the book \"forward\" has level 2, this program knows only 1");
	CHECK_INT(migrate_apply_list(db,
			  (const struct sql_migration[]){ changed, second }, 2,
			  &result, &err),
		-1);
	CHECK_INT(err.code, ERR_CONFIG);
	CHECK_TEXT(err.message,
		"the book \"forward\" was made with another "
		"migration 0001_first than this program's");
	db_close(db);
}

static void
all_or_nothing(void)
{
	struct migrate_result result;
	struct err err = ERR_INIT;
	struct db *db;
	int level = -1;

	open_new("broken", &db);
	CHECK_INT(migrate_apply_list(db,
			  (const struct sql_migration[]){ first, broken }, 2,
			  &result, &err),
		-1);
	CHECK_INT(strncmp(err.message, "migration 0002_broken: ", 23), 0);
	CHECK_TEXT(err.sqlstate, "42P07");
	CHECK_INT(migrate_level(db, &level, &err), 0);
	CHECK_INT(level, 1);
	CHECK_INT(scratch_sql(db, "select from half", &err), -1);
	db_close(db);
}

static int
open_checked(const char *book, const char *user, struct err *err)
{
	struct db_target target = scratch_target(book, user);
	struct db *db;
	int status;

	target.need_schema = true;
	status = db_open(&target, &db, err);
	db_close(db);
	return status;
}

static void
books_that_do_not_do(void)
{
	struct migrate_result result;
	struct err err = ERR_INIT;
	struct db *db, *other;

	CHECK_INT(open_checked("no_book", CLUSTER_SUPERUSER, &err), -1);
	CHECK_TEXT(
		err.message, "there is no book \"no_book\" in this database");
	open_new("behind", &db);
	CHECK_INT(migrate_apply_list(db, &first, 0, &result, &err), 0);
	CHECK_INT(open_checked("behind", CLUSTER_SUPERUSER, &err), -1);
	CHECK_CASE(err.message,
		strstr(err.message, "has level 0, this program needs") != NULL);
	scratch_open(&other);
	CHECK_INT(open_checked(db_book(other), "behind_batch", &err), -1);
	CHECK_INT(err.code, ERR_CONFIG);
	CHECK_INT(scratch_sql(other,
			  "insert into schema_migration values "
			  "(99, 'of tomorrow', '')",
			  &err),
		0);
	CHECK_INT(open_checked(db_book(other), CLUSTER_SUPERUSER, &err), -1);
	CHECK_CASE(err.message, strstr(err.message, "has level 99") != NULL);
	db_close(other);
	db_close(db);
}

/* A managed server, whose administrator gives a plain role. */
static void
alone(void)
{
	const struct db_target target = scratch_target("alone", "tenant");
	struct migrate_result result;
	struct err err = ERR_INIT;
	struct db *db;

	open_new("other", &db);
	CHECK_INT(scratch_sql(db,
			  "create role tenant login; "
			  "grant connect, temporary, create on database yifen "
			  "to tenant",
			  &err),
		0);
	db_close(db);
	CHECK_INT(db_open(&target, &db, &err), 0);
	for (int again = 0; again < 2; again++) {
		CHECK_INT(migrate_apply(db, &result, &err), 0);
		CHECK_INT(result.alone, true);
	}
	db_close(db);
	CHECK_INT(open_checked("alone", "tenant", &err), 0);
}

/* The same, with the right to make roles. */
static void
not_superuser(void)
{
	const struct db_target target = scratch_target("managed", "admin");
	struct migrate_result result;
	struct err err = ERR_INIT;
	struct db *db;

	open_new("other", &db);
	CHECK_INT(scratch_sql(db,
			  "create role admin login createrole; "
			  "grant connect, create on database yifen to admin "
			  "with grant option",
			  &err),
		0);
	db_close(db);
	CHECK_INT(db_open(&target, &db, &err), 0);
	for (int again = 0; again < 2; again++) {
		CHECK_INT(migrate_apply(db, &result, &err), 0);
		CHECK_INT(result.alone, false);
	}
	CHECK_TEXT(err.message, "");
	db_close(db);
}

static const struct test tests[] = {
	{ "each migration is applied once", each_once },
	{ "nothing goes back or changes", nothing_but_forward },
	{ "a migration is applied whole or not at all", all_or_nothing },
	{ "a book that does not do is refused", books_that_do_not_do },
	{ "without the right to roles it goes on alone", alone },
	{ "no superuser is needed", not_superuser },
	{ NULL, NULL },
};

const struct suite test_migrate = { "db/migrate", tests };
