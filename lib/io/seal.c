#include "io/seal.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/file.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEY_SIZE 32
#define NONCE_SIZE 12
#define TAG_SIZE 16
#define SECURE_HEAP 65536 /* holds the keys, with guard pages about it */
#define CODE_MIN 4

struct keys {
	unsigned char seal[KEY_SIZE];
	unsigned char digest[KEY_SIZE];
	bool demonstration;
};

static const char *const key_names[] = { "seal", "digest" };
#define KEY_COUNT (sizeof(key_names) / sizeof(*key_names))
#define MARK "demonstration"

/* ${folder} "/" ${name} into ${path}. */
static int
key_path(const char *folder, const char *name, char *path, size_t size,
	struct err *err)
{
	const int len = snprintf(path, size, "%s/%s", folder, name);

	if (len < 0 || (size_t)len >= size)
		return err_set(
			err, ERR_CONFIG, _("%s: the path is too long"), folder);
	return 0;
}

/* Never over a key that is there: two inits at once end with one key. */
static int
make_key(const char *folder, const char *name, struct err *err)
{
	unsigned char key[KEY_SIZE];
	char path[PATH_MAX];
	int rc;

	if (key_path(folder, name, path, sizeof(path), err) < 0)
		return -1;
	if (file_exists(path))
		return 0;
	if (RAND_priv_bytes(key, sizeof(key)) != 1)
		return err_set(err, ERR_CRYPTO, _("no random bytes are left"));
	rc = file_create(path, 0600, key, sizeof(key), err);
	OPENSSL_cleanse(key, sizeof(key));
	return rc < 0 ? -1 : 0;
}

/* Keys that are made here are the demonstration's.  The mark comes before the
 * first of them, and never beside keys that somebody else put there. */
static int
mark_demonstration(const char *folder, struct err *err)
{
	char path[PATH_MAX];

	for (size_t i = 0; i < KEY_COUNT; i++) {
		if (key_path(folder, key_names[i], path, sizeof(path), err) <
			0)
			return -1;
		if (file_exists(path))
			return 0;
	}
	if (key_path(folder, MARK, path, sizeof(path), err) < 0)
		return -1;
	return file_create(path, 0600, "", 0, err) < 0 ? -1 : 0;
}

int
keys_make(const char *folder, struct err *err)
{
	if (file_make_folder(folder, 0700, err) < 0 ||
		mark_demonstration(folder, err) < 0)
		return -1;
	for (size_t i = 0; i < KEY_COUNT; i++)
		if (make_key(folder, key_names[i], err) < 0)
			return -1;
	return 0;
}

static int
refuse_open_mode(const char *path, struct err *err)
{
	err_set(err, ERR_CONFIG, _("%s: others may read it"), path);
	err_hint(err, _("Take their rights away with chmod go= %s."), path);
	return -1;
}

static int
check_folder(const char *folder, struct err *err)
{
	struct stat st;

	if (stat(folder, &st) < 0) {
		err_errno(err, ERR_CONFIG, "%s", folder);
		return err_hint(
			err, _("Run yifen init, which makes the keys."));
	}
	if (!S_ISDIR(st.st_mode))
		return err_set(err, ERR_CONFIG, _("%s: not a folder"), folder);
	if (st.st_mode & (S_IRWXG | S_IRWXO))
		return refuse_open_mode(folder, err);
	return 0;
}

/* ${size} bytes, or fewer at the end of the file: their count, or -1. */
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
read_key(const char *path, int fd, unsigned char key[KEY_SIZE], struct err *err)
{
	unsigned char more;
	struct stat st;

	if (fstat(fd, &st) < 0)
		return err_errno(err, ERR_CONFIG, "%s", path);
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_CONFIG, _("%s: not a file"), path);
	if (st.st_mode & (S_IRWXG | S_IRWXO))
		return refuse_open_mode(path, err);
	if (read_some(fd, key, KEY_SIZE) != KEY_SIZE ||
		read_some(fd, &more, 1) != 0)
		return err_set(err, ERR_CONFIG, _("%s: not a key of %d bytes"),
			path, KEY_SIZE);
	return 0;
}

