#include "db/cluster.h"

#include "base/err.h"
#include "base/i18n.h"
#include "db/db_internal.h"
#include "db/pgfolder.h"
#include "db/pgserver.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER "pg"
#define NEW_FOLDER "pg.new"
#define WAIT_MS 60000 /* for a lock, or for the server */

struct cluster {
	char *home;
	int lock;
	struct pgserver server;
	char conninfo[256];
	char admin[256]; /* the same as superuser, database postgres */
};

/* --- the handle ---------------------------------------------------------- */

static void
free_cluster(struct cluster *c)
{
	if (c == NULL)
		return;
	if (c->server.dir >= 0)
		close(c->server.dir);
	if (c->server.log >= 0)
		close(c->server.log);
	if (c->lock >= 0)
		close(c->lock);
	if (c->server.home >= 0)
		close(c->server.home);
	free(c->home);
	free(c);
}

static int
open_home(struct cluster *c, const char *home, struct err *err)
{
	c->home = realpath(home, NULL);
	if (c->home != NULL)
		c->server.home =
			open(c->home, O_DIRECTORY | O_RDONLY | O_CLOEXEC);
	if (c->server.home < 0)
		return err_errno(err, ERR_CONFIG, "%s", home);
	c->lock = openat(
		c->server.home, "pg.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (c->lock < 0)
		return err_errno(err, ERR_IO, "%s/pg.lock", c->home);
	c->server.log = pgfolder_log(c->server.home, err);
	return c->server.log < 0 ? -1 : 0;
}

static int
new_cluster(const char *home, struct cluster **cluster, struct err *err)
{
	struct cluster *c = calloc(1, sizeof(*c));

	if (c == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	c->server.home = c->lock = c->server.dir = c->server.log = -1;
	if (open_home(c, home, err)) {
		free_cluster(c);
		return -1;
	}
	*cluster = c;
	return 0;
}

/* Everything is said, so that the environment changes nothing. */
static void
fill_conninfo(struct cluster *c)
{
	static const char common[] =
		"host=/proc/self/fd/%d port=5432 "
		"hostaddr='' options='' sslmode=disable gssencmode=disable "
		"channel_binding=prefer requirepeer='' "
		"target_session_attrs=any dbname=%s%s";

	snprintf(c->conninfo, sizeof(c->conninfo), common, c->server.dir,
		"yifen", "");
	snprintf(c->admin, sizeof(c->admin), common, c->server.dir, "postgres",
		" user=" CLUSTER_SUPERUSER);
}

/* Open pg/: 1, or 0 if there is none. */
static int
open_data(struct cluster *c, struct err *err)
{
	c->server.dir = openat(
		c->server.home, FOLDER, O_DIRECTORY | O_RDONLY | O_CLOEXEC);
	if (c->server.dir < 0 && errno == ENOENT)
		return 0;
	if (c->server.dir < 0)
		return err_errno(err, ERR_CONFIG, "%s/" FOLDER, c->home);
	fill_conninfo(c);
	return 1;
}

/* flock(), but interruptible, and not for ever. */
static int
lock(struct cluster *c, int how, struct err *err)
{
	for (int waited = 0; waited < WAIT_MS; waited += 10) {
		if (db_interrupted)
			return err_set(err, ERR_INTERRUPTED, _("interrupted"));
		if (flock(c->lock, how | LOCK_NB) == 0)
			return 0;
		if (errno != EWOULDBLOCK && errno != EINTR)
			return err_errno(err, ERR_IO, "%s/pg.lock", c->home);
		pgserver_pause();
	}
	return err_set(err, ERR_LOCKED,
		_("%s/pg.lock is held by another command"), c->home);
}

/* --- starting and stopping ----------------------------------------------- */

/* 1 when it answers, 0 when there is none. */
static int
await(struct cluster *c, struct err *err)
{
	for (int waited = 0; waited < WAIT_MS; waited += 10) {
		if (db_ping(c->admin))
			return 1;
		if (!pgserver_alive(&c->server))
			return 0;
		if (db_interrupted)
			return err_set(err, ERR_INTERRUPTED, _("interrupted"));
		pgserver_pause();
	}
	return err_set(err, ERR_CONNECT,
		_("the private database in %s/%s "
		  "does not answer"),
		c->home, FOLDER);
}

/* A home that root copied belongs to root all over: give pg/ away again. */
static int
own_copy(const struct cluster *c, struct err *err)
{
	char path[PATH_MAX];
	struct stat st;

	if (geteuid() != 0 ||
		(fstat(c->server.dir, &st) == 0 && st.st_uid != 0))
		return 0;
	snprintf(path, sizeof(path), "%s/" FOLDER, c->home);
	return pgserver_own(c->server.dir, err) ||
			pgfolder_own(path, c->server.dir, err)
		? -1
		: 0;
}

/* Under the exclusive lock. */
static int
start(struct cluster *c, struct err *err)
{
	const off_t from = lseek(c->server.log, 0, SEEK_END);
	struct err ignored;
	int up;

	if (own_copy(c, err) || pgserver_start(&c->server, err))
		return -1;
	up = await(c, err);
	if (up > 0)
		return 0;
	pgserver_stop(&c->server, &ignored);
	if (up < 0)
		return -1;
	err_set(err, ERR_CONNECT,
		_("the private database in %s/%s does not "
		  "start"),
		c->home, FOLDER);
	pgfolder_quote(c->home, from, err);
	return -1;
}

int
cluster_hold(const char *home, struct cluster **cluster, struct err *err)
{
	struct cluster *c;
	int up;

	*cluster = NULL;
	if (!cluster_exists(home)) {
		err_set(err, ERR_CONFIG, _("there is no database in %s"), home);
		return err_hint(err,
			_("\"yifen init\" makes it; YIFEN_HOME "
			  "says where."));
	}
	if (new_cluster(home, &c, err))
		return -1;
	up = open_data(c, err);
	/* A lock does not go from exclusive to shared without a gap, in which
	 * another command may stop the server: so look again. */
	while (up >= 0) {
		up = lock(c, LOCK_SH, err) ? -1 : await(c, err);
		if (up > 0) {
			*cluster = c;
			return 0;
		}
		if (up < 0 || lock(c, LOCK_EX, err))
			break;
		up = await(c, err);
		if (up == 0)
			up = start(c, err);
	}
	free_cluster(c);
	return -1;
}

const char *
cluster_conninfo(const struct cluster *cluster)
{
	return cluster->conninfo;
}

void
cluster_release(struct cluster *cluster)
{
	struct err ignored;

	if (cluster == NULL)
		return;
	if (flock(cluster->lock, LOCK_EX | LOCK_NB) == 0)
		pgserver_stop(&cluster->server, &ignored);
	free_cluster(cluster);
}

int
cluster_stop(const char *home, bool *stopped, struct err *err)
{
	struct cluster *c;
	int status;

	*stopped = false;
	if (!cluster_exists(home))
		return 0;
	if (new_cluster(home, &c, err))
		return -1;
	status = open_data(c, err) < 0 ? -1 : 0;
	if (status == 0 && flock(c->lock, LOCK_EX | LOCK_NB)) {
		status = err_set(err, ERR_LOCKED,
			_("other commands are using the database in %s"),
			c->home);
		err_hint(err, _("The last of them stops it."));
	}
	if (status == 0) {
		*stopped = pgserver_alive(&c->server);
		status = pgserver_stop(&c->server, err);
	}
	free_cluster(c);
	return status;
}

/* --- making it ----------------------------------------------------------- */

bool
cluster_exists(const char *home)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/" FOLDER "/PG_VERSION", home);
	return access(path, F_OK) == 0;
}

/* What an init that was killed left. */
static int
remove_half(const struct cluster *c, struct err *err)
{
	char path[PATH_MAX];

	if (faccessat(c->server.home, NEW_FOLDER, F_OK, 0))
		return 0;
	snprintf(path, sizeof(path), "%s/" NEW_FOLDER, c->home);
	return pgfolder_remove(path, err);
}

/* Under another name until it is whole. */
static int
make_data(struct cluster *c, struct err *err)
{
	const off_t from = lseek(c->server.log, 0, SEEK_END);

	if (remove_half(c, err))
		return -1;
	if (mkdirat(c->server.home, NEW_FOLDER, 0700) == 0)
		c->server.dir = openat(c->server.home, NEW_FOLDER,
			O_DIRECTORY | O_RDONLY | O_CLOEXEC);
	if (c->server.dir < 0)
		return err_errno(err, ERR_IO,
			_("%s/" NEW_FOLDER " cannot be made"), c->home);
	if (pgserver_own(c->server.dir, err))
		return -1;
	if (pgserver_initdb(&c->server, err)) {
		if (err->code == ERR_CONNECT)
			pgfolder_quote(c->home, from, err);
		return -1;
	}
	if (renameat(c->server.home, NEW_FOLDER, c->server.home, FOLDER) ||
		fsync(c->server.home))
		return err_errno(err, ERR_IO, _("%s/" FOLDER " cannot be made"),
			c->home);
	return 0;
}

/* Make the cluster if it is not there. */
static int
make_cluster(const char *home, bool *made, struct err *err)
{
	struct cluster *c;
	int status;

	if (new_cluster(home, &c, err))
		return -1;
	status = lock(c, LOCK_EX, err);
	if (status == 0 && !cluster_exists(home)) {
		status = make_data(c, err);
		*made = status == 0;
	}
	free_cluster(c);
	return status;
}

/* Do ${query} in a database of the cluster, as superuser. */
static int
administer(const char *conninfo, enum sql_id query, enum sql_id unless,
	struct err *err)
{
	const struct db_target target = { .conninfo = conninfo,
		.book = "yifen",
		.application = "yifen init" };
	struct db_rows *rows = NULL;
	struct db *db;
	bool done = false;
	int status;

	if (db_open(&target, &db, err))
		return -1;
	status = unless == SQL_COUNT ? 0
				     : db_query(db, unless, NULL, &rows, err);
	if (rows != NULL) {
		status = db_next(rows, err) < 0 ? -1 : 0;
		done = status == 0 && db_get_bool(rows, 0);
		db_done(rows);
	}
	if (status == 0 && !done)
		status = db_run(db, query, NULL, err);
	db_close(db);
	return status;
}

static int
make_database(const char *home, struct err *err)
{
	struct cluster *c;
	int status;

	if (cluster_hold(home, &c, err))
		return -1;
	status = administer(c->admin, SQL_CLUSTER_CREATE_DATABASE,
		SQL_CLUSTER_HAS_DATABASE, err);
	if (status == 0) {
		char conninfo[sizeof(c->conninfo) + 32];

		snprintf(conninfo, sizeof(conninfo), "%s user=%s", c->conninfo,
			CLUSTER_SUPERUSER);
		status = administer(
			conninfo, SQL_CLUSTER_CLOSE_DATABASE, SQL_COUNT, err);
	}
	cluster_release(c);
	return status;
}

int
cluster_init(const char *home, bool *made, struct err *err)
{
	*made = false;
	if (pgfolder_make(home, err) || make_cluster(home, made, err))
		return -1;
	return make_database(home, err);
}
