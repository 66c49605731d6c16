#ifndef IO_CMS_H
#define IO_CMS_H

#include <stddef.h>

/*
 * Files for somebody else: CMS (RFC 5652) in DER, put together in memory that
 * is wiped.
 *
 * Signed: SignedData with the content inside, SHA-256, the signer's
 * certificate and the time.  Encrypted: AuthEnvelopedData (RFC 5083) with
 * AES-256-GCM (RFC 5084) to one recipient, RSA-OAEP with SHA-256 or ECDH with
 * a SHA-256 KDF: a byte that is changed is noticed before the signature is
 * looked at.  "openssl cms" of OpenSSL 3.0 opens both.
 */

struct buf;
struct certificate;
struct err;
struct signer;

/** cms_sign(signer, bytes, len, out, err): append the signed ${bytes}.  What
 * is appended holds them in clear: ${out} must be as secret as they are. */
int cms_sign(const struct signer *signer, const char *bytes, size_t len,
	struct buf *out, struct err *err);

/** cms_encrypt(recipient, bytes, len, out, err): append what only
 * ${recipient} opens. */
int cms_encrypt(const struct certificate *recipient, const char *bytes,
	size_t len, struct buf *out, struct err *err);

/** cms_seal(signer, recipient, bytes, len, out, err): signed, then that
 * encrypted, so that nobody else sees who signed what. */
int cms_seal(const struct signer *signer, const struct certificate *recipient,
	const char *bytes, size_t len, struct buf *out, struct err *err);

#endif
