#include "io/utf8.h"

#include <string.h>

/* What a text may not hold (reliability.md G23), both ends included; the two
 * noncharacters at the end of each plane are not in the table. */
static const struct {
	uint32_t first, last;
} refused[] = {
	{ 0x0000, 0x0008 }, /* C0 but TAB; CR and LF end lines only */
	{ 0x000a, 0x001f },
	{ 0x007f, 0x009f }, /* DEL, C1 */
	{ 0x200b, 0x200f }, /* without width, direction marks */
	{ 0x2028, 0x202e }, /* separators, direction overrides */
	{ 0x2066, 0x2069 },
	{ 0xe000, 0xf8ff }, /* private use */
	{ 0xfdd0, 0xfdef },
	{ 0xfeff, 0xfeff },
	{ 0xf0000, 0x10ffff },
};

static bool
is_refused(uint32_t c)
{
	if (c >= 0x3000 && c < 0xe000) /* nearly all of Chinese text */
		return false;
	if ((c & 0xfffe) == 0xfffe)
		return true;
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
		if (c >= refused[i].first && c <= refused[i].last)
			return true;
	return false;
}

size_t
utf8_promised(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first < 0xc2 || first > 0xf4)
		return 0;
	return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

size_t
utf8_char(const char *text, size_t len, uint32_t *c)
{
	static const unsigned char first_bits[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *s = (const unsigned char *)text;
	const size_t want = utf8_promised(s[0]);

	if (want == 0 || want > len)
		return 0;
	*c = s[0] & first_bits[want];
	for (size_t i = 1; i < want; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		*c = *c << 6 | (s[i] & 0x3f);
	}
	if (*c < smallest[want] || *c > 0x10ffff ||
		(*c >= 0xd800 && *c < 0xe000))
		return 0;
	return want;
}

/* Whether eight bytes are printable ASCII, all of them. */
static bool
is_plain(const char *text)
{
	const uint64_t ones = UINT64_MAX / 255;
	uint64_t w;

	memcpy(&w, text, sizeof(w));
	if (w & ones * 0x80)
		return false;
	/* Borrow out of a byte below 0x20, carry out of 0x7f. */
	return (((w - ones * 0x20) | (w + ones)) & ones * 0x80) == 0;
}

/* How many bytes at ${text} are fine for sure; 0 if that takes a closer look.
 * Nearly all of a bill is ASCII or Chinese. */
static size_t
easy(const char *text, size_t len)
{
	const unsigned char *s = (const unsigned char *)text;

	if (s[0] < 0x80)
		return (s[0] >= 0x20 && s[0] != 0x7f) || s[0] == '\t';
	/* U+3000 to U+CFFF. */
	if (s[0] >= 0xe3 && s[0] <= 0xec && len >= 3 && (s[1] & 0xc0) == 0x80 &&
		(s[2] & 0xc0) == 0x80)
		return 3;
	return 0;
}

size_t
utf8_scan(const char *text, size_t len, uint32_t *c, bool *illegal)
{
	size_t i = 0;

	*illegal = false;
	for (;;) {
		size_t width;

		while (len - i >= 8 && is_plain(text + i))
			i += 8;
		if (i == len)
			return len;
		width = easy(text + i, len - i);
		if (width == 0) {
			width = utf8_char(text + i, len - i, c);
			*illegal = width == 0;
			if (width == 0 || is_refused(*c))
				return i;
		}
		i += width;
	}
}

long
utf8_count(const char *text, size_t len)
{
	long count = 0;

	for (size_t i = 0; i < len; i++)
		count += ((unsigned char)text[i] & 0xc0) != 0x80;
	return count;
}
