#include "io/input.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "io/limits.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEPT_MAX ((size_t)64 * 1024 * 1024) /* of a pipe, in memory */
#define PIECE ((size_t)64 * 1024)

struct input {
	int fd;
	char *path;
	off_t start;	    /* where standard input stood, -1 for a pipe */
	int64_t size, done; /* of the file as it lies on disk */

	/* Bytes that were looked at before they were asked for. */
	char head[INPUT_HEAD_SIZE];
	size_t head_at, head_len;

	bool is_kept; /* all of it is in memory */
	struct buf kept;
	size_t kept_at;
};

static int
too_large(const struct input *input, struct err *err)
{
	char text[LIMIT_TEXT_SIZE];

	err_set(err, ERR_LIMIT, _("%s: more than %s"), input->path,
		limits_text(LIMIT_FILE, text));
	return limits_hint(LIMIT_FILE, err);
}

static long
read_disk(struct input *input, char *bytes, size_t size, struct err *err)
{
	ssize_t got;

	do
		got = read(input->fd, bytes, size);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return err_errno(err, ERR_IO, "%s", input->path);
	input->done += got;
	if (input->done > limits_get(LIMIT_FILE))
		return too_large(input, err);
	return (long)got;
}

/* Standard input, or a regular file by its own name.  O_NONBLOCK, lest a pipe
 * of that name make us wait for ever before it is refused. */
static int
open_disk(struct input *input, struct err *err)
{
	struct stat st;

	if (strcmp(input->path, "-") == 0) {
		input->fd = STDIN_FILENO;
		input->start = lseek(input->fd, 0, SEEK_CUR);
		return 0;
	}
	input->fd = open(
		input->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (input->fd < 0 && errno == ELOOP)
		return err_set(err, ERR_IO,
			_("%s: a symbolic link is not followed"), input->path);
	if (input->fd < 0 || fstat(input->fd, &st) < 0)
		return err_errno(err, ERR_IO, "%s", input->path);
	if (!S_ISREG(st.st_mode))
		return err_set(
			err, ERR_IO, _("%s: not a regular file"), input->path);
	if (st.st_size > limits_get(LIMIT_FILE))
		return too_large(input, err);
	input->size = st.st_size;
	return 0;
}

static int
read_head(struct input *input, struct err *err)
{
	long got = 1;

	while (got > 0 && input->head_len < INPUT_HEAD_SIZE) {
		got = read_disk(input, input->head + input->head_len,
			INPUT_HEAD_SIZE - input->head_len, err);
		if (got > 0)
			input->head_len += (size_t)got;
	}
	return (int)got < 0 ? -1 : 0;
}

int
input_open(const char *path, struct input **input, struct err *err)
{
	struct input *made = calloc(1, sizeof(*made));

	*input = NULL;
	if (made == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	made->fd = -1;
	made->path = strdup(path);
	if (made->path == NULL) {
		input_close(made);
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	}
	if (open_disk(made, err) < 0 || read_head(made, err) < 0) {
		input_close(made);
		return -1;
	}
	*input = made;
	return 0;
}

const char *
input_head(const struct input *input, size_t *len)
{
	*len = input->head_len;
	return input->head;
}

/* From what lies in memory: ${len} bytes from *${at} on, as many as fit. */
static long
copy(const char *from, size_t len, size_t *at, char *bytes, size_t size)
{
	const size_t left = len - *at;

	if (size > left)
		size = left;
	if (size > 0)
		memcpy(bytes, from + *at, size);
	*at += size;
	return (long)size;
}

long
input_read(struct input *input, char *bytes, size_t size, struct err *err)
{
	long got;

	if (input->is_kept) {
		got = copy(buf_text(&input->kept), input->kept.len,
			&input->kept_at, bytes, size);
		input->done += got;
		return got;
	}
	if (input->head_at < input->head_len)
		return copy(input->head, input->head_len, &input->head_at,
			bytes, size);
	return read_disk(input, bytes, size, err);
}

static int
keep(struct input *input, struct err *err)
{
	char piece[PIECE];
	long got;

	assert(input->head_at == 0);
	while ((got = input_read(input, piece, sizeof(piece), err)) > 0) {
		buf_add(&input->kept, piece, (size_t)got);
		if (buf_check(&input->kept, err) < 0)
			return -1;
		if (input->kept.len <= KEPT_MAX)
			continue;
		err_set(err, ERR_LIMIT, _("%s: more than %zu MiB in a pipe"),
			input->path, KEPT_MAX / 1024 / 1024);
		return err_hint(err,
			_("A workbook is read more than once: name the "
			  "file."));
	}
	input->is_kept = true;
	return (int)got;
}

int
input_rewind(struct input *input, struct err *err)
{
	if (!input->is_kept && input->start < 0) {
		if (keep(input, err) < 0)
			return -1;
	} else if (!input->is_kept &&
		lseek(input->fd, input->start, SEEK_SET) < 0) {
		return err_errno(err, ERR_IO, "%s", input->path);
	}
	input->head_at = input->head_len;
	input->kept_at = 0;
	input->done = 0;
	return 0;
}

int64_t
input_size(const struct input *input)
{
	return input->size;
}

int64_t
input_done(const struct input *input)
{
	return input->done;
}

void
input_close(struct input *input)
{
	if (input == NULL)
		return;
	if (input->fd > STDIN_FILENO)
		close(input->fd);
	/* What came through a pipe may have held codes. */
	if (input->kept.s != NULL)
		explicit_bzero(input->kept.s, input->kept.len);
	buf_release(&input->kept);
	free(input->path);
	free(input);
}
