#include "io/folder.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/i18n.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct folder_draft {
	struct arena arena;
	const char *path, *parent, *draft;
	bool is_there; /* the draft, or what it was exchanged with */
};

/* The files of a folder, then the folder; one that is not there is fine. */
static int
remove_folder(const char *path, struct err *err)
{
	DIR *dir = opendir(path);
	struct dirent *each;

	if (dir == NULL && errno == ENOENT)
		return 0;
	if (dir == NULL)
		return err_errno(err, ERR_IO, "%s", path);
	while ((each = readdir(dir)) != NULL)
		if (strcmp(each->d_name, ".") != 0 &&
			strcmp(each->d_name, "..") != 0)
			(void)unlinkat(dirfd(dir), each->d_name, 0);
	closedir(dir);
	return rmdir(path) < 0 ? err_errno(err, ERR_IO, "%s", path) : 0;
}

static int
sync_folder(const char *path, struct err *err)
{
	const int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int rc;

	if (fd < 0)
		return err_errno(err, ERR_IO, "%s", path);
	rc = fsync(fd);
	if (rc < 0)
		err_errno(err, ERR_IO, "%s", path);
	close(fd);
	return rc;
}

static int
name_draft(struct folder_draft *draft, const char *path, struct err *err)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;
	const int length = slash != NULL ? (int)(slash - path) : 1;

	draft->path = arena_text(&draft->arena, path, strlen(path), err);
	draft->parent = arena_format(
		&draft->arena, err, "%.*s", length, slash != NULL ? path : ".");
	if (draft->path == NULL || draft->parent == NULL)
		return -1;
	draft->draft = arena_format(
		&draft->arena, err, "%s/.%s.draft", draft->parent, name);
	return draft->draft == NULL ? -1 : 0;
}

int
folder_draft_open(
	const char *path, struct folder_draft **draft, struct err *err)
{
	struct folder_draft *d = calloc(1, sizeof(*d));

	if (d == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	if (name_draft(d, path, err) < 0 || remove_folder(d->draft, err) < 0)
		goto failed;
	if (mkdir(d->draft, 0750) < 0) {
		err_errno(err, ERR_IO, "%s", d->draft);
		goto failed;
	}
	d->is_there = true;
	*draft = d;
	return 0;
failed:
	folder_draft_close(d);
	return -1;
}

int
folder_draft_create(struct folder_draft *draft, const char *name, FILE **out,
	struct err *err)
{
	const char *path =
		arena_format(&draft->arena, err, "%s/%s", draft->draft, name);
	int fd;

	if (path == NULL)
		return -1;
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
	if (fd < 0)
		return err_errno(err, ERR_IO, "%s", path);
	*out = fdopen(fd, "w");
	if (*out == NULL) {
		close(fd);
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	}
	return 0;
}

int
folder_draft_finish(FILE *out, struct err *err)
{
	int rc = 0;

	if (fflush(out) != 0 || fsync(fileno(out)) < 0)
		rc = err_errno(err, ERR_IO, _("the file was not taken"));
	if (fclose(out) != 0 && rc == 0)
		rc = err_errno(err, ERR_IO, _("the file was not taken"));
	return rc;
}

int
folder_draft_commit(struct folder_draft *draft, struct err *err)
{
	unsigned flags = RENAME_NOREPLACE;

	if (sync_folder(draft->draft, err) < 0)
		return -1;
	if (access(draft->path, F_OK) == 0)
		flags = RENAME_EXCHANGE;
	if (renameat2(AT_FDCWD, draft->draft, AT_FDCWD, draft->path, flags) < 0)
		return err_errno(err, ERR_IO, "%s", draft->path);
	draft->is_there = flags == RENAME_EXCHANGE;
	return sync_folder(draft->parent, err);
}

void
folder_draft_close(struct folder_draft *draft)
{
	struct err ignored = ERR_INIT;

	if (draft == NULL)
		return;
	if (draft->is_there)
		(void)remove_folder(draft->draft, &ignored);
	arena_release(&draft->arena);
	free(draft);
}
