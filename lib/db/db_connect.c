/*
 * Connecting.  A server beyond this machine must prove who it is, or nothing
 * is said to it (reliability.md G42): libpq by itself would talk to whoever
 * answers (its sslmode is "prefer").
 */
#include "db/db_internal.h"

#include "base/err.h"
#include "base/i18n.h"

#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

#define PROVEN "verify-full"

/* What the connection string says itself, before libpq fills in the rest. */
struct said {
	bool host, user, service;
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

static bool
is_host(const PQconninfoOption *option)
{
	return strcmp(option->keyword, "host") == 0 ||
		strcmp(option->keyword, "hostaddr") == 0;
}

static void
note_option(struct said *said, const PQconninfoOption *option)
{
	if (option->val == NULL || *option->val == '\0')
		return;
	if (is_host(option)) {
		said->host = true;
		said->remote = said->remote || is_remote(option->val);
	} else if (strcmp(option->keyword, "user") == 0) {
		said->user = true;
	} else if (strcmp(option->keyword, "service") == 0) {
		said->service = true;
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
	said->service = said->service || is_set("PGSERVICE");
	said->user = said->user || is_set("PGUSER");
	said->remote = said->remote || is_remote(getenv("PGHOSTADDR")) ||
		(!said->host && is_remote(getenv("PGHOST")));
	return 0;
}

/*
 * libpq takes the last value of a keyword; dbname is replaced by what it
 * holds.  So what stands before it is a default that beats only a service and
 * the environment, and what stands behind it is not to be changed.
 */
#define OPTIONS_MAX 16

struct options {
	const char *keywords[OPTIONS_MAX + 1], *values[OPTIONS_MAX + 1];
	int count;
};

static void
add(struct options *options, const char *keyword, const char *value)
{
	options->keywords[options->count] = keyword;
	options->values[options->count++] = value;
}

static struct options
choose_options(const struct db_target *target, const struct said *said)
{
	struct options o = { .count = 0 };

	add(&o, "connect_timeout", "10");
	add(&o, "keepalives_idle", "30");
	add(&o, "keepalives_interval", "10");
	add(&o, "keepalives_count", "3");
	if (said->remote) {
		add(&o, "sslmode", PROVEN);
		/* What a server in the middle is told is of no use to it. */
		add(&o, "channel_binding", "require");
	}
	if (target->user != NULL && !said->user && !said->service)
		add(&o, "user", target->user);
	add(&o, "dbname", target->conninfo);
	/* It would take the place of TLS, and sslmode would mean nothing. */
	add(&o, "gssencmode", "disable");
	add(&o, "client_encoding", "UTF8");
	add(&o, "application_name", target->application);
	return o;
}

static const char *
find_value(const PQconninfoOption *options, const char *keyword)
{
	for (; options->keyword != NULL; options++)
		if (strcmp(options->keyword, keyword) == 0)
			return options->val == NULL ? "" : options->val;
	return "";
}

static int
refuse(const char *host, const char *mode, struct err *err)
{
	err_set(err, ERR_CONFIG,
		_("the server %s is beyond this machine, and sslmode=%s lets "
		  "it go without proving who it is"),
		host, mode);
	return err_hint(err,
		_("Say sslmode=verify-full, and with sslrootcert whose "
		  "certificates count."));
}

/* What all of it comes to once libpq has read string, service and
 * environment. */
static int
check_options(const PQconninfoOption *options, struct err *err)
{
	const char *mode = find_value(options, "sslmode");
	const char *host = find_value(options, "host");
	const char *addr = find_value(options, "hostaddr");

	if (strcmp(mode, PROVEN) == 0)
		return 0;
	if (is_remote(host))
		return refuse(host, mode, err);
	return is_remote(addr) ? refuse(addr, mode, err) : 0;
}

/* Nothing but a first packet has gone when it is asked; a name or a password
 * has not. */
static int
check_transport(const struct options *o, struct err *err)
{
	PGconn *conn = PQconnectStartParams(o->keywords, o->values, 1);
	PQconninfoOption *options = conn == NULL ? NULL : PQconninfo(conn);
	int rc;

	if (options == NULL)
		rc = err_set(err, ERR_MEMORY, _("memory is exhausted"));
	else
		rc = check_options(options, err);
	PQconninfoFree(options);
	PQfinish(conn);
	return rc;
}

int
db_connect(struct db *db, const struct db_target *target, struct err *err)
{
	struct options options;
	struct said said;

	if (read_conninfo(target->conninfo, &said, err))
		return -1;
	options = choose_options(target, &said);
	if ((said.remote || said.service) &&
		check_transport(&options, err) < 0)
		return -1;
	db->conn = PQconnectdbParams(options.keywords, options.values, 1);
	if (db->conn == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	if (PQstatus(db->conn) != CONNECTION_OK)
		return db_error_connect(PQerrorMessage(db->conn), err);
	return 0;
}
