#include "suite.h"

#include "base/arena.h"
#include "base/err.h"
#include "model/code_set.h"

#include <string.h>

/* A digest that begins with ${n}, the lowest byte last. */
static const unsigned char *
digest(unsigned n)
{
	static unsigned char bytes[CODE_DIGEST_SIZE];

	memset(bytes, 0x5a, sizeof(bytes));
	bytes[0] = (unsigned char)(n >> 8);
	bytes[CODE_DIGEST_SIZE - 1] = (unsigned char)n;
	return bytes;
}

static void
empty(void)
{
	struct code_set set = { .count = 0 };

	code_set_ready(&set);
	CHECK_INT(code_set_has(&set, digest(1)), false);
}

/* Every third of a thousand, in an order of no kind, some of them twice. */
static void
many(void)
{
	struct arena arena = ARENA_INIT;
	struct err err = ERR_INIT;
	struct code_set set = { .count = 0 };

	for (unsigned i = 0; i < 1200; i++)
		CHECK_INT(code_set_add(&set, &arena,
				  digest(i * 7 % 1000 * 3), 1, &err),
			0);
	CHECK_INT(code_set_add(&set, &arena, digest(5000), 1, &err), 0);
	CHECK_INT(code_set_add(&set, &arena, NULL, 0, &err), 0);
	code_set_ready(&set);
	CHECK_INT(set.count, 1201);
	for (unsigned i = 0; i < 3000; i++)
		CHECK_INT(code_set_has(&set, digest(i)), i % 3 == 0);
	CHECK_INT(code_set_has(&set, digest(5000)), true);
	CHECK_INT(code_set_has(&set, digest(65535)), false);
	arena_release(&arena);
}

static void
limit(void)
{
	struct arena arena = ARENA_INIT;
	struct err err = ERR_INIT;
	struct code_set set = { .count = 0 };
	int rc = 0;

	arena.limit = 1000;
	for (unsigned i = 0; rc == 0 && i < 100; i++)
		rc = code_set_add(&set, &arena, digest(i), 1, &err);
	CHECK_INT(rc, -1);
	CHECK_INT(err.code, ERR_LIMIT);
	arena_release(&arena);
}

static const struct test tests[] = {
	{ "an empty set has nothing", empty },
	{ "it has what was added, and nothing else", many },
	{ "memory ends", limit },
	{ NULL, NULL },
};

const struct suite test_code_set = { "model/code_set", tests };
