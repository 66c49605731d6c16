#include "suite.h"

#include "base/err.h"
#include "io/seal.h"
#include "keys_maker.h"
#include "scratch.h"

#include <openssl/crypto.h>

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

static const char *const profiles[] = { "aes", "sm" };
#define PROFILES (sizeof(profiles) / sizeof(*profiles))

/* Keys in a folder of our own, at ${folder}/keys. */
static struct keys *
make_keys(char folder[64], const char *profile)
{
	char path[256];

	scratch_make(folder);
	return keys_maker(scratch_path(folder, "keys", path), profile);
}

#define PLAIN "482913"
#define LEN sizeof(PLAIN)

static void
test_round_trip(void)
{
	for (size_t i = 0; i < PROFILES; i++) {
		unsigned char sealed[LEN + SEAL_OVERHEAD],
			again[LEN + SEAL_OVERHEAD];
		char folder[64], plain[LEN];
		struct err err = ERR_INIT;
		struct keys *keys = make_keys(folder, profiles[i]);

		CHECK_INT(seal(keys, "code|1", PLAIN, LEN, sealed, &err), 0);
		CHECK_INT(seal(keys, "code|1", PLAIN, LEN, again, &err), 0);
		CU_ASSERT_NOT_EQUAL(memcmp(sealed, again, sizeof(sealed)), 0);
		CU_ASSERT_PTR_NULL(
			memmem(sealed, sizeof(sealed), PLAIN, LEN - 1));
		CHECK_INT(seal_open(keys, "code|1", sealed, sizeof(sealed),
				  plain, &err),
			0);
		CHECK_TEXT(plain, PLAIN);
		CHECK_INT(seal(keys, "", "", 0, sealed, &err), 0);
		CHECK_INT(seal_open(
				  keys, "", sealed, SEAL_OVERHEAD, plain, &err),
			0);
		keys_close(keys);
		scratch_remove(folder);
	}
}

/* Places of several tables and columns: each ciphertext opens in its own. */
static const char *const places[] = { "code|sealed|1 snca/SN1",
	"code|sealed|2 snca/SN1", "code|sealed|1 snca/SN2",
	"code|sealed|1 szca/SN1", "code|digest|1 snca/SN1",
	"entry|sealed|1 snca/SN1", "archive|copy|00|0|last" };
#define PLACES (sizeof(places) / sizeof(*places))

static void
test_places(void)
{
	for (size_t i = 0; i < PROFILES; i++) {
		unsigned char sealed[PLACES][LEN + SEAL_OVERHEAD];
		char folder[64], plain[LEN];
		struct err err = ERR_INIT;
		struct keys *keys = make_keys(folder, profiles[i]);

		for (size_t a = 0; a < PLACES; a++)
			CHECK_INT(seal(keys, places[a], PLAIN, LEN, sealed[a],
					  &err),
				0);
		for (size_t a = 0; a < PLACES; a++)
			for (size_t b = 0; b < PLACES; b++)
				CHECK_INT(seal_open(keys, places[a], sealed[b],
						  sizeof(sealed[b]), plain,
						  &err),
					a == b ? 0 : -1);
		keys_close(keys);
		scratch_remove(folder);
	}
}

/* A head that names another data key, or none. */
static void
test_other_key(void)
{
	unsigned char sealed[LEN + SEAL_OVERHEAD];
	char folder[64], other_folder[64], plain[LEN];
	struct err err = ERR_INIT;
	struct keys *keys = make_keys(folder, "aes");
	struct keys *other = make_keys(other_folder, "aes");
	struct keys_wrap wrap;

	CHECK_INT(seal(keys, "x", PLAIN, LEN, sealed, &err), 0);
	CHECK_INT(
		seal_open(other, "x", sealed, sizeof(sealed), plain, &err), -1);
	CHECK_INT(keys_draw(keys, 2, &wrap, &err), 0);
	for (unsigned char id = 0; id < 4; id++) {
		sealed[5] = id;
		CHECK_INT(seal_open(keys, "x", sealed, sizeof(sealed), plain,
				  &err),
			id == 1 ? 0 : -1);
	}
	sealed[2] = 0xff;
	CHECK_INT(
		seal_open(keys, "x", sealed, sizeof(sealed), plain, &err), -1);
	for (size_t len = 0; len < sizeof(sealed); len++)
		CHECK_INT(seal_open(keys, "x", sealed, len, plain, &err), -1);
	keys_close(keys);
	keys_close(other);
	keys_close(NULL);
	scratch_remove(folder);
	scratch_remove(other_folder);
}

