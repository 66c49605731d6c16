#include "model/fold.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/i18n.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

/*
 * Most texts of this trade are made of ASCII, CJK ideographs, the forms of
 * full width and the usual marks.  None of these composes with another, so
 * they are brought to NFKC and capitals by arithmetic (plain_upper()); a text
 * with any other character goes through libunistring.
 */

/* Bytes of a text that fit on the stack while it is normalised. */
#define STACK_SIZE 1024

/* What becomes of a character. */
enum keep { KEEP, DROP, SPLIT };

typedef enum keep keep_fn(ucs4_t c);

static bool
is_mark(ucs4_t c)
{
	switch (c) {
	case '(':
	case ')':
	case '.':
	case '-':
	case '_':
	case '"':
	case '\'':
	case 0xb7:   /* middle dot */
	case 0x30fb: /* katakana middle dot */
	case 0x2014: /* em dash */
	case 0x201c: /* double quotes */
	case 0x201d:
	case 0x300a: /* double angle brackets */
	case 0x300b:
	case 0x3010: /* black lenticular brackets */
	case 0x3011:
		return true;
	default:
		return false;
	}
}

static bool
is_ideograph(ucs4_t c)
{
	return c >= 0x4e00 && c <= 0x9fff;
}

static bool
is_blank_or_control(ucs4_t c)
{
	if (c < 0x80)
		return c <= ' ' || c == 0x7f;
	return !is_ideograph(c) &&
		(uc_is_property_white_space(c) ||
			uc_is_general_category(c, UC_CATEGORY_Cc) ||
			uc_is_general_category(c, UC_CATEGORY_Cf));
}

static enum keep
keep_for_name(ucs4_t c)
{
	return is_mark(c) || is_blank_or_control(c) ? DROP : KEEP;
}

static enum keep
keep_for_word(ucs4_t c)
{
	if (c < 0x80)
		return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
				(c >= 'a' && c <= 'z')
			? KEEP
			: SPLIT;
	if (is_ideograph(c))
		return KEEP;
	if (uc_is_general_category(c, UC_CATEGORY_Cf))
		return DROP;
	return uc_is_general_category(c, UC_CATEGORY_L) ||
			uc_is_general_category(c, UC_CATEGORY_M) ||
			uc_is_general_category(c, UC_CATEGORY_N)
		? KEEP
		: SPLIT;
}

static enum keep
keep_for_account(ucs4_t c)
{
	const bool hyphen =
		c == '-' || (c >= 0x2010 && c <= 0x2014) || c == 0x2212;

	return hyphen || is_blank_or_control(c) ? DROP : KEEP;
}

enum fold_class
fold_class_of(const char *text, size_t size, size_t *len)
{
	ucs4_t c;

	*len = (size_t)u8_mbtouc(&c, (const uint8_t *)text, size);
	if (c >= 0x80 && !is_ideograph(c) &&
		uc_is_general_category(c, UC_CATEGORY_Cf))
		return FOLD_FORMAT;
	if (keep_for_name(c) == DROP)
		return FOLD_BLANK;
	if (keep_for_word(c) == SPLIT ||
		(c >= 0x80 && uc_is_general_category(c, UC_CATEGORY_M)))
		return FOLD_MARK;
	return FOLD_WORD;
}

/* The NFKC form in capitals of a plain character, or 0 if it is not plain. */
static ucs4_t
plain_upper(ucs4_t c)
{
	if (c >= 0xff01 && c <= 0xff5e)
		c -= 0xff01 - '!';
	if (c == 0x3000)
		return ' ';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 'A';
	return c < 0x80 || is_ideograph(c) || is_mark(c) || c == 0x3001 ||
			c == 0x3002
		? c
		: 0;
}

/*
 * Write to ${out} (as long as ${text}) what is kept, with '\0' for a SPLIT.
 * Return its length, or -1 when a character is not plain.
 */
