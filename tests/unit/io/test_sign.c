#include "suite.h"

#include "base/err.h"
#include "io/sign.h"
#include "scratch.h"

#include <sys/stat.h>

/* A new key of ours at ${folder}/key, its public half at ${folder}/pub. */
static void
make(char folder[64], bool sm, struct sign_key **private, struct sign_key **public)
{
	char path[256];
	struct err err = ERR_INIT;

	scratch_make(folder);
	CHECK_INT(sign_make(scratch_path(folder, "key", path), sm, &err), 0);
	CHECK_INT(sign_open(path, private, &err), 0);
	CHECK_TEXT(err.message, "");
	CHECK_INT(sign_write_public(*private, scratch_path(folder, "pub", path),
			  &err),
		0);
	CHECK_INT(sign_open_public(path, public, &err), 0);
	CU_ASSERT_PTR_NOT_NULL_FATAL(*private);
	CU_ASSERT_PTR_NOT_NULL_FATAL(*public);
}

/* Every bit of text and signature counts, by either algorithm. */
static void
signs(void)
{
	for (int sm = 0; sm < 2; sm++) {
		struct sign_key *private, *public;
		unsigned char signature[SIGN_MAX];
		char folder[64], text[] = "the head of the trail";
		struct err err = ERR_INIT;
		size_t len;

		make(folder, sm == 1, &private, &public);
		CHECK_TEXT(sign_algorithm(public), sm ? "sm2" : "ed25519");
		CHECK_INT(sign_text(private, text, sizeof(text), signature,
				  &len, &err),
			0);
		CU_ASSERT(sign_check(public, text, sizeof(text), signature, len));
		CU_ASSERT(!sign_check(
			public, text, sizeof(text), signature, len - 1));
		for (size_t i = 0; i < sizeof(text); i++) {
			text[i] ^= 1;
			CU_ASSERT(!sign_check(public, text, sizeof(text),
				signature, len));
			text[i] ^= 1;
		}
		for (size_t i = 0; i < len; i++) {
			signature[i] ^= 1;
			CU_ASSERT(!sign_check(public, text, sizeof(text),
				signature, len));
			signature[i] ^= 1;
		}
		sign_close(private);
		sign_close(public);
		scratch_remove(folder);
	}
}

static void
another_key(void)
{
	struct sign_key *private, *public, *other, *other_public;
	unsigned char signature[SIGN_MAX], a[DIGEST_SIZE], b[DIGEST_SIZE];
	char folder[64], other_folder[64];
	struct err err = ERR_INIT;
	size_t len;

	make(folder, false, &private, &public);
	make(other_folder, false, &other, &other_public);
	CHECK_INT(sign_text(other, "a", 1, signature, &len, &err), 0);
	CU_ASSERT(!sign_check(public, "a", 1, signature, len));
	CHECK_INT(sign_fingerprint(private, a, &err), 0);
	CHECK_INT(sign_fingerprint(public, b, &err), 0);
	CU_ASSERT_EQUAL(memcmp(a, b, DIGEST_SIZE), 0);
	CHECK_INT(sign_fingerprint(other, b, &err), 0);
	CU_ASSERT_NOT_EQUAL(memcmp(a, b, DIGEST_SIZE), 0);
	sign_close(private);
	sign_close(public);
	sign_close(other);
	sign_close(other_public);
	scratch_remove(folder);
	scratch_remove(other_folder);
}

static void
files(void)
{
	struct sign_key *private, *public, *key;
	char folder[64], path[256];
	struct err err = ERR_INIT;
	struct stat st;

	make(folder, true, &private, &public);
	sign_close(private);
	sign_close(public);
	CHECK_INT(stat(scratch_path(folder, "key", path), &st), 0);
	CHECK_INT(st.st_mode & 07777, 0600);
	/* A key that is there stays. */
	CHECK_INT(sign_make(path, false, &err), 0);
	CHECK_INT(sign_open(path, &key, &err), 0);
	CHECK_TEXT(sign_algorithm(key), "sm2");
	sign_close(key);
	CHECK_INT(chmod(path, 0640), 0);
	CHECK_INT(sign_open(path, &key, &err), -1);
	CHECK_INT(err.code, ERR_CONFIG);
	CU_ASSERT_PTR_NULL(key);
	scratch_put(folder, "none", "-----BEGIN", 10, path);
	CHECK_INT(sign_open_public(path, &key, &err), -1);
	CHECK_INT(err.code, ERR_CONFIG);
	CHECK_INT(sign_open(scratch_path(folder, "gone", path), &key, &err), -1);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, "yifen init"));
	scratch_remove(folder);
}

static const struct test tests[] = {
	{ "a text is signed, any change is seen", signs },
	{ "another key's signature is none", another_key },
	{ "keys are files that nobody else may read", files },
	{ NULL, NULL },
};

const struct suite test_sign = { "io/sign", tests };
