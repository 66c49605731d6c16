#include "io/archive.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/file.h"
#include "io/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * A copy is a run of sealed chunks of CHUNK bytes; the last one is shorter,
 * if need be empty.  Each is bound to the file's digest, to its number and to
 * being the last or not: none can be cut off, exchanged or moved unseen.
 */
#define CHUNK ((size_t)64 * 1024)
#define AAD_SIZE 128

struct chunk {
	unsigned char plain[CHUNK];
	unsigned char sealed[CHUNK + SEAL_OVERHEAD];
	char aad[AAD_SIZE];
	char hex[2 * DIGEST_SIZE + 1];
	unsigned long number;
	bool last;
};

static struct chunk *
chunk_new(const unsigned char digest[DIGEST_SIZE], struct err *err)
{
	struct chunk *chunk = calloc(1, sizeof(*chunk));

	if (chunk == NULL)
		err_set(err, ERR_MEMORY, _("memory is exhausted"));
	else
		digest_hex(digest, chunk->hex);
	return chunk;
}

static void
chunk_free(struct chunk *chunk)
{
	if (chunk == NULL)
		return;
	seal_wipe(chunk->plain, sizeof(chunk->plain));
	free(chunk);
}

static const char *
chunk_identity(struct chunk *chunk)
{
	snprintf(chunk->aad, sizeof(chunk->aad), "archive|copy|%s|%lu|%s",
		chunk->hex, chunk->number, chunk->last ? "last" : "more");
	return chunk->aad;
}

/* FOLDER/ab/ab34..., and the length of FOLDER/ab. */
static int
make_path(const char *folder, const unsigned char digest[DIGEST_SIZE],
	char *path, size_t size, size_t *folder_len, struct err *err)
{
	char hex[2 * DIGEST_SIZE + 1];
	int len;

	digest_hex(digest, hex);
	len = snprintf(path, size, "%s/%.2s/%s", folder, hex, hex);
	if (len < 0 || (size_t)len >= size)
		return err_set(
			err, ERR_CONFIG, _("%s: the path is too long"), folder);
	*folder_len = (size_t)len - 2 * DIGEST_SIZE - 1;
	return 0;
}

/* ${size} bytes, or fewer at the end of the file: their count, or -1. */
static ssize_t
read_full(int fd, unsigned char *bytes, size_t size, const char *path,
	struct err *err)
{
	size_t len = 0;
	ssize_t got;

	while (len < size) {
		got = read(fd, bytes + len, size - len);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_errno(err, ERR_IO, "%s", path);
		if (got == 0)
			break;
		len += (size_t)got;
	}
	return (ssize_t)len;
}

/* Seal what ${fd} holds into ${draft}, and take its digest on the way. */
static int
seal_all(int fd, const char *path, const struct keys *keys, struct chunk *chunk,
	struct file_draft *draft, struct digest *digest, struct err *err)
{
	ssize_t len;

	for (chunk->number = 0; !chunk->last; chunk->number++) {
		len = read_full(fd, chunk->plain, CHUNK, path, err);
		if (len < 0)
			return -1;
		chunk->last = (size_t)len < CHUNK;
		if (digest_add(digest, chunk->plain, (size_t)len, err) < 0 ||
			seal(keys, chunk_identity(chunk), chunk->plain,
				(size_t)len, chunk->sealed, err) < 0 ||
			file_draft_add(draft, chunk->sealed,
				(size_t)len + SEAL_OVERHEAD, err) < 0)
			return -1;
	}
	return 0;
}

/* Whether the digest that came out is the one that names the copy: 1 or 0. */
static int
is_digest(struct digest *digest, const unsigned char want[DIGEST_SIZE],
	struct err *err)
{
	unsigned char got[DIGEST_SIZE];

	if (digest_end(digest, got, err) < 0)
		return -1;
	return seal_same(got, want, DIGEST_SIZE);
}

static int
put(int fd, const char *path, const char *copy, const struct keys *keys,
	const unsigned char want[DIGEST_SIZE], struct err *err)
{
	struct chunk *chunk = chunk_new(want, err);
	struct digest *digest = digest_new(err);
	struct file_draft *draft = NULL;
	int rc = -1;

	if (chunk == NULL || digest == NULL ||
		file_draft_open(copy, 0600, &draft, err) < 0 ||
		seal_all(fd, path, keys, chunk, draft, digest, err) < 0)
		goto done;
	rc = is_digest(digest, want, err);
	if (rc == 0)
		rc = err_set(err, ERR_IO,
			_("%s: the file changed while it was read"), path);
	else if (rc > 0)
		rc = file_draft_commit(draft, err);
done:
	file_draft_close(draft);
	digest_free(digest);
	chunk_free(chunk);
	return rc;
}

/* Open every chunk of the copy, and take the digest of what was in it. */
static int
open_all(int fd, const char *path, const struct keys *keys, struct chunk *chunk,
	struct digest *digest, struct err *err)
{
	ssize_t len;

	for (chunk->number = 0; !chunk->last; chunk->number++) {
		len = read_full(
			fd, chunk->sealed, sizeof(chunk->sealed), path, err);
		if (len < 0)
			return -1;
		if (len < SEAL_OVERHEAD)
			return err_set(err, ERR_CRYPTO,
				_("%s: the copy is cut off"), path);
		chunk->last = (size_t)len < sizeof(chunk->sealed);
		if (seal_open(keys, chunk_identity(chunk), chunk->sealed,
			    (size_t)len, chunk->plain, err) < 0)
			return err_within(err, "%s", path);
		if (digest_add(digest, chunk->plain,
			    (size_t)len - SEAL_OVERHEAD, err) < 0)
			return -1;
	}
	return 0;
}

static int
check(int fd, const char *copy, const struct keys *keys,
	const unsigned char want[DIGEST_SIZE], struct err *err)
{
	struct chunk *chunk = chunk_new(want, err);
	struct digest *digest = digest_new(err);
	int rc = -1;

	if (chunk != NULL && digest != NULL &&
		open_all(fd, copy, keys, chunk, digest, err) == 0)
		rc = is_digest(digest, want, err);
	if (rc == 0)
		err_set(err, ERR_IO,
			_("%s: the content is not what the name says"), copy);
	digest_free(digest);
	chunk_free(chunk);
	return rc > 0 ? 0 : -1;
}

int
archive_check(const char *folder, const struct keys *keys,
	const unsigned char digest[DIGEST_SIZE], struct err *err)
{
	char copy[PATH_MAX];
	size_t len;
	int fd, rc;

	if (make_path(folder, digest, copy, sizeof(copy), &len, err) < 0)
		return -1;
	fd = open(copy, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return err_errno(err, ERR_IO, "%s", copy);
	rc = check(fd, copy, keys, digest, err);
	close(fd);
	return rc;
}

int
archive_put(const char *folder, const struct keys *keys, const char *path,
	const unsigned char digest[DIGEST_SIZE], struct err *err)
{
	char copy[PATH_MAX];
	struct err why = ERR_INIT;
	size_t len;
	int fd, rc;

	if (make_path(folder, digest, copy, sizeof(copy), &len, err) < 0)
		return -1;
	/* What is there and does not open was sealed with the key of a run
	 * that was killed before its transaction was committed. */
	if (file_exists(copy) &&
		archive_check(folder, keys, digest, &why) == 0)
		return 0;
	copy[len] = '\0';
	if (file_make_folder(copy, 0700, err) < 0)
		return -1;
	copy[len] = '/';
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return err_errno(err, ERR_IO, "%s", path);
	rc = put(fd, path, copy, keys, digest, err);
	close(fd);
	return rc;
}