static int
open_key(const char *folder, const char *name, unsigned char key[KEY_SIZE],
	struct err *err)
{
	char path[PATH_MAX];
	int fd, rc;

	if (key_path(folder, name, path, sizeof(path), err) < 0)
		return -1;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0) {
		err_errno(err, ERR_CONFIG, "%s", path);
		return err_hint(
			err, _("Run yifen init, which makes the keys."));
	}
	rc = read_key(path, fd, key, err);
	close(fd);
	return rc;
}

int
keys_open(const char *folder, struct keys **keys, struct err *err)
{
	char mark[PATH_MAX];
	struct keys *made;

	*keys = NULL;
	if (check_folder(folder, err) < 0 ||
		key_path(folder, MARK, mark, sizeof(mark), err) < 0)
		return -1;
	made = OPENSSL_secure_zalloc(sizeof(*made));
	if (made == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	if (open_key(folder, "seal", made->seal, err) < 0 ||
		open_key(folder, "digest", made->digest, err) < 0) {
		keys_close(made);
		return -1;
	}
	made->demonstration = file_exists(mark);
	*keys = made;
	return 0;
}

void
keys_close(struct keys *keys)
{
	if (keys != NULL)
		OPENSSL_secure_clear_free(keys, sizeof(*keys));
}

bool
keys_are_demonstration(const struct keys *keys)
{
	return keys->demonstration;
}

/* The cipher with key, nonce and what is bound to it: the algorithm and the
 * identity of the row, so that neither can be exchanged. */
static bool
start(EVP_CIPHER_CTX *ctx, const struct keys *keys, bool encrypt,
	const unsigned char *nonce, const char *aad)
{
	const unsigned char algorithm = SEAL_ALGORITHM;
	const size_t len = strlen(aad);
	int done;

	return len <= INT_MAX &&
		EVP_CipherInit_ex(ctx, EVP_aes_256_gcm(), NULL, keys->seal,
			nonce, encrypt) == 1 &&
		EVP_CipherUpdate(ctx, NULL, &done, &algorithm, 1) == 1 &&
		EVP_CipherUpdate(ctx, NULL, &done, (const unsigned char *)aad,
			(int)len) == 1;
}

int
seal(const struct keys *keys, const char *aad, const void *plain, size_t len,
	unsigned char *sealed, struct err *err)
{
	unsigned char *const nonce = sealed + 1;
	unsigned char *const out = nonce + NONCE_SIZE;
	EVP_CIPHER_CTX *ctx = NULL;
	int done = 0, rc = -1;

	if (len > INT_MAX - SEAL_OVERHEAD)
		return err_set(err, ERR_BUG, "too much to seal at once");
	ctx = EVP_CIPHER_CTX_new();
	sealed[0] = SEAL_ALGORITHM;
	if (ctx == NULL || RAND_bytes(nonce, NONCE_SIZE) != 1 ||
		!start(ctx, keys, true, nonce, aad))
		goto done;
	if (len > 0 && EVP_CipherUpdate(ctx, out, &done, plain, (int)len) != 1)
		goto done;
	if (EVP_CipherFinal_ex(ctx, out + len, &done) != 1 ||
		EVP_CIPHER_CTX_ctrl(
			ctx, EVP_CTRL_AEAD_GET_TAG, TAG_SIZE, out + len) != 1)
		goto done;
	rc = 0;
done:
	if (rc < 0)
		err_set(err, ERR_CRYPTO, _("a secret could not be sealed"));
	EVP_CIPHER_CTX_free(ctx);
	return rc;
}

int
seal_open(const struct keys *keys, const char *aad, const unsigned char *sealed,
	size_t len, void *plain, struct err *err)
{
	const unsigned char *const nonce = sealed + 1;
	unsigned char tag[TAG_SIZE], none[1];
	EVP_CIPHER_CTX *ctx = NULL;
	size_t inside = 0;
	int done = 0, rc = -1;

	if (len < SEAL_OVERHEAD || len > INT_MAX || sealed[0] != SEAL_ALGORITHM)
		goto done;
	inside = len - SEAL_OVERHEAD;
	memcpy(tag, sealed + len - TAG_SIZE, TAG_SIZE);
	ctx = EVP_CIPHER_CTX_new();
	if (ctx == NULL || !start(ctx, keys, false, nonce, aad))
		goto done;
	if (inside > 0 &&
		EVP_CipherUpdate(ctx, plain, &done, nonce + NONCE_SIZE,
			(int)inside) != 1)
		goto done;
	if (EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_TAG, TAG_SIZE, tag) !=
			1 ||
		EVP_CipherFinal_ex(ctx, none, &done) != 1)
		goto done;
	rc = 0;
done:
	if (rc < 0) {
		err_set(err, ERR_CRYPTO,
			_("a sealed secret was changed, or sealed with "
			  "another key"));
		/* What was deciphered without a right tag is not handed on. */
		if (plain != NULL && inside > 0)
			OPENSSL_cleanse(plain, inside);
	}
	EVP_CIPHER_CTX_free(ctx);
	return rc;
}

