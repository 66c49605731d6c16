#ifndef CORE_DECIDE_H
#define CORE_DECIDE_H

#include "core/book.h"

/*
 * The night's decisions, in one pure function.
 *
 *	price -> classify -> [ match -> refund -> settle -> verify -> verdict ]
 *	until nothing more is found -> release -> breaks
 *
 * The part in brackets is repeated until a pass decides nothing, so that a
 * nightly repeated for its date finds nothing left to do.
 */

struct err;

/** decide(book, err): everything in ${book} that is "by decide()". */
int decide(struct book *book, struct err *err);

#endif