static ptrdiff_t
fold_plain(const uint8_t *text, size_t len, keep_fn *keep, uint8_t *out)
{
	const uint8_t *const end = text + len;
	uint8_t *p = out;

	while (text < end) {
		ucs4_t c;
		enum keep what;

		text += u8_mbtouc(&c, text, (size_t)(end - text));
		c = plain_upper(c);
		if (c == 0)
			return -1;
		what = keep(c);
		if (what == KEEP && c < 0x80)
			*p++ = (uint8_t)c;
		else if (what == KEEP)
			p += u8_uctomb(p, c, 4);
		else if (what == SPLIT)
			*p++ = '\0';
	}
	return p - out;
}

/* Drop and split in place; return the new length. */
static size_t
strip(uint8_t *text, size_t len, keep_fn *keep)
{
	const uint8_t *from = text, *const end = text + len;
	uint8_t *to = text;

	while (from < end) {
		ucs4_t c;
		const int width = u8_mbtouc(&c, from, (size_t)(end - from));
		const enum keep what = keep(c);

		if (what == KEEP) {
			memmove(to, from, (size_t)width);
			to += width;
		} else if (what == SPLIT) {
			*to++ = '\0';
		}
		from += width;
	}
	return (size_t)(to - text);
}

/* Release what libunistring took from the heap; ${stack} it did not. */
static void
release(uint8_t *text, const uint8_t *stack)
{
	if (text != stack)
		free(text);
}

/*
 * Any text, by libunistring: NFKC, capitals, NFKC again (which both leave a
 * text in that form), strip, and NFKC once more, as what stood apart before a
 * character was dropped may compose now.
 */
static char *
fold_any(struct arena *arena, const uint8_t *text, size_t len, keep_fn *keep,
	size_t *out_len, struct err *err)
{
	uint8_t stack_a[STACK_SIZE], stack_b[STACK_SIZE], stack_c[STACK_SIZE];
	size_t len_a = STACK_SIZE, len_b = STACK_SIZE, len_c = STACK_SIZE;
	uint8_t *a, *b = stack_b, *c = stack_c;
	char *out = NULL;

	a = u8_normalize(UNINORM_NFKC, text, len, stack_a, &len_a);
	if (a != NULL)
		b = u8_toupper(a, len_a, NULL, UNINORM_NFKC, stack_b, &len_b);
	if (a != NULL && b != NULL) {
		len_b = strip(b, len_b, keep);
		c = u8_normalize(UNINORM_NFKC, b, len_b, stack_c, &len_c);
	}
	if (a == NULL || b == NULL || c == NULL) {
		err_set(err, ERR_MEMORY, _("a text cannot be normalised"));
		goto done;
	}
	out = arena_text(arena, (const char *)c, len_c, err);
	*out_len = len_c;
done:
	release(a, stack_a);
	release(b, stack_b);
	release(c, stack_c);
	return out;
}

/* The folded text with '\0' for each split, and one at its end. */
static char *
fold_with(struct arena *arena, const char *text, keep_fn *keep, size_t *out_len,
	struct err *err)
{
	const size_t len = strlen(text);
	uint8_t stack[STACK_SIZE];
	ptrdiff_t folded = -1;

	/* A plain character is never longer folded than it was. */
	if (len <= sizeof(stack))
		folded = fold_plain((const uint8_t *)text, len, keep, stack);
	if (folded < 0)
		return fold_any(
			arena, (const uint8_t *)text, len, keep, out_len, err);
	*out_len = (size_t)folded;
	return arena_text(arena, (const char *)stack, (size_t)folded, err);
}

const char *
fold_text(struct arena *arena, const char *text, struct err *err)
{
	size_t len;

	return fold_with(arena, text, keep_for_name, &len, err);
}

const char *
fold_account(struct arena *arena, const char *text, struct err *err)
{
	size_t len;

	return fold_with(arena, text, keep_for_account, &len, err);
}

int
fold_split(struct arena *arena, const char *text, struct fold_words *words,
	struct err *err)
{
	size_t len;
	const char *p = fold_with(arena, text, keep_for_word, &len, err);
	const char *const end = p == NULL ? NULL : p + len;

	if (p == NULL)
		return -1;
	for (; p < end; p += strlen(p) + 1) {
		const char **word;

		if (*p == '\0')
			continue;
		word = vec_push(words, arena, err);
		if (word == NULL)
			return -1;
		*word = p;
	}
	return 0;
}