int
seal_digest(const struct keys *keys, const char *text, size_t len,
	unsigned char out[SEAL_DIGEST_SIZE], struct err *err)
{
	unsigned char whole[EVP_MAX_MD_SIZE];
	unsigned size = 0;

	if (HMAC(EVP_sha256(), keys->digest, KEY_SIZE,
		    (const unsigned char *)text, len, whole, &size) == NULL ||
		size < SEAL_DIGEST_SIZE)
		return err_set(err, ERR_CRYPTO, _("hmac-sha-256 failed"));
	memcpy(out, whole, SEAL_DIGEST_SIZE);
	OPENSSL_cleanse(whole, sizeof(whole));
	return 0;
}

/* The names of contract.md, policies; "upper" has no 0 O 1 I. */
static const struct {
	const char *name;
	const char *letters;
} alphabets[] = {
	{ "digits", "0123456789" },
	{ "upper", "23456789ABCDEFGHJKLMNPQRSTUVWXYZ" },
};

static const char *
find_letters(const char *alphabet)
{
	for (size_t i = 0; i < sizeof(alphabets) / sizeof(*alphabets); i++)
		if (strcmp(alphabets[i].name, alphabet) == 0)
			return alphabets[i].letters;
	return NULL;
}

/* One letter; a byte past the last whole multiple is thrown away, because
 * the remainder would favour the first letters. */
static int
draw(const char *letters, size_t count, char *letter)
{
	const unsigned limit = (unsigned)(256 - 256 % count);
	unsigned char byte;

	do {
		if (RAND_priv_bytes(&byte, 1) != 1)
			return -1;
	} while (byte >= limit);
	*letter = letters[byte % count];
	OPENSSL_cleanse(&byte, 1);
	return 0;
}

int
seal_code(const char *alphabet, int length, char code[CODE_MAX + 1],
	struct err *err)
{
	const char *const letters = find_letters(alphabet);

	code[0] = '\0';
	if (letters == NULL)
		return err_set(err, ERR_CONFIG, _("no code alphabet \"%s\""),
			alphabet);
	if (length < CODE_MIN || length > CODE_MAX)
		return err_set(err, ERR_CONFIG,
			_("a code of %d characters: it may have %d to %d"),
			length, CODE_MIN, CODE_MAX);
	for (int i = 0; i < length; i++) {
		if (draw(letters, strlen(letters), &code[i]) < 0) {
			OPENSSL_cleanse(code, CODE_MAX + 1);
			return err_set(
				err, ERR_CRYPTO, _("no random bytes are left"));
		}
	}
	code[length] = '\0';
	return 0;
}

void
seal_wipe(void *bytes, size_t len)
{
	OPENSSL_cleanse(bytes, len);
}

void
seal_guard_process(void)
{
	const struct rlimit none = { 0, 0 };

	/* Each is a second wall; where one cannot stand, the rest still do. */
	(void)setrlimit(RLIMIT_CORE, &none);
	(void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	if (CRYPTO_secure_malloc_initialized() == 0)
		(void)CRYPTO_secure_malloc_init(SECURE_HEAP, 32);
}
