#include "model/runs.h"

#include "base/arena.h"
#include "base/err.h"
#include "model/fold.h"

#include <string.h>

/* The longest text of one character: U+FDFA alone folds to 18, but none of
 * more than four holds a digit or a letter of ours. */
#define FOLDED_MAX 4

/* What may stand between two glyphs. */
enum {
	GAP_FORMAT = 1 << 0,
	GAP_BLANK = 1 << 1,
	GAP_MARK = 1 << 2,
	GAP_LINE = 1 << 3,
	GAP_ALL = GAP_FORMAT | GAP_BLANK | GAP_MARK | GAP_LINE
};

/* What each dress looks across, those of one field first. */
static const unsigned dresses[] = {
	GAP_FORMAT,
	GAP_FORMAT | GAP_BLANK,
	GAP_FORMAT | GAP_BLANK | GAP_MARK,
	GAP_FORMAT | GAP_LINE,
	GAP_ALL,
};
#define DRESS_COUNT (sizeof(dresses) / sizeof(*dresses))
#define FOLDED_DRESSES 2

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_alnum(char c)
{
	return is_digit(c) || (c >= 'A' && c <= 'Z');
}

static unsigned
gap_of(char c, enum fold_class class)
{
	static const unsigned gaps[] = {
		[FOLD_WORD] = 0,
		[FOLD_FORMAT] = GAP_FORMAT,
		[FOLD_BLANK] = GAP_BLANK,
		[FOLD_MARK] = GAP_MARK
	};

	return c == '\n' ? GAP_LINE : gaps[class];
}

static void
add(struct glyphs *glyphs, char c, unsigned gap, size_t from, size_t to)
{
	glyphs->at[glyphs->count++] = (struct glyph){
		.c = is_alnum(c) ? c : '*', .gap = gap, .from = from, .to = to
	};
}

/* Fold one letter or digit by itself. */
static int
add_letter(struct arena *arena, const char *text, size_t from, size_t to,
	unsigned gap, struct glyphs *glyphs, struct err *err)
{
	const char *folded, *one;

	if (to - from == 1) {
		const char c = text[from];

		add(glyphs, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c,
			gap, from, to);
		return 0;
	}
	one = arena_text(arena, text + from, to - from, err);
	folded = one == NULL ? NULL : fold_text(arena, one, err);
	if (folded == NULL)
		return -1;
	for (int i = 0; i < FOLDED_MAX && folded[i] != '\0'; i++) {
		add(glyphs, folded[i], i == 0 ? gap : 0, from, to);
		if (!is_alnum(folded[i]))
			break;
	}
	return 0;
}

/* What no code can hold: an ideograph of the plain block, of three bytes. */
static bool
is_ideograph(const char *text, size_t len)
{
	const unsigned char lead = (unsigned char)text[0];

	return len == 3 && lead >= 0xe5 && lead <= 0xe9;
}

int
runs_read(struct arena *arena, const char *text, size_t len,
	struct glyphs *glyphs, struct err *err)
{
	unsigned gap = 0;
	size_t n;

	/* Only a character of two bytes or more is several glyphs. */
	glyphs->count = 0;
	glyphs->at = arena_alloc(
		arena, (2 * len + FOLDED_MAX) * sizeof(*glyphs->at), err);
	if (glyphs->at == NULL)
		return -1;
	for (size_t from = 0; from < len; from += n) {
		const enum fold_class class =
			fold_class_of(text + from, len - from, &n);

		if (class != FOLD_WORD) {
			gap |= gap_of(text[from], class);
			continue;
		}
		if (is_ideograph(text + from, n))
			add(glyphs, '*', gap, from, from + n);
		else if (add_letter(arena, text, from, from + n, gap, glyphs,
				 err) < 0)
			return -1;
		gap = 0;
	}
	return 0;
}

/* --- what could be a code ---------------------------------------------- */

struct walk {
	const struct glyphs *glyphs;
	size_t dress;
	size_t first, end;	/* letters and digits that nothing parts */
	run_fn *fn;
	void *ctx;
};

static int
judge(const struct walk *walk, size_t first, size_t end, bool letters,
	struct err *err)
{
	char text[RUN_MAX + 1];
	const struct run run = {
		.first = first,
		.end = end,
		.text = text,
		.letters = letters,
		.alone = first == walk->first && end == walk->end,
		.folded = walk->dress < FOLDED_DRESSES
	};
	int rc;

	for (size_t i = first; i < end; i++)
		text[i - first] = walk->glyphs->at[i].c;
	text[end - first] = '\0';
	rc = walk->fn(walk->ctx, &run, err);
	explicit_bzero(text, sizeof(text));
	return rc;
}

static bool
digit_at(const struct walk *walk, size_t i)
{
	return i >= walk->first && i < walk->end &&
		is_digit(walk->glyphs->at[i].c);
}

/* All that begins at ${first}. */
static int
judge_from(const struct walk *walk, size_t first, struct err *err)
{
	bool letters = false;

	if (first > walk->first && digit_at(walk, first - 1))
		return 0;
	for (size_t end = first + 1;
		end <= walk->end && end - first <= RUN_MAX; end++) {
		letters = letters || !digit_at(walk, end - 1);
		if (end - first < RUN_MIN || digit_at(walk, end))
			continue;
		if (judge(walk, first, end, letters, err) < 0)
			return -1;
	}
	return 0;
}

/* Whether an earlier dress has read these glyphs as this one does: none of
 * them has a gap that it does not look across. */
static bool
is_known(const struct walk *walk)
{
	unsigned inside = 0;

	for (size_t i = walk->first + 1; i < walk->end; i++)
		inside |= walk->glyphs->at[i].gap;
	for (size_t d = 0; d < walk->dress; d++)
		if ((dresses[d] & ~dresses[walk->dress]) == 0 &&
			(inside & ~dresses[d]) == 0)
			return true;
	return false;
}

/* Find the end of what begins at ${walk}->first. */
static void
find_end(struct walk *walk)
{
	const struct glyphs *g = walk->glyphs;
	const unsigned across = dresses[walk->dress];

	for (walk->end = walk->first + 1; walk->end < g->count; walk->end++)
		if (!is_alnum(g->at[walk->end].c) ||
			(g->at[walk->end].gap & ~across) != 0)
			return;
}

static int
read_dress(struct walk *walk, bool known, struct err *err)
{
	const struct glyphs *g = walk->glyphs;

	for (walk->first = 0; walk->first < g->count;
		walk->first = walk->end) {
		walk->end = walk->first + 1;
		if (!is_alnum(g->at[walk->first].c))
			continue;
		find_end(walk);
		if (known && is_known(walk))
			continue;
		for (size_t i = walk->first; i < walk->end; i++)
			if (judge_from(walk, i, err) < 0)
				return -1;
	}
	return 0;
}

int
runs_each(const struct glyphs *glyphs, bool whole, run_fn *fn, void *ctx,
	struct err *err)
{
	struct walk walk = { .glyphs = glyphs, .fn = fn, .ctx = ctx };

	for (walk.dress = whole ? DRESS_COUNT - 1 : 0;
		walk.dress < DRESS_COUNT; walk.dress++)
		if (read_dress(&walk, !whole, err) < 0)
			return -1;
	return 0;
}
