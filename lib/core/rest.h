#ifndef CORE_REST_H
#define CORE_REST_H

#include "core/book.h"

/*
 * Which orders a night need not look at.
 *
 * An order is at rest when a night decides nothing about it unless something
 * comes for it: a newer version, money that can touch it, a person's decision,
 * a delivery, a bank's answer, other reference data.  What waits for a day or a
 * statement is not at rest: the night after watches it.
 *
 * Whoever adds a rule by which time alone changes an order says so here.
 */

/** rest_order(order): of an order as decide() left it. */
bool rest_order(const struct order *order);

#endif
