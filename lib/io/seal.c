#include "io/seal.h"

#include "base/err.h"
#include "base/i18n.h"

#include <openssl/crypto.h>

int
seal(const struct keys *keys, const char *aad, const void *plain, size_t len,
	unsigned char *sealed, struct err *err)
{
	const struct keys_open *key = keys_next(keys, err);

	if (key == NULL)
		return -1;
	return cipher_seal(key->cipher, key->bytes, key->key_id, aad, plain,
		len, sealed, err);
}

int
seal_open(const struct keys *keys, const char *aad, const unsigned char *sealed,
	size_t len, void *plain, struct err *err)
{
	const int key_id = cipher_key_id(sealed, len);
	const struct keys_open *key;

	if (key_id <= KEYS_DIGEST)
		return err_set(err, ERR_CRYPTO, "%s",
			_("this was never sealed, or it was cut off"));
	key = keys_find(keys, key_id, err);
	if (key == NULL)
		return -1;
	return cipher_open(
		key->cipher, key->bytes, aad, sealed, len, plain, err);
}

int
seal_digest(const struct keys *keys, const char *text, size_t len,
	unsigned char out[SEAL_DIGEST_SIZE], struct err *err)
{
	const struct keys_open *key = keys_find(keys, KEYS_DIGEST, err);

	if (key == NULL)
		return -1;
	if (!key->cipher->digest(key->bytes, text, len, out))
		return err_set(err, ERR_CRYPTO, _("a keyed digest failed"));
	return 0;
}

bool
seal_same(const void *a, const void *b, size_t len)
{
	return CRYPTO_memcmp(a, b, len) == 0;
}

void
seal_wipe(void *bytes, size_t len)
{
	OPENSSL_cleanse(bytes, len);
}
