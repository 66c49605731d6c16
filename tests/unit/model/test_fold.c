#include "suite.h"

#include "base/arena.h"
#include "base/err.h"
#include "model/fold.h"

#include <iconv.h>
#include <string.h>

static void
text_folds_each_case(void)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "", "" },
		{ "abc 123", "ABC123" },
		{ "青山（测试）科技有限公司", "青山测试科技有限公司" },
		{ "青山(测试)科技有限公司", "青山测试科技有限公司" },
		{ "　青山\t科技\xc2\xa0有限公司 ", "青山科技有限公司" },
		{ "ＳＺ2026－1121－0007", "SZ202611210007" },
		{ "a·b・c･d-e—f_g", "ABCDEFG" },
		{ "\"'“”《》【】.．＂＇＿", "" },
		{ "青\xe2\x80\x8b山\xef\xbb\xbf", "青山" },
		{ "ﬁn", "FIN" },
		{ "㈱①㎏", "株1KG" },
		{ "straße", "STRASSE" },
		{ "e\xcc\x81", "\xc3\x89" },  /* e + acute: É */
		{ "e(\xcc\x81", "\xc3\x89" }, /* composes when "(" is gone */
		{ "ｶﾞ", "ガ" },
		{ "、。，！", "、。,!" },
		{ "𠮷野", "𠮷野" },
		{ "a\nb\rc", "ABC" },
		{ "‘’", "‘’" },
	};
	struct arena arena = ARENA_INIT;
	struct err err = ERR_INIT;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		CHECK_TEXT(
			fold_text(&arena, cases[i].text, &err), cases[i].want);
	arena_release(&arena);
}

/* A character that has no short way takes the text through libunistring. */
static void
both_ways_give_the_same(void)
{
	static const char *const texts[] = { "转账 订单ＳＺ2026－1121－0007 费",
		"ａｂｃ～＠（）", "青山、绿水。【甲】《乙》·丙—丁“戊”" };
	struct arena arena = ARENA_INIT;
	struct err err = ERR_INIT;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const char *slow =
			arena_format(&arena, &err, "%s\xce\xa9", texts[i]);
		const char *fast = fold_text(&arena, texts[i], &err);

		CHECK_TEXT(fold_text(&arena, slow, &err),
			arena_format(&arena, &err, "%s\xce\xa9", fast));
	}
	arena_release(&arena);
}

static void
a_folded_text_folds_to_itself(void)
{
	struct arena arena = ARENA_INIT;
	struct err err = ERR_INIT;
	unsigned random = 7;
	int wrong = 0;

	for (int i = 0; i < 20000; i++) {
		char text[64];
		size_t len = 0;
		const char *once;

		for (int j = 0; j < 12; j++) {
			unsigned c;

			random = random * 1103515245 + 12345;
			c = 0x20 + (random >> 8) % 0xffd0;
			if (c >= 0xd800 && c < 0xe000)
				c = 0x4e00;
			if (c < 0x80) {
				text[len++] = (char)c;
			} else if (c < 0x800) {
				text[len++] = (char)(0xc0 | c >> 6);
				text[len++] = (char)(0x80 | (c & 0x3f));
			} else {
				text[len++] = (char)(0xe0 | c >> 12);
				text[len++] = (char)(0x80 | (c >> 6 & 0x3f));
				text[len++] = (char)(0x80 | (c & 0x3f));
			}
		}
		text[len] = '\0';
		once = fold_text(&arena, text, &err);
		wrong += once == NULL ||
			strcmp(fold_text(&arena, once, &err), once) != 0;
		arena_reset(&arena);
	}
	CHECK_INT(wrong, 0);
	arena_release(&arena);
}

static void
long_texts_fold_too(void)
{
	static char text[9001];
	struct arena arena = ARENA_INIT;
	struct err err = ERR_INIT;
	const char *folded;

	for (int i = 0; i < 3000; i++)
		memcpy(text + 3 * i, "ａ", 3);
	folded = fold_text(&arena, text, &err);
	CHECK_INT(strlen(folded), 3000);
	CHECK_INT(strspn(folded, "A"), 3000);
	arena_release(&arena);
}

