#include "suite.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "model/head.h"

#include <string.h>

#define HEX "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define FRONT                                                                  \
	"yifen head 1\nnumber 12\nbefore " HEX "\nbook yifen\n"                \
	"at 2026-11-18T02:00:01+08:00\nkey ed25519 " HEX "\n"                  \
	"event 127 " HEX "\n"
#define GAP_TAIL                                                               \
	"gap-proposed 3 zhang\ngap-approved 2026-11-18 li\n"                   \
	"gap-because the disk failed\n"
#define GAP "gap 7 11 120 " HEX "\n" GAP_TAIL
#define WHOLE                                                                  \
	FRONT "rows 17 entry\nrun 12 nightly 2026-11-18 done 0\n"              \
	      "closing 12 2026-11-18 opening 0 of bank 6222\n"                 \
	      "file " HEX "  archive/01/0123\nfile " HEX                       \
	      "  reports/2026-11-18/a b.csv\nend\n"

static int
read_text(struct arena *arena, const char *text, struct head *head,
	struct err *err)
{
	return head_read(
		arena, arena_text(arena, text, strlen(text), err), head, err);
}

/* What is read is written as it was. */
static void
there_and_back(void)
{
	static const char *const texts[] = { WHOLE, FRONT "end\n",
		FRONT GAP "rows 17 entry\nend\n" };
	struct arena arena = ARENA_INIT;
	struct buf buf = BUF_INIT;

	for (size_t i = 0; i < 3; i++) {
		struct err err = ERR_INIT;
		struct head head;

		CHECK_INT(read_text(&arena, texts[i], &head, &err), 0);
		CHECK_INT(head.gap.to, i == 2 ? 11 : 0);
		CHECK_INT(head.number, 12);
		CHECK_INT(head.seq, 127);
		CHECK_TEXT(head.algorithm, "ed25519");
		CHECK_INT(head.files.count, i == 0 ? 2 : 0);
		buf_clear(&buf);
		head_write(&head, &buf);
		CHECK_TEXT(buf_text(&buf), texts[i]);
	}
	buf_release(&buf);
	arena_release(&arena);
}

static void
what_a_gap_says(void)
{
	struct arena arena = ARENA_INIT;
	struct err err = ERR_INIT;
	struct head head;

	CHECK_INT(read_text(&arena, FRONT GAP "end\n", &head, &err), 0);
	CHECK_INT(head.gap.from, 7);
	CHECK_INT(head.gap.seq, 120);
	CHECK_TEXT(head.gap.hash, HEX);
	CHECK_INT(head.gap.proposal, 3);
	CHECK_TEXT(head.gap.proposer, "zhang");
	CHECK_TEXT(head.gap.approver, "li");
	CHECK_TEXT(head.gap.day, "2026-11-18");
	CHECK_TEXT(head.gap.reason, "the disk failed");
	arena_release(&arena);
}

static void
anything_else_is_refused(void)
{
	static const char *const texts[] = { "", "yifen head 2\n", FRONT,
		FRONT "end", FRONT "end\nmore\n", FRONT "file " HEX "  a\n",
		FRONT "file " HEX " a\nend\n", FRONT "file 01  a\nend\n",
		FRONT "file " HEX "  ../a\nend\n",
		FRONT "file " HEX "  /a\nend\n", FRONT "else\nend\n",
		FRONT "file " HEX "  a\nrows 1 a\nend\n",
		FRONT "run 1 a\nrows 1 a\nend\n",
		FRONT "gap 7 7 120 " HEX "\n" GAP_TAIL "end\n",
		FRONT "gap 0 7 120 " HEX "\n" GAP_TAIL "end\n",
		FRONT "gap 7 99999999999 120 " HEX "\n" GAP_TAIL "end\n",
		FRONT "gap 7 11 120 01\n" GAP_TAIL "end\n",
		FRONT "gap 7 11\n" GAP_TAIL "end\n",
		FRONT "gap 7 11 120 " HEX "\nend\n", FRONT GAP GAP "end\n",
		FRONT "rows 1 a\n" GAP "end\n",
		"yifen head 1\nnumber 012\n", "yifen head 1\nnumber -1\n",
		"yifen head 1\nnumber 99999999999\n" };
	struct arena arena = ARENA_INIT;

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct err err = ERR_INIT;
		struct head head;

		CHECK_CASE(texts[i],
			read_text(&arena, texts[i], &head, &err) == -1);
		CHECK_INT(err.code, ERR_AUDIT);
	}
	arena_release(&arena);
}

/* A head that lost any piece of its end is none. */
static void
cut_anywhere(void)
{
	struct arena arena = ARENA_INIT;

	for (size_t len = 0; len < strlen(WHOLE); len++) {
		struct err err = ERR_INIT;
		struct head head;
		char *text = arena_text(&arena, WHOLE, len, &err);

		CHECK_INT(head_read(&arena, text, &head, &err), -1);
	}
	arena_release(&arena);
}

static void
paths(void)
{
	static const struct {
		const char *path;
		bool safe;
	} cases[] = { { "a", true }, { "a/b.c", true }, { "a b/c", true },
		{ "", false }, { "/a", false }, { "a//b", false },
		{ "a/", false }, { "../a", false }, { "a/../b", false },
		{ "a/.b", false }, { ".", false }, { "a\nb", false },
		{ "a\\b", false } };

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		CHECK_CASE(cases[i].path,
			head_path_is_safe(cases[i].path) == cases[i].safe);
}

static const struct test tests[] = {
	{ "a head is written as it was read", there_and_back },
	{ "what a head says of a gap", what_a_gap_says },
	{ "what is not in its form is refused", anything_else_is_refused },
	{ "a head that was cut off is none", cut_anywhere },
	{ "a path stays below its folder", paths },
	{ NULL, NULL },
};

const struct suite test_head = { "model/head", tests };
