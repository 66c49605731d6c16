#ifndef MODEL_FOLD_H
#define MODEL_FOLD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/vec.h"

/*
 * Texts as people write them, brought to one form (domain.md, Matching):
 * Unicode NFKC, letters in capitals, and without white space, control and
 * format characters and the marks ()（）.·・-—_"'“”《》【】 (and what NFKC makes
 * of them).  Only comparisons use the folded form; the original is stored.
 */

struct arena;
struct err;

/** fold_text(arena, text, err): the folded form; NULL on failure.  ${text}
 * must be valid UTF-8. */
const char *fold_text(struct arena *arena, const char *text, struct err *err);

/** A text split at its marks: runs of letters and digits, each folded. */
struct fold_words {
	VEC(const char *);
};

/** fold_split(arena, text, words, err): the runs of letters and digits
 * between white space and marks of any kind. */
int fold_split(struct arena *arena, const char *text, struct fold_words *words,
	struct err *err);

/** What one character is to a number that is written across it. */
enum fold_class {
	FOLD_WORD,	/* a letter or digit: it folds to something */
	FOLD_FORMAT,	/* invisible: gone in either form */
	FOLD_BLANK,	/* gone when folded, an end when split */
	FOLD_MARK	/* an end in both */
};

/** fold_class_of(text, size, len): the class of the first character of the
 * ${size} > 0 bytes of UTF-8 at ${text}, and how many of them it has.  A mark
 * that stands on a letter (category M) is FOLD_MARK. */
enum fold_class fold_class_of(const char *text, size_t size, size_t *len);

/** fold_account(arena, text, err): an account number without blanks and
 * hyphens, in half width (facts.md 1.4). */
const char *fold_account(struct arena *arena, const char *text,
	struct err *err);

/** fold_gb18030_len(text): the bytes that UTF-8 ${text} has in GB18030. */
size_t fold_gb18030_len(const char *text);

#endif
