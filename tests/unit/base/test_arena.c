#include "suite.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/vec.h"

#include <stdint.h>
#include <string.h>

#define MANY 300000

/* Bytes that an array has, small and large, stay where they are or move
 * along, with other things taken from the arena in between. */
static void
arrays_grow(void)
{
	struct {
		VEC(uint64_t);
	} a = { .at = NULL }, b = { .at = NULL };
	struct arena arena = ARENA_INIT;
	struct err err = ERR_INIT;
	const char *first = arena_text(&arena, "first", 5, &err);

	for (uint64_t i = 0; i < MANY; i++) {
		uint64_t *x = vec_push(&a, &arena, &err);
		uint64_t *y = i % 7 == 0 ? vec_push(&b, &arena, &err) : x;

		CU_ASSERT_FATAL(x != NULL && y != NULL);
		CU_ASSERT(*y == 0);
		a.at[a.count - 1] = i;
		if (i % 7 == 0)
			b.at[b.count - 1] = ~i;
		if (i % 1000 == 0)
			CU_ASSERT_FATAL(arena_text(&arena, "x", 1, &err) !=
				NULL);
	}
	for (uint64_t i = 0; i < MANY; i++)
		CU_ASSERT_FATAL(a.at[i] == i &&
			(i % 7 != 0 || b.at[i / 7] == ~i));
	CHECK_TEXT(first, "first");
	arena_release(&arena);
}

/* Nothing that grew is counted twice: the limit is for what lives. */
static void
limit_counts_what_lives(void)
{
	struct arena arena = { .limit = 1 << 20 };
	struct err err = ERR_INIT;
	size_t size = 100 * 1024;
	void *bytes = arena_extend(&arena, NULL, 0, size, &err);

	CU_ASSERT_PTR_NOT_NULL_FATAL(bytes);
	while (size < 900 * 1024) {
		bytes = arena_extend(&arena, bytes, size, size + 100 * 1024,
			&err);
		CU_ASSERT_PTR_NOT_NULL_FATAL(bytes);
		size += 100 * 1024;
	}
	CHECK_INT(arena.used, size);
	CU_ASSERT_PTR_NULL(
		arena_extend(&arena, bytes, size, 2 << 20, &err));
	CHECK_INT(err.code, ERR_LIMIT);
	arena_release(&arena);
}

/* Texts leave no gap, and what follows them is aligned all the same. */
static void
texts_are_packed(void)
{
	struct arena arena = ARENA_INIT;
	struct err err = ERR_INIT;
	const char *a = arena_text(&arena, "abc", 3, &err);
	const char *b = arena_text(&arena, "", 0, &err);
	const char *c = arena_format(&arena, &err, "%d", 12);
	void *any = arena_alloc(&arena, 1, &err);

	CU_ASSERT(b == a + 4);
	CU_ASSERT(c == b + 1);
	CHECK_INT((uintptr_t)any % sizeof(long double), 0);
	CHECK_TEXT(c, "12");
	arena_reset(&arena);
	CHECK_INT(arena.used, 0);
	CHECK_TEXT(arena_text(&arena, "again", 5, &err), "again");
	arena_release(&arena);
}

static const struct test tests[] = {
	{ "arrays grow, and keep what they hold", arrays_grow },
	{ "the limit is for what lives", limit_counts_what_lives },
	{ "texts are packed", texts_are_packed },
	{ NULL, NULL },
};

const struct suite test_arena = { "base/arena", tests };
