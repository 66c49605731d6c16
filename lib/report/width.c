#include "report/width.h"

#include "base/buf.h"
#include "io/utf8.h"

#include <stdint.h>
#include <string.h>

struct range {
	uint32_t from, to;
};

/* UAX #11, classes W and F, neighbours joined. */
static const struct range wide[] = { { 0x1100, 0x115f }, { 0x231a, 0x231b },
	{ 0x2329, 0x232a }, { 0x23e9, 0x23f3 }, { 0x25fd, 0x25fe },
	{ 0x2614, 0x2615 }, { 0x2648, 0x2653 }, { 0x26a1, 0x26a1 },
	{ 0x2705, 0x2705 }, { 0x274c, 0x274c }, { 0x2753, 0x2757 },
	{ 0x2795, 0x2797 }, { 0x2b1b, 0x2b1c }, { 0x2b50, 0x2b55 },
	{ 0x2e80, 0x303e }, { 0x3041, 0x4dbf }, { 0x4e00, 0xa4cf },
	{ 0xa960, 0xa97f }, { 0xac00, 0xd7a3 }, { 0xf900, 0xfaff },
	{ 0xfe10, 0xfe19 }, { 0xfe30, 0xfe6f }, { 0xff01, 0xff60 },
	{ 0xffe0, 0xffe6 }, { 0x16fe0, 0x18aff }, { 0x1b000, 0x1b2ff },
	{ 0x1f004, 0x1f004 }, { 0x1f18e, 0x1f19a }, { 0x1f200, 0x1f320 },
	{ 0x1f32d, 0x1f64f }, { 0x1f680, 0x1f6ff }, { 0x1f7e0, 0x1f7eb },
	{ 0x1f90c, 0x1f9ff }, { 0x1fa70, 0x1faff }, { 0x20000, 0x3fffd } };

/* Combining and invisible ones. */
static const struct range empty[] = { { 0x0300, 0x036f }, { 0x0483, 0x0489 },
	{ 0x0591, 0x05bd }, { 0x0610, 0x061a }, { 0x064b, 0x065f },
	{ 0x200b, 0x200f }, { 0x202a, 0x202e }, { 0x2060, 0x2064 },
	{ 0x20d0, 0x20f0 }, { 0x302a, 0x302d }, { 0x3099, 0x309a },
	{ 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f }, { 0xfeff, 0xfeff },
	{ 0xe0100, 0xe01ef } };

static int
is_in(uint32_t c, const struct range *ranges, size_t count)
{
	size_t low = 0, high = count;

	while (low < high) {
		const size_t middle = (low + high) / 2;

		if (c > ranges[middle].to)
			low = middle + 1;
		else if (c < ranges[middle].from)
			high = middle;
		else
			return 1;
	}
	return 0;
}

static size_t
width_of(uint32_t c)
{
	if (c < 0x300)
		return 1;
	if (is_in(c, empty, sizeof(empty) / sizeof(*empty)))
		return 0;
	return is_in(c, wide, sizeof(wide) / sizeof(*wide)) ? 2 : 1;
}

size_t
width_text(const char *text)
{
	size_t left = strlen(text), width = 0;

	while (left > 0) {
		uint32_t c = 0;
		size_t n = utf8_char(text, left, &c);

		width += n == 0 ? 1 : width_of(c);
		n += n == 0;
		text += n;
		left -= n;
	}
	return width;
}

static int
is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 ||
		c == 0x2029 || (c >= 0x202a && c <= 0x202e) ||
		(c >= 0x2066 && c <= 0x2069);
}

void
width_clean(struct buf *buf, const char *text)
{
	size_t left = strlen(text);

	while (left > 0) {
		uint32_t c = 0;
		size_t n = utf8_char(text, left, &c);

		if (n > 0 && !is_control(c))
			buf_add(buf, text, n);
		else if (strchr("\n\r\t", *text) != NULL)
			buf_putc(buf, ' ');
		else
			for (size_t i = 0; i < n + (n == 0); i++)
				buf_printf(
					buf, "\\x%02X", (unsigned char)text[i]);
		n += n == 0;
		text += n;
		left -= n;
	}
}
