#include "suite.h"

#include "base/err.h"
#include "io/cipher.h"

#include <string.h>

#define PLAIN "482913"
#define LEN (sizeof(PLAIN) - 1)
#define AAD "code|sealed|7 snca/SN1"
#define NONCE                                                                  \
	0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa8, 0xa9, 0xaa, 0xab

/* With the key 00 01 .. 1f and the key id 5.  That of aes was made by Python's
 * cryptography; that of sm by openssl kdf, enc and mac, step by step. */
static const struct known {
	const char *name;
	unsigned char sealed[LEN + CIPHER_OVERHEAD];
	unsigned char digest[CIPHER_DIGEST_SIZE]; /* of "Hi There" */
} known[] = {
	{ "aes",
		{ 1, 1, 0, 0, 0, 5, NONCE, 0xd2, 0x20, 0x4e, 0x14, 0x74, 0xf8,
			0x0b, 0x1d, 0x14, 0xf8, 0xe1, 0x21, 0xdd, 0x94, 0x1c,
			0x65, 0xc2, 0x97, 0x9f, 0x2a, 0xb8, 0x54 },
		{ 0 } },
	{ "sm",
		{ 1, 2, 0, 0, 0, 5, NONCE, 0x79, 0x35, 0x77, 0x0f, 0xd2, 0x60,
			0xf1, 0xdf, 0x42, 0x7c, 0x87, 0xb1, 0xc4, 0x73, 0xde,
			0xc0, 0x62, 0xa5, 0xef, 0x76, 0x40, 0xb7 },
		{ 0xfe, 0x48, 0xd9, 0xb9, 0x97, 0xea, 0xf3, 0x91, 0x6a, 0x0d,
			0xf3, 0xf2, 0x37, 0x38, 0xc2, 0x65 } },
};
#define KNOWN (sizeof(known) / sizeof(*known))

static void
make_key(unsigned char key[CIPHER_KEY_SIZE])
{
	for (unsigned char i = 0; i < CIPHER_KEY_SIZE; i++)
		key[i] = i;
}

static void
test_vectors(void)
{
	unsigned char key[CIPHER_KEY_SIZE];

	make_key(key);
	for (size_t i = 0; i < KNOWN; i++) {
		const struct cipher *cipher = cipher_find(known[i].name);
		char plain[LEN + 1] = "";
		struct err err = ERR_INIT;

		CU_ASSERT_PTR_NOT_NULL_FATAL(cipher);
		CHECK_INT(cipher_key_id(known[i].sealed,
				  sizeof(known[i].sealed)),
			5);
		CHECK_INT(cipher_open(cipher, key, AAD, known[i].sealed,
				  sizeof(known[i].sealed), plain, &err),
			0);
		CHECK_TEXT(plain, PLAIN);
	}
}

/* RFC 4231, test case 1, has a key of 20 bytes; HMAC takes it the same with
 * zeros behind it. */
static void
test_digests(void)
{
	static const unsigned char want[CIPHER_DIGEST_SIZE] = { 0xb0, 0x34,
		0x4c, 0x61, 0xd8, 0xdb, 0x38, 0x53, 0x5c, 0xa8, 0xaf, 0xce,
		0xaf, 0x0b, 0xf1, 0x2b };
	unsigned char key[CIPHER_KEY_SIZE] = { 0 }, out[CIPHER_DIGEST_SIZE];

	memset(key, 0x0b, 20);
	CU_ASSERT_TRUE(cipher_aes.digest(key, "Hi There", 8, out));
	CU_ASSERT_EQUAL(memcmp(out, want, sizeof(want)), 0);
	make_key(key);
	CU_ASSERT_TRUE(cipher_sm.digest(key, "Hi There", 8, out));
	CU_ASSERT_EQUAL(memcmp(out, known[1].digest, sizeof(out)), 0);
}

static const size_t sizes[] = { 0, 1, 6, 15, 16, 17, 255, 4096, 65536 };

static void
test_sizes(void)
{
	static unsigned char plain[65536], sealed[65536 + CIPHER_OVERHEAD],
		back[65536];
	unsigned char key[CIPHER_KEY_SIZE];
	struct err err = ERR_INIT;

	make_key(key);
	for (size_t i = 0; i < sizeof(plain); i++)
		plain[i] = (unsigned char)(i * 7);
	for (size_t k = 0; k < KNOWN; k++)
		for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
			const struct cipher *cipher =
				cipher_find(known[k].name);
			const size_t len = sizes[i];

			CHECK_INT(cipher_seal(cipher, key, 1, AAD, plain, len,
					  sealed, &err),
				0);
			CHECK_INT(cipher_open(cipher, key, AAD, sealed,
					  len + CIPHER_OVERHEAD, back, &err),
				0);
			CU_ASSERT_EQUAL(memcmp(plain, back, len), 0);
		}
}

/* Every bit, every length, the place, the key and the profile are bound. */
static void
test_changed(void)
{
	unsigned char key[CIPHER_KEY_SIZE];

	make_key(key);
	for (size_t k = 0; k < KNOWN; k++) {
		const struct cipher *cipher = cipher_find(known[k].name);
		const struct cipher *other =
			cipher_find(known[(k + 1) % KNOWN].name);
		unsigned char sealed[sizeof(known[k].sealed)];
		const size_t size = sizeof(sealed);
		char plain[LEN] = "";
		struct err err = ERR_INIT;
		int accepted = 0;

		memcpy(sealed, known[k].sealed, size);
		for (size_t bit = 0; bit < 8 * size; bit++) {
			sealed[bit / 8] ^= (unsigned char)(1 << bit % 8);
			accepted += cipher_open(cipher, key, AAD, sealed, size,
					    plain, &err) == 0;
			sealed[bit / 8] ^= (unsigned char)(1 << bit % 8);
		}
		for (size_t len = 0; len < size; len++)
			accepted += cipher_open(cipher, key, AAD, sealed, len,
					    plain, &err) == 0;
		accepted += cipher_open(cipher, key, "code|sealed|8 snca/SN1",
				    sealed, size, plain, &err) == 0;
		accepted += cipher_open(
				    other, key, AAD, sealed, size, plain,
				    &err) == 0;
		key[0] ^= 1;
		accepted += cipher_open(cipher, key, AAD, sealed, size, plain,
				    &err) == 0;
		key[0] ^= 1;
		CHECK_INT(accepted, 0);
		CHECK_INT(err.code, ERR_CRYPTO);
		for (size_t i = 0; i < LEN; i++)
			CHECK_INT(plain[i], 0);
	}
}

static void
test_names(void)
{
	CU_ASSERT_PTR_EQUAL(cipher_find("aes"), &cipher_aes);
	CU_ASSERT_PTR_EQUAL(cipher_find("sm"), &cipher_sm);
	CU_ASSERT_PTR_NULL(cipher_find("des"));
	CU_ASSERT_PTR_NULL(cipher_find(""));
	CU_ASSERT_NOT_EQUAL(cipher_aes.algorithm, cipher_sm.algorithm);
	CHECK_INT(cipher_key_id((const unsigned char *)"", 0), -1);
}

static const struct test tests[] = {
	{ "cipher_open opens what others sealed", test_vectors },
	{ "digests are HMAC-SHA-256 and HMAC-SM3", test_digests },
	{ "every length comes back", test_sizes },
	{ "anything changed is refused, and nothing shown", test_changed },
	{ "cipher_find knows the profiles", test_names },
	{ NULL, NULL },
};

const struct suite test_cipher = { "io/cipher", tests };
