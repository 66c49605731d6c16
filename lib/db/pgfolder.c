#include "db/pgfolder.h"

#include "base/err.h"
#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOG "logs/postgresql.log"
#define LOG_MAX (16L << 20)

int
pgfolder_make(const char *path, struct err *err)
{
	char part[PATH_MAX];
	const size_t len = strlen(path);

	if (len == 0 || len >= sizeof(part))
		return err_set(
			err, ERR_CONFIG, _("\"%.100s\" is no folder"), path);
	for (size_t i = 1; i <= len; i++) {
		if (path[i] != '/' && path[i] != '\0')
			continue;
		memcpy(part, path, i);
		part[i] = '\0';
		if (mkdir(part, 0700) && errno != EEXIST)
			return err_errno(err, ERR_IO,
				_("the folder %s cannot be made"), part);
	}
	return 0;
}

/* Visit each file of a tree, a folder after what is in it. */
static int
walk(const char *path, int (*visit)(const FTSENT *file, const struct stat *to),
	const struct stat *to)
{
	char *const paths[] = { (char *)(uintptr_t)path, NULL };
	FTS *tree = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	const FTSENT *file;
	int status = 0;

	if (tree == NULL)
		return -1;
	while ((file = fts_read(tree)) != NULL)
		if (file->fts_info != FTS_D && visit(file, to))
			status = -1;
	fts_close(tree);
	return status;
}

static int
remove_one(const FTSENT *file, const struct stat *to)
{
	(void)to;
	return remove(file->fts_accpath);
}

static int
own_one(const FTSENT *file, const struct stat *to)
{
	return lchown(file->fts_accpath, to->st_uid, to->st_gid);
}

int
pgfolder_remove(const char *path, struct err *err)
{
	if (walk(path, remove_one, NULL))
		return err_errno(err, ERR_IO, _("%s cannot be removed"), path);
	return 0;
}

int
pgfolder_own(const char *path, int dir, struct err *err)
{
	struct stat st;

	if (fstat(dir, &st) || fchmod(dir, 0700) || walk(path, own_one, &st))
		return err_errno(err, ERR_IO,
			_("%s cannot be given to the "
			  "user that PostgreSQL runs as"),
			path);
	return 0;
}

int
pgfolder_log(int home, struct err *err)
{
	const int flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC;
	struct stat st;
	int log;

	if (mkdirat(home, "logs", 0700) && errno != EEXIST)
		return err_errno(
			err, ERR_IO, _("the folder %s cannot be made"), "logs");
	if (fstatat(home, LOG, &st, 0) == 0 && st.st_size > LOG_MAX)
		renameat(home, LOG, home, LOG ".1");
	log = openat(home, LOG, flags, 0600);
	if (log < 0)
		return err_errno(err, ERR_IO, _("%s cannot be opened"), LOG);
	return log;
}

/* The first complaint in a piece of the log, or NULL. */
static const char *
find_complaint(const char *text)
{
	static const char *const marks[] = { "FATAL:", "PANIC:", "error:" };
	const char *found = NULL;

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (found == NULL)
			found = strstr(text, marks[i]);
	return found;
}

void
pgfolder_quote(const char *home, off_t from, struct err *err)
{
	char path[PATH_MAX], text[4096];
	const char *found;
	ssize_t got;
	int log;

	snprintf(path, sizeof(path), "%s/" LOG, home);
	log = open(path, O_RDONLY | O_CLOEXEC);
	if (log < 0)
		return;
	got = pread(log, text, sizeof(text) - 1, from);
	close(log);
	text[got > 0 ? got : 0] = '\0';
	found = find_complaint(text);
	if (found != NULL)
		err_hint(err, _("The log %s says: %.*s"), path,
			(int)strcspn(found, "\n"), found);
	else
		err_hint(err, _("See the log %s."), path);
}
