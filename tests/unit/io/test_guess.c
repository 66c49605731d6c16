#include "suite.h"

#include "io/guess.h"

#include <string.h>

#define TEXT(s) (s), sizeof(s) - 1

static const struct {
	const char *bytes;
	size_t len;
	enum encoding want;
} cases[] = {
	{ TEXT(""), ENCODING_UTF8 },
	{ TEXT("HD20261123001"), ENCODING_UTF8 },
	{ TEXT("商户"), ENCODING_UTF8 },
	{ TEXT("商户\xe5\x95"), ENCODING_UTF8 },
	{ TEXT("\xef\xbb\xbf\xc9\xcc"), ENCODING_UTF8 },
	/* 商户, in the middle cut off, with a rare character, with marks. */
	{ TEXT("\xc9\xcc\xbb\xa7"), ENCODING_GB18030 },
	{ TEXT("\xc9\xcc\xbb"), ENCODING_GB18030 },
	{ TEXT("\xc9\xcc\x81\x30"), ENCODING_GB18030 },
	{ TEXT("\xc9\xcc\xe9\x46"), ENCODING_GB18030 },
	{ TEXT("\xa3\xa8\xc9\xcc\xa3\xa9"), ENCODING_GB18030 },
	{ TEXT("\x95\x32\x90\x31"), ENCODING_GB18030 },
	/* Damaged, or with a character of everybody's own. */
	{ TEXT("\xc9\xcc\xbb\xa7\xff\xff"), ENCODING_GB18030 },
	{ TEXT("\xc9\xcc\xaa\xa1"), ENCODING_GB18030 },
	{ TEXT("\xc9\xcc\xbb\xa7\xbb"
	       " a"),
		ENCODING_GB18030 },
	{ TEXT("\xc9\xcc\xf8\xa1"), ENCODING_GB18030 },
	/* UTF-8 and GB18030 in one file. */
	{ TEXT("商户 \xc9\xcc\xbb\xa7"), ENCODING_GB18030 },
	/* Müller, ÜBER and Gebühr: GB18030 would be rare characters. */
	{ TEXT("M\xfcller"), ENCODING_LATIN1 },
	{ TEXT("\xdc"
	       "BER Geb\xfchr"),
		ENCODING_LATIN1 },
	{ TEXT("Gr\xf6\xdf"
	       "e M\xfcller, K\xf6ln"),
		ENCODING_LATIN1 },
	{ TEXT("\xc5 b"), ENCODING_LATIN1 },
	{ TEXT("x\xa2v"), ENCODING_LATIN1 },
	{ TEXT("t\x82l\xa0 k"), ENCODING_CP852 },
	{ TEXT("a\xff "), ENCODING_LATIN1 },
	{ TEXT("\x80\x80 \x80 \x80 \x80"), ENCODING_CP852 },
};

static void
test_cases(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		CHECK_CASE(cases[i].bytes,
			guess_encoding(cases[i].bytes, cases[i].len) ==
				cases[i].want);
}

static const struct test tests[] = {
	{ "the encoding is told by what it cannot be", test_cases },
	{ NULL, NULL },
};

const struct suite test_guess = { "io/guess", tests };
