#ifndef STORE_STORE_BOOK_RULING_H
#define STORE_STORE_BOOK_RULING_H

#include "core/book.h"
#include "store/row.h"

/** store_book_ruling(book, row): what people decided and a night is to do, of a
 * row of book/rulings.sql and its like; after the orders. */
int store_book_ruling(struct book *book, struct row *row);

#endif
