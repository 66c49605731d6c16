#ifndef DB_DB_INTERNAL_H
#define DB_DB_INTERNAL_H

#include "base/arena.h"
#include "base/vec.h"
#include "db/db.h"

/*
 * What the files of lib/db know of each other.  Nobody else includes this.
 *
 *	db.c		sessions, transactions
 *	db_connect.c	which server, and whether it must prove who it is
 *	db_lock.c	the lock of the book's writers
 *	db_wire.c	sends and receives; the only place that waits for the server
 *	db_error.c	SQLSTATE -> struct err
 *	db_query.c	rows
 *	db_copy.c	COPY in binary
 */

struct pg_conn;	  /* libpq's PGconn */
struct pg_result; /* libpq's PGresult */

/* What the book says about a constraint (COMMENT ON). */
struct db_remark {
	const char *name;
	const char *text;
};

struct db {
	struct pg_conn *conn;
	char book[64];
	bool prepared[SQL_COUNT + 1];
	bool locked;
	bool calm;	/* do not heed db_interrupted: it must be finished */
	bool cancelled; /* the statement under way was told to stop */
	bool busy;	/* rows are read, or a COPY is under way */
	struct arena arena;
	struct {
		VEC(struct db_remark);
	} remarks;
	void (*notice)(void *context, const char *message);
	void *notice_context;
};

/** db_connect(db, target, err): open db->conn. */
int db_connect(struct db *db, const struct db_target *target, struct err *err);

/** db_wire_send(db, id, params, err): send a stored statement, prepared on
 * its first use; the results are binary. */
int db_wire_send(struct db *db, enum sql_id id, const struct db_value *params,
	struct err *err);

/** db_wire_copy(db, id, err): send a stored COPY, up to where data goes. */
int db_wire_copy(struct db *db, enum sql_id id, struct err *err);

/** db_wire_next(db, name, result, err): wait for the next result of what was
 * sent; 1 and a good one that the caller clears, 0 after the last, -1 after
 * a failure, everything drained. */
int db_wire_next(struct db *db, const char *name, struct pg_result **result,
	struct err *err);

/** db_wire_finish(db, name, tag, err): the rest of the results, which have no
 * rows.  ${tag} (may be NULL) gets the command as the server calls it. */
int
db_wire_finish(struct db *db, const char *name, char tag[16], struct err *err);

/** db_wire_drain(db): read what is left, whatever it is. */
void db_wire_drain(struct db *db);

/** db_wire_script(db, name, text, err): several statements at once, without
 * rows and parameters: a migration. */
int db_wire_script(
	struct db *db, const char *name, const char *text, struct err *err);

/** db_error_fill(db, result, name, err): say why ${result} (NULL: the
 * connection) failed; returns -1. */
int db_error_fill(const struct db *db, const struct pg_result *result,
	const char *name, struct err *err);

/** db_error_connect(message, err): libpq's reason why it cannot connect. */
int db_error_connect(const char *message, struct err *err);

/** db_lock_give_back(db): before the connection ends, if it holds the lock. */
void db_lock_give_back(struct db *db);

/** db_type_oid(type): the server's number of a type of the contract. */
unsigned db_type_oid(enum sql_type type);

/* 1970-01-01 counted from 2000-01-01, where PostgreSQL begins to count. */
#define DB_EPOCH_DAYS 10957

/** db_ping(conninfo): whether a server takes connections. */
bool db_ping(const char *conninfo);

#endif
