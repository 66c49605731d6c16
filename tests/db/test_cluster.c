#include "suite.h"
#include "scratch.h"

#include "base/err.h"
#include "db/cluster.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static long
server_pid(const char *home)
{
	char path[512];
	size_t len;
	char *text;
	long pid;

	snprintf(path, sizeof(path), "%s/pg/postmaster.pid", home);
	text = slurp(path, &len);
	pid = text == NULL ? 0 : strtol(text, NULL, 10);
	free(text);
	return pid;
}

/* Use the database; 0 if it does what it is there for. */
static int
use(const struct cluster *cluster)
{
	const struct db_target target = {
		.conninfo = cluster_conninfo(cluster),
		.book = "some",
		.application = "yifen test",
		.user = CLUSTER_SUPERUSER,
	};
	struct err err = ERR_INIT;
	struct db *db;
	int status;

	if (db_open(&target, &db, &err)) {
		fprintf(stderr, "%s\n", err.message);
		return -1;
	}
	status = db_durable(db, &err) || scratch_sql(db, "select 1", &err) ? -1
									   : 0;
	db_close(db);
	return status;
}

static int
hold_and_use(const char *home)
{
	struct cluster *cluster;
	struct err err = ERR_INIT;
	int status;

	if (cluster_hold(home, &cluster, &err)) {
		fprintf(stderr, "%s (%s)\n", err.message, err.hint);
		return -1;
	}
	status = use(cluster);
	cluster_release(cluster);
	return status;
}

/* A home with a cluster, made once: initdb takes a second. */
static const char *
one_home(void)
{
	static char home[128];
	struct err err = ERR_INIT;
	bool made = false;
	char *folder;

	if (*home != '\0')
		return home;
	folder = scratch_folder();
	snprintf(home, sizeof(home), "%s/home", folder);
	free(folder);
	CHECK_INT(cluster_exists(home), false);
	CHECK_INT(cluster_init(home, &made, &err), 0);
	CHECK_TEXT(err.message, "");
	CHECK_INT(made, true);
	CHECK_INT(cluster_exists(home), true);
	return home;
}

static void
made_once(void)
{
	struct err err = ERR_INIT;
	const char *home = one_home();
	struct stat st;
	char path[256];
	bool made = true;

	CHECK_INT(server_pid(home), 0);
	CHECK_INT(cluster_init(home, &made, &err), 0);
	CHECK_INT(made, false);
	CHECK_INT(server_pid(home), 0);
	snprintf(path, sizeof(path), "%s/pg", home);
	CHECK_INT(stat(path, &st), 0);
	CHECK_INT(st.st_mode & 0777, 0700);
	CHECK_CASE("not root", st.st_uid != 0);
}

static void
the_last_stops_it(void)
{
	const char *home = one_home();
	struct cluster *first, *second;
	struct err err = ERR_INIT;
	bool stopped = true;

	CHECK_INT(cluster_hold(home, &first, &err), 0);
	CHECK_INT(cluster_hold(home, &second, &err), 0);
	CHECK_INT(use(first), 0);
	cluster_release(first);
	CHECK_INT(use(second), 0);
	CHECK_INT(cluster_stop(home, &stopped, &err), -1);
	CHECK_INT(err.code, ERR_LOCKED);
	CHECK_CASE("runs", server_pid(home) != 0);
	cluster_release(second);
	CHECK_INT(server_pid(home), 0);
	CHECK_INT(cluster_stop(home, &stopped, &err), 0);
	CHECK_INT(stopped, false);
}

/* Run ${work} in a child; its wait status. */
static int
in_child(int (*work)(const char *home), const char *home)
{
	const pid_t pid = fork();
	int status = -1;

	if (pid == 0)
		_exit(work(home) == 0 ? 0 : 1);
	waitpid(pid, &status, 0);
	return status;
}

static int
hold_and_die(const char *home)
{
	struct cluster *cluster;
	struct err err = ERR_INIT;

	if (cluster_hold(home, &cluster, &err) == 0)
		kill(getpid(), SIGKILL);
	return -1;
}

