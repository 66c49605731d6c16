#include "io/cipher.h"

#include "io/hmac.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <string.h>

#define SM4_KEY_SIZE 16
#define SM4_BLOCK_SIZE 16
#define MAC_KEY_SIZE 32
#define DERIVE_INFO "yifen sm4-ctr hmac-sm3"

/* Two keys, so that neither primitive sees the other's. */
struct derived {
	unsigned char cipher[SM4_KEY_SIZE];
	unsigned char mac[MAC_KEY_SIZE];
};

/* HKDF (RFC 5869) over SM3, without salt: the key is random already. */
static bool
derive(const unsigned char *key, struct derived *derived)
{
	/* OpenSSL's parameters are not const, though nothing writes there. */
	unsigned char secret[CIPHER_KEY_SIZE];
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_utf8_string(
			OSSL_KDF_PARAM_DIGEST, (char[]){ "SM3" }, 0),
		OSSL_PARAM_construct_octet_string(
			OSSL_KDF_PARAM_KEY, secret, sizeof(secret)),
		OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO,
			(char[]){ DERIVE_INFO }, sizeof(DERIVE_INFO) - 1),
		OSSL_PARAM_construct_end(),
	};
	EVP_KDF *kdf = EVP_KDF_fetch(NULL, "HKDF", NULL);
	EVP_KDF_CTX *ctx = kdf == NULL ? NULL : EVP_KDF_CTX_new(kdf);
	bool ok;

	memcpy(secret, key, sizeof(secret));
	ok = ctx != NULL &&
		EVP_KDF_derive(ctx, (unsigned char *)derived, sizeof(*derived),
			params) == 1;
	OPENSSL_cleanse(secret, sizeof(secret));
	EVP_KDF_CTX_free(ctx);
	EVP_KDF_free(kdf);
	return ok;
}

/* The counter's last 32 bits begin at 0, as in GCM: 64 GiB for a nonce. */
static bool
apply_ctr(const struct derived *derived, const struct cipher_bound *bound,
	const unsigned char *in, size_t len, unsigned char *out)
{
	unsigned char counter[SM4_BLOCK_SIZE] = { 0 };
	EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
	int done;
	bool ok;

	memcpy(counter, bound->nonce, CIPHER_NONCE_SIZE);
	ok = ctx != NULL &&
		EVP_EncryptInit_ex(ctx, EVP_sm4_ctr(), NULL, derived->cipher,
			counter) == 1 &&
		(len == 0 ||
			EVP_EncryptUpdate(ctx, out, &done, in, (int)len) == 1);
	EVP_CIPHER_CTX_free(ctx);
	return ok;
}

/* version | algorithm | key id | AAD length | AAD | IV | ciphertext. */
static bool
add_parts(EVP_MAC_CTX *ctx, const struct cipher_bound *bound,
	const unsigned char *sealed, size_t len)
{
	unsigned char aad_len[8];

	for (int i = 0; i < 8; i++)
		aad_len[i] = (unsigned char)((uint64_t)bound->aad_len >>
			(56 - 8 * i));
	return EVP_MAC_update(ctx, bound->head, CIPHER_HEAD_SIZE) == 1 &&
		EVP_MAC_update(ctx, aad_len, sizeof(aad_len)) == 1 &&
		EVP_MAC_update(ctx, (const unsigned char *)bound->aad,
			bound->aad_len) == 1 &&
		EVP_MAC_update(ctx, bound->nonce, CIPHER_NONCE_SIZE) == 1 &&
		EVP_MAC_update(ctx, sealed, len) == 1;
}

/* HMAC-SM3 cut to 16 bytes: half of it, which RFC 2104, 5 allows. */
static bool
make_tag(const struct derived *derived, const struct cipher_bound *bound,
	const unsigned char *sealed, size_t len,
	unsigned char tag[CIPHER_TAG_SIZE])
{
	unsigned char whole[EVP_MAX_MD_SIZE];
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_utf8_string(
			OSSL_MAC_PARAM_DIGEST, (char[]){ "SM3" }, 0),
		OSSL_PARAM_construct_end(),
	};
	EVP_MAC *mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
	EVP_MAC_CTX *ctx = mac == NULL ? NULL : EVP_MAC_CTX_new(mac);
	size_t size = 0;
	const bool ok = ctx != NULL &&
		EVP_MAC_init(ctx, derived->mac, sizeof(derived->mac),
			params) == 1 &&
		add_parts(ctx, bound, sealed, len) &&
		EVP_MAC_final(ctx, whole, &size, sizeof(whole)) == 1 &&
		size >= CIPHER_TAG_SIZE;

	if (ok)
		memcpy(tag, whole, CIPHER_TAG_SIZE);
	OPENSSL_cleanse(whole, sizeof(whole));
	EVP_MAC_CTX_free(ctx);
	EVP_MAC_free(mac);
	return ok;
}

static bool
seal_sm(const unsigned char *key, const struct cipher_bound *bound,
	const unsigned char *plain, size_t len, unsigned char *out,
	unsigned char tag[CIPHER_TAG_SIZE])
{
	struct derived derived;
	const bool ok = derive(key, &derived) &&
		apply_ctr(&derived, bound, plain, len, out) &&
		make_tag(&derived, bound, out, len, tag);

	OPENSSL_cleanse(&derived, sizeof(derived));
	return ok;
}

/* Nothing is deciphered before its tag was found right. */
static bool
open_sm(const unsigned char *key, const struct cipher_bound *bound,
	const unsigned char *sealed, size_t len,
	const unsigned char tag[CIPHER_TAG_SIZE], unsigned char *plain)
{
	unsigned char want[CIPHER_TAG_SIZE];
	struct derived derived;
	const bool ok = derive(key, &derived) &&
		make_tag(&derived, bound, sealed, len, want) &&
		CRYPTO_memcmp(want, tag, CIPHER_TAG_SIZE) == 0 &&
		apply_ctr(&derived, bound, sealed, len, plain);

	OPENSSL_cleanse(want, sizeof(want));
	OPENSSL_cleanse(&derived, sizeof(derived));
	return ok;
}

static bool
digest_sm3(const unsigned char *key, const char *text, size_t len,
	unsigned char out[CIPHER_DIGEST_SIZE])
{
	return hmac_make("SM3", key, CIPHER_KEY_SIZE, text, len, out,
		CIPHER_DIGEST_SIZE);
}

const struct cipher cipher_sm = { "sm", 2, seal_sm, open_sm, digest_sm3 };
