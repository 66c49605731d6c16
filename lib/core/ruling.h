#ifndef CORE_RULING_H
#define CORE_RULING_H

#include "core/book.h"

/*
 * What people decided (domain.md, Who may do what): one proposed, another
 * approved, and the next night does it, before any rule is asked.
 *
 * A ruling whose facts have changed since is void, and says why; it is never
 * done in part.  What people took off an order, or send back, no rule touches
 * again.
 *
 * To add a verb: a row of ruling_verb_names (names.c), of verbs[] and of
 * sentences[] (ruling.c), its checks in propose() (sql/migrations).
 */

struct err;

/** ruling_sentence(verb): what people did, for a note: %1 proposed it, %2
 * approved it, %3 is why. */
const char *ruling_sentence(enum ruling_verb verb);

/** ruling_apply(book, err): do what was approved; before the passes. */
int ruling_apply(struct book *book, struct err *err);

/** ruling_check(book): after the passes: a release that no rule took up is
 * void. */
void ruling_check(struct book *book);

#endif