static void
killed_commands(void)
{
	const char *home = one_home();
	struct err err = ERR_INIT;
	bool stopped = false;

	CHECK_INT(WTERMSIG(in_child(hold_and_die, home)), SIGKILL);
	CHECK_CASE("left running", server_pid(home) != 0);
	CHECK_INT(cluster_stop(home, &stopped, &err), 0);
	CHECK_INT(stopped, true);
	CHECK_INT(server_pid(home), 0);
	in_child(hold_and_die, home);
	CHECK_INT(hold_and_use(home), 0);
	CHECK_INT(server_pid(home), 0);
}

static void
killed_servers(void)
{
	const char *home = one_home();
	struct cluster *cluster;
	struct err err = ERR_INIT;

	CHECK_INT(cluster_hold(home, &cluster, &err), 0);
	CHECK_INT(use(cluster), 0);
	kill((pid_t)server_pid(home), SIGKILL);
	cluster_release(cluster);
	CHECK_CASE("a file is left", server_pid(home) != 0);
	CHECK_INT(hold_and_use(home), 0);
	CHECK_INT(server_pid(home), 0);
}

/* The number in a file that was left behind may be anybody's. */
static void
stale_numbers(void)
{
	const char *home = one_home();
	struct err err = ERR_INIT;
	char path[256];
	bool stopped = true;
	FILE *file;

	snprintf(path, sizeof(path), "%s/pg/postmaster.pid", home);
	file = fopen(path, "w");
	fprintf(file, "%ld\n/somewhere\n", (long)getpid());
	fclose(file);
	CHECK_INT(cluster_stop(home, &stopped, &err), 0);
	CHECK_INT(stopped, false);
	CHECK_INT(hold_and_use(home), 0);
}

static int
use_often(const char *home)
{
	for (int i = 0; i < 8; i++)
		if (hold_and_use(home))
			return -1;
	return 0;
}

static void
many_commands(void)
{
	enum { COMMANDS = 6 };
	const char *home = one_home();
	pid_t pids[COMMANDS];

	for (int i = 0; i < COMMANDS; i++) {
		pids[i] = fork();
		if (pids[i] == 0)
			_exit(use_often(home) == 0 ? 0 : 1);
	}
	for (int i = 0; i < COMMANDS; i++) {
		int status = -1;

		waitpid(pids[i], &status, 0);
		CHECK_INT(status, 0);
	}
	CHECK_INT(server_pid(home), 0);
}

/* A command of the shell, about $A and $B. */
static int
run(const char *command, const char *a, const char *b)
{
	setenv("A", a, 1);
	setenv("B", b, 1);
	return system(command);
}

/* Longer than the path of a socket, below a folder that only we may enter;
 * and a home that was copied as we are, not as the server. */
static void
copied_homes(void)
{
	char *folder = scratch_folder();
	char home[1024];

	snprintf(home, sizeof(home),
		"%s/a folder with a long name that contains 'quotes'/"
		"and another, with a comma, that has a name that is no shorter"
		"/together longer than the path of a socket is allowed to be",
		folder);
	CHECK_INT(run("mkdir -p \"$A\"", home, ""), 0);
	CHECK_INT(run("cp -r \"$A/.\" \"$B\"", one_home(), home), 0);
	CHECK_INT(hold_and_use(home), 0);
	CHECK_INT(server_pid(home), 0);
	free(folder);
}

