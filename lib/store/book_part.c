#include "store/book_part.h"

int
book_part_read(struct db *db, const struct book_part *part,
	const struct db_value *params, struct book *book, struct err *err)
{
	struct row row = { .arena = book->arena, .err = err };
	int more;

	if (db_query(db, part->query, params, &row.rows, err) < 0)
		return -1;
	while ((more = row_next(&row)) > 0)
		if (part->read(book, &row) < 0) {
			more = -1;
			break;
		}
	db_done(row.rows);
	return more;
}
