#ifndef CORE_CLOSING_H
#define CORE_CLOSING_H

#include "core/book.h"

/*
 * The books close to zero (domain.md): for every account
 *
 *	opening suspense + what came in = matched to orders + refunded
 *		+ charges of the bank + settled + micro-deposits
 *		+ written off + closing suspense
 *
 * Suspense is the sum of the entries that stand in it, whole, whatever went
 * back of one in part.  What people undo leaves its column again.
 */

struct err;

/** closing_make(book, err): fill in the flows of book->closing; after all is
 * decided. */
int closing_make(struct book *book, struct err *err);

/** closing_residual(line): what the line does not explain: 0, or the run is
 * red; INT64_MAX if its figures are too large to say. */
int64_t closing_residual(const struct closing_line *line);

#endif
