#ifndef CORE_VERDICT_H
#define CORE_VERDICT_H

#include "core/book.h"

/* The verdict of an order (domain.md, Reconciling): what is due, what was
 * claimed, what stands on it. */

struct err;

/** verdict_orders(book): set now.verdict of every order. */
void verdict_orders(struct book *book);

/** verdict_claim_covered(book, order): whether the bill (or statement) of the
 * claim's day has been imported, or stated not to exist. */
bool verdict_claim_covered(const struct book *book, const struct order *order);

/** verdict_missing_on(order): the first nightly in which its claim is missing,
 * if the bill of the claim's day is here. */
int32_t verdict_missing_on(const struct order *order);

#endif
