#include "suite.h"

#include "base/err.h"
#include "io/kek.h"
#include "io/keys.h"
#include "io/seal.h"
#include "keys_maker.h"
#include "scratch.h"

#include <string.h>

static const char *const profiles[] = { "aes", "sm" };
#define PROFILES (sizeof(profiles) / sizeof(*profiles))
#define LEN 6
#define SIZE (LEN + SEAL_OVERHEAD)

/* A folder, one book's keys in it, and what they were stored as. */
struct place {
	char folder[64], path[256];
	struct keys *keys;
	struct keys_wrap digest, first, second;
};

static struct keys *
empty(const struct place *p)
{
	struct err err = ERR_INIT;
	struct keys *keys = NULL;

	CHECK_INT(keys_new(p->path, &keys, &err), 0);
	CU_ASSERT_PTR_NOT_NULL_FATAL(keys);
	return keys;
}

static void
make(struct place *p, const char *cipher)
{
	const struct kek kek = keys_maker_kek(p->path, 1, cipher);
	struct err err = ERR_INIT;

	scratch_make(p->folder);
	scratch_path(p->folder, "keys", p->path);
	keys_close(keys_maker(p->path, cipher));
	p->keys = empty(p);
	CHECK_INT(keys_add_kek(p->keys, &kek, &err), 0);
	CHECK_INT(keys_draw(p->keys, KEYS_DIGEST, &p->digest, &err), 0);
	CHECK_INT(keys_draw(p->keys, 1, &p->first, &err), 0);
	CHECK_INT(keys_draw(p->keys, 2, &p->second, &err), 0);
	CHECK_INT(keys_use(p->keys, 1, &err), 0);
}

static void
unmake(struct place *p)
{
	keys_close(p->keys);
	scratch_remove(p->folder);
}

/* What one command sealed, another one opens. */
static void
test_stored(void)
{
	for (size_t i = 0; i < PROFILES; i++) {
		unsigned char sealed[SIZE], a[SEAL_DIGEST_SIZE],
			b[SEAL_DIGEST_SIZE];
		char plain[LEN + 1] = "";
		struct err err = ERR_INIT;
		struct place p;
		struct kek kek;
		struct keys *again;

		make(&p, profiles[i]);
		CHECK_INT(seal(p.keys, "x", "482913", LEN, sealed, &err), 0);
		CHECK_INT(seal_digest(p.keys, "482913", LEN, a, &err), 0);
		again = empty(&p);
		kek = keys_maker_kek(p.path, 1, profiles[i]);
		CHECK_INT(keys_add_kek(again, &kek, &err), 0);
		CHECK_INT(keys_add(again, &p.digest, &err), 0);
		CHECK_INT(keys_add(again, &p.first, &err), 0);
		CHECK_INT(keys_check(again, &err), 0);
		CHECK_INT(seal_open(again, "x", sealed, SIZE, plain, &err), 0);
		CHECK_TEXT(plain, "482913");
		CHECK_INT(seal_digest(again, "482913", LEN, b, &err), 0);
		CU_ASSERT_TRUE(seal_same(a, b, sizeof(a)));
		/* Nothing is sealed before one is chosen. */
		CHECK_INT(seal(again, "x", "482913", LEN, sealed, &err), -1);
		CHECK_INT(err.code, ERR_BUG);
		keys_close(again);
		unmake(&p);
	}
}

/* Wraps of two data keys are exchanged, or said to be of another cipher. */
static void
test_swapped(void)
{
	for (size_t i = 0; i < PROFILES; i++) {
		struct err err = ERR_INIT;
		struct place p;
		struct kek kek;
		struct keys *again;
		struct keys_wrap wrap;

		make(&p, profiles[i]);
		again = empty(&p);
		kek = keys_maker_kek(p.path, 1, profiles[i]);
		CHECK_INT(keys_add_kek(again, &kek, &err), 0);
		wrap = p.second;
		memcpy(wrap.sealed, p.first.sealed, sizeof(wrap.sealed));
		CHECK_INT(keys_add(again, &wrap, &err), 0);
		CHECK_INT(keys_use(again, 2, &err), -1);
		CHECK_INT(err.code, ERR_CRYPTO);
		wrap = p.first;
		wrap.cipher = profiles[(i + 1) % PROFILES];
		CHECK_INT(keys_add(again, &wrap, &err), 0);
		CHECK_INT(keys_use(again, 1, &err), -1);
		wrap = p.first;
		wrap.kek_id = 2;
		CHECK_INT(keys_add(again, &wrap, &err), -1);
		CHECK_INT(keys_use(again, 3, &err), -1);
		CHECK_INT(keys_check(again, &err), -1);
		keys_close(again);
		unmake(&p);
	}
}

