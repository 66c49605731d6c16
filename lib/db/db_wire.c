#include "db/db_internal.h"

#include "base/err.h"
#include "base/i18n.h"

#include <assert.h>
#include <endian.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

#define MAX_PARAMS 64	 /* as in sql/embed.awk */
#define POLL_MS 200	 /* how soon an interruption is seen at the latest */
#define GIVE_UP_POLLS 50 /* of a server that heeds no cancel: 10 s */

volatile sig_atomic_t db_interrupted;

/* The numbers are fixed for ever (pg_type.dat). */
unsigned
db_type_oid(enum sql_type type)
{
	static const unsigned oids[] = {
		[SQLTYPE_BOOL] = 16,
		[SQLTYPE_INT4] = 23,
		[SQLTYPE_INT8] = 20,
		[SQLTYPE_TEXT] = 25,
		[SQLTYPE_BYTEA] = 17,
		[SQLTYPE_DATE] = 1082,
		[SQLTYPE_TIMESTAMPTZ] = 1184,
	};

	return oids[type];
}

/* --- parameters ---------------------------------------------------------- */

struct bound {
	const char *values[MAX_PARAMS];
	int lens[MAX_PARAMS];
	int formats[MAX_PARAMS];
	Oid types[MAX_PARAMS];
	union {
		char bytes[8];
		uint64_t int8;
		uint32_t int4;
	} numbers[MAX_PARAMS];
};

static bool
fits(const struct db_value *value, enum sql_type type)
{
	static const unsigned allowed[] = {
		[DB_NULL] = ~0U,
		[DB_INT] = 1 << SQLTYPE_INT4 | 1 << SQLTYPE_INT8,
		[DB_TEXT] = 1 << SQLTYPE_TEXT | 1 << SQLTYPE_TIMESTAMPTZ,
		[DB_BYTES] = 1 << SQLTYPE_BYTEA,
		[DB_BOOL] = 1 << SQLTYPE_BOOL,
		[DB_DAY] = 1 << SQLTYPE_DATE,
	};

	return (allowed[value->type] >> type & 1) != 0;
}

static void
bind_number(struct bound *b, int i, enum sql_type type, int64_t number)
{
	b->values[i] = b->numbers[i].bytes;
	b->formats[i] = 1;
	if (type == SQLTYPE_BOOL) {
		b->numbers[i].bytes[0] = number != 0;
		b->lens[i] = 1;
	} else if (type == SQLTYPE_INT8) {
		b->numbers[i].int8 = htobe64((uint64_t)number);
		b->lens[i] = 8;
	} else {
		b->numbers[i].int4 = htobe32((uint32_t)number);
		b->lens[i] = 4;
	}
}

static int
bind_one(struct bound *b, int i, const struct sql_field *param,
	const struct db_value *value, struct err *err)
{
	assert(fits(value, param->type));
	b->types[i] = db_type_oid(param->type);
	b->values[i] = NULL;
	b->lens[i] = 0;
	b->formats[i] = 0;
	switch (value->type) {
	case DB_NULL:
		break;
	case DB_TEXT:
		b->values[i] = value->text;
		break;
	case DB_BYTES:
		b->values[i] = value->text;
		b->lens[i] = (int)value->len;
		b->formats[i] = 1;
		break;
	case DB_DAY:
		if (value->number != DAY_NONE)
			bind_number(b, i, param->type,
				value->number - DB_EPOCH_DAYS);
		break;
	case DB_INT:
	case DB_BOOL:
		if (param->type == SQLTYPE_INT4 &&
			(value->number < INT32_MIN ||
				value->number > INT32_MAX))
			return err_set(err, ERR_LIMIT,
				_("%s: the number %lld is out of range"),
				param->name, (long long)value->number);
		bind_number(b, i, param->type, value->number);
		break;
	}
	return 0;
}

static int
bind_all(struct bound *b, const struct sql_statement *s,
	const struct db_value *params, struct err *err)
{
	assert(s->param_count <= MAX_PARAMS);
	for (int i = 0; i < s->param_count; i++)
		if (bind_one(b, i, &s->params[i], &params[i], err))
			return -1;
	return 0;
}

/* --- waiting ------------------------------------------------------------- */

static void
cancel(struct db *db)
{
	char why[256];
	PGcancel *handle = PQgetCancel(db->conn);

	db->cancelled = true;
	if (handle != NULL)
		PQcancel(handle, why, sizeof(why));
	PQfreeCancel(handle);
}

