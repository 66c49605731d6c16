#include "io/cipher.h"

#include "base/err.h"
#include "base/i18n.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <limits.h>
#include <string.h>

#define VERSION 1

static const struct cipher *const ciphers[] = { &cipher_aes, &cipher_sm };

const struct cipher *
cipher_find(const char *name)
{
	for (size_t i = 0; i < sizeof(ciphers) / sizeof(*ciphers); i++)
		if (strcmp(ciphers[i]->name, name) == 0)
			return ciphers[i];
	return NULL;
}

static void
write_head(unsigned char *head, const struct cipher *cipher, int key_id)
{
	const uint32_t id = (uint32_t)key_id;

	head[0] = VERSION;
	head[1] = cipher->algorithm;
	for (int i = 0; i < 4; i++)
		head[2 + i] = (unsigned char)(id >> (24 - 8 * i));
}

int
cipher_key_id(const unsigned char *sealed, size_t len)
{
	uint32_t id = 0;

	if (len < CIPHER_OVERHEAD || sealed[0] != VERSION)
		return -1;
	for (int i = 0; i < 4; i++)
		id = id << 8 | sealed[2 + i];
	return id > INT_MAX ? -1 : (int)id;
}

int
cipher_seal(const struct cipher *cipher, const unsigned char *key, int key_id,
	const char *aad, const void *plain, size_t len, unsigned char *sealed,
	struct err *err)
{
	unsigned char *const nonce = sealed + CIPHER_HEAD_SIZE;
	unsigned char *const out = nonce + CIPHER_NONCE_SIZE;
	const struct cipher_bound bound = { sealed, nonce, aad, strlen(aad) };

	if (len > INT_MAX - CIPHER_OVERHEAD || bound.aad_len > INT_MAX)
		return err_set(err, ERR_BUG, "too much to seal at once");
	write_head(sealed, cipher, key_id);
	if (RAND_bytes(nonce, CIPHER_NONCE_SIZE) != 1 ||
		!cipher->seal(key, &bound, plain, len, out, out + len))
		return err_set(
			err, ERR_CRYPTO, _("a secret could not be sealed"));
	return 0;
}

int
cipher_open(const struct cipher *cipher, const unsigned char *key,
	const char *aad, const unsigned char *sealed, size_t len, void *plain,
	struct err *err)
{
	const unsigned char *const nonce = sealed + CIPHER_HEAD_SIZE;
	const unsigned char *const data = nonce + CIPHER_NONCE_SIZE;
	const struct cipher_bound bound = { sealed, nonce, aad, strlen(aad) };
	const size_t inside = len - CIPHER_OVERHEAD;

	if (len >= CIPHER_OVERHEAD && len <= INT_MAX &&
		bound.aad_len <= INT_MAX && sealed[0] == VERSION &&
		sealed[1] == cipher->algorithm) {
		if (cipher->open(
			    key, &bound, data, inside, data + inside, plain))
			return 0;
		/* What was deciphered without a right tag stays here. */
		if (inside > 0)
			OPENSSL_cleanse(plain, inside);
	}
	return err_set(err, ERR_CRYPTO,
		_("a sealed secret was changed, or sealed with another key"));
}
