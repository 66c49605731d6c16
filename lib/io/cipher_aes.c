#include "io/cipher.h"

#include "io/hmac.h"

#include <openssl/evp.h>

#include <string.h>

/* Key, nonce and all that is bound. */
static bool
start(EVP_CIPHER_CTX *ctx, const unsigned char *key,
	const struct cipher_bound *bound, bool encrypt)
{
	int done;

	return EVP_CipherInit_ex(ctx, EVP_aes_256_gcm(), NULL, key,
		       bound->nonce, encrypt) == 1 &&
		EVP_CipherUpdate(ctx, NULL, &done, bound->head,
			CIPHER_HEAD_SIZE) == 1 &&
		EVP_CipherUpdate(ctx, NULL, &done,
			(const unsigned char *)bound->aad,
			(int)bound->aad_len) == 1;
}

static bool
seal_gcm(const unsigned char *key, const struct cipher_bound *bound,
	const unsigned char *plain, size_t len, unsigned char *out,
	unsigned char tag[CIPHER_TAG_SIZE])
{
	EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
	int done;
	const bool ok = ctx != NULL && start(ctx, key, bound, true) &&
		(len == 0 ||
			EVP_CipherUpdate(ctx, out, &done, plain, (int)len) ==
				1) &&
		EVP_CipherFinal_ex(ctx, out + len, &done) == 1 &&
		EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_GET_TAG, CIPHER_TAG_SIZE,
			tag) == 1;

	EVP_CIPHER_CTX_free(ctx);
	return ok;
}

static bool
open_gcm(const unsigned char *key, const struct cipher_bound *bound,
	const unsigned char *sealed, size_t len,
	const unsigned char tag[CIPHER_TAG_SIZE], unsigned char *plain)
{
	EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
	unsigned char want[CIPHER_TAG_SIZE], none[1];
	int done;
	bool ok;

	memcpy(want, tag, CIPHER_TAG_SIZE);
	ok = ctx != NULL && start(ctx, key, bound, false) &&
		(len == 0 ||
			EVP_CipherUpdate(
				ctx, plain, &done, sealed, (int)len) == 1) &&
		EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_TAG, CIPHER_TAG_SIZE,
			want) == 1 &&
		EVP_CipherFinal_ex(ctx, none, &done) == 1;
	EVP_CIPHER_CTX_free(ctx);
	return ok;
}

static bool
digest_hmac(const unsigned char *key, const char *text, size_t len,
	unsigned char out[CIPHER_DIGEST_SIZE])
{
	return hmac_make("SHA256", key, CIPHER_KEY_SIZE, text, len, out,
		CIPHER_DIGEST_SIZE);
}

const struct cipher cipher_aes = { "aes", 1, seal_gcm, open_gcm, digest_hmac };
