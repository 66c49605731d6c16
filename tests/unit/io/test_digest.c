#include "suite.h"

#include "base/err.h"
#include "io/digest.h"
#include "scratch.h"

#include <string.h>

/* FIPS 180-4 examples. */
static const struct {
	const char *text, *want;
} cases[] = {
	{ "",
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8"
		"5"
		"5" },
	{ "abc",
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f2001"
		"5ad" },
	{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db0"
		"6c1" },
};

static void
test_vectors(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		unsigned char out[DIGEST_SIZE];
		char hex[2 * DIGEST_SIZE + 1];
		struct err err = ERR_INIT;
		struct digest *digest = digest_new(&err);

		CU_ASSERT_PTR_NOT_NULL_FATAL(digest);
		for (const char *s = cases[i].text; *s != '\0'; s++)
			CHECK_INT(digest_add(digest, s, 1, &err), 0);
		CHECK_INT(digest_end(digest, out, &err), 0);
		CHECK_TEXT(digest_hex(out, hex), cases[i].want);
		digest_free(digest);
	}
	digest_free(NULL);
}

static void
test_file(void)
{
	unsigned char out[DIGEST_SIZE];
	char folder[64], path[256], hex[2 * DIGEST_SIZE + 1];
	struct err err = ERR_INIT;

	scratch_make(folder);
	scratch_put(folder, "f", "abc", 3, path);
	CHECK_INT(digest_file(path, out, &err), 0);
	CHECK_TEXT(digest_hex(out, hex), cases[1].want);
	scratch_path(folder, "none", path);
	CHECK_INT(digest_file(path, out, &err), -1);
	CHECK_INT(err.code, ERR_IO);
	CU_ASSERT(strstr(err.message, path) != NULL);
	scratch_remove(folder);
}

static const struct test tests[] = {
	{ "digest gives the published vectors", test_vectors },
	{ "digest_file reads a file, or names it", test_file },
	{ NULL, NULL },
};

const struct suite test_digest = { "io/digest", tests };
