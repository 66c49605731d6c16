#ifndef MODEL_RUNS_H
#define MODEL_RUNS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * All that could be a code in a free text, as its characters fold (fold.h):
 * digits of any dress, and letters A to Z with digits or without.  A digit
 * directly beside one makes it another number; letters may touch it
 * (domain.md, Matching, fine print).
 *
 * What is "directly beside" depends on which marks are looked across, so a
 * text is read in five dresses: split at its marks; folded, as names are;
 * across any mark; split, but across the line breaks between two fields;
 * across everything.
 */

struct arena;
struct err;

#define RUN_MIN 4	/* characters of a code (contract.md, policies) */
#define RUN_MAX 12

/* A character of the text that is a letter or digit. */
struct glyph {
	char c;		/* 0-9 A-Z; '*' any other letter */
	unsigned gap;	/* what stands before it */
	size_t from, to;	/* its bytes in the original */
};

struct glyphs {
	struct glyph *at;
	size_t count;
};

/* What could be a code: glyphs [first, end). */
struct run {
	size_t first, end;
	const char *text;	/* folded, NUL-terminated */
	bool letters;	/* it has some */
	bool alone;	/* neither letter nor digit touches it */
	bool folded;	/* seen in the folded or the split text of one field */
};

typedef int run_fn(void *ctx, const struct run *run, struct err *err);

/** runs_read(arena, text, len, glyphs, err): ${text} is UTF-8, its fields are
 * lines. */
int runs_read(struct arena *arena, const char *text, size_t len,
	struct glyphs *glyphs, struct err *err);

/** runs_each(glyphs, whole, fn, ctx, err): each run of RUN_MIN to RUN_MAX
 * characters, once if every dress reads it alike.  ${whole}: only those of
 * the text across all its marks, as an identifier is compared. */
int runs_each(const struct glyphs *glyphs, bool whole, run_fn *fn, void *ctx,
	struct err *err);

#endif
