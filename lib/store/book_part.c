#include "store/book_part.h"

/* A part and the book that it goes into. */
struct reading {
	const struct book_part *part;
	struct book *book;
};

static int
read_row(struct row *row, void *into)
{
	const struct reading *reading = into;

	return reading->part->read(reading->book, row);
}

int
book_part_read(struct db *db, const struct book_part *part,
	const struct db_value *params, struct book *book, struct err *err)
{
	struct reading reading = { part, book };

	return row_each(
		db, part->query, params, book->arena, read_row, &reading, err);
}
