#include "suite.h"

#include "base/arena.h"
#include "base/err.h"
#include "job/audit_gap.h"

#include <string.h>

/* A head: its number, its event; the gap that it accepts (to 0: none). */
struct one {
	int number;
	int64_t seq;
	int from, to;
	int64_t at;
};

#define ONE_MAX 10

static int
count_fault(void *ctx, const char *kind, int number, const char *note,
	struct err *err)
{
	int *faulty = ctx;

	(void)err;
	CHECK_TEXT(kind, "head-bad");
	CHECK_INT(note != NULL, 1);
	*faulty = *faulty * 100 + number;
	return 0;
}

static const struct {
	const char *label;
	struct one heads[ONE_MAX];
	int left[ONE_MAX];
	int faulty;
} cases[] = {
	{ "no gap", { { 1, 10, 0, 0, 0 }, { 2, 20, 0, 0, 0 } }, { 1, 2 }, 0 },
	{ "one",
		{ { 1, 10, 0, 0, 0 }, { 2, 20, 0, 0, 0 }, { 3, 30, 0, 0, 0 },
			{ 4, 15, 1, 3, 12 }, { 5, 40, 0, 0, 0 } },
		{ 1, 4, 5 }, 0 },
	{ "two, one after the other",
		{ { 1, 10, 0, 0, 0 }, { 2, 20, 0, 0, 0 }, { 3, 15, 1, 2, 12 },
			{ 4, 30, 0, 0, 0 }, { 5, 19, 3, 4, 16 } },
		{ 1, 3, 5 }, 0 },
	{ "one within another",
		{ { 1, 10, 0, 0, 0 }, { 2, 20, 0, 0, 0 }, { 3, 15, 1, 2, 12 },
			{ 4, 14, 1, 3, 11 }, { 5, 40, 0, 0, 0 } },
		{ 1, 4, 5 }, 0 },
	{ "not up to the head before it",
		{ { 1, 10, 0, 0, 0 }, { 2, 20, 0, 0, 0 }, { 3, 30, 0, 0, 0 },
			{ 4, 15, 1, 2, 12 } },
		{ 1, 2, 3, 4 }, 4 },
	{ "from a head that was given up",
		{ { 1, 10, 0, 0, 0 }, { 2, 20, 0, 0, 0 }, { 3, 15, 1, 2, 12 },
			{ 4, 30, 2, 3, 25 } },
		{ 1, 3, 4 }, 4 },
	{ "from a head that is not there",
		{ { 2, 20, 0, 0, 0 }, { 3, 30, 0, 0, 0 }, { 4, 15, 1, 3, 12 } },
		{ 2, 3, 4 }, 4 },
	{ "the book ended before that head",
		{ { 1, 10, 0, 0, 0 }, { 2, 20, 0, 0, 0 }, { 3, 15, 1, 2, 9 } },
		{ 1, 2, 3 }, 3 },
	{ "the book ended after its own head",
		{ { 1, 10, 0, 0, 0 }, { 2, 20, 0, 0, 0 }, { 3, 15, 1, 2, 15 } },
		{ 1, 2, 3 }, 3 },
};

static void
heads_that_are_given_up(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena arena = ARENA_INIT;
		struct kept_heads heads = { .count = 0 };
		struct err err = ERR_INIT;
		size_t count = 0;
		int faulty = 0;

		for (size_t k = 0; k < ONE_MAX; k++) {
			const struct one *one = &cases[i].heads[k];
			struct kept_head *kept;

			if (one->number == 0)
				break;
			kept = vec_push(&heads, &arena, &err);
			*kept = (struct kept_head){
				.head = { .number = one->number,
					.seq = one->seq,
					.gap = { .from = one->from,
						.to = one->to,
						.seq = one->at } }
			};
		}
		CHECK_INT(audit_gap_drop(&heads, count_fault, &faulty, &err),
			0);
		CHECK_CASE(cases[i].label, faulty == cases[i].faulty);
		while (count < ONE_MAX && cases[i].left[count] != 0)
			count++;
		CHECK_CASE(cases[i].label, heads.count == count);
		for (size_t k = 0; k < heads.count && k < count; k++)
			CHECK_CASE(cases[i].label,
				heads.at[k].head.number == cases[i].left[k]);
		arena_release(&arena);
	}
}

static const struct test tests[] = {
	{ "heads that a later one gives up are taken out",
		heads_that_are_given_up },
	{ NULL, NULL },
};

const struct suite test_audit_gap = { "job/audit_gap", tests };
