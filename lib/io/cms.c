#include "io/cms.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "io/cms_internal.h"

#include <openssl/cms.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <limits.h>

/* The content goes through in one piece: no copy of it is left on the stack,
 * as CMS_final() leaves. */
static bool
put_content(CMS_ContentInfo *cms, const char *bytes, size_t len)
{
	BIO *const chain = CMS_dataInit(cms, NULL);
	bool done;

	if (chain == NULL)
		return false;
	done = (len == 0 || BIO_write(chain, bytes, (int)len) == (int)len) &&
		BIO_flush(chain) == 1 && CMS_dataFinal(cms, chain) == 1;
	BIO_free_all(chain);
	return done;
}

/* As DER; the copy that it is made in is wiped. */
static bool
put_der(const CMS_ContentInfo *cms, struct buf *out)
{
	unsigned char *der = NULL;
	const int len = i2d_CMS_ContentInfo(cms, &der);

	if (len < 0)
		return false;
	buf_add(out, (const char *)der, (size_t)len);
	OPENSSL_clear_free(der, (size_t)len);
	return true;
}

/* OpenSSL gives the content's memory back as it is. */
static void
wipe_content(CMS_ContentInfo *cms)
{
	ASN1_OCTET_STRING **const content =
		cms == NULL ? NULL : CMS_get0_content(cms);

	if (content != NULL && *content != NULL)
		OPENSSL_cleanse(
			(*content)->data, (size_t)ASN1_STRING_length(*content));
}

static int
finish(CMS_ContentInfo *cms, const char *bytes, size_t len, struct buf *out,
	const char *failure, struct err *err)
{
	int rc = -1;

	if (cms != NULL && len <= INT_MAX && put_content(cms, bytes, len) &&
		put_der(cms, out))
		rc = buf_check(out, err);
	else
		err_set(err, ERR_CRYPTO, "%s", failure);
	return rc;
}

int
cms_sign(const struct signer *signer, const char *bytes, size_t len,
	struct buf *out, struct err *err)
{
	const unsigned flags = CMS_PARTIAL | CMS_BINARY | CMS_NOSMIMECAP;
	CMS_ContentInfo *cms = CMS_sign(NULL, NULL, NULL, NULL, flags);
	int rc;

	if (cms != NULL &&
		CMS_add1_signer(cms, signer->x509, signer->key, EVP_sha256(),
			flags) == NULL) {
		CMS_ContentInfo_free(cms);
		cms = NULL;
	}
	rc = finish(cms, bytes, len, out, _("a file could not be signed"), err);
	wipe_content(cms);
	CMS_ContentInfo_free(cms);
	return rc;
}

/* Better than what the library takes by itself: PKCS #1 1.5, and a KDF with
 * SHA-1. */
static bool
set_params(EVP_PKEY_CTX *ctx, const X509 *x509)
{
	if (EVP_PKEY_get_base_id(X509_get0_pubkey(x509)) == EVP_PKEY_EC)
		return EVP_PKEY_CTX_set_ecdh_kdf_md(ctx, EVP_sha256()) > 0;
	return EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_OAEP_PADDING) > 0 &&
		EVP_PKEY_CTX_set_rsa_oaep_md(ctx, EVP_sha256()) > 0;
}

int
cms_encrypt(const struct certificate *recipient, const char *bytes, size_t len,
	struct buf *out, struct err *err)
{
	const unsigned flags = CMS_PARTIAL | CMS_BINARY | CMS_KEY_PARAM;
	CMS_ContentInfo *cms =
		CMS_encrypt(NULL, NULL, EVP_aes_256_gcm(), flags);
	CMS_RecipientInfo *ri = cms == NULL
		? NULL
		: CMS_add1_recipient_cert(cms, recipient->x509, flags);
	EVP_PKEY_CTX *ctx =
		ri == NULL ? NULL : CMS_RecipientInfo_get0_pkey_ctx(ri);
	int rc;

	if (ctx == NULL || !set_params(ctx, recipient->x509)) {
		CMS_ContentInfo_free(cms);
		cms = NULL;
	}
	rc = finish(
		cms, bytes, len, out, _("a file could not be encrypted"), err);
	CMS_ContentInfo_free(cms);
	return rc;
}

int
cms_seal(const struct signer *signer, const struct certificate *recipient,
	const char *bytes, size_t len, struct buf *out, struct err *err)
{
	struct buf inner = BUF_SECRET;
	int rc = cms_sign(signer, bytes, len, &inner, err);

	if (rc == 0)
		rc = cms_encrypt(
			recipient, buf_text(&inner), inner.len, out, err);
	buf_release(&inner);
	return rc;
}
