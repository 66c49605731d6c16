#include "io/digest.h"

#include "base/burn.h"
#include "base/err.h"
#include "base/i18n.h"

#include <openssl/evp.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#define PIECE 65536

struct digest {
	EVP_MD_CTX *evp;
};

/* Looking it up takes longer than a digest of a row. */
static EVP_MD *sha256;
static pthread_once_t sha256_once = PTHREAD_ONCE_INIT;

static void
fetch(void)
{
	sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
}

static bool
has_sha256(void)
{
	pthread_once(&sha256_once, fetch);
	return sha256 != NULL;
}

struct digest *
digest_new(struct err *err)
{
	struct digest *digest = malloc(sizeof(*digest));

	if (digest == NULL) {
		err_set(err, ERR_MEMORY, _("memory is exhausted"));
		return NULL;
	}
	digest->evp = EVP_MD_CTX_new();
	if (digest->evp == NULL || !has_sha256() ||
		EVP_DigestInit_ex(digest->evp, sha256, NULL) != 1) {
		err_set(err, ERR_CRYPTO, _("sha-256 is not available"));
		digest_free(digest);
		return NULL;
	}
	return digest;
}

int
digest_add(
	struct digest *digest, const void *bytes, size_t len, struct err *err)
{
	if (EVP_DigestUpdate(digest->evp, bytes, len) != 1)
		return err_set(err, ERR_CRYPTO, _("sha-256 failed"));
	return 0;
}

int
digest_end(
	struct digest *digest, unsigned char out[DIGEST_SIZE], struct err *err)
{
	if (EVP_DigestFinal_ex(digest->evp, out, NULL) != 1)
		return err_set(err, ERR_CRYPTO, _("sha-256 failed"));
	return 0;
}

void
digest_free(struct digest *digest)
{
	if (digest == NULL)
		return;
	EVP_MD_CTX_free(digest->evp);
	free(digest);
}

int
digest_bytes(const void *bytes, size_t len, unsigned char out[DIGEST_SIZE],
	struct err *err)
{
	if (!has_sha256() ||
		EVP_Digest(bytes, len, out, NULL, sha256, NULL) != 1)
		return err_set(err, ERR_CRYPTO, _("sha-256 failed"));
	return 0;
}

/* All bytes of ${fd} into ${digest}. */
static int
add_all(struct digest *digest, int fd, const char *path, struct err *err)
{
	char bytes[PIECE];
	ssize_t got;

	for (;;) {
		got = read(fd, bytes, sizeof(bytes));
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_errno(err, ERR_IO, "%s", path);
		if (got == 0)
			return 0;
		if (digest_add(digest, bytes, (size_t)got, err) < 0)
			return -1;
	}
}

int
digest_file(const char *path, unsigned char out[DIGEST_SIZE], struct err *err)
{
	const int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct digest *digest = NULL;
	int rc = -1;

	if (fd < 0)
		return err_errno(err, ERR_IO, "%s", path);
	digest = digest_new(err);
	if (digest == NULL || add_all(digest, fd, path, err) < 0)
		goto done;
	rc = digest_end(digest, out, err);
done:
	digest_free(digest);
	/* A file that a recipient alone should read may have passed. */
	burn_traces();
	close(fd);
	return rc;
}

const char *
digest_hex(
	const unsigned char digest[DIGEST_SIZE], char text[2 * DIGEST_SIZE + 1])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < DIGEST_SIZE; i++) {
		text[2 * i] = digits[digest[i] >> 4];
		text[2 * i + 1] = digits[digest[i] & 15];
	}
	text[2 * DIGEST_SIZE] = '\0';
	return text;
}
