#include "db/db_internal.h"

#include "base/err.h"
#include "base/i18n.h"

#include <assert.h>
#include <endian.h>
#include <libpq-fe.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define BUFFER_SIZE 65536

/* The format is that of the PostgreSQL manual, COPY, "Binary Format". */
static const char file_header[] = "PGCOPY\n\377\r\n\0" /* signature */
				  "\0\0\0\0"	       /* flags */
				  "\0\0\0";	       /* no extension */

struct db_copy {
	struct db *db;
	const struct sql_statement *statement;
	int column; /* of the row; all of them before the first row */
	bool failed;
	struct err err; /* the first failure, kept for db_copy_end() */
	size_t used;
	char buffer[BUFFER_SIZE];
};

static void
keep_failure(struct db_copy *copy)
{
	copy->failed = true;
	db_error_fill(copy->db, NULL, copy->statement->name, &copy->err);
}

static void
put(struct db_copy *copy, const char *bytes, size_t len)
{
	if (copy->failed || len == 0)
		return;
	if (db_interrupted) {
		copy->failed = true;
		err_set(&copy->err, ERR_INTERRUPTED,
			_("interrupted before statement %s was done"),
			copy->statement->name);
		return;
	}
	if (PQputCopyData(copy->db->conn, bytes, (int)len) != 1)
		keep_failure(copy);
}

static void
add(struct db_copy *copy, const void *bytes, size_t len)
{
	if (copy->used + len > BUFFER_SIZE) {
		put(copy, copy->buffer, copy->used);
		copy->used = 0;
	}
	if (len > BUFFER_SIZE) {
		put(copy, bytes, len);
		return;
	}
	memcpy(copy->buffer + copy->used, bytes, len);
	copy->used += len;
}

static void
add_int2(struct db_copy *copy, int number)
{
	const uint16_t bytes = htobe16((uint16_t)number);

	add(copy, &bytes, sizeof(bytes));
}

static void
add_int4(struct db_copy *copy, int32_t number)
{
	const uint32_t bytes = htobe32((uint32_t)number);

	add(copy, &bytes, sizeof(bytes));
}

/* Begin the next field, ${len} bytes long. */
static void
field(struct db_copy *copy, enum sql_type type, int32_t len)
{
	assert(copy->column < copy->statement->column_count);
	assert(copy->statement->columns[copy->column].type == type);
	copy->column++;
	add_int4(copy, len);
}

int
db_copy_begin(struct db *db, enum sql_id query, struct db_copy **copy,
	struct err *err)
{
	struct db_copy *c = malloc(sizeof(*c));

	*copy = NULL;
	if (c == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	if (db_wire_copy(db, query, err)) {
		free(c);
		return -1;
	}
	c->db = db;
	c->statement = &sql_statements[query];
	c->column = c->statement->column_count;
	c->failed = false;
	c->used = 0;
	db->busy = true;
	add(c, file_header, sizeof(file_header));
	*copy = c;
	return 0;
}

void
db_copy_row(struct db_copy *copy)
{
	assert(copy->column == copy->statement->column_count);
	copy->column = 0;
	add_int2(copy, copy->statement->column_count);
}

void
db_copy_null(struct db_copy *copy)
{
	assert(copy->column < copy->statement->column_count);
	copy->column++;
	add_int4(copy, -1);
}

void
db_copy_int4(struct db_copy *copy, int32_t value)
{
	field(copy, SQLTYPE_INT4, 4);
	add_int4(copy, value);
}

static void
add_int8(struct db_copy *copy, int64_t value)
{
	const uint64_t bytes = htobe64((uint64_t)value);

	add(copy, &bytes, sizeof(bytes));
}

void
db_copy_int8(struct db_copy *copy, int64_t value)
{
	field(copy, SQLTYPE_INT8, 8);
	add_int8(copy, value);
}

void
db_copy_bool(struct db_copy *copy, bool value)
{
	const char byte = value;

	field(copy, SQLTYPE_BOOL, 1);
	add(copy, &byte, 1);
}

void
db_copy_day(struct db_copy *copy, int32_t day)
{
	if (day == DAY_NONE) {
		db_copy_null(copy);
		return;
	}
	field(copy, SQLTYPE_DATE, 4);
	add_int4(copy, day - DB_EPOCH_DAYS);
}

void
db_copy_moment(struct db_copy *copy, struct moment moment)
{
	const int64_t second = moment.second == NO_TIME ? 0 : moment.second;

	if (moment.day == DAY_NONE) {
		db_copy_null(copy);
		return;
	}
	field(copy, SQLTYPE_TIMESTAMPTZ, 8);
	add_int8(copy,
		((int64_t)(moment.day - DB_EPOCH_DAYS) * 86400 + second -
			INT64_C(8) * 3600) *
			1000000);
}

/* A value of any length, of which the protocol carries a gigabyte. */
static void
add_long(
	struct db_copy *copy, enum sql_type type, const void *bytes, size_t len)
{
	if (len > INT_MAX / 2) {
		if (!copy->failed)
			err_set(&copy->err, ERR_LIMIT,
				_("a value for statement %s is too long"),
				copy->statement->name);
		copy->failed = true;
		len = 0;
	}
	field(copy, type, (int32_t)len);
	add(copy, bytes, len);
}

void
db_copy_text(struct db_copy *copy, const char *text)
{
	if (text == NULL)
		db_copy_null(copy);
	else
		add_long(copy, SQLTYPE_TEXT, text, strlen(text));
}

void
db_copy_bytes(struct db_copy *copy, const void *bytes, size_t len)
{
	if (bytes == NULL)
		db_copy_null(copy);
	else
		add_long(copy, SQLTYPE_BYTEA, bytes, len);
}

/* Read the server's answer, and free ${copy}. */
static int
finish(struct db_copy *copy, const char *give_up, struct err *err)
{
	struct db *db = copy->db;
	int status = 0;

	db->busy = false;
	if (PQputCopyEnd(db->conn, give_up) != 1)
		status = db_error_fill(db, NULL, copy->statement->name, err);
	else if (give_up != NULL)
		db_wire_drain(db);
	else
		status = db_wire_finish(db, copy->statement->name, NULL, err);
	return status;
}

int
db_copy_end(struct db_copy *copy, struct err *err)
{
	int status;

	assert(copy->failed || copy->column == copy->statement->column_count);
	add_int2(copy, -1);
	put(copy, copy->buffer, copy->used);
	if (copy->failed) {
		*err = copy->err;
		db_copy_abandon(copy);
		return -1;
	}
	status = finish(copy, NULL, err);
	free(copy);
	return status;
}

void
db_copy_abandon(struct db_copy *copy)
{
	struct err ignored;

	if (copy == NULL)
		return;
	finish(copy, "abandoned", &ignored);
	free(copy);
}
