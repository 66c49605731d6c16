#ifndef CORE_RELEASE_H
#define CORE_RELEASE_H

#include "core/book.h"

/* Releasing the PIN, once, when everything holds (domain.md). */

struct err;

/** release_orders(book, err): after the verdicts and the verifications. */
int release_orders(struct book *book, struct err *err);

/** release_is_rejected(order): the bank did not take the transfer that carried
 * the PIN and verified nothing, and no other account is known since: people
 * see to it.  After release_orders(). */
bool release_is_rejected(const struct order *order);

#endif
