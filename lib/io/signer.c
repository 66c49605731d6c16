#include "io/signer.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "io/cms_internal.h"
#include "io/file.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#define CURVE "P-256"
#define SERIAL_BITS 64
#define DAY_SECONDS 86400

static const char key_name[] = "outbox.key", certificate_name[] = "outbox.pem";

static int
make_path(const char *folder, const char *name, char path[PATH_MAX],
	struct err *err)
{
	const int len = snprintf(path, PATH_MAX, "%s/%s", folder, name);

	if (len < 0 || len >= PATH_MAX)
		return err_set(
			err, ERR_CONFIG, _("%s: the path is too long"), folder);
	return 0;
}

static int
failed(struct err *err)
{
	return err_set(err, ERR_CRYPTO,
		_("the key that signs the outbox could not be made"));
}

/* What a memory BIO holds, into a file that is not there yet; and wiped. */
static int
store(BIO *bio, const char *path, mode_t mode, struct err *err)
{
	char *text = NULL;
	const long len = BIO_get_mem_data(bio, &text);
	const int rc = file_create(path, mode, text, (size_t)len, err);

	OPENSSL_cleanse(text, (size_t)len);
	return rc < 0 ? -1 : 0;
}

/* --- the key --- */

static int
make_key(const char *path, struct err *err)
{
	EVP_PKEY *key = EVP_EC_gen(CURVE);
	BIO *bio = BIO_new(BIO_s_secmem());
	int rc = -1;

	if (key == NULL || bio == NULL ||
		PEM_write_bio_PKCS8PrivateKey(
			bio, key, NULL, NULL, 0, NULL, NULL) != 1)
		failed(err);
	else
		rc = store(bio, path, 0600, err);
	BIO_free(bio);
	EVP_PKEY_free(key);
	return rc;
}

static EVP_PKEY *
parse_key(const struct buf *text)
{
	BIO *bio = BIO_new_mem_buf(buf_text(text), (int)text->len);
	/* An empty password: nobody is asked for one. */
	char none[] = "";
	EVP_PKEY *key = bio == NULL
		? NULL
		: PEM_read_bio_PrivateKey(bio, NULL, NULL, none);

	BIO_free(bio);
	return key;
}

static int
open_key(const char *path, EVP_PKEY **key, struct err *err)
{
	struct buf text = BUF_SECRET;
	int rc = certificate_read(path, S_IRWXG | S_IRWXO, &text, err);

	*key = NULL;
	if (rc == 0) {
		err_set(err, ERR_CONFIG, _("%s: there is no such key"), path);
		rc = err_hint(err, _("Run yifen init, which makes the keys."));
	} else if (rc > 0) {
		*key = parse_key(&text);
		rc = *key != NULL ? 0
				  : err_set(err, ERR_CONFIG,
					    _("%s: it holds no private key "
					      "(PEM)"),
					    path);
	}
	buf_release(&text);
	return rc;
}

/* --- its certificate --- */

static bool
add_extension(X509 *x509, int nid, const char *value)
{
	X509V3_CTX ctx;
	X509_EXTENSION *extension;
	bool done;

	X509V3_set_ctx_nodb(&ctx);
	X509V3_set_ctx(&ctx, x509, x509, NULL, NULL, 0);
	extension = X509V3_EXT_conf_nid(NULL, &ctx, nid, value);
	done = extension != NULL && X509_add_ext(x509, extension, -1) == 1;
	X509_EXTENSION_free(extension);
	return done;
}

static bool
set_serial(X509 *x509)
{
	BIGNUM *number = BN_new();
	const bool done = number != NULL &&
		BN_rand(number, SERIAL_BITS - 1, BN_RAND_TOP_ANY,
			BN_RAND_BOTTOM_ANY) == 1 &&
		BN_to_ASN1_INTEGER(number, X509_get_serialNumber(x509)) != NULL;

	BN_free(number);
	return done;
}