/* Wait until the next result can be had without blocking. */
static int
wait_for_result(struct db *db)
{
	int patience = GIVE_UP_POLLS;

	while (PQisBusy(db->conn)) {
		struct pollfd pfd = { PQsocket(db->conn), POLLIN, 0 };

		if (db_interrupted && !db->calm && !db->cancelled)
			cancel(db);
		if (db->cancelled && patience-- == 0)
			return -1;
		/* EINTR: the loop looks at db_interrupted again. */
		poll(&pfd, 1, POLL_MS);
		if (pfd.revents != 0 && !PQconsumeInput(db->conn))
			return 0; /* PQgetResult() says why */
	}
	return 0;
}

static int
interrupted(const char *name, struct err *err)
{
	return err_set(err, ERR_INTERRUPTED,
		_("interrupted before statement %s was done"), name);
}

void
db_wire_drain(struct db *db)
{
	PGresult *result;

	while (wait_for_result(db) == 0 &&
		(result = PQgetResult(db->conn)) != NULL) {
		const ExecStatusType status = PQresultStatus(result);

		PQclear(result);
		if (status == PGRES_COPY_IN)
			PQputCopyEnd(db->conn, "not expected");
		if (PQstatus(db->conn) == CONNECTION_BAD)
			break;
	}
}

int
db_wire_next(
	struct db *db, const char *name, PGresult **result, struct err *err)
{
	ExecStatusType status;

	*result = NULL;
	if (wait_for_result(db))
		return interrupted(name, err);
	*result = PQgetResult(db->conn);
	if (*result == NULL)
		return 0;
	status = PQresultStatus(*result);
	if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ||
		status == PGRES_SINGLE_TUPLE || status == PGRES_COPY_IN)
		return 1;
	db_error_fill(db, *result, name, err);
	PQclear(*result);
	*result = NULL;
	db_wire_drain(db);
	return -1;
}

int
db_wire_finish(struct db *db, const char *name, char tag[16], struct err *err)
{
	PGresult *result;
	int more;

	while ((more = db_wire_next(db, name, &result, err)) > 0) {
		if (tag != NULL)
			snprintf(tag, 16, "%s", PQcmdStatus(result));
		PQclear(result);
	}
	return more;
}

/* --- sending ------------------------------------------------------------- */

static int
ready(struct db *db, const char *name, struct err *err)
{
	assert(!db->busy);
	db->cancelled = false;
	if (db_interrupted && !db->calm)
		return interrupted(name, err);
	return 0;
}

static int
prepare(struct db *db, enum sql_id id, const struct bound *bound,
	struct err *err)
{
	const struct sql_statement *s = &sql_statements[id];

	if (db->prepared[id])
		return 0;
	if (!PQsendPrepare(
		    db->conn, s->name, s->text, s->param_count, bound->types))
		return db_error_fill(db, NULL, s->name, err);
	if (db_wire_finish(db, s->name, NULL, err))
		return -1;
	db->prepared[id] = true;
	return 0;
}

int
db_wire_send(struct db *db, enum sql_id id, const struct db_value *params,
	struct err *err)
{
	const struct sql_statement *s = &sql_statements[id];
	struct bound bound;

	assert((unsigned)id < SQL_COUNT && !s->copy);
	if (ready(db, s->name, err) || bind_all(&bound, s, params, err) ||
		prepare(db, id, &bound, err))
		return -1;
	if (!PQsendQueryPrepared(db->conn, s->name, s->param_count,
		    bound.values, bound.lens, bound.formats, 1))
		return db_error_fill(db, NULL, s->name, err);
	return 0;
}

int
db_wire_copy(struct db *db, enum sql_id id, struct err *err)
{
	const struct sql_statement *s = &sql_statements[id];
	PGresult *result;

	assert((unsigned)id < SQL_COUNT && s->copy);
	if (ready(db, s->name, err))
		return -1;
	if (!PQsendQuery(db->conn, s->text))
		return db_error_fill(db, NULL, s->name, err);
	if (db_wire_next(db, s->name, &result, err) < 0)
		return -1;
	assert(PQresultStatus(result) == PGRES_COPY_IN);
	PQclear(result);
	return 0;
}

int
db_wire_script(
	struct db *db, const char *name, const char *text, struct err *err)
{
	if (ready(db, name, err))
		return -1;
	if (!PQsendQuery(db->conn, text))
		return db_error_fill(db, NULL, name, err);
	return db_wire_finish(db, name, NULL, err);
}
