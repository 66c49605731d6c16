#ifndef STORE_STORE_BOOK_ORDER_H
#define STORE_STORE_BOOK_ORDER_H

#include "core/book.h"
#include "store/row.h"

/** store_book_order(book, row): one more order, of a row of
 * sql/queries/book/orders.sql. */
int store_book_order(struct book *book, struct row *row);

/** store_book_order_find(book, id): the index of that order, or where it would
 * be: orders come in the order of their numbers. */
size_t store_book_order_find(const struct book *book, int64_t id);

#endif
