#ifndef CORE_CLASSIFY_H
#define CORE_CLASSIFY_H

#include "core/book.h"

/*
 * What a bank's line is (domain.md, Matching, "What a bank's line is"): by
 * its amount, marks and words alone, and better once the channels file and
 * the orders are known.
 */

struct err;

/** classify_alone(arena, amount, marks, texts, kind, err): as far as the file
 * alone tells. */
int classify_alone(struct arena *arena, int64_t amount, unsigned marks,
	const char *texts, enum entry_kind *kind, struct err *err);

/** classify_entries(book, err): set kind of every bank entry. */
int classify_entries(struct book *book, struct err *err);

/** classify_is_intermediary(book, name_folded): a payer that only passes money
 * on and so is no payer (formats.md 2.4). */
bool classify_is_intermediary(const struct book *book, const char *name_folded);

/** classify_describes(channel, entry, day): whether that row of channels
 * describes ${entry}, a credit of the bank; ${day} gets the bill day that its
 * remark names. */
bool classify_describes(const struct channel *channel,
	const struct book_entry *entry, int32_t *day);

#endif
