#ifndef STORE_BOOK_PART_H
#define STORE_BOOK_PART_H

#include "core/book.h"
#include "db/db.h"
#include "store/row.h"

/* One kind of rows of the book: a query, and what reads a row of it. */

struct err;

struct book_part {
	enum sql_id query;
	int (*read)(struct book *book, struct row *row);
};

int book_part_read(struct db *db, const struct book_part *part,
	const struct db_value *params, struct book *book, struct err *err);

#endif