/* A rotation, to the other profile too: what was sealed stays as it is. */
static void
test_rewrap(void)
{
	for (size_t i = 0; i < PROFILES; i++) {
		unsigned char sealed[SIZE];
		char plain[LEN + 1] = "";
		struct err err = ERR_INIT;
		struct place p;
		struct kek kek;
		struct keys *again;
		struct keys_wrap digest, wrap, third;

		make(&p, profiles[i]);
		CHECK_INT(seal(p.keys, "x", "482913", LEN, sealed, &err), 0);
		kek = keys_maker_kek(p.path, 2, profiles[(i + 1) % PROFILES]);
		CHECK_INT(kek_make(&kek, &err), 0);
		CHECK_INT(keys_add_kek(p.keys, &kek, &err), 0);
		CHECK_INT(keys_rewrap(p.keys, KEYS_DIGEST, &digest, &err), 0);
		CHECK_INT(keys_rewrap(p.keys, 1, &wrap, &err), 0);
		CHECK_INT(keys_draw(p.keys, 3, &third, &err), 0);
		CHECK_INT(wrap.kek_id, 2);
		CHECK_TEXT(wrap.cipher, profiles[i]);
		CHECK_TEXT(third.cipher, profiles[(i + 1) % PROFILES]);
		again = empty(&p);
		CHECK_INT(keys_add_kek(again, &kek, &err), 0);
		CHECK_INT(keys_add(again, &p.first, &err), -1);
		CHECK_INT(keys_add(again, &digest, &err), 0);
		CHECK_INT(keys_add(again, &wrap, &err), 0);
		CHECK_INT(keys_check(again, &err), 0);
		CHECK_INT(seal_open(again, "x", sealed, SIZE, plain, &err), 0);
		CHECK_TEXT(plain, "482913");
		keys_close(again);
		unmake(&p);
	}
}

/* A transaction that was rolled back: its number is drawn again. */
static void
test_drawn_again(void)
{
	unsigned char before[SIZE], after[SIZE];
	char plain[LEN + 1] = "";
	struct err err = ERR_INIT;
	struct place p;
	struct keys_wrap wrap;

	make(&p, "aes");
	CHECK_INT(seal(p.keys, "x", "482913", LEN, before, &err), 0);
	CHECK_INT(keys_draw(p.keys, 1, &wrap, &err), 0);
	CHECK_INT(keys_use(p.keys, 1, &err), 0);
	CHECK_INT(seal(p.keys, "x", "482913", LEN, after, &err), 0);
	CHECK_INT(seal_open(p.keys, "x", after, SIZE, plain, &err), 0);
	CHECK_INT(seal_open(p.keys, "x", before, SIZE, plain, &err), -1);
	unmake(&p);
}

/* More data keys than are held in clear. */
static void
test_many(void)
{
	enum { MANY = 300 };
	static unsigned char sealed[MANY][SIZE];
	struct err err = ERR_INIT;
	struct place p;
	struct keys_wrap wrap;

	make(&p, "aes");
	for (int i = 0; i < MANY; i++) {
		CHECK_INT(keys_draw(p.keys, 10 + i, &wrap, &err), 0);
		CHECK_INT(keys_use(p.keys, 10 + i, &err), 0);
		CHECK_INT(seal(p.keys, "x", "482913", LEN, sealed[i], &err), 0);
	}
	for (int i = 0; i < MANY; i++) {
		char plain[LEN + 1] = "";

		CHECK_INT(cipher_key_id(sealed[i], SIZE), 10 + i);
		CHECK_INT(seal_open(p.keys, "x", sealed[i], SIZE, plain, &err),
			0);
		CHECK_TEXT(plain, "482913");
	}
	unmake(&p);
}

static void
test_mark(void)
{
	struct err err = ERR_INIT;
	struct place p;
	struct keys *keys;

	make(&p, "aes");
	CU_ASSERT_TRUE(keys_are_demonstration(p.keys));
	CHECK_INT(keys_unmark(p.path, &err), 1);
	CHECK_INT(keys_unmark(p.path, &err), 0);
	keys = empty(&p);
	CU_ASSERT_FALSE(keys_are_demonstration(keys));
	keys_close(keys);
	/* Beside a key it does not come back. */
	CHECK_INT(keys_mark(p.path, &err), 0);
	keys = empty(&p);
	CU_ASSERT_FALSE(keys_are_demonstration(keys));
	keys_close(keys);
	unmake(&p);
}

static const struct test tests[] = {
	{ "what one ring sealed, another opens", test_stored },
	{ "wraps that were exchanged open nothing", test_swapped },
	{ "keys_rewrap leaves what is sealed as it is", test_rewrap },
	{ "a number is drawn again after a rollback", test_drawn_again },
	{ "more data keys than fit in the clear", test_many },
	{ "the demonstration's mark never comes back", test_mark },
	{ NULL, NULL },
};

const struct suite test_keys = { "io/keys", tests };
