#include "io/source.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/gzip.h"
#include "io/unzip.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD_SIZE ((size_t)16 * 1024)
#define OUTPUT_MAX ((int64_t)4 * 1024 * 1024 * 1024)
#define RATIO_FROM ((int64_t)100 * 1000)
#define RATIO_MAX 100

enum kind { KIND_PLAIN, KIND_GZIP, KIND_ZIP };

struct source_file {
	int fd;
	enum kind kind;
	char *path;
	int64_t size, done; /* of the file as it lies on disk */
	int64_t output;	    /* bytes of content handed out, all parts */
	struct gzip *gzip;
	struct unzip *unzip;
	bool begun; /* the one part of a plain or gzip file */

	/* Bytes that were looked at before they were asked for: the file's
	 * own beginning, and the beginning of the part's content. */
	char raw[HEAD_SIZE], head[HEAD_SIZE];
	size_t raw_at, raw_len, head_at, head_len;
};

/* Files in other files.  What is not opened has a name to say so. */
static const struct {
	const char *name;
	const char *start;
	size_t len;
} archives[] = {
	{ "zip", "PK\x03\x04", 4 },
	{ "zip", "PK\x05\x06", 4 },
	{ "zip", "PK\x07\x08", 4 },
	{ "gzip", "\x1f\x8b", 2 },
	{ "7z", "7z\xbc\xaf\x27\x1c", 6 },
	{ "rar", "Rar!\x1a\x07", 6 },
	{ "xz",
		"\xfd"
		"7zXZ",
		5 },
	{ "zstd", "\x28\xb5\x2f\xfd", 4 },
	{ "bzip2", "BZh91AY&SY", 10 },
};

static const char *
archive_name(const char *head, size_t len)
{
	for (size_t i = 0; i < sizeof(archives) / sizeof(*archives); i++)
		if (len >= archives[i].len &&
			memcmp(head, archives[i].start, archives[i].len) == 0)
			return archives[i].name;
	return NULL;
}

/* --- the file as it lies on disk --------------------------------------- */

static long
read_disk(struct source_file *file, char *bytes, size_t size, struct err *err)
{
	ssize_t got;

	do
		got = read(file->fd, bytes, size);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return err_errno(err, ERR_IO, "%s", file->path);
	file->done += got;
	if (file->done > OUTPUT_MAX)
		return err_set(
			err, ERR_LIMIT, _("%s: more than 4 GiB"), file->path);
	return (long)got;
}

/* The file's bytes, those first that were looked at already. */
static long
read_raw(void *ctx, char *bytes, size_t size, struct err *err)
{
	struct source_file *file = ctx;
	size_t len = file->raw_len - file->raw_at;

	if (len == 0)
		return read_disk(file, bytes, size, err);
	if (len > size)
		len = size;
	memcpy(bytes, file->raw + file->raw_at, len);
	file->raw_at += len;
	return (long)len;
}

/* Standard input, or a regular file by its own name.  O_NONBLOCK, lest a pipe
 * of that name make us wait for ever before it is refused. */