static void
test_same(void)
{
	CU_ASSERT_TRUE(seal_same("abc", "abc", 3));
	CU_ASSERT_FALSE(seal_same("abc", "abd", 3));
	CU_ASSERT_FALSE(seal_same("xbc", "abc", 3));
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

/* Chi-square with the number of letters less one degrees of freedom: more than
 * ${limit} has a probability of 0.001 (p > 0.001 is asked).  YIFEN_CHI_SQUARE is
 * the number of letters, 10^6 if it is not set.  A generator without fault
 * exceeds the limit once in a thousand times: then a second look, at fresh
 * letters, decides. */
static const struct {
	const char *alphabet, *letters;
	int64_t limit_thousandths;
} evens[] = {
	{ "digits", "0123456789", 27877 },
	{ "upper", "23456789ABCDEFGHJKLMNPQRSTUVWXYZ", 61098 },
};

static int64_t
chi_thousandths(const char *alphabet, const char *letters, int64_t count)
{
	const int64_t kinds = (int64_t)strlen(letters);
	const int64_t runs = count / (CODE_MAX * kinds) * kinds;
	const int64_t each = runs * CODE_MAX / kinds;
	int64_t seen[256] = { 0 }, sum = 0;

	for (int64_t i = 0; i < runs; i++) {
		char code[CODE_MAX + 1];
		struct err err = ERR_INIT;

		if (seal_code(alphabet, CODE_MAX, code, &err) < 0)
			CU_FAIL_FATAL("no code");
		for (int j = 0; j < CODE_MAX; j++)
			seen[(unsigned char)code[j]]++;
	}
	for (const char *l = letters; *l != '\0'; l++) {
		const int64_t off = seen[(unsigned char)*l] - each;

		sum += off * off;
	}
	return sum * 1000 / each;
}

static void
test_even(void)
{
	const char *text = getenv("YIFEN_CHI_SQUARE");
	const int64_t count = text == NULL ? 1000000 : atoll(text);

	CU_ASSERT_FATAL(count >= 10000);
	for (size_t i = 0; i < sizeof(evens) / sizeof(*evens); i++) {
		const char *a = evens[i].alphabet, *l = evens[i].letters;
		const int64_t limit = evens[i].limit_thousandths;

		CHECK_CASE(a,
			chi_thousandths(a, l, count) < limit ||
				chi_thousandths(a, l, count) < limit);
	}
}

static void
test_wipe(void)
{
	char secret[] = "482913";

	seal_wipe(secret, sizeof(secret));
	for (size_t i = 0; i < sizeof(secret); i++)
		CHECK_INT(secret[i], 0);
}

/* The flags that the kernel gives the pages at ${at} (proc(5), VmFlags): "dd"
 * is left out of dumps, "lo" locked. */
static bool
pages_have(const void *at, const char *flag)
{
	const uintptr_t address = (uintptr_t)at;
	FILE *maps = fopen("/proc/self/smaps", "r");
	bool inside = false, found = false;
	char line[512];

	while (maps != NULL && !found && fgets(line, sizeof(line), maps)) {
		uintptr_t from, to;

		if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR " ", &from, &to) == 2)
			inside = from <= address && address < to;
		else if (inside && strncmp(line, "VmFlags:", 8) == 0)
			found = strstr(line, flag) != NULL;
	}
	if (maps != NULL)
		fclose(maps);
	return found;
}

/* Where a key lies once the process is guarded. */
static bool
is_kept_apart(void)
{
	struct rlimit lock = { 0, 0 };
	const void *key = OPENSSL_secure_malloc(32);

	getrlimit(RLIMIT_MEMLOCK, &lock);
	return CRYPTO_secure_allocated(key) == 1 && pages_have(key, " dd") &&
		(lock.rlim_cur < 65536 || pages_have(key, " lo"));
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
		_exit(prctl(PR_GET_DUMPABLE) != 0 || core.rlim_max != 0 ||
			!is_kept_apart());
	}
	CHECK_INT(waitpid(child, &status, 0), child);
	CHECK_INT(status, 0);
}

static const struct test tests[] = {
	{ "seal_open gives back what seal sealed", test_round_trip },
	{ "no ciphertext opens in another's place", test_places },
	{ "another key opens nothing", test_other_key },
	{ "seal_same compares every byte", test_same },
	{ "seal_code keeps alphabet and length", test_codes },
	{ "seal_code favours no letter", test_even },
	{ "seal_wipe leaves zeros", test_wipe },
	{ "seal_guard_process keeps keys out of dumps and swap", test_guard },
	{ NULL, NULL },
};

const struct suite test_seal = { "io/seal", tests };
