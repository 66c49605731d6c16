#ifndef DB_DB_H
#define DB_DB_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/day.h"
#include "sqlbook.h"

/*
 * PostgreSQL, for a batch program: open, run stored statements, read rows,
 * COPY in binary.  The only user of libpq.
 *
 * A statement is a file sql/queries/AGGREGATE/NAME.sql, embedded at build as
 * SQL_AGGREGATE_NAME.  The comment on its head is its contract:
 *
 *	-- What it answers, in a sentence or two.
 *	-- params: order_no text, day date
 *	-- columns: order_id int8, due_fen int8, ...        (none: no rows)
 *
 * Types: bool int4 int8 text bytea date timestamptz.  Each getter below
 * asserts the contract's type; tests/db/test_sqlbook.c prepares every
 * statement on a migrated database and compares it with its contract.  A
 * "-- copy: TABLE (columns)" file is a COPY ... FROM STDIN (format binary).
 *
 * No name is qualified with a schema: db_open() sets search_path to the book
 * (scale.md rule 1).
 *
 * Sessions are pinned: UTF8, timezone Asia/Shanghai, ISO dates, timeouts for
 * statements and locks, application_name, synchronous_commit on; anything
 * else is refused.  An error keeps its SQLSTATE; a violated constraint is
 * reported by its name, never with the row's data.
 */

struct err;
struct db;

struct db_target {
	const char *conninfo;	/* libpq connection string */
	const char *book;	/* schema of the book, [a-z][a-z0-9_]* */
	const char *application;	/* "yifen nightly" */
	const char *user;	/* role to work as where neither conninfo, nor a
				 * service, nor PGUSER names one; may be NULL */
	bool need_schema;	/* refuse unless migrated to this program */
};

/** db_open(target, db, err): ERR_CONNECT, or ERR_CONFIG if the server or the
 * book is not as it must be.  A server beyond this machine must prove who it
 * is: a weaker sslmode than verify-full is refused, whoever says it. */
int db_open(const struct db_target *target, struct db **db, struct err *err);
void db_close(struct db *db);

/** db_book(db): the name of the book, as given to db_open(). */
const char *db_book(const struct db *db);

/** db_book_valid(name): whether a book may have that name:
 * [a-z][a-z0-9_]{0,40}, and not pg_...; */
bool db_book_valid(const char *name);

/** db_durable(db, err): ERR_CONFIG if the server may lose what it committed
 * (fsync, full_page_writes or synchronous_commit off). */
int db_durable(struct db *db, struct err *err);

/** db_on_notice(db, notice, context): call ${notice} with each warning of the
 * server.  Without it they are dropped, as notices always are. */
void db_on_notice(struct db *db, void (*notice)(void *context,
	const char *message), void *context);

/* Set to non-zero by main()'s handler of SIGINT and SIGTERM: what waits for
 * the database cancels it and returns ERR_INTERRUPTED; so does all that is
 * sent afterwards, except a rollback. */
extern volatile sig_atomic_t db_interrupted;

/* A parameter. */
struct db_value {
	enum { DB_NULL, DB_INT, DB_TEXT, DB_BYTES, DB_BOOL, DB_DAY } type;
	int64_t number;		/* DB_INT, DB_BOOL, DB_DAY (model/day.h) */
	const char *text;	/* DB_TEXT; DB_BYTES */
	size_t len;		/* DB_BYTES */
};

#define db_null() ((struct db_value){ .type = DB_NULL })
#define db_int(n) ((struct db_value){ .type = DB_INT, .number = (n) })
#define db_bool(b) ((struct db_value){ .type = DB_BOOL, .number = (b) })
#define db_day(d) ((struct db_value){ .type = DB_DAY, .number = (d) })
#define db_text(s) ((struct db_value){ .type = DB_TEXT, .text = (s) })
#define db_bytes(p, n)                                                        \
	((struct db_value){ .type = DB_BYTES, .text = (const char *)(p),      \
		.len = (n) })

/* A NULL text, or day DAY_NONE, becomes SQL null. */
#define DB_PARAMS(...) ((const struct db_value[]){ __VA_ARGS__ })

/** db_run(db, query, params, err): a statement without rows; ${params} as
 * many as the contract names (NULL for none). */
int db_run(struct db *db, enum sql_id query, const struct db_value *params,
	struct err *err);

/* Rows, read one at a time: memory does not grow with them. */
struct db_rows;

int db_query(struct db *db, enum sql_id query, const struct db_value *params,
	struct db_rows **rows, struct err *err);

/** db_next(rows, err): 1 and the next row, 0 at the end, -1. */
int db_next(struct db_rows *rows, struct err *err);

/* Values of the current row; texts live until the next db_next(). */
bool db_is_null(const struct db_rows *rows, int column);
int64_t db_get_int(const struct db_rows *rows, int column);	/* int4 int8 */
bool db_get_bool(const struct db_rows *rows, int column);
int32_t db_get_day(const struct db_rows *rows, int column);	/* or DAY_NONE */
struct moment db_get_moment(const struct db_rows *rows, int column);
const char *db_get_text(const struct db_rows *rows, int column); /* "" null */
const unsigned char *db_get_bytes(const struct db_rows *rows, int column,
	size_t *len);

/** db_done(rows): drain and free; NULL is nothing.  Before the next query. */
void db_done(struct db_rows *rows);

/** db_one_int(db, query, params, out, err): the one integer it answers. */
int db_one_int(struct db *db, enum sql_id query, const struct db_value *params,
	int64_t *out, struct err *err);

/* Transactions.  db_commit() resolves nothing by itself: a lost connection
 * during COMMIT is ERR_CONNECT, and the next run finds out by its keys. */
int db_begin(struct db *db, struct err *err);
int db_begin_read(struct db *db, struct err *err); /* one view, no writing */
int db_commit(struct db *db, struct err *err);
void db_rollback(struct db *db);

/** db_lock(db, err): the book's advisory lock for writers, until db_close().
 * ERR_LOCKED if another run holds it, and still does so 2 seconds later. */
int db_lock(struct db *db, struct err *err);

/* COPY in binary: fields in the order of the contract's columns. */
struct db_copy;

int db_copy_begin(struct db *db, enum sql_id query, struct db_copy **copy,
	struct err *err);
void db_copy_row(struct db_copy *copy);
void db_copy_null(struct db_copy *copy);
void db_copy_int4(struct db_copy *copy, int32_t value);
void db_copy_int8(struct db_copy *copy, int64_t value);
void db_copy_bool(struct db_copy *copy, bool value);
void db_copy_day(struct db_copy *copy, int32_t day);	/* DAY_NONE: null */
void db_copy_moment(struct db_copy *copy, struct moment moment);
void db_copy_text(struct db_copy *copy, const char *text);	/* NULL: null */
void db_copy_bytes(struct db_copy *copy, const void *bytes, size_t len);

/** db_copy_end(copy, err): flush and finish; what went wrong on the way is
 * reported here.  Frees ${copy}. */
int db_copy_end(struct db_copy *copy, struct err *err);

/** db_copy_abandon(copy): cancel it (the transaction is then aborted). */
void db_copy_abandon(struct db_copy *copy);

#endif
