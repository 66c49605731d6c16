#include "db/db_internal.h"

#include "base/err.h"
#include "base/i18n.h"
#include "db/migrate.h"

#include <assert.h>
#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

/* --- connecting ---------------------------------------------------------- */

/* What a conninfo says itself, before libpq fills in the rest. */
struct said {
	bool host, user, service, sslmode;
	bool remote;
};

static bool
is_set(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && *value != '\0';
}

/* Is that host on this machine: a socket's folder, or a loopback address? */
static bool
is_near(const char *host, size_t len)
{
	if (len == 0 || host[0] == '/' || host[0] == '@')
		return true;
	if (len > 4 && strncmp(host, "127.", 4) == 0)
		return strspn(host, "0123456789.") >= len;
	return (len == 9 && strncmp(host, "localhost", 9) == 0) ||
		(len == 3 && strncmp(host, "::1", 3) == 0);
}

/* One host, or several with ',' between: is any beyond this machine? */
static bool
is_remote(const char *hosts)
{
	while (hosts != NULL && *hosts != '\0') {
		const size_t len = strcspn(hosts, ",");

		if (!is_near(hosts, len))
			return true;
		hosts += len + (hosts[len] == ',');
	}
	return false;
}

static void
note_option(struct said *said, const PQconninfoOption *option)
{
	if (option->val == NULL || *option->val == '\0')
		return;
	if (strcmp(option->keyword, "host") == 0 ||
		strcmp(option->keyword, "hostaddr") == 0) {
		said->host = true;
		said->remote = said->remote || is_remote(option->val);
	} else if (strcmp(option->keyword, "user") == 0) {
		said->user = true;
	} else if (strcmp(option->keyword, "service") == 0) {
		said->service = true;
	} else if (strcmp(option->keyword, "sslmode") == 0) {
		said->sslmode = true;
	}
}

static int
read_conninfo(const char *conninfo, struct said *said, struct err *err)
{
	char *why = NULL;
	PQconninfoOption *options = PQconninfoParse(conninfo, &why);

	*said = (struct said){ .host = false };
	if (options == NULL) {
		err_set(err, ERR_CONFIG,
			_("the connection string cannot be "
			  "understood: %.*s"),
			why == NULL ? 0 : (int)strcspn(why, "\n"), why);
		PQfreemem(why);
		return -1;
	}
	for (const PQconninfoOption *o = options; o->keyword != NULL; o++)
		note_option(said, o);
	PQconninfoFree(options);
	if (is_set("PGSERVICE"))
		said->service = true;
	if (is_set("PGUSER"))
		said->user = true;
	if (!said->host && !said->service)
		said->remote = is_remote(getenv("PGHOST")) ||
			is_remote(getenv("PGHOSTADDR"));
	return 0;
}

/*
 * libpq takes the last value of a keyword; dbname is replaced by what it
 * holds.  So what stands before it is a default that beats only the
 * environment, and what stands behind it is not to be changed.
 */
static PGconn *
connect_to(const struct db_target *target, const struct said *said)
{
	const char *keywords[16], *values[16];
	int n = 0;

#define OPTION(keyword, value) (keywords[n] = keyword, values[n++] = value)
	OPTION("connect_timeout", "10");
	OPTION("keepalives_idle", "30");
	OPTION("keepalives_interval", "10");
	OPTION("keepalives_count", "3");
	if (said->remote && !said->service && !said->sslmode)
		OPTION("sslmode", "verify-full");
	if (target->user != NULL && !said->user && !said->service)
		OPTION("user", target->user);
	OPTION("dbname", target->conninfo);
	OPTION("client_encoding", "UTF8");
	OPTION("application_name", target->application);
	keywords[n] = values[n] = NULL;
#undef OPTION
	return PQconnectdbParams(keywords, values, 1);
}

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
	struct said said;

	if (read_conninfo(target->conninfo, &said, err))
		return -1;
	db->conn = connect_to(target, &said);
	if (db->conn == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	if (PQstatus(db->conn) != CONNECTION_OK)
		return db_error_connect(PQerrorMessage(db->conn), err);
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
