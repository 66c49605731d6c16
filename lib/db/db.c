#include "db/db_internal.h"

#include "base/err.h"
#include "base/i18n.h"
#include "db/migrate.h"

#include <assert.h>
#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

/* --- connecting ---------------------------------------------------------- */

static void
on_notice(void *context, const PGresult *result)
{
	const struct db *db = context;
	const char *severity =
		PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
	const char *message =
		PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);

	if (db->notice != NULL && message != NULL && severity != NULL &&
		strcmp(severity, "WARNING") == 0)
		db->notice(db->notice_context, message);
}

bool
db_ping(const char *conninfo)
{
	return PQping(conninfo) == PQPING_OK;
}

/* --- sessions ------------------------------------------------------------ */

/* A query of (name, setting) must answer no row. */
static int
expect_none(struct db *db, enum sql_id query, struct err *err)
{
	struct db_rows *rows;
	int more;

	if (db_query(db, query, NULL, &rows, err))
		return -1;
	more = db_next(rows, err);
	if (more > 0) {
		more = err_set(err, ERR_CONFIG,
			_("the server's setting %s is \"%s\""),
			db_get_text(rows, 0), db_get_text(rows, 1));
		err_hint(err,
			_("A book is not safe with it; use a server "
			  "where it has its default."));
	}
	db_done(rows);
	return more;
}

static int
pin(struct db *db, const struct db_target *target, struct err *err)
{
	struct db_rows *rows;
	int more;

	if (db_query(db, SQL_SESSION_PIN,
		    DB_PARAMS(db_text(target->book),
			    db_text(target->application)),
		    &rows, err))
		return -1;
	while ((more = db_next(rows, err)) > 0)
		;
	db_done(rows);
	return more < 0 ? -1 : expect_none(db, SQL_SESSION_UNPINNED, err);
}

/* Learn what the book says about its constraints: once one is violated the
 * transaction answers no more questions. */
static int
read_remarks(struct db *db, struct err *err)
{
	struct db_rows *rows;
	int more;

	if (db_query(db, SQL_SESSION_REMARKS, NULL, &rows, err))
		return -1;
	while ((more = db_next(rows, err)) > 0) {
		struct db_remark *r = vec_push(&db->remarks, &db->arena, err);
		const char *name = db_get_text(rows, 0);
		const char *text = db_get_text(rows, 1);

		if (r == NULL ||
			(r->name = arena_text(&db->arena, name, strlen(name),
				 err)) == NULL ||
			(r->text = arena_text(&db->arena, text, strlen(text),
				 err)) == NULL) {
			more = -1;
			break;
		}
	}
	db_done(rows);
	return more;
}

static int
begin_session(struct db *db, const struct db_target *target, struct err *err)
{
	if (db_connect(db, target, err))
		return -1;
	PQsetNoticeReceiver(db->conn, on_notice, db);
	if (pin(db, target, err))
		return -1;
	if (!target->need_schema)
		return 0;
	return migrate_check(db, err) || read_remarks(db, err) ? -1 : 0;
}

int
db_open(const struct db_target *target, struct db **db, struct err *err)
{
	struct db *d;

	*db = NULL;
	if (!db_book_valid(target->book)) {
		err_set(err, ERR_CONFIG, _("\"%s\" is no name for a book"),
			target->book);
		return err_hint(err,
			_("Small letters, digits and \"_\", a "
			  "letter first, not more than 41."));
	}
	d = calloc(1, sizeof(*d));
	if (d == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	strcpy(d->book, target->book);
	if (begin_session(d, target, err)) {
		db_close(d);
		return -1;
	}
	*db = d;
	return 0;
}

void
db_close(struct db *db)
{
	if (db == NULL)
		return;
	db_lock_give_back(db);
	PQfinish(db->conn);
	arena_release(&db->arena);
	free(db);
}

const char *
db_book(const struct db *db)
{
	return db->book;
}

bool
db_book_valid(const char *name)
{
	const size_t len = strlen(name);

	return len >= 1 && len <= 41 && name[0] >= 'a' && name[0] <= 'z' &&
		strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == len &&
		strncmp(name, "pg_", 3) != 0 && strcmp(name, "public") != 0 &&
		strcmp(name, "information_schema") != 0;
}

int
db_durable(struct db *db, struct err *err)
{
	return expect_none(db, SQL_SESSION_UNDURABLE, err);
}

void
db_on_notice(struct db *db, void (*notice)(void *context, const char *message),
	void *context)
{
	db->notice = notice;
	db->notice_context = context;
}

/* --- transactions -------------------------------------------------------- */

int
db_begin(struct db *db, struct err *err)
{
	return db_run(db, SQL_SESSION_BEGIN, NULL, err);
}

int
db_begin_read(struct db *db, struct err *err)
{
	return db_run(db, SQL_SESSION_BEGIN_READ, NULL, err);
}

int
db_commit(struct db *db, struct err *err)
{
	const char *name = sql_statements[SQL_SESSION_COMMIT].name;
	char tag[16] = "";
	int status;

	if (db_wire_send(db, SQL_SESSION_COMMIT, NULL, err))
		return -1;
	/* On its way: to give up now would leave open what became of it. */
	db->calm = true;
	status = db_wire_finish(db, name, tag, err);
	db->calm = false;
	if (status == 0 && strcmp(tag, "COMMIT") != 0)
		status = err_set(err, ERR_DB,
			_("the transaction had failed and was rolled back"));
	return status;
}

void
db_rollback(struct db *db)
{
	struct err ignored;

	if (PQtransactionStatus(db->conn) == PQTRANS_IDLE)
		return;
	db->calm = true;
	db_run(db, SQL_SESSION_ROLLBACK, NULL, &ignored);
	db->calm = false;
}
