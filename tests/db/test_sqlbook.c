#include "suite.h"
#include "scratch.h"

#include "base/err.h"
#include "db/db_internal.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>

/* The statement's own idea of itself, from the server; NULL if it refuses. */
static PGresult *
describe(struct db *db, const char *name, const char *text)
{
	PGresult *result = PQprepare(db->conn, name, text, 0, NULL);

	CHECK_CASE(name, PQresultStatus(result) == PGRES_COMMAND_OK);
	if (PQresultStatus(result) != PGRES_COMMAND_OK)
		printf("\n%s", PQerrorMessage(db->conn));
	PQclear(result);
	result = PQdescribePrepared(db->conn, name);
	if (PQresultStatus(result) == PGRES_COMMAND_OK)
		return result;
	PQclear(result);
	return NULL;
}

static void
check_columns(const struct sql_statement *s, const PGresult *found)
{
	char label[128];

	CHECK_CASE(s->name, PQnfields(found) == s->column_count);
	for (int i = 0; i < s->column_count && i < PQnfields(found); i++) {
		snprintf(label, sizeof(label), "%s: column %s is %s", s->name,
			s->columns[i].name, PQfname(found, i));
		CHECK_CASE(label,
			PQftype(found, i) == db_type_oid(s->columns[i].type));
	}
}

/* The types that the contract names are given to the server, which refuses
 * them if they do not do; what it finds without them may be wider. */
static PGresult *
describe_with_params(struct db *db, const struct sql_statement *s)
{
	Oid types[64];
	PGresult *result;

	for (int i = 0; i < s->param_count; i++)
		types[i] = db_type_oid(s->params[i].type);
	result = PQprepare(db->conn, s->name, s->text, s->param_count, types);
	CHECK_CASE(s->name, PQresultStatus(result) == PGRES_COMMAND_OK);
	if (PQresultStatus(result) != PGRES_COMMAND_OK)
		printf("\n%s: %s", s->name, PQerrorMessage(db->conn));
	PQclear(result);
	result = PQdescribePrepared(db->conn, s->name);
	if (PQresultStatus(result) == PGRES_COMMAND_OK)
		return result;
	PQclear(result);
	return NULL;
}

static void
check_statement(struct db *db, const struct sql_statement *s)
{
	PGresult *found = s->copy ? describe(db, s->name, s->probe)
				  : describe_with_params(db, s);

	if (found == NULL)
		return;
	CHECK_CASE(s->name, PQnparams(found) == s->param_count);
	check_columns(s, found);
	PQclear(found);
}

/* Temporary tables are made by the statements .../stage, for a transaction. */
static bool
is_stage(const struct sql_statement *s)
{
	const char *name = strchr(s->name, '/');

	return name != NULL && strcmp(name, "/stage") == 0;
}

static void
open_staged(struct db **db)
{
	struct err err = ERR_INIT;

	scratch_open(db);
	scratch_sql(*db, "begin", &err);
	for (int id = 0; id < SQL_COUNT; id++)
		if (is_stage(&sql_statements[id]))
			CHECK_CASE(sql_statements[id].name,
				scratch_sql(*db, sql_statements[id].text,
					&err) == 0);
	/* None of the names is taken. */
	scratch_sql(*db, "deallocate all", &err);
}

static void
every_statement(void)
{
	struct err err = ERR_INIT;
	struct db *db;

	open_staged(&db);
	for (int id = 0; id < SQL_COUNT; id++) {
		scratch_sql(db, "savepoint one", &err);
		check_statement(db, &sql_statements[id]);
		scratch_sql(db, "rollback to one", &err);
	}
	db_close(db);
}

static void
copies_run(void)
{
	struct err err = ERR_INIT;
	struct db *db;

	open_staged(&db);
	for (int id = 0; id < SQL_COUNT; id++) {
		struct db_copy *copy;

		if (!sql_statements[id].copy)
			continue;
		scratch_sql(db, "savepoint one", &err);
		CHECK_CASE(sql_statements[id].name,
			db_copy_begin(db, (enum sql_id)id, &copy, &err) == 0 &&
				db_copy_end(copy, &err) == 0);
		scratch_sql(db, "rollback to one", &err);
	}
	db_close(db);
}

static const struct test tests[] = {
	{ "every statement is what its contract says", every_statement },
	{ "every copy of no rows is accepted", copies_run },
	{ NULL, NULL },
};

const struct suite test_sqlbook = { "db/sqlbook", tests };
