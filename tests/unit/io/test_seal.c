#include "suite.h"

#include "base/err.h"
#include "io/seal.h"
#include "scratch.h"

#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

/* Keys in a folder of our own, at ${folder}/keys. */
static struct keys *
make_keys(char folder[64])
{
	char path[256];
	struct err err = ERR_INIT;
	struct keys *keys = NULL;

	scratch_make(folder);
	scratch_path(folder, "keys", path);
	CHECK_INT(keys_make(path, &err), 0);
	CHECK_INT(keys_open(path, &keys, &err), 0);
	CU_ASSERT_PTR_NOT_NULL_FATAL(keys);
	return keys;
}

static void
test_keys(void)
{
	static const char *const names[] = { "keys/seal", "keys/digest" };
	char folder[64], path[256], *before, *after;
	struct err err = ERR_INIT;
	struct stat st;
	size_t len;

	keys_close(make_keys(folder));
	CHECK_INT(stat(scratch_path(folder, "keys", path), &st), 0);
	CHECK_INT(st.st_mode & 07777, 0700);
	for (int i = 0; i < 2; i++) {
		CHECK_INT(stat(scratch_path(folder, names[i], path), &st), 0);
		CHECK_INT(st.st_mode & 07777, 0600);
		CHECK_INT(st.st_size, 32);
	}
	before = slurp(scratch_path(folder, "keys/seal", path), &len);
	CHECK_INT(keys_make(scratch_path(folder, "keys", path), &err), 0);
	after = slurp(scratch_path(folder, "keys/seal", path), &len);
	CU_ASSERT_EQUAL(memcmp(before, after, 32), 0);
	free(before);
	free(after);
	scratch_remove(folder);
}

/* Keys that somebody else put there are nobody's demonstration. */
static void
test_demonstration(void)
{
	static const char *const names[] = { "keys/demonstration", "keys/seal",
		"keys/digest" };
	char folder[64], path[256];
	struct err err = ERR_INIT;
	struct keys *keys = make_keys(folder);

	CU_ASSERT_TRUE(keys_are_demonstration(keys));
	keys_close(keys);
	for (int i = 0; i < 2; i++) {
		/* One was replaced, and init made what is missing. */
		scratch_path(folder, names[0], path);
		CHECK_INT(unlink(path), 0);
		CHECK_INT(unlink(scratch_path(folder, names[i + 1], path)), 0);
		scratch_path(folder, "keys", path);
		CHECK_INT(keys_make(path, &err), 0);
		CHECK_INT(keys_open(path, &keys, &err), 0);
		CU_ASSERT_FALSE(keys_are_demonstration(keys));
		keys_close(keys);
		scratch_put(folder, names[0], "", 0, path);
	}
	scratch_remove(folder);
}

static void
check_refused(const char *folder, const char *label)
{
	struct err err = ERR_INIT;
	struct keys *keys = NULL;
	char path[256];

	CHECK_CASE(label,
		keys_open(scratch_path(folder, "keys", path), &keys, &err) ==
			-1);
	CHECK_CASE(label, keys == NULL && err.code == ERR_CONFIG);
	CHECK_CASE(label, strstr(err.message, folder) != NULL);
	keys_close(keys);
}

static void
test_refused(void)
{
	char folder[64], path[256], moved[256];

	keys_close(make_keys(folder));
	chmod(scratch_path(folder, "keys", path), 0750);
	check_refused(folder, "a folder that the group may read");
	chmod(path, 0700);
	chmod(scratch_path(folder, "keys/seal", path), 0604);
	check_refused(folder, "a key that others may read");
	chmod(path, 0600);
	CHECK_INT(truncate(path, 31), 0);
	check_refused(folder, "a short key");
	CHECK_INT(truncate(path, 33), 0);
	check_refused(folder, "a long key");
	CHECK_INT(truncate(path, 32), 0);
	CHECK_INT(rename(path, scratch_path(folder, "elsewhere", moved)), 0);
	check_refused(folder, "a key that is missing");
	CHECK_INT(symlink(moved, path), 0);
	check_refused(folder, "a symbolic link");
	scratch_remove(folder);
	check_refused(folder, "no folder");
}

