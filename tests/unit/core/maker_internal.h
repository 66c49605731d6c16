#ifndef UNIT_CORE_MAKER_INTERNAL_H
#define UNIT_CORE_MAKER_INTERNAL_H

#include "book_maker.h"

/* What the files of book_maker.h share. */

/** maker_must(holds, m): else the test program ends, with the error. */
void maker_must(bool holds, const struct maker *m);

/* One more, zeroed, in a vector that never moves. */
#define MAKER_ADD(m, vec)                                                      \
	maker_add_to(                                                          \
		(m), &(vec)->count, vec_push((vec), &(m)->arena, &(m)->err))

void *maker_add_to(struct maker *m, const size_t *count, void *at);

const char *maker_join(struct maker *m, const char *a, const char *b);

/** maker_new_code(m, digest): a number of its own, 16 times in its digest. */
int64_t maker_new_code(struct maker *m, unsigned char *digest);

/** maker_account(source): the number of the account of its entries. */
int maker_account(enum source source);

/** maker_open_lines(m): a line of the closing for each account that has
 * entries; what came in.  maker_carry_lines(m, next): what one night closed
 * with opens the next.  maker_check_lines(m): all close to zero, or the test
 * program ends. */
void maker_open_lines(struct maker *m);
void maker_carry_lines(struct maker *m, struct book *next);
void maker_check_lines(struct maker *m);

/** maker_empty(m, book, date): nothing in it, with room for MAKER_MAX. */
void maker_empty(struct maker *m, struct book *book, int32_t date);

#endif
