#ifndef CORE_REMARK_H
#define CORE_REMARK_H

#include "core/book.h"

/*
 * Order numbers in free text (domain.md, Matching, fine print): looked for in
 * the folded text and in the text split at its marks, without regard to case;
 * letters may touch a number, a digit directly beside it makes it another
 * one; a number inside a longer one that is found too names nothing.
 */

struct buf;
struct err;

/** remark_index(book, err): fill book->by_number with the folded numbers. */
int remark_index(struct book *book, struct err *err);

/** remark_orders(book, text, found, err): the orders that ${text} names, into
 * ${found} (indices, ascending, each once; two orders of different CAs that
 * share a number are both named). */
int remark_orders(const struct book *book, const char *text,
	struct order_set *found, struct err *err);

/** remark_numbers(arena, text, lengths, numbers, err): what could be the folded
 * number of an order in ${text}, whatever the orders are, ',' between: to find
 * the few orders of a large book that remark_orders() needs.  ${lengths}: as
 * book->number_lengths, or NULL for any. */
int remark_numbers(struct arena *arena, const char *text,
	const unsigned char *lengths, struct buf *numbers, struct err *err);

/** order_set_add(set, order, arena, err): keep ${set} ascending, each once. */
int order_set_add(struct order_set *set, size_t order, struct arena *arena,
	struct err *err);

/** order_set_has(set, order) */
bool order_set_has(const struct order_set *set, size_t order);

#endif
