#ifndef CORE_RELEASE_H
#define CORE_RELEASE_H

#include "core/book.h"

/* Releasing the PIN, once, when everything holds (domain.md). */

struct err;

/** release_orders(book, err): after the verdicts and the verifications. */
int release_orders(struct book *book, struct err *err);

#endif
