#ifndef STORE_STORE_BOOK_MONEY_H
#define STORE_STORE_BOOK_MONEY_H

#include "core/book.h"
#include "store/row.h"

/* Money, and the bills and statements that say so: each reads one row. */

/** store_book_money_entry(book, row): of book/entries.sql and its like. */
int store_book_money_entry(struct book *book, struct row *row);

/** store_book_money_allocation(book, row): its order is in the book already. */
int store_book_money_allocation(struct book *book, struct row *row);

int store_book_money_bill_day(struct book *book, struct row *row);
int store_book_money_coverage(struct book *book, struct row *row);

#endif