#define PLAIN "482913"
#define LEN sizeof(PLAIN)

static void
test_round_trip(void)
{
	unsigned char sealed[LEN + SEAL_OVERHEAD], again[LEN + SEAL_OVERHEAD];
	char folder[64], plain[LEN];
	struct err err = ERR_INIT;
	struct keys *keys = make_keys(folder);

	CHECK_INT(seal(keys, "code|1", PLAIN, LEN, sealed, &err), 0);
	CHECK_INT(seal(keys, "code|1", PLAIN, LEN, again, &err), 0);
	CHECK_INT(sealed[0], SEAL_ALGORITHM);
	CU_ASSERT_NOT_EQUAL(memcmp(sealed, again, sizeof(sealed)), 0);
	CU_ASSERT_PTR_NULL(memmem(sealed, sizeof(sealed), PLAIN, LEN - 1));
	CHECK_INT(
		seal_open(keys, "code|1", sealed, sizeof(sealed), plain, &err),
		0);
	CHECK_TEXT(plain, PLAIN);
	CHECK_INT(seal(keys, "", "", 0, sealed, &err), 0);
	CHECK_INT(seal_open(keys, "", sealed, SEAL_OVERHEAD, plain, &err), 0);
	keys_close(keys);
	scratch_remove(folder);
}

/* Every bit of the sealed text, and its identity, is bound. */
static void
test_changed(void)
{
	unsigned char sealed[LEN + SEAL_OVERHEAD];
	char folder[64], plain[LEN];
	struct err err = ERR_INIT;
	struct keys *keys = make_keys(folder);
	int accepted = 0;

	CHECK_INT(seal(keys, "code|1", PLAIN, LEN, sealed, &err), 0);
	for (size_t bit = 0; bit < 8 * sizeof(sealed); bit++) {
		sealed[bit / 8] ^= (unsigned char)(1 << bit % 8);
		accepted += seal_open(keys, "code|1", sealed, sizeof(sealed),
				    plain, &err) == 0;
		sealed[bit / 8] ^= (unsigned char)(1 << bit % 8);
	}
	CHECK_INT(accepted, 0);
	CHECK_INT(err.code, ERR_CRYPTO);
	CHECK_INT(
		seal_open(keys, "code|2", sealed, sizeof(sealed), plain, &err),
		-1);
	for (size_t i = 0; i < LEN; i++)
		CHECK_INT(plain[i], 0);
	for (size_t len = 0; len < sizeof(sealed); len++)
		accepted += seal_open(keys, "code|1", sealed, len, plain,
				    &err) == 0;
	CHECK_INT(accepted, 0);
	CHECK_INT(
		seal_open(keys, "code|1", sealed, sizeof(sealed), plain, &err),
		0);
	keys_close(keys);
	scratch_remove(folder);
}

static void
test_other_key(void)
{
	unsigned char sealed[LEN + SEAL_OVERHEAD];
	char folder[64], other_folder[64], plain[LEN];
	struct err err = ERR_INIT;
	struct keys *keys = make_keys(folder), *other = make_keys(other_folder);

	CHECK_INT(seal(keys, "x", PLAIN, LEN, sealed, &err), 0);
	CHECK_INT(
		seal_open(other, "x", sealed, sizeof(sealed), plain, &err), -1);
	keys_close(keys);
	keys_close(other);
	keys_close(NULL);
	scratch_remove(folder);
	scratch_remove(other_folder);
}

/* RFC 4231, test case 1 cut to 16 bytes, has a key of 20 bytes; ours has 32,
 * so the key is that one with zeros behind it, which HMAC takes the same. */
