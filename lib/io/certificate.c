#include "io/certificate.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "io/cms_internal.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_MAX 65536 /* bytes; a certificate has some thousand */

/* --- reading --- */

static int
check_file(int fd, const char *path, mode_t forbidden, struct err *err)
{
	struct stat st;

	if (fstat(fd, &st) < 0)
		return err_errno(err, ERR_CONFIG, "%s", path);
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_CONFIG, _("%s: not a file"), path);
	if ((st.st_mode & forbidden) == 0)
		return 0;
	err_set(err, ERR_CONFIG,
		st.st_mode & forbidden & (S_IWGRP | S_IWOTH)
			? _("%s: others may write it")
			: _("%s: others may read it"),
		path);
	return err_hint(
		err, _("Take their rights away with chmod go= %s."), path);
}

static int
read_all(int fd, const char *path, struct buf *text, struct err *err)
{
	char piece[4096];
	ssize_t got;

	while ((got = read(fd, piece, sizeof(piece))) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			break;
		buf_add(text, piece, (size_t)got);
		OPENSSL_cleanse(piece, sizeof(piece));
		if (text->len > FILE_MAX)
			return err_set(err, ERR_CONFIG,
				_("%s: larger than %d bytes"), path, FILE_MAX);
	}
	if (got < 0)
		return err_errno(err, ERR_CONFIG, "%s", path);
	return buf_check(text, err);
}

int
certificate_read(
	const char *path, mode_t forbidden, struct buf *text, struct err *err)
{
	const int fd =
		open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	int rc;

	if (fd < 0)
		return errno == ENOENT ? 0
				       : err_errno(err, ERR_CONFIG, "%s", path);
	rc = check_file(fd, path, forbidden, err) < 0 ||
			read_all(fd, path, text, err) < 0
		? -1
		: 1;
	close(fd);
	return rc;
}

/* Nobody is asked for a password. */
static int
no_password(char *buf, int size, int rwflag, void *ctx)
{
	(void)buf;
	(void)size;
	(void)rwflag;
	(void)ctx;
	return -1;
}

/* The clock says what is valid: -1 or +1 for a time before or after it. */
static int
check_dates(const X509 *x509, struct err *err)
{
	if (X509_cmp_current_time(X509_get0_notBefore(x509)) > 0)
		return err_set(
			err, ERR_CONFIG, _("the certificate is not valid yet"));
	if (X509_cmp_current_time(X509_get0_notAfter(x509)) < 0)
		return err_set(
			err, ERR_CONFIG, _("the certificate has expired"));
	return 0;
}

int
certificate_parse(
	const struct buf *text, struct x509_st **x509, struct err *err)
{
	BIO *bio = BIO_new_mem_buf(buf_text(text), (int)text->len);
	X509 *second = NULL;
	int rc = -1;

	*x509 = bio == NULL ? NULL
			    : PEM_read_bio_X509(bio, NULL, no_password, NULL);
	if (*x509 != NULL)
		second = PEM_read_bio_X509(bio, NULL, no_password, NULL);
	if (*x509 == NULL)
		err_set(err, ERR_CONFIG, _("it holds no certificate (PEM)"));
	else if (second != NULL)
		err_set(err, ERR_CONFIG, _("it holds several certificates"));
	else
		rc = check_dates(*x509, err);
	X509_free(second);
	BIO_free(bio);
	if (rc < 0) {
		X509_free(*x509);
		*x509 = NULL;
	}
	return rc;
}

/* --- what can be encrypted to --- */

/* By kind of key: how many bits it needs, and which key usage lets it decrypt
 * (RFC 5280, 4.2.1.3). */
static const struct {
	int type, bits;
	uint32_t usage;
} kinds[] = {
	{ EVP_PKEY_RSA, 2048, X509v3_KU_KEY_ENCIPHERMENT },
	{ EVP_PKEY_EC, 256, X509v3_KU_KEY_AGREEMENT },
};

static int
check_use(X509 *x509, struct err *err)
{
	const EVP_PKEY *key = X509_get0_pubkey(x509);
	const int type = key == NULL ? 0 : EVP_PKEY_get_base_id(key);

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (type != kinds[i].type)
			continue;
		if (EVP_PKEY_get_bits(key) < kinds[i].bits)
			return err_set(err, ERR_CONFIG,
				_("a key of %d bits: at least %d are wanted"),
				EVP_PKEY_get_bits(key), kinds[i].bits);
		/* Without the extension every use is allowed. */
		if ((X509_get_key_usage(x509) & kinds[i].usage) == 0)
			return err_set(err, ERR_CONFIG,
				_("its key usage does not allow "
				  "encipherment"));
		return 0;
	}
	return err_set(err, ERR_CONFIG, _("its key is neither RSA nor EC"));
}

static struct certificate *
take(X509 *x509, struct err *err)
{
	struct certificate *c = calloc(1, sizeof(*c));
	unsigned len = 0;

	if (c == NULL) {
		err_set(err, ERR_MEMORY, _("memory is exhausted"));
	} else if (X509_digest(x509, EVP_sha256(), c->print, &len) != 1) {
		err_set(err, ERR_CRYPTO, _("sha-256 failed"));
		free(c);
		c = NULL;
	} else {
		c->x509 = x509;
	}
	return c;
}

int
certificate_open(
	const char *path, struct certificate **certificate, struct err *err)
{
	struct buf text = BUF_INIT;
	X509 *x509 = NULL;
	int rc;

	*certificate = NULL;
	rc = certificate_read(path, S_IWGRP | S_IWOTH, &text, err);
	if (rc > 0) {
		if (certificate_parse(&text, &x509, err) == 0 &&
			check_use(x509, err) == 0)
			*certificate = take(x509, err);
		if (*certificate == NULL) {
			X509_free(x509);
			rc = err_within(err, "%s", path);
		}
	}
	buf_release(&text);
	return rc;
}

void
certificate_close(struct certificate *certificate)
{
	if (certificate == NULL)
		return;
	X509_free(certificate->x509);
	free(certificate);
}

const unsigned char *
certificate_print(const struct certificate *certificate)
{
	return certificate->print;
}
