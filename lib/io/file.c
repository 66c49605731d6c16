#include "io/file.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/i18n.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER_DEPTH 32 /* more is a loop of mounts, or an attack */

struct file_draft {
	int fd;
	char *path;	 /* what it will be called */
	char *temporary; /* what it is called; "" once it has its name */
};

/* The length of the folder's part of ${path}, with its '/'. */
static size_t
folder_len(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? 0 : (size_t)(slash - path) + 1;
}

static int
make_temporary(struct file_draft *draft, mode_t mode, struct err *err)
{
	const int folder = (int)folder_len(draft->path);

	if (asprintf(&draft->temporary, "%.*s.%s.XXXXXX", folder, draft->path,
		    draft->path + folder) < 0) {
		draft->temporary = NULL;
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	}
	draft->fd = mkostemp(draft->temporary, O_CLOEXEC);
	if (draft->fd < 0) {
		err_errno(err, ERR_IO, "%s", draft->path);
		draft->temporary[0] = '\0';
		return -1;
	}
	if (fchmod(draft->fd, mode) < 0)
		return err_errno(err, ERR_IO, "%s", draft->path);
	return 0;
}

int
file_draft_open(const char *path, mode_t mode, struct file_draft **draft,
	struct err *err)
{
	struct file_draft *made = calloc(1, sizeof(*made));

	*draft = NULL;
	if (made == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	made->fd = -1;
	made->path = strdup(path);
	if (made->path == NULL) {
		file_draft_close(made);
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	}
	if (make_temporary(made, mode, err) < 0) {
		file_draft_close(made);
		return -1;
	}
	*draft = made;
	return 0;
}

int
file_draft_add(struct file_draft *draft, const void *bytes, size_t len,
	struct err *err)
{
	const char *at = bytes;
	ssize_t put;

