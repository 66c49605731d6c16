#include "db/db_internal.h"

#include "base/err.h"
#include "base/i18n.h"

#include <libpq-fe.h>
#include <string.h>

/* SQLSTATEs, or what they begin with; the first that fits counts. */
static const struct {
	const char *prefix;
	enum err_code code;
} codes[] = {
	{ "08", ERR_CONNECT },
	{ "22000", ERR_CONFIG }, /* raised by functions of the book */
	{ "23", ERR_CONFLICT },
	{ "25006", ERR_CONFIG },  /* read only */
	{ "25P03", ERR_CONNECT }, /* idle for too long, session ended */
	{ "28", ERR_CONNECT },
	{ "42501", ERR_CONFIG },  /* not allowed */
	{ "53300", ERR_CONNECT }, /* too many sessions */
	{ "53", ERR_IO },	  /* disk full, memory */
	{ "55P03", ERR_LOCKED },
	{ "57014", ERR_INTERRUPTED },
	{ "57P", ERR_CONNECT }, /* the server shuts down */
	{ "58", ERR_IO },
	{ "YF", ERR_USAGE }, /* the book's functions refuse what was asked */
	{ "", ERR_DB },
};

static enum err_code
code_of(const char *sqlstate)
{
	size_t i = 0;

	while (strncmp(sqlstate, codes[i].prefix, strlen(codes[i].prefix)) != 0)
		i++;
	return codes[i].code;
}

/* The length of the first line. */
static int
line_len(const char *text)
{
	return (int)strcspn(text, "\n");
}

static const char *
field(const PGresult *result, int code)
{
	const char *text = PQresultErrorField(result, code);

	return text == NULL ? "" : text;
}

/* Name the constraint and what the book says about it; never the row. */
static void
fill_conflict(const struct db *db, const PGresult *result, const char *name,
	struct err *err)
{
	const char *constraint = field(result, PG_DIAG_CONSTRAINT_NAME);

	if (*constraint == '\0') {
		err_set(err, ERR_CONFLICT,
			_("statement %s: %s.%s must not be "
			  "empty"),
			name, field(result, PG_DIAG_TABLE_NAME),
			field(result, PG_DIAG_COLUMN_NAME));
		return;
	}
	err_set(err, ERR_CONFLICT, _("statement %s violates %s"), name,
		constraint);
	for (size_t i = 0; i < db->remarks.count; i++)
		if (strcmp(db->remarks.at[i].name, constraint) == 0)
			err_hint(err, "%s", gettext(db->remarks.at[i].text));
}

/* A sentence for the person who asked (job/job_propose.c translates it),
 * perhaps with figures. */
static void
fill_refusal(const PGresult *result, struct err *err)
{
	const char *detail = field(result, PG_DIAG_MESSAGE_DETAIL);
	const char *hint = field(result, PG_DIAG_MESSAGE_HINT);

	err_set(err, ERR_USAGE, detail[0] == '\0' ? "%s%s" : "%s: %s",
		field(result, PG_DIAG_MESSAGE_PRIMARY), detail);
	if (hint[0] != '\0')
		err_hint(err, "%s", gettext(hint));
}

static void
fill(const struct db *db, const PGresult *result, const char *sqlstate,
	const char *name, struct err *err)
{
	const enum err_code code = code_of(sqlstate);
	const char *primary = field(result, PG_DIAG_MESSAGE_PRIMARY);

	if (code == ERR_CONFLICT) {
		fill_conflict(db, result, name, err);
	} else if (code == ERR_INTERRUPTED) {
		err_set(err, code,
			db_interrupted ? _("statement %s was interrupted")
				       : _("statement %s took too long and was "
					   "stopped"),
			name);
	} else if (code == ERR_LOCKED) {
		err_set(err, code,
			_("statement %s waits for what another "
			  "session has locked"),
			name);
		err_hint(err, _("Try again when it is done."));
	} else if (code == ERR_USAGE) {
		fill_refusal(result, err);
	} else if (strcmp(sqlstate, "22000") == 0) {
		err_set(err, code, "%.*s", line_len(primary), primary);
	} else {
		err_set(err, code, _("statement %s fails with %s: %.*s"), name,
			sqlstate, line_len(primary), primary);
	}
	if (strcmp(sqlstate, "42501") == 0 || strcmp(sqlstate, "YF002") == 0)
		err_hint(err,
			_("The role %s may not do this; PGUSER chooses "
			  "the role."),
			PQuser(db->conn));
}

int
db_error_connect(const char *message, struct err *err)
{
	const char *prefix = "connection to server ";

	if (strncmp(message, prefix, strlen(prefix)) == 0)
		message += strlen(prefix);
	return err_set(err, ERR_CONNECT,
		_("the database cannot be reached: %.*s"), line_len(message),
		message);
}

int
db_error_fill(const struct db *db, const PGresult *result, const char *name,
	struct err *err)
{
	const char *sqlstate = field(result, PG_DIAG_SQLSTATE);

	if (*sqlstate != '\0')
		fill(db, result, sqlstate, name, err);
	else if (PQstatus(db->conn) == CONNECTION_BAD)
		err_set(err, ERR_CONNECT,
			_("the connection to the database was lost at "
			  "statement %s"),
			name);
	else
		err_set(err, ERR_DB, _("statement %s fails: %.*s"), name,
			line_len(PQerrorMessage(db->conn)),
			PQerrorMessage(db->conn));
	memcpy(err->sqlstate, "\0\0\0\0\0", 6);
	strncpy(err->sqlstate, sqlstate, 5);
	return -1;
}