static void
broken_homes(void)
{
	char *folder = scratch_folder();
	struct cluster *cluster;
	struct err err = ERR_INIT;

	CHECK_INT(cluster_hold(folder, &cluster, &err), -1);
	CHECK_INT(err.code, ERR_CONFIG);
	CHECK_INT(cluster_hold("/nowhere/at/all", &cluster, &err), -1);
	CHECK_INT(err.code, ERR_CONFIG);
	CHECK_INT(run("cp -a \"$A/.\" \"$B\"", one_home(), folder), 0);
	CHECK_INT(run("echo 9 > \"$A/pg/PG_VERSION\"", folder, ""), 0);
	CHECK_INT(cluster_hold(folder, &cluster, &err), -1);
	CHECK_INT(err.code, ERR_CONNECT);
	CHECK_CASE(err.hint, strstr(err.hint, "FATAL:") != NULL);
	CHECK_INT(cluster_init("/dev/null/home", &(bool){ false }, &err), -1);
	free(folder);
}

/* The next init does what one that was killed began. */
static void
half_made(void)
{
	char *folder = scratch_folder();
	struct err err = ERR_INIT;
	bool made = false;

	CHECK_INT(run("mkdir -p \"$A/pg.new/base\" && "
		      "echo x > \"$A/pg.new/base/x\"",
			  folder, ""),
		0);
	CHECK_INT(cluster_init(folder, &made, &err), 0);
	CHECK_INT(made, true);
	CHECK_INT(hold_and_use(folder), 0);
	CHECK_INT(run("test ! -e \"$A/pg.new\"", folder, ""), 0);
	free(folder);
}

static void
no_programs(void)
{
	struct cluster *cluster;
	struct err err = ERR_INIT;

	setenv("YIFEN_PGBIN", "/nowhere", 1);
	CHECK_INT(cluster_hold(one_home(), &cluster, &err), -1);
	CHECK_INT(err.code, ERR_CONFIG);
	CHECK_TEXT(err.message, "there is no program /nowhere/postgres");
	unsetenv("YIFEN_PGBIN");
}

/* Nothing of ours is passed on, and what others set changes nothing. */
static void
the_environment(void)
{
	static const char *const names[] = { "PGPORT", "PGHOSTADDR",
		"PGOPTIONS", "PGSSLMODE", "PGREQUIREPEER",
		"PGTARGETSESSIONATTRS", "PGCHANNELBINDING", "PGGSSENCMODE" };
	static const char *const values[] = { "1", "127.0.0.1", "-c bogus=1",
		"verify-full", "nobody", "standby", "require", "require" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		setenv(names[i], values[i], 1);
	CHECK_INT(hold_and_use(one_home()), 0);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		unsetenv(names[i]);
}

/* A reader of our output must see its end while the server goes on. */
static void
no_descriptors(void)
{
	struct cluster *cluster;
	struct err err = ERR_INIT;
	struct dirent *entry;
	char path[64];
	int count = 0;
	DIR *dir;

	CHECK_INT(cluster_hold(one_home(), &cluster, &err), 0);
	snprintf(path, sizeof(path), "/proc/%ld/fd", server_pid(one_home()));
	dir = opendir(path);
	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		char link[128], to[256] = "";

		snprintf(
			link, sizeof(link), "%.60s/%.16s", path, entry->d_name);
		if (readlink(link, to, sizeof(to) - 1) > 0 &&
			strncmp(to, "pipe:", 5) == 0)
			count++;
	}
	/* The two ends of its own, by which its children see its end. */
	CHECK_CASE("pipes", count <= 2);
	if (dir != NULL)
		closedir(dir);
	cluster_release(cluster);
}

static const struct test tests[] = {
	{ "a cluster is made once", made_once },
	{ "the last command stops the server", the_last_stops_it },
	{ "a killed command leaves the server to the next", killed_commands },
	{ "a killed server is started again", killed_servers },
	{ "a stale process number is nobody's", stale_numbers },
	{ "many commands at once share one server", many_commands },
	{ "a home may be copied anywhere", copied_homes },
	{ "a home that does not do is refused with the reason", broken_homes },
	{ "a cluster half made is made anew", half_made },
	{ "without PostgreSQL that is said", no_programs },
	{ "the environment changes nothing", the_environment },
	{ "the server inherits nothing of ours", no_descriptors },
	{ NULL, NULL },
};

const struct suite test_cluster = { "db/cluster", tests };