	while (len > 0) {
		put = write(draft->fd, at, len);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return err_errno(err, ERR_IO, "%s", draft->path);
		at += put;
		len -= (size_t)put;
	}
	return 0;
}

/* A rename is only lasting when the folder is synced. */
static int
sync_folder(const char *path, struct err *err)
{
	const size_t len = folder_len(path);
	char *folder = len > 0 ? strndup(path, len) : strdup(".");
	int fd, rc = 0;

	if (folder == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || fsync(fd) < 0)
		rc = err_errno(err, ERR_IO, "%s", folder);
	if (fd >= 0)
		close(fd);
	free(folder);
	return rc;
}

/* 1 when it has its name, 0 when that is taken and ${flags} forbid it. */
static int
commit(struct file_draft *draft, unsigned flags, struct err *err)
{
	int fd = draft->fd;

	if (fsync(fd) < 0)
		return err_errno(err, ERR_IO, "%s", draft->path);
	draft->fd = -1;
	if (close(fd) < 0)
		return err_errno(err, ERR_IO, "%s", draft->path);
	if (renameat2(AT_FDCWD, draft->temporary, AT_FDCWD, draft->path,
		    flags) < 0) {
		if (errno == EEXIST && (flags & RENAME_NOREPLACE))
			return 0;
		return err_errno(err, ERR_IO, "%s", draft->path);
	}
	draft->temporary[0] = '\0';
	return sync_folder(draft->path, err) < 0 ? -1 : 1;
}

int
file_draft_commit(struct file_draft *draft, struct err *err)
{
	return commit(draft, 0, err) < 0 ? -1 : 0;
}

void
file_draft_close(struct file_draft *draft)
{
	if (draft == NULL)
		return;
	if (draft->fd >= 0)
		close(draft->fd);
	if (draft->temporary != NULL && draft->temporary[0] != '\0')
		unlink(draft->temporary);
	free(draft->temporary);
	free(draft->path);
	free(draft);
}

static int
write_whole(const char *path, mode_t mode, const void *bytes, size_t len,
	unsigned flags, struct err *err)
{
	struct file_draft *draft;
	int rc = -1;

	if (file_draft_open(path, mode, &draft, err) < 0)
		return -1;
	if (file_draft_add(draft, bytes, len, err) == 0)
		rc = commit(draft, flags, err);
	file_draft_close(draft);
	return rc;
}

int
file_write(const char *path, mode_t mode, const void *bytes, size_t len,
	struct err *err)
{
	return write_whole(path, mode, bytes, len, 0, err) < 0 ? -1 : 0;
}

int
file_create(const char *path, mode_t mode, const void *bytes, size_t len,
	struct err *err)
{
	return write_whole(path, mode, bytes, len, RENAME_NOREPLACE, err);
}

/* Whether the file holds that and nothing else. */
/* Unbuffered, and wiped: it may be what a recipient alone should read. */
static bool
holds(const char *path, const char *bytes, size_t len)
{
	FILE *file = fopen(path, "rbe");
	char *found = file == NULL ? NULL : malloc(len + 1);
	bool same;

	if (file != NULL)
		setvbuf(file, NULL, _IONBF, 0);
	same = found != NULL && fread(found, 1, len + 1, file) == len &&
		memcmp(found, bytes, len) == 0;
	if (found != NULL)
		explicit_bzero(found, len + 1);
	free(found);
	if (file != NULL)
		fclose(file);
	return same;
}

int
file_keep(const char *path, mode_t mode, const void *bytes, size_t len,
	struct err *err)
{
	return holds(path, bytes, len) ? 0
				       : file_write(path, mode, bytes, len, err);
}

int
file_remove(const char *path, struct err *err)
{
	if (unlink(path) == 0)
		return sync_folder(path, err);
	return errno == ENOENT ? 0 : err_errno(err, ERR_IO, "%s", path);
}

/* Whether ${name} is a temporary name of ${base}, as make_temporary() made. */
static bool
is_draft_of(const char *name, const char *base)
{
	const size_t len = strlen(base);

	return name[0] == '.' && strncmp(name + 1, base, len) == 0 &&
		name[1 + len] == '.' && strlen(name + 2 + len) == 6;
}

int
file_forget_drafts(const char *path, struct err *err)
{
	const size_t len = folder_len(path);
	char *folder = len > 0 ? strndup(path, len) : strdup(".");
	struct dirent *found;
	DIR *dir;
	int rc = 0;

	if (folder == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	dir = opendir(folder);
	if (dir == NULL && errno != ENOENT)
		rc = err_errno(err, ERR_IO, "%s", folder);
	while (dir != NULL && rc == 0 && (found = readdir(dir)) != NULL)
		if (is_draft_of(found->d_name, path + len) &&
			unlinkat(dirfd(dir), found->d_name, 0) < 0 &&
			errno != ENOENT)
			rc = err_errno(err, ERR_IO, "%s", path);
	if (dir != NULL)
		closedir(dir);
	free(folder);
	return rc;
}

/* One folder, whose parent is there. */
static int
make_one(const char *path, mode_t mode, struct err *err)
{
	struct stat st;

	/* Lasting, or what is synced in it could be lost with it. */
	if (mkdir(path, mode) == 0)
		return sync_folder(path, err);
	if (errno != EEXIST)
		return err_errno(err, ERR_IO, "%s", path);
	if (stat(path, &st) < 0)
		return err_errno(err, ERR_IO, "%s", path);
	if (!S_ISDIR(st.st_mode))
		return err_set(err, ERR_IO, _("%s: not a folder"), path);
	return 0;
}

int
file_make_folder(const char *path, mode_t mode, struct err *err)
{
	char *part = strdup(path);
	int rc = 0;

	if (part == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	for (char *s = part + 1; *part != '\0' && *s != '\0'; s++) {
		if (*s != '/')
			continue;
		*s = '\0';
		rc = make_one(part, mode, err);
		*s = '/';
		if (rc < 0)
			goto done;
	}
	rc = make_one(part, mode, err);
done:
	free(part);
	return rc;
}

static int list_folder(struct arena *arena, const char *folder, int depth,
	struct file_names *names, struct err *err);

/* What stands at ${path}: a file is added, a folder is gone into. */
static int
list_one(struct arena *arena, const char *path, int depth,
	struct file_names *names, struct err *err)
{
	const char **name;
	struct stat st;

	if (lstat(path, &st) < 0)
		return errno == ENOENT ? 0 : err_errno(err, ERR_IO, "%s", path);
	if (S_ISDIR(st.st_mode))
		return list_folder(arena, path, depth + 1, names, err);
	if (!S_ISREG(st.st_mode))
		return 0;
	name = vec_push(names, arena, err);
	if (name == NULL)
		return -1;
	*name = path;
	return 0;
}

static int
list_folder(struct arena *arena, const char *folder, int depth,
	struct file_names *names, struct err *err)
{
	const char *between = folder[strlen(folder) - 1] == '/' ? "" : "/";
	struct dirent *found;
	DIR *dir;
	int rc = 0;

	if (depth > FOLDER_DEPTH)
		return err_set(err, ERR_LIMIT,
			_("%s: more than %d folders in each other"), folder,
			FOLDER_DEPTH);
	dir = opendir(folder);
	if (dir == NULL)
		return err_errno(err, ERR_IO, "%s", folder);
	while (rc == 0 && (errno = 0, found = readdir(dir)) != NULL) {
		const char *path;

		if (found->d_name[0] == '.')
			continue;
		path = arena_format(
			arena, err, "%s%s%s", folder, between, found->d_name);
		rc = path == NULL ? -1
				  : list_one(arena, path, depth, names, err);
	}
	if (rc == 0 && errno != 0)
		rc = err_errno(err, ERR_IO, "%s", folder);
	closedir(dir);
	return rc;
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int
file_list(struct arena *arena, const char *folder, struct file_names *names,
	struct err *err)
{
	if (*folder == '\0')
		folder = ".";
	if (list_folder(arena, folder, 0, names, err) < 0)
		return -1;
	if (names->count > 1)
		qsort(names->at, names->count, sizeof(*names->at),
			compare_names);
	return 0;
}

/* ${len} bytes of ${fd}, which has no fewer. */
static int
read_exactly(int fd, const char *path, char *text, size_t len, struct err *err)
{
	for (size_t done = 0; done < len;) {
		const ssize_t got = read(fd, text + done, len - done);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_errno(err, ERR_IO, "%s", path);
		if (got == 0)
			return err_set(err, ERR_IO,
				_("%s: the file changed while it was read"),
				path);
		done += (size_t)got;
	}
	return 0;
}

int
file_read(struct arena *arena, const char *path, size_t max, char **text,
	size_t *len, struct err *err)
{
	const int fd = open(
		path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct stat st;
	int rc = -1;

	if (fd < 0)
		return err_errno(err, ERR_IO, "%s", path);
	if (fstat(fd, &st) < 0) {
		err_errno(err, ERR_IO, "%s", path);
	} else if (!S_ISREG(st.st_mode) || (size_t)st.st_size > max) {
		err_set(err, ERR_LIMIT, _("%s: more than %zu bytes"), path,
			max);
	} else {
		*len = (size_t)st.st_size;
		*text = arena_alloc(arena, *len + 1, err);
		rc = *text == NULL
			? -1
			: read_exactly(fd, path, *text, *len, err);
	}
	close(fd);
	return rc;
}

bool
file_exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

int
file_check_writers(const char *path, struct err *err)
{
	struct stat st;

	if (stat(path, &st) < 0 || (st.st_mode & (S_IWGRP | S_IWOTH)) == 0)
		return 0;
	err_set(err, ERR_CONFIG, _("%s: others may write it"), path);
	return err_hint(
		err, _("Take their rights away with chmod go-w %s."), path);
}
