#include "job/session.h"

#include "base/err.h"
#include "base/i18n.h"
#include "db/cluster.h"
#include "db/db.h"
#include "db/roles.h"
#include "io/file.h"
#include "io/keys.h"
#include "job/audit_head.h"
#include "job/book_keys.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_HOME "var"
#define DEFAULT_BOOK "yifen"

/* The value of an environment variable, or NULL if it is unset or empty. */
static const char *
setting(const char *name)
{
	const char *value = getenv(name);

	return value == NULL || value[0] == '\0' ? NULL : value;
}

/* Whether the environment names another server than the private one. */
static bool
names_server(void)
{
	return setting("YIFEN_DATABASE") != NULL || setting("PGHOST") != NULL ||
		setting("PGSERVICE") != NULL || setting("PGDATABASE") != NULL;
}

/* In the private cluster: the role of PGUSER, else the batch role; init needs
 * the superuser. */
static int
private_target(struct session *s, unsigned needs, struct db_target *target,
	struct err *err)
{
	char batch[ROLE_NAME_SIZE];
	const char *role = setting("PGUSER");

	if (cluster_hold(s->home, &s->cluster, err) < 0)
		return -1;
	if (needs & SESSION_INIT)
		role = CLUSTER_SUPERUSER;
	else if (role == NULL)
		role = roles_name(ROLE_BATCH, s->book, batch);
	target->conninfo = arena_format(&s->arena, err, "%s user='%s'",
		cluster_conninfo(s->cluster), role);
	return target->conninfo == NULL ? -1 : 0;
}

static int
connect_book(struct session *s, unsigned needs, struct err *err)
{
	struct db_target target = { .book = s->book,
		.need_schema = !(needs & SESSION_INIT) };

	target.application =
		arena_format(&s->arena, err, "yifen %s", s->command);
	if (target.application == NULL)
		return -1;
	if (names_server()) {
		target.conninfo = setting("YIFEN_DATABASE");
		if (target.conninfo == NULL)
			target.conninfo = "";
	} else if (private_target(s, needs, &target, err) < 0) {
		return -1;
	}
	return db_open(&target, &s->db, err);
}

static int
fill(struct session *s, const char *command, unsigned needs, struct err *err)
{
	const char *keys = NULL;

	s->home = setting("YIFEN_HOME");
	s->book = setting("YIFEN_BOOK");
	s->home = s->home != NULL ? s->home : DEFAULT_HOME;
	s->book = s->book != NULL ? s->book : DEFAULT_BOOK;
	s->command = command;
	if (file_check_writers(s->home, err) < 0)
		return -1;
	if (connect_book(s, needs, err) < 0 ||
		(needs & SESSION_WRITE && db_lock(s->db, err) < 0))
		return -1;
	if (needs & SESSION_KEYS) {
		/* Under the lock: no rotation destroys one that is opened. */
		keys = session_path(s, "keys", err);
		if (keys == NULL ||
			book_keys_open(s->db, keys, &s->keys, err) < 0)
			return -1;
	}
	/* What a command did that was killed is signed before anything else. */
	if (!(needs & SESSION_WRITE) || audit_head_write(s, err) == 0)
		return 0;
	if (!(needs & SESSION_BEHIND) || err->code != ERR_AUDIT)
		return -1;
	s->behind = *err;
	*err = (struct err)ERR_INIT;
	return 0;
}

int
session_open(const char *command, unsigned needs, struct session **session,
	struct err *err)
{
	struct session *s = calloc(1, sizeof(*s));

	if (s == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	if (fill(s, command, needs, err) < 0) {
		session_close(s);
		return -1;
	}
	*session = s;
	return 0;
}

void
session_close(struct session *s)
{
	if (s == NULL)
		return;
	db_close(s->db);
	cluster_release(s->cluster);
	keys_close(s->keys);
	arena_release(&s->arena);
	free(s);
}

const char *
session_path(struct session *s, const char *name, struct err *err)
{
	return arena_format(&s->arena, err, "%s/%s", s->home, name);
}

const char *
session_home(void)
{
	const char *home = setting("YIFEN_HOME");

	return home != NULL ? home : DEFAULT_HOME;
}

bool
session_is_private(void)
{
	return !names_server();
}