/* It signs, and nothing else.  From yesterday, for clocks that differ. */
static bool
fill(X509 *x509, EVP_PKEY *key, const char *name)
{
	X509_NAME *const subject = X509_get_subject_name(x509);

	return X509_set_version(x509, X509_VERSION_3) == 1 &&
		set_serial(x509) &&
		X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
			(const unsigned char *)name, -1, -1, 0) == 1 &&
		X509_set_issuer_name(x509, subject) == 1 &&
		X509_gmtime_adj(X509_getm_notBefore(x509), -DAY_SECONDS) !=
		NULL &&
		X509_time_adj_ex(X509_getm_notAfter(x509), SIGNER_YEARS * 365,
			0, NULL) != NULL &&
		X509_set_pubkey(x509, key) == 1 &&
		add_extension(
			x509, NID_basic_constraints, "critical,CA:FALSE") &&
		add_extension(
			x509, NID_key_usage, "critical,digitalSignature") &&
		add_extension(x509, NID_subject_key_identifier, "hash") &&
		X509_sign(x509, key, EVP_sha256()) > 0;
}

static int
make_certificate(
	const char *path, EVP_PKEY *key, const char *name, struct err *err)
{
	X509 *x509 = X509_new();
	BIO *bio = BIO_new(BIO_s_mem());
	int rc = -1;

	if (x509 == NULL || bio == NULL || !fill(x509, key, name) ||
		PEM_write_bio_X509(bio, x509) != 1)
		failed(err);
	else
		rc = store(bio, path, 0600, err);
	BIO_free(bio);
	X509_free(x509);
	return rc;
}

/* The certificate is made of the key that lies there: two at once end with a
 * pair. */
int
signer_make(const char *folder, const char *name, struct err *err)
{
	char key_path[PATH_MAX], path[PATH_MAX];
	EVP_PKEY *key = NULL;
	int rc;

	if (make_path(folder, key_name, key_path, err) < 0 ||
		make_path(folder, certificate_name, path, err) < 0)
		return -1;
	if (!file_exists(key_path) && make_key(key_path, err) < 0)
		return -1;
	if (file_exists(path))
		return 0;
	rc = open_key(key_path, &key, err);
	if (rc == 0)
		rc = make_certificate(path, key, name, err);
	EVP_PKEY_free(key);
	return rc;
}

/* --- both --- */

static int
open_certificate(const char *path, X509 **x509, struct err *err)
{
	struct buf text = BUF_INIT;
	int rc = certificate_read(path, S_IWGRP | S_IWOTH, &text, err);

	if (rc == 0) {
		err_set(err, ERR_CONFIG, _("%s: there is no such certificate"),
			path);
		rc = err_hint(err, _("Run yifen init, which makes the keys."));
	} else if (rc > 0) {
		rc = certificate_parse(&text, x509, err);
		if (rc < 0)
			err_within(err, "%s", path);
	}
	buf_release(&text);
	return rc;
}

int
signer_open(const char *folder, struct signer **signer, struct err *err)
{
	char key_path[PATH_MAX], path[PATH_MAX];
	struct signer *s = calloc(1, sizeof(*s));

	*signer = NULL;
	if (s == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	if (make_path(folder, key_name, key_path, err) < 0 ||
		make_path(folder, certificate_name, path, err) < 0 ||
		open_key(key_path, &s->key, err) < 0 ||
		open_certificate(path, &s->x509, err) < 0)
		goto failed;
	if (X509_check_private_key(s->x509, s->key) != 1) {
		err_set(err, ERR_CONFIG,
			_("%s: the certificate is of another key"), path);
		goto failed;
	}
	*signer = s;
	return 0;
failed:
	signer_close(s);
	return -1;
}

void
signer_close(struct signer *signer)
{
	if (signer == NULL)
		return;
	EVP_PKEY_free(signer->key);
	X509_free(signer->x509);
	free(signer);
}

int
signer_certificate(
	const struct signer *signer, struct buf *out, struct err *err)
{
	BIO *bio = BIO_new(BIO_s_mem());
	char *text = NULL;
	int rc = -1;

	if (bio == NULL || PEM_write_bio_X509(bio, signer->x509) != 1) {
		failed(err);
	} else {
		const long len = BIO_get_mem_data(bio, &text);

		buf_add(out, text, (size_t)len);
		rc = buf_check(out, err);
	}
	BIO_free(bio);
	return rc;
}