static void
split_gives_runs_of_letters_and_digits(void)
{
	static const struct {
		const char *text, *want; /* words joined with '|' */
	} cases[] = {
		{ "转账 订单ＳＺ2026－1121－0007 数字证书费",
			"转账|订单SZ2026|1121|0007|数字证书费" },
		{ "a;b,c|d、e。f", "A|B|C|D|E|F" },
		{ "--", "" },
		{ "", "" },
		{ "一行\n二行", "一行|二行" },
		{ "ab\xe2\x80\x8b"
		  "cd",
			"ABCD" },
		{ "⑴x²", "1|X2" },
		{ "SZ_1~2+3", "SZ|1|2|3" },
	};
	struct arena arena = ARENA_INIT;
	struct err err = ERR_INIT;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct fold_words words = { .count = 0 };
		const char *joined = "";

		CHECK_INT(fold_split(&arena, cases[i].text, &words, &err), 0);
		for (size_t j = 0; j < words.count; j++)
			joined = arena_format(&arena, &err, "%s%s%s", joined,
				j == 0 ? "" : "|", words.at[j]);
		CHECK_TEXT(joined, cases[i].want);
	}
	arena_release(&arena);
}

static void
account_drops_blanks_and_hyphens(void)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "1100 6037-3018 0005", "1100603730180005" },
		{ "１１００　６０３７－３０１８", "110060373018" },
		{ "nra1234", "NRA1234" },
		{ "a.b@c", "A.B@C" },
		{ "\t0012 ", "0012" },
	};
	struct arena arena = ARENA_INIT;
	struct err err = ERR_INIT;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		CHECK_TEXT(fold_account(&arena, cases[i].text, &err),
			cases[i].want);
	arena_release(&arena);
}

static void
a_full_arena_is_an_error(void)
{
	static const char *const texts[] = { "plain", "Ωmega" };

	for (size_t i = 0; i < 2; i++) {
		struct arena arena = ARENA_INIT;
		struct fold_words words = { .count = 0 };
		struct err err = ERR_INIT;

		arena.limit = 1;
		CU_ASSERT(fold_text(&arena, texts[i], &err) == NULL);
		CHECK_INT(err.code, ERR_LIMIT);
		CHECK_INT(fold_split(&arena, texts[i], &words, &err), -1);
		arena.limit = 10;
		CHECK_INT(fold_split(&arena, texts[i], &words, &err), -1);
		arena_release(&arena);
	}
}

/* The bytes that iconv makes of a code point, 0 if it refuses it. */
static size_t
iconv_len(iconv_t to, unsigned c, char *text)
{
	unsigned wide = c;
	char *in = (char *)&wide, *out = text;
	size_t in_len = 4, out_len = 8;

	iconv(to, NULL, NULL, NULL, NULL);
	if (iconv(to, &in, &in_len, &out, &out_len) == (size_t)-1)
		return 0;
	return 8 - out_len;
}

static void
gb18030_len_agrees_with_iconv(void)
{
	const iconv_t utf8 = iconv_open("UTF-8", "UTF-32LE");
	const iconv_t gb = iconv_open("GB18030", "UTF-32LE");
	int wrong = 0;

	if (utf8 == (iconv_t)-1 || gb == (iconv_t)-1) {
		CU_FAIL("iconv knows no GB18030");
		return;
	}
	for (unsigned c = 1; c < 0x30000; c++) {
		char text[9] = "", scratch[8];
		const size_t want = iconv_len(gb, c, scratch);

		if (want == 0 || iconv_len(utf8, c, text) == 0)
			continue;
		wrong += fold_gb18030_len(text) != want;
	}
	/* Editions of the standard differ in 24 characters, both ways. */
	CU_ASSERT(wrong <= 48);
	CHECK_INT(fold_gb18030_len("青山abc𠮷"), 4 + 3 + 4);
	CHECK_INT(fold_gb18030_len(""), 0);
	iconv_close(utf8);
	iconv_close(gb);
}

static const struct test tests[] = { { "fold_text folds each case",
					     text_folds_each_case },
	{ "both ways of folding give the same", both_ways_give_the_same },
	{ "a folded text folds to itself", a_folded_text_folds_to_itself },
	{ "long texts fold too", long_texts_fold_too },
	{ "fold_split gives runs of letters and digits",
		split_gives_runs_of_letters_and_digits },
	{ "fold_account drops blanks and hyphens",
		account_drops_blanks_and_hyphens },
	{ "a full arena is an error", a_full_arena_is_an_error },
	{ "fold_gb18030_len agrees with iconv", gb18030_len_agrees_with_iconv },
	{ NULL, NULL } };

const struct suite test_fold = { "model/fold", tests };
