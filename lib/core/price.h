#ifndef CORE_PRICE_H
#define CORE_PRICE_H

#include "core/book.h"

/*
 * What is due for an order (domain.md, What is due): the most specific row of
 * the fee schedule in force on the day the order was created.
 */

struct err;

/** price_order(book, order, price, err): ${price} is filled in; no row is not
 * an error: priced is then false and the note names the nearest rows. */
int price_order(const struct book *book, const struct order *order,
	struct price *price, struct err *err);

#endif
