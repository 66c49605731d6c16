#include "io/sign.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/file.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The default of GM/T 0009. */
static const char sm2_id[] = "1234567812345678";

struct sign_key {
	EVP_PKEY *pkey;
	bool sm;
};

/* What OpenSSL queued says nothing to people, and must not be found later. */
static int
failed(struct err *err, const char *path)
{
	ERR_clear_error();
	if (path == NULL)
		return err_set(err, ERR_CRYPTO, _("a signature failed"));
	return err_set(err, ERR_CONFIG, _("%s: not a key of ours"), path);
}

/* --- files --- */

static BIO *
memory(struct err *err)
{
	BIO *bio = BIO_new(BIO_s_secmem());

	if (bio == NULL)
		err_set(err, ERR_MEMORY, _("memory is exhausted"));
	return bio;
}

/* What ${bio} holds becomes a file: 1, or 0 if there is one. */
static int
write_pem(BIO *bio, const char *path, mode_t mode, struct err *err)
{
	char *pem = NULL;
	const long len = BIO_get_mem_data(bio, &pem);

	if (mode == 0600)
		return file_create(path, mode, pem, (size_t)len, err);
	return file_write(path, mode, pem, (size_t)len, err);
}

int
sign_make(const char *path, bool sm, struct err *err)
{
	EVP_PKEY *pkey;
	BIO *bio;
	int rc = -1;

	if (file_exists(path))
		return 0;
	pkey = sm ? EVP_EC_gen("SM2") : EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
	bio = memory(err);
	if (bio == NULL)
		goto done;
	if (pkey == NULL || PEM_write_bio_PKCS8PrivateKey(bio, pkey, NULL, NULL,
				    0, NULL, NULL) != 1)
		failed(err, NULL);
	else if (write_pem(bio, path, 0600, err) >= 0)
		rc = 0;
done:
	BIO_free(bio);
	EVP_PKEY_free(pkey);
	return rc;
}

/* Which of the two algorithms ${pkey} is of; takes it. */
static int
adopt(EVP_PKEY *pkey, const char *path, struct sign_key **key, struct err *err)
{
	const bool sm = pkey != NULL && EVP_PKEY_is_a(pkey, "SM2");
	struct sign_key *made;

	*key = NULL;
	if (pkey == NULL || (!sm && !EVP_PKEY_is_a(pkey, "ED25519"))) {
		EVP_PKEY_free(pkey);
		return failed(err, path);
	}
	made = malloc(sizeof(*made));
	if (made == NULL) {
		EVP_PKEY_free(pkey);
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	}
	*made = (struct sign_key){ pkey, sm };
	*key = made;
	return 0;
}

static FILE *
open_key(const char *path, bool secret, struct err *err)
{
	FILE *file = fopen(path, "re");
	struct stat st;

	if (file == NULL) {
		err_errno(err, ERR_CONFIG, "%s", path);
		if (secret)
			err_hint(err,
				_("yifen init makes the key that signs the "
				  "audit trail."));
		return NULL;
	}
	if (fstat(fileno(file), &st) == 0 && S_ISREG(st.st_mode) &&
		!(secret && (st.st_mode & (S_IRWXG | S_IRWXO))))
		return file;
	fclose(file);
	err_set(err, ERR_CONFIG, _("%s: others may read it"), path);
	err_hint(err, _("Take their rights away with chmod go= %s."), path);
	return NULL;
}

int
sign_open(const char *path, struct sign_key **key, struct err *err)
{
	FILE *file = open_key(path, true, err);
	EVP_PKEY *pkey;

	*key = NULL;
	if (file == NULL)
		return -1;
	setvbuf(file, NULL, _IONBF, 0); /* the key stands in no buffer */
	pkey = PEM_read_PrivateKey(file, NULL, NULL, NULL);
	fclose(file);
	return adopt(pkey, path, key, err);
}

int
sign_open_public(const char *path, struct sign_key **key, struct err *err)
{
	FILE *file = open_key(path, false, err);
	EVP_PKEY *pkey;

	*key = NULL;
	if (file == NULL)
		return -1;
	pkey = PEM_read_PUBKEY(file, NULL, NULL, NULL);
	fclose(file);
	return adopt(pkey, path, key, err);
}

void
sign_close(struct sign_key *key)
{
	if (key == NULL)
		return;
	EVP_PKEY_free(key->pkey);
	free(key);
}

int
sign_write_public(
	const struct sign_key *key, const char *path, struct err *err)
{
	BIO *bio = memory(err);
	int rc = -1;

	if (bio == NULL)
		return -1;
	if (PEM_write_bio_PUBKEY(bio, key->pkey) != 1)
		failed(err, NULL);
	else
		rc = write_pem(bio, path, 0644, err);
	BIO_free(bio);
	return rc;
}

const char *
sign_algorithm(const struct sign_key *key)
{
	return key->sm ? "sm2" : "ed25519";
}

int
sign_fingerprint(const struct sign_key *key, unsigned char out[DIGEST_SIZE],
	struct err *err)
{
	unsigned char *der = NULL;
	const int len = i2d_PUBKEY(key->pkey, &der);
	unsigned size = 0;
	const bool done = len > 0 &&
		EVP_Digest(der, (size_t)len, out, &size, EVP_sha256(), NULL) ==
			1;

	OPENSSL_free(der);
	return done ? 0 : failed(err, NULL);
}

/* --- signatures --- */

/* The id after the init: given to it, it fails (facts.md 5.1). */
static EVP_MD_CTX *
begin(const struct sign_key *key, bool verify)
{
	const EVP_MD *md = key->sm ? EVP_sm3() : NULL;
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	EVP_PKEY_CTX *pctx = NULL;
	int rc = 0;

	if (ctx != NULL)
		rc = verify ? EVP_DigestVerifyInit(
				      ctx, &pctx, md, NULL, key->pkey)
			    : EVP_DigestSignInit(
				      ctx, &pctx, md, NULL, key->pkey);
	if (rc == 1 && key->sm)
		rc = EVP_PKEY_CTX_set1_id(pctx, sm2_id, sizeof(sm2_id) - 1);
	if (rc == 1)
		return ctx;
	EVP_MD_CTX_free(ctx);
	return NULL;
}

int
sign_text(const struct sign_key *key, const void *text, size_t size,
	unsigned char *signature, size_t *len, struct err *err)
{
	EVP_MD_CTX *ctx = begin(key, false);
	int rc = 0;

	*len = SIGN_MAX;
	if (ctx != NULL)
		rc = EVP_DigestSign(ctx, signature, len, text, size);
	EVP_MD_CTX_free(ctx);
	return rc == 1 ? 0 : failed(err, NULL);
}

bool
sign_check(const struct sign_key *key, const void *text, size_t size,
	const void *signature, size_t len)
{
	EVP_MD_CTX *ctx = begin(key, true);
	int rc = 0;

	if (ctx != NULL)
		rc = EVP_DigestVerify(ctx, signature, len, text, size);
	EVP_MD_CTX_free(ctx);
	ERR_clear_error();
	return rc == 1;
}
