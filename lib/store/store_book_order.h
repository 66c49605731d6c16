#ifndef STORE_STORE_BOOK_ORDER_H
#define STORE_STORE_BOOK_ORDER_H

#include "core/book.h"
#include "store/row.h"

/** store_book_order(book, row): one more order, of a row of
 * sql/queries/book/orders.sql. */
int store_book_order(struct book *book, struct row *row);

#endif
