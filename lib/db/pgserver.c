#include "db/pgserver.h"

#include "base/err.h"
#include "base/i18n.h"
#include "db/db.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifndef PGBIN
#define PGBIN ""
#endif

/* What a program inherits: these two, and 0 to 2. */
#define ALIVE_FD 8
#define DATA_FD 9
#define DATA_PATH "/proc/self/fd/9"
#define FREE_FD 10

#define ALIVE_FILE "pg.alive"
#define PID_FILE "postmaster.pid"
#define WAIT_MS 60000
#define EXEC_FAILED 127
#define MAX_ARGS 64

/* Settings that the server gets whatever its files say.  Nothing replicates
 * it (a home is copied while it is stopped), so the write-ahead log can be
 * minimal, and a COPY into a new table skips it. */
static const char *const server_args[] = {
	"postgres",
	"-D",
	DATA_PATH,
	"--port=5432",
	"--unix_socket_directories=.",
	"--unix_socket_permissions=0700",
	"--listen_addresses=",
	"--wal_level=minimal",
	"--max_wal_senders=0",
	"--max_wal_size=4GB",
	"--checkpoint_timeout=15min",
	"--shared_buffers=256MB",
	"--work_mem=64MB",
	"--maintenance_work_mem=256MB",
	"--jit=off",
	"--fsync=on",
	"--full_page_writes=on",
	"--synchronous_commit=on",
	"--logging_collector=off",
	"--log_destination=stderr",
	"--log_timezone=Asia/Shanghai",
	"--log_line_prefix=%m [%p] %u@%a ",
	"--log_min_error_statement=panic", /* statements carry data */
	"--log_error_verbosity=terse",
	NULL,
};

static const char *const initdb_args[] = {
	"initdb",
	"-D",
	DATA_PATH,
	"--username=postgres",
	"--auth=trust",
	"--data-checksums",
	"--encoding=UTF8",
	"--locale=C",
	"--no-instructions",
	NULL,
};

static const char *const environment[] = { "PATH=/usr/bin:/bin", "LC_ALL=C",
	"TZ=Asia/Shanghai", NULL };

/* --- which program, which user ------------------------------------------- */

static bool
runs(const char *folder, size_t len, const char *name, char path[PATH_MAX])
{
	if (len == 0)
		return false;
	snprintf(path, PATH_MAX, "%.*s/%s", (int)len, folder, name);
	return access(path, X_OK) == 0;
}

static int
find_program(const char *name, char path[PATH_MAX], struct err *err)
{
	const char *chosen = getenv("YIFEN_PGBIN");
	const char *rest = getenv("PATH");

	if (chosen != NULL && *chosen != '\0') {
		if (runs(chosen, strlen(chosen), name, path))
			return 0;
		err_set(err, ERR_CONFIG, _("there is no program %s"), path);
		return err_hint(err,
			_("YIFEN_PGBIN is the folder of the "
			  "server programs of PostgreSQL."));
	}
	if (runs(PGBIN, strlen(PGBIN), name, path))
		return 0;
	while (rest != NULL && *rest != '\0') {
		const size_t len = strcspn(rest, ":");

		if (runs(rest, len, name, path))
			return 0;
		rest += len + (rest[len] == ':');
	}
	err_set(err, ERR_CONFIG,
		_("the program %s of PostgreSQL is not on "
		  "this machine"),
		name);
	return err_hint(err,
		_("Install the PostgreSQL server, or name the "
		  "folder of its programs in YIFEN_PGBIN."));
}

static const struct passwd *
unprivileged_user(void)
{
	const struct passwd *user = getpwnam("postgres");

	return user != NULL ? user : getpwnam("nobody");
}

int
pgserver_own(int dir, struct err *err)
{
	const struct passwd *user;

	if (geteuid() != 0)
		return 0;
	user = unprivileged_user();
	if (user == NULL)
		return err_set(err, ERR_CONFIG,
			_("there is neither a user "
			  "\"postgres\" nor \"nobody\", and PostgreSQL does "
			  "not "
			  "run as root"));
	if (fchown(dir, user->pw_uid, user->pw_gid))
		return err_errno(err, ERR_IO,
			_("the data folder cannot be "
			  "given to %s"),
			user->pw_name);
	return 0;
}

/* Become the owner of the data folder. */
static int
drop_privileges(int dir)
{
	const struct passwd *user;
	struct stat st;

	if (geteuid() != 0)
		return 0;
	if (fstat(dir, &st) || st.st_uid == 0)
		return -1;
	user = getpwuid(st.st_uid);
	if (user != NULL ? initgroups(user->pw_name, st.st_gid)
			 : setgroups(0, NULL))
		return -1;
	return setgid(st.st_gid) || setuid(st.st_uid) ? -1 : 0;
}

/* --- running ------------------------------------------------------------- */

/* Give the program its descriptors, and no others. */
static int
pass_descriptors(const struct pgserver *server, int alive)
{
	const int null = open("/dev/null", O_RDONLY);
	const int dir = fcntl(server->dir, F_DUPFD, FREE_FD);

	if (alive >= 0)
		alive = fcntl(alive, F_DUPFD, FREE_FD);
	if (dup2(server->log, 1) < 0 || dup2(null, 0) < 0 || dup2(1, 2) < 0 ||
		dup2(dir, DATA_FD) < 0)
		return -1;
	if (alive >= 0 && dup2(alive, ALIVE_FD) < 0)
		return -1;
	if (alive < 0)
		close(ALIVE_FD);
	return close_range(3, ALIVE_FD - 1, 0) | close_range(FREE_FD, ~0U, 0);
}

