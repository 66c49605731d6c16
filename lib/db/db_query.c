#include "db/db_internal.h"

#include "base/err.h"
#include "base/i18n.h"

#include <assert.h>
#include <endian.h>
#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

struct db_rows {
	struct db *db;
	const struct sql_statement *statement;
	PGresult *result; /* the current row */
	bool checked;	  /* the types are those of the contract */
	bool ended;
};

static void
end_rows(struct db_rows *rows)
{
	rows->ended = true;
	rows->db->busy = false;
}

int
db_query(struct db *db, enum sql_id query, const struct db_value *params,
	struct db_rows **rows, struct err *err)
{
	struct db_rows *r;

	*rows = NULL;
	if (db_wire_send(db, query, params, err))
		return -1;
	r = calloc(1, sizeof(*r));
	if (r == NULL) {
		db_wire_drain(db);
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	}
	PQsetSingleRowMode(db->conn);
	r->db = db;
	r->statement = &sql_statements[query];
	db->busy = true;
	*rows = r;
	return 0;
}

static int
check_columns(struct db_rows *rows, struct err *err)
{
	const struct sql_statement *s = rows->statement;
	bool same = PQnfields(rows->result) == s->column_count;

	for (int i = 0; same && i < s->column_count; i++)
		same = PQftype(rows->result, i) ==
			db_type_oid(s->columns[i].type);
	if (!same)
		return err_set(err, ERR_BUG,
			_("the columns of statement %s are not those of its "
			  "contract"),
			s->name);
	rows->checked = true;
	return 0;
}

int
db_next(struct db_rows *rows, struct err *err)
{
	int more;

	if (rows->ended)
		return 0;
	PQclear(rows->result);
	more = db_wire_next(
		rows->db, rows->statement->name, &rows->result, err);
	if (more < 0) {
		end_rows(rows);
		return -1;
	}
	if (more > 0 && PQresultStatus(rows->result) == PGRES_SINGLE_TUPLE)
		return rows->checked || check_columns(rows, err) == 0 ? 1 : -1;
	/* The end: a result without rows, then none. */
	PQclear(rows->result);
	rows->result = NULL;
	more = db_wire_finish(rows->db, rows->statement->name, NULL, err);
	end_rows(rows);
	return more;
}

void
db_done(struct db_rows *rows)
{
	if (rows == NULL)
		return;
	PQclear(rows->result);
	if (!rows->ended) {
		db_wire_drain(rows->db);
		end_rows(rows);
	}
	free(rows);
}

/* --- values -------------------------------------------------------------- */

/* The bytes of a value of one of two types, or NULL. */
static const void *
value(const struct db_rows *rows, int column, enum sql_type type,
	enum sql_type or_type)
{
	const struct sql_statement *s = rows->statement;

	assert(rows->result != NULL);
	assert(column >= 0 && column < s->column_count);
	assert(s->columns[column].type == type ||
		s->columns[column].type == or_type);
	if (PQgetisnull(rows->result, 0, column))
		return NULL;
	return PQgetvalue(rows->result, 0, column);
}

static int32_t
int4_at(const void *bytes)
{
	uint32_t number;

	memcpy(&number, bytes, sizeof(number));
	return (int32_t)be32toh(number);
}

static int64_t
int8_at(const void *bytes)
{
	uint64_t number;

	memcpy(&number, bytes, sizeof(number));
	return (int64_t)be64toh(number);
}

bool
db_is_null(const struct db_rows *rows, int column)
{
	assert(rows->result != NULL);
	assert(column >= 0 && column < rows->statement->column_count);
	return PQgetisnull(rows->result, 0, column) != 0;
}

int64_t
db_get_int(const struct db_rows *rows, int column)
{
	const void *bytes = value(rows, column, SQLTYPE_INT4, SQLTYPE_INT8);

	if (bytes == NULL)
		return 0;
	return rows->statement->columns[column].type == SQLTYPE_INT4
		? int4_at(bytes)
		: int8_at(bytes);
}

bool
db_get_bool(const struct db_rows *rows, int column)
{
	const char *bytes = value(rows, column, SQLTYPE_BOOL, SQLTYPE_BOOL);

	return bytes != NULL && bytes[0] != 0;
}

int32_t
db_get_day(const struct db_rows *rows, int column)
{
	const void *bytes = value(rows, column, SQLTYPE_DATE, SQLTYPE_DATE);

	return bytes == NULL ? DAY_NONE : int4_at(bytes) + DB_EPOCH_DAYS;
}

struct moment
db_get_moment(const struct db_rows *rows, int column)
{
	const void *bytes =
		value(rows, column, SQLTYPE_TIMESTAMPTZ, SQLTYPE_TIMESTAMPTZ);
	const int64_t day_us = INT64_C(86400000000);
	int64_t us, day;

	if (bytes == NULL)
		return MOMENT_NONE;
	us = int8_at(bytes) + INT64_C(8) * 3600 * 1000000;
	day = us / day_us - (us % day_us < 0);
	return (struct moment){ (int32_t)day + DB_EPOCH_DAYS,
		(int32_t)((us - day * day_us) / 1000000) };
}

const char *
db_get_text(const struct db_rows *rows, int column)
{
	const char *text = value(rows, column, SQLTYPE_TEXT, SQLTYPE_TEXT);

	return text == NULL ? "" : text;
}

const unsigned char *
db_get_bytes(const struct db_rows *rows, int column, size_t *len)
{
	const void *bytes = value(rows, column, SQLTYPE_BYTEA, SQLTYPE_BYTEA);

	*len = (size_t)PQgetlength(rows->result, 0, column);
	return bytes == NULL ? (const unsigned char *)"" : bytes;
}

/* --- whole answers ------------------------------------------------------- */

int
db_run(struct db *db, enum sql_id query, const struct db_value *params,
	struct err *err)
{
	assert(sql_statements[query].column_count == 0);
	if (db_wire_send(db, query, params, err))
		return -1;
	return db_wire_finish(db, sql_statements[query].name, NULL, err);
}

int
db_one_int(struct db *db, enum sql_id query, const struct db_value *params,
	int64_t *out, struct err *err)
{
	struct db_rows *rows;
	int more;

	if (db_query(db, query, params, &rows, err))
		return -1;
	more = db_next(rows, err);
	if (more > 0) {
		*out = db_get_int(rows, 0);
		more = db_next(rows, err);
		if (more == 0) {
			db_done(rows);
			return 0;
		}
	}
	db_done(rows);
	if (more >= 0)
		err_set(err, ERR_BUG, _("statement %s does not answer one row"),
			sql_statements[query].name);
	return -1;
}
