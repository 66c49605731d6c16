#include "io/guess.h"

#include <stdbool.h>

struct count {
	long common; /* in GB2312, or of four bytes */
	long rare;
};

static bool
is_between(unsigned char c, unsigned char first, unsigned char last)
{
	return c >= first && c <= last;
}

/* Codes of two bytes that GB18030 leaves to everybody's own use. */
static bool
is_private(unsigned char lead, unsigned char trail)
{
	return (is_between(lead, 0xaa, 0xaf) && trail >= 0xa1) ||
		(lead >= 0xf8 && trail >= 0xa1) ||
		(is_between(lead, 0xa1, 0xa7) && trail <= 0xa0);
}

/* The character of GB18030 at ${s}, not ASCII: its length, or 0 if there is
 * none such.  ${len} when it is cut off. */
static size_t
measure(const unsigned char *s, size_t len, struct count *count)
{
	if (!is_between(s[0], 0x81, 0xfe))
		return 0;
	if (len < 2)
		return len;
	if (is_between(s[1], '0', '9')) {
		if (len < 4)
			return len;
		count->common++;
		return is_between(s[2], 0x81, 0xfe) &&
				is_between(s[3], '0', '9')
			? 4
			: 0;
	}
	if (!is_between(s[1], 0x40, 0xfe) || s[1] == 0x7f ||
		is_private(s[0], s[1]))
		return 0;
	if (is_between(s[0], 0xa1, 0xf7) && s[1] >= 0xa1)
		count->common++;
	else
		count->rare++;
	return 2;
}

static bool
is_chinese(const unsigned char *s, size_t len)
{
	struct count count = { 0, 0 };
	size_t i = 0;

	while (i < len) {
		const size_t width =
			s[i] < 0x80 ? 1 : measure(s + i, len - i, &count);

		if (width == 0)
			return false;
		i += width;
	}
	return count.common >= count.rare;
}

/* Whether at least half of the bytes that are not ASCII stand alone, as letters
 * with accents do; those of GB18030 stand in pairs. */
static bool
is_accents(const unsigned char *s, size_t len)
{
	long alone = 0, together = 0;

	for (size_t i = 0; i < len; i++) {
		if (s[i] < 0x80)
			continue;
		if ((i > 0 && s[i - 1] >= 0x80) ||
			(i + 1 < len && s[i + 1] >= 0x80))
			together++;
		else
			alone++;
	}
	return alone >= together;
}

enum encoding
guess_encoding(const char *head, size_t len)
{
	const unsigned char *s = (const unsigned char *)head;

	if (decode_guess(head, len) == ENCODING_UTF8)
		return ENCODING_UTF8;
	if (is_chinese(s, len) || !is_accents(s, len))
		return ENCODING_GB18030;
	for (size_t i = 0; i < len; i++)
		if (is_between(s[i], 0x80, 0x9f))
			return ENCODING_CP852;
	return ENCODING_LATIN1;
}
