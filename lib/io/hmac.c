#include "io/hmac.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <pthread.h>
#include <stdio.h>
#include <string.h>

/* Looking it up takes longer than a digest of a row.  No key is in it. */
static EVP_MAC *hmac;
static pthread_once_t hmac_once = PTHREAD_ONCE_INIT;

static void
fetch(void)
{
	hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
}

bool
hmac_make(const char *digest, const unsigned char *key, size_t key_len,
	const char *text, size_t len, unsigned char *out, size_t size)
{
	unsigned char whole[EVP_MAX_MD_SIZE];
	char name[16]; /* OpenSSL's parameters are not const */
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_utf8_string(
			OSSL_MAC_PARAM_DIGEST, name, 0),
		OSSL_PARAM_construct_end(),
	};
	EVP_MAC_CTX *ctx;
	size_t got = 0;
	bool ok;

	pthread_once(&hmac_once, fetch);
	snprintf(name, sizeof(name), "%s", digest);
	ctx = hmac == NULL ? NULL : EVP_MAC_CTX_new(hmac);
	ok = ctx != NULL && EVP_MAC_init(ctx, key, key_len, params) == 1 &&
		EVP_MAC_update(ctx, (const unsigned char *)text, len) == 1 &&
		EVP_MAC_final(ctx, whole, &got, sizeof(whole)) == 1 &&
		got >= size;
	if (ok)
		memcpy(out, whole, size);
	OPENSSL_cleanse(whole, sizeof(whole));
	EVP_MAC_CTX_free(ctx);
	return ok;
}
