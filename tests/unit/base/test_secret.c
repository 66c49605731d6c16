#include "suite.h"

#include "base/secret.h"

#include <string.h>

static void
test_same(void)
{
	unsigned char a[32], b[32];

	memset(a, 0x5a, sizeof(a));
	for (size_t at = 0; at < sizeof(a); at++)
		for (int bit = 0; bit < 8; bit++) {
			memcpy(b, a, sizeof(b));
			CU_ASSERT_TRUE(secret_same(a, b, sizeof(a)));
			b[at] ^= (unsigned char)(1 << bit);
			CU_ASSERT_FALSE(secret_same(a, b, sizeof(a)));
			CU_ASSERT_TRUE(secret_same(a, b, at));
		}
	CU_ASSERT_TRUE(secret_same("", "", 0));
}

static const struct test tests[] = {
	{ "secret_same compares every bit", test_same },
	{ NULL, NULL },
};

const struct suite test_secret = { "base/secret", tests };