static void
test_digest_vector(void)
{
	static const unsigned char want[SEAL_DIGEST_SIZE] = { 0xb0, 0x34, 0x4c,
		0x61, 0xd8, 0xdb, 0x38, 0x53, 0x5c, 0xa8, 0xaf, 0xce, 0xaf,
		0x0b, 0xf1, 0x2b };
	unsigned char key[32] = { 0 }, out[SEAL_DIGEST_SIZE];
	char folder[64], path[256];
	struct err err = ERR_INIT;
	struct keys *keys = make_keys(folder);

	keys_close(keys);
	memset(key, 0x0b, 20);
	scratch_put(folder, "keys/digest", key, sizeof(key), path);
	CHECK_INT(
		keys_open(scratch_path(folder, "keys", path), &keys, &err), 0);
	CHECK_INT(seal_digest(keys, "Hi There", 8, out, &err), 0);
	CU_ASSERT_EQUAL(memcmp(out, want, sizeof(want)), 0);
	keys_close(keys);
	scratch_remove(folder);
}

static const struct {
	const char *alphabet;
	int length, rc;
	const char *letters;
} codes[] = {
	{ "digits", 6, 0, "0123456789" },
	{ "digits", 4, 0, "0123456789" },
	{ "upper", 12, 0, "23456789ABCDEFGHJKLMNPQRSTUVWXYZ" },
	{ "digits", 3, -1, "" },
	{ "digits", 13, -1, "" },
	{ "lower", 6, -1, "" },
};

static void
test_codes(void)
{
	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++) {
		char code[CODE_MAX + 1] = "x";
		struct err err = ERR_INIT;

		CHECK_INT(seal_code(codes[i].alphabet, codes[i].length, code,
				  &err),
			codes[i].rc);
		CHECK_INT(strlen(code), codes[i].rc == 0 ? codes[i].length : 0);
		CHECK_INT(strspn(code, codes[i].letters), strlen(code));
		if (codes[i].rc < 0)
			CHECK_INT(err.code, ERR_CONFIG);
	}
}

/* Chi-square over 120,000 digits, 9 degrees of freedom: over 60 has a chance
 * of about 1 in 10^9. */
static void
test_even(void)
{
	long seen[10] = { 0 }, chi = 0;
	const long each = 12000;

	for (int i = 0; i < 10000; i++) {
		char code[CODE_MAX + 1];
		struct err err = ERR_INIT;

		if (seal_code("digits", CODE_MAX, code, &err) < 0)
			CU_FAIL_FATAL("no code");
		for (int j = 0; j < CODE_MAX; j++)
			seen[code[j] - '0']++;
	}
	for (int i = 0; i < 10; i++)
		chi += (seen[i] - each) * (seen[i] - each);
	CU_ASSERT(chi / each < 60);
}

static void
test_wipe(void)
{
	char secret[] = "482913";

	seal_wipe(secret, sizeof(secret));
	for (size_t i = 0; i < sizeof(secret); i++)
		CHECK_INT(secret[i], 0);
}

/* In a child, because it cannot be undone. */
static void
test_guard(void)
{
	const pid_t child = fork();
	int status = -1;

	CU_ASSERT_FATAL(child >= 0);
	if (child == 0) {
		struct rlimit core = { 1, 1 };

		seal_guard_process();
		seal_guard_process();
		getrlimit(RLIMIT_CORE, &core);
		_exit(prctl(PR_GET_DUMPABLE) != 0 || core.rlim_max != 0);
	}
	CHECK_INT(waitpid(child, &status, 0), child);
	CHECK_INT(status, 0);
}

static const struct test tests[] = {
	{ "keys_make makes keys for us alone, once", test_keys },
	{ "keys that init made are the demonstration's", test_demonstration },
	{ "keys_open refuses what others may read", test_refused },
	{ "seal_open gives back what seal sealed", test_round_trip },
	{ "a changed bit or another row is refused", test_changed },
	{ "another key opens nothing", test_other_key },
	{ "seal_digest is HMAC-SHA-256", test_digest_vector },
	{ "seal_code keeps alphabet and length", test_codes },
	{ "seal_code favours no digit", test_even },
	{ "seal_wipe leaves zeros", test_wipe },
	{ "seal_guard_process forbids dumps", test_guard },
	{ NULL, NULL },
};

const struct suite test_seal = { "io/seal", tests };
