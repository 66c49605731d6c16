#include "io/secret_file.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static int
refuse_open_mode(const char *path, struct err *err)
{
	err_set(err, ERR_CONFIG, _("%s: others may read it"), path);
	err_hint(err, _("Take their rights away with chmod go= %s."), path);
	return -1;
}

int
secret_file_folder(const char *path, struct err *err)
{
	struct stat st;

	if (stat(path, &st) < 0) {
		err_errno(err, ERR_CONFIG, "%s", path);
		return err_hint(
			err, _("Run yifen init, which makes the keys."));
	}
	if (!S_ISDIR(st.st_mode))
		return err_set(err, ERR_CONFIG, _("%s: not a folder"), path);
	if (st.st_mode & (S_IRWXG | S_IRWXO))
		return refuse_open_mode(path, err);
	return 0;
}

/* Up to ${size} bytes: their count, or -1. */
static ssize_t
read_some(int fd, unsigned char *bytes, size_t size)
{
	size_t len = 0;
	ssize_t got;

	while (len < size) {
		got = read(fd, bytes + len, size - len);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		len += (size_t)got;
	}
	return (ssize_t)len;
}

static int
read_open(int fd, const char *path, mode_t others, void *bytes, size_t size,
	size_t *len, struct err *err)
{
	unsigned char more;
	struct stat st;
	ssize_t got;

	if (fstat(fd, &st) < 0)
		return err_errno(err, ERR_CONFIG, "%s", path);
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_CONFIG, _("%s: not a file"), path);
	if (st.st_mode & others)
		return refuse_open_mode(path, err);
	got = read_some(fd, bytes, size);
	if (got < 0)
		return err_errno(err, ERR_CONFIG, "%s", path);
	*len = (size_t)got;
	if (*len == size && read_some(fd, &more, 1) != 0)
		return err_set(err, ERR_CONFIG, _("%s: longer than %zu bytes"),
			path, size);
	return 0;
}

int
secret_file_read(const char *path, mode_t others, void *bytes, size_t size,
	size_t *len, struct err *err)
{
	const int fd =
		open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	int rc;

	if (fd < 0) {
		err_errno(err, ERR_CONFIG, "%s", path);
		return err_hint(err,
			_("Without its key a book cannot be opened: put back "
			  "the copy that was kept of it."));
	}
	rc = read_open(fd, path, others, bytes, size, len, err);
	close(fd);
	return rc;
}

int
secret_file_key(const char *path, mode_t others, void *key, size_t size,
	struct err *err)
{
	size_t len = 0;

	if (secret_file_read(path, others, key, size, &len, err) < 0)
		return -1;
	if (len != size)
		return err_set(err, ERR_CONFIG, _("%s: not a key of %zu bytes"),
			path, size);
	return 0;
}

int
secret_file_lock(const char *folder, int *fd, struct err *err)
{
	*fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*fd < 0)
		return err_errno(err, ERR_CONFIG, "%s", folder);
	if (flock(*fd, LOCK_EX | LOCK_NB) == 0)
		return 0;
	if (errno == EWOULDBLOCK)
		err_set(err, ERR_LOCKED, _("%s: another rotation of the keys "
					  "is under way"),
			folder);
	else
		err_errno(err, ERR_IO, "%s", folder);
	close(*fd);
	*fd = -1;
	return -1;
}

void
secret_file_unlock(int fd)
{
	if (fd >= 0)
		close(fd);
}

static int
overwrite(int fd, const char *path, struct err *err)
{
	static const unsigned char zeros[512];
	struct stat st;
	off_t at = 0;

	if (fstat(fd, &st) < 0)
		return err_errno(err, ERR_IO, "%s", path);
	while (at < st.st_size) {
		const off_t left = st.st_size - at;
		const size_t size = left < (off_t)sizeof(zeros)
			? (size_t)left
			: sizeof(zeros);
		const ssize_t done = pwrite(fd, zeros, size, at);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return err_errno(err, ERR_IO, "%s", path);
		at += done;
	}
	return fsync(fd) < 0 ? err_errno(err, ERR_IO, "%s", path) : 0;
}

int
secret_file_destroy(const char *path, struct err *err)
{
	const int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
	int rc;

	if (fd < 0)
		return err_errno(err, ERR_IO, "%s", path);
	rc = overwrite(fd, path, err);
	close(fd);
	return rc < 0 || file_remove(path, err) < 0 ? -1 : 1;
}