static int
open_disk(struct source_file *file, struct err *err)
{
	struct stat st;

	if (strcmp(file->path, "-") == 0) {
		file->fd = STDIN_FILENO;
		return 0;
	}
	file->fd = open(
		file->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (file->fd < 0 && errno == ELOOP)
		return err_set(err, ERR_IO,
			_("%s: a symbolic link is not followed"), file->path);
	if (file->fd < 0 || fstat(file->fd, &st) < 0)
		return err_errno(err, ERR_IO, "%s", file->path);
	if (!S_ISREG(st.st_mode))
		return err_set(
			err, ERR_IO, _("%s: not a regular file"), file->path);
	if (st.st_size > OUTPUT_MAX)
		return err_set(
			err, ERR_LIMIT, _("%s: more than 4 GiB"), file->path);
	file->size = st.st_size;
	return 0;
}

/* Look at the file's beginning: what kind it is. */
static int
recognise(struct source_file *file, struct err *err)
{
	const char *name;
	long got;

	while (file->raw_len < HEAD_SIZE) {
		got = read_disk(file, file->raw + file->raw_len,
			HEAD_SIZE - file->raw_len, err);
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		file->raw_len += (size_t)got;
	}
	name = archive_name(file->raw, file->raw_len);
	if (name == NULL)
		return 0;
	if (strcmp(name, "gzip") == 0) {
		file->kind = KIND_GZIP;
		return gzip_open(read_raw, file, &file->gzip, err);
	}
	if (strcmp(name, "zip") == 0) {
		file->kind = KIND_ZIP;
		return unzip_open(read_raw, file, &file->unzip, err);
	}
	err_set(err, ERR_INPUT, _("%s: %s files are not opened"), file->path,
		name);
	return err_hint(err, _("Unpack it, or send a .zip or .gz."));
}

int
source_open(const char *path, struct source_file **file, struct err *err)
{
	struct source_file *made = calloc(1, sizeof(*made));

	*file = NULL;
	if (made == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	made->fd = -1;
	made->path = strdup(path);
	if (made->path == NULL) {
		source_close(made);
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	}
	if (open_disk(made, err) < 0 || recognise(made, err) < 0) {
		source_close(made);
		return -1;
	}
	*file = made;
	return 0;
}

/* --- parts ------------------------------------------------------------- */

/* What was inflated may not grow out of hand, whatever the headers say. */
static int
count_output(struct source_file *file, long got, struct err *err)
{
	file->output += got;
	if (file->output > OUTPUT_MAX)
		return err_set(err, ERR_LIMIT,
			_("%s: more than 4 GiB of content"), file->path);
	if (file->kind != KIND_PLAIN && file->output > RATIO_FROM &&
		file->output / RATIO_MAX >= file->done)
		return err_set(err, ERR_LIMIT,
			_("%s: it unpacks to more than %d times its size"),
			file->path, RATIO_MAX);
	return 0;
}

static long
read_part(struct source_file *file, char *bytes, size_t size, struct err *err)
{
	long got = -1;

	switch (file->kind) {
	case KIND_PLAIN:
		got = read_raw(file, bytes, size, err);
		break;
	case KIND_GZIP:
		got = gzip_read(file->gzip, bytes, size, err);
		break;
	case KIND_ZIP:
		got = unzip_read(file->unzip, bytes, size, err);
		break;
	}
	if (got > 0 && count_output(file, got, err) < 0)
		return -1;
	return got;
}

/* An archive in an archive is not gone into. */
static int
look_inside(struct source_file *file, const char *name, struct err *err)
{
	const char *archive;
	long got;

	file->head_at = file->head_len = 0;
	if (file->kind == KIND_PLAIN)
		return 0;
	while (file->head_len < HEAD_SIZE) {
		got = read_part(file, file->head + file->head_len,
			HEAD_SIZE - file->head_len, err);
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		file->head_len += (size_t)got;
	}
	archive = archive_name(file->head, file->head_len);
	if (archive == NULL)
		return 0;
	err_set(err, ERR_INPUT, _("%s: a %s file in an archive"), name,
		archive);
	return err_hint(err, _("Unpack it, and import what is in it."));
}

/* The part that was not read to its end is read now, so that its bytes are
 * counted and its checksum is compared. */
static int
drain(struct source_file *file, struct err *err)
{
	char bytes[4096];
	long got;

	do
		got = read_part(file, bytes, sizeof(bytes), err);
	while (got > 0);
	return (int)got;
}

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

int
source_next(struct source_file *file, struct source_part *part, struct err *err)
{
	int rc = 1;

	if (file->begun && drain(file, err) < 0)
		return -1;
	if (file->kind == KIND_ZIP) {
		rc = unzip_next(file->unzip, &part->name, err);
	} else {
		part->name = base_name(file->path);
		rc = !file->begun;
	}
	file->begun = true;
	if (rc == 1 && look_inside(file, part->name, err) < 0)
		return -1;
	return rc;
}

long
source_read(struct source_file *file, char *bytes, size_t size, struct err *err)
{
	size_t len = file->head_len - file->head_at;

	if (len == 0)
		return read_part(file, bytes, size, err);
	if (len > size)
		len = size;
	memcpy(bytes, file->head + file->head_at, len);
	file->head_at += len;
	return (long)len;
}

int64_t
source_size(const struct source_file *file)
{
	return file->size;
}

int64_t
source_done(const struct source_file *file)
{
	return file->done;
}

void
source_close(struct source_file *file)
{
	if (file == NULL)
		return;
	gzip_close(file->gzip);
	unzip_close(file->unzip);
	if (file->fd > STDIN_FILENO)
		close(file->fd);
	free(file->path);
	free(file);
}
