#include "scratch.h"

#include "base/err.h"
#include "db/cluster.h"
#include "db/db_internal.h"
#include "db/migrate.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char root[] = "/tmp/yifen-test-XXXXXX";
static char home[sizeof(root) + 16];
static struct cluster *cluster;
static pid_t guardian;
static int leash = -1;

static void
give_up(const char *what, const struct err *err)
{
	fprintf(stderr, "scratch: %s: %s (%s)\n", what,
		err == NULL ? "" : err->message, err == NULL ? "" : err->hint);
	exit(2);
}

/* Stop every server below the folder, and remove it. */
static void
clean_up(void)
{
	execl("/bin/sh", "sh", "-c",
		"for p in $(find \"$0\" -name postmaster.pid); do "
		"kill -QUIT $(head -1 \"$p\") 2>/dev/null; done; "
		"for i in 1 2 3 4 5 6 7 8 9; do "
		"rm -rf \"$0\" 2>/dev/null && exit; sleep 0.2; done",
		root, (char *)NULL);
	_exit(1);
}

/* Wait for the end of the process, which closes its end of the pipe. */
static void
guard(int end)
{
	char byte;

	setsid();
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	close_range(3, (unsigned)end - 1, 0);
	close_range((unsigned)end + 1, ~0U, 0);
	while (read(end, &byte, 1) > 0)
		;
	close(end);
	clean_up();
}

static void
at_exit(void)
{
	if (getpid() == guardian || leash < 0)
		return;
	cluster_release(cluster);
	close(leash);
	waitpid(guardian, NULL, 0);
}

static void
make_root(void)
{
	int ends[2];

	if (leash >= 0)
		return;
	if (mkdtemp(root) == NULL || pipe2(ends, O_CLOEXEC))
		give_up("no folder", NULL);
	guardian = fork();
	if (guardian == 0) {
		close(ends[1]);
		guard(ends[0]);
	}
	close(ends[0]);
	leash = ends[1];
	atexit(at_exit);
}

const char *
scratch_home(void)
{
	struct err err = ERR_INIT;
	bool made;

	if (cluster != NULL)
		return home;
	unsetenv("PGUSER");
	make_root();
	snprintf(home, sizeof(home), "%s/home", root);
	if (cluster_init(home, &made, &err) ||
		cluster_hold(home, &cluster, &err))
		give_up("no cluster", &err);
	return home;
}

struct db_target
scratch_target(const char *book, const char *user)
{
	scratch_home();
	return (struct db_target){ .conninfo = cluster_conninfo(cluster),
		.book = book,
		.user = user,
		.application = "yifen test" };
}

void
scratch_open(struct db **db)
{
	static int count;
	char book[32];
	struct db_target target;
	struct migrate_result result;
	struct err err = ERR_INIT;

	snprintf(book, sizeof(book), "book_%d", ++count);
	target = scratch_target(book, CLUSTER_SUPERUSER);
	if (db_open(&target, db, &err) || migrate_apply(*db, &result, &err))
		give_up("no book", &err);
	/* Again, for what is read from a book that is there. */
	db_close(*db);
	target.need_schema = true;
	if (db_open(&target, db, &err))
		give_up("no book", &err);
}

void
scratch_as(enum role role, const char *book, struct db **db)
{
	char name[ROLE_NAME_SIZE];
	struct db_target target =
		scratch_target(book, roles_name(role, book, name));
	struct err err = ERR_INIT;

	target.need_schema = true;
	if (db_open(&target, db, &err))
		give_up(name, &err);
}

int
scratch_sql(struct db *db, const char *text, struct err *err)
{
	return db_wire_script(db, "test", text, err);
}

void
scratch_unguard(struct db *db)
{
	struct err err = ERR_INIT;

	if (scratch_sql(db,
		    "do $$ declare t record; begin"
		    " for t in select tgrelid::regclass as name, tgname"
		    "	from pg_trigger join pg_class c on c.oid = tgrelid"
		    "	where tgname like 'append\\_only%' and"
		    "	c.relnamespace = current_schema()::regnamespace"
		    " loop execute format('alter table %s disable trigger %I',"
		    "	t.name, t.tgname); end loop; end $$",
		    &err) < 0)
		give_up("the guards stay", &err);
}

char *
scratch_folder(void)
{
	char *path = malloc(sizeof(root) + 16);

	make_root();
	sprintf(path, "%s/XXXXXX", root);
	if (mkdtemp(path) == NULL)
		give_up("no folder", NULL);
	return path;
}