/* In the child: a session of its own, no signal blocked or ignored, no
 * privilege, and a folder that everybody may enter. */
static void
become(const struct pgserver *server, const char *path, const char *const *args,
	int alive)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE,
		SIGCHLD };
	const char *argv[MAX_ARGS] = { path };
	sigset_t none;

	setsid();
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++)
		signal(signals[i], SIG_DFL);
	umask(077);
	/* They find each other beside the path in their first argument. */
	for (int i = 1; args[i] != NULL; i++)
		argv[i] = args[i];
	if (pass_descriptors(server, alive) || chdir("/") ||
		drop_privileges(DATA_FD))
		_exit(EXEC_FAILED);
	execve(path, (char *const *)(uintptr_t)argv,
		(char *const *)(uintptr_t)environment);
	_exit(EXEC_FAILED);
}

/* ${alive}: a locked descriptor for the program to hold, or -1. */
static int
run(const struct pgserver *server, const char *const *args, int alive,
	pid_t *pid, struct err *err)
{
	char path[PATH_MAX];

	if (find_program(args[0], path, err))
		return -1;
	*pid = fork();
	if (*pid < 0)
		return err_errno(err, ERR_IO, _("no process for %s"), path);
	if (*pid == 0)
		become(server, path, args, alive);
	return 0;
}

/* Only the socket, for whoever may reach it. */
static int
write_hba(int dir, struct err *err)
{
	static const char text[] = "local all all trust\n";
	const int fd =
		openat(dir, "pg_hba.conf", O_WRONLY | O_TRUNC | O_CLOEXEC);
	bool good = fd >= 0 &&
		write(fd, text, sizeof(text) - 1) == sizeof(text) - 1 &&
		fsync(fd) == 0;

	if (fd >= 0)
		good = close(fd) == 0 && good;
	return good ? 0 : err_errno(err, ERR_IO, "pg_hba.conf");
}

int
pgserver_initdb(struct pgserver *server, struct err *err)
{
	int status;
	pid_t pid;

	if (run(server, initdb_args, -1, &pid, err))
		return -1;
	while (waitpid(pid, &status, 0) < 0)
		if (errno == EINTR && db_interrupted)
			kill(pid, SIGTERM);
	if (db_interrupted)
		return err_set(err, ERR_INTERRUPTED, _("interrupted"));
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return err_set(
			err, ERR_CONNECT, _("initdb cannot make the database"));
	return write_hba(server->dir, err);
}

/* --- the processes that serve the folder --------------------------------- */

void
pgserver_pause(void)
{
	const struct timespec pause = { 0, 10 * 1000 * 1000 };

	nanosleep(&pause, NULL);
}

static int
open_alive(const struct pgserver *server)
{
	return openat(
		server->home, ALIVE_FILE, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
}

bool
pgserver_alive(struct pgserver *server)
{
	const int alive = open_alive(server);
	bool held;

	if (server->child != 0 &&
		waitpid(server->child, NULL, WNOHANG) == server->child)
		server->child = 0;
	/* Shared, so that those who only look do not see each other. */
	held = alive >= 0 && flock(alive, LOCK_SH | LOCK_NB) != 0;
	if (alive >= 0)
		close(alive);
	return held;
}

/* Lock pg.alive; the children of a server that was killed may take a moment
 * to go. */
static int
lock_alive(const struct pgserver *server, struct err *err)
{
	const int alive = open_alive(server);

	if (alive < 0)
		return err_errno(err, ERR_IO, ALIVE_FILE);
	for (int waited = 0; waited < WAIT_MS; waited += 10) {
		if (flock(alive, LOCK_EX | LOCK_NB) == 0)
			return alive;
		pgserver_pause();
	}
	close(alive);
	return err_set(err, ERR_CONNECT,
		_("processes of a database that ended do not end"));
}

int
pgserver_start(struct pgserver *server, struct err *err)
{
	const int alive = lock_alive(server, err);
	int status;

	if (alive < 0)
		return -1;
	/* Nobody lives, so the number that a crashed one left behind is
	 * nobody's, or somebody else's, who must not be in our way. */
	unlinkat(server->dir, PID_FILE, 0);
	unlinkat(server->dir, ".s.PGSQL.5432.lock", 0);
	status = run(server, server_args, alive, &server->child, err);
	close(alive);
	return status;
}

/* The first line of a small file that holds a number or a name. */
static void
read_line(int dir, const char *path, char text[32])
{
	const int fd = openat(dir, path, O_RDONLY | O_CLOEXEC);
	ssize_t got = 0;

	if (fd >= 0) {
		got = read(fd, text, 31);
		close(fd);
	}
	text[got > 0 ? got : 0] = '\0';
	text[strcspn(text, "\n")] = '\0';
}

/* The server's first process, or 0. */
static pid_t
server_pid(const struct pgserver *server)
{
	char text[32], path[64];
	long pid;

	read_line(server->dir, PID_FILE, text);
	pid = strtol(text, NULL, 10);
	if (pid <= 1)
		return 0;
	snprintf(path, sizeof(path), "/proc/%ld/comm", pid);
	read_line(AT_FDCWD, path, text);
	return strcmp(text, "postgres") == 0 ? (pid_t)pid : 0;
}

int
pgserver_stop(struct pgserver *server, struct err *err)
{
	bool told = false;

	for (int waited = 0; waited < WAIT_MS; waited += 10) {
		pid_t pid;

		if (!pgserver_alive(server))
			return 0;
		pid = told ? 0 : server_pid(server);
		if (pid != 0)
			told = kill(pid, SIGINT) == 0;
		pgserver_pause();
	}
	return err_set(
		err, ERR_CONNECT, _("the private database does not stop"));
}
