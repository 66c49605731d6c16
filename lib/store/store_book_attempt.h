#ifndef STORE_STORE_BOOK_ATTEMPT_H
#define STORE_STORE_BOOK_ATTEMPT_H

#include "core/book.h"
#include "store/row.h"

/* Attempts to verify, and what banks said of them: each reads one row, and its
 * order is in the book already. */

/** store_book_attempt(book, row): of book/attempts.sql and its like. */
int store_book_attempt(struct book *book, struct row *row);

/** store_book_attempt_answer(book, row): of an attempt that is in the book
 * already. */
int store_book_attempt_answer(struct book *book, struct row *row);

/** store_book_attempt_carrier(book, row): of a transfer that carried a PIN. */
int store_book_attempt_carrier(struct book *book, struct row *row);

#endif
