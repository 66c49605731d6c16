#include "store/store_book_total.h"

#include "base/err.h"
#include "store/book_part.h"

static int
read_total(struct book *book, struct row *row)
{
	struct document_total *t =
		vec_push(&book->totals, book->arena, row->err);

	if (t == NULL)
		return -1;
	t->account_id = (int)row_int(row);
	t->total.account = row_text(row);
	t->total.family = (enum bill_family)row_word(
		row, bill_family_names, BILL_FAMILY_COUNT);
	t->total.document = (enum bill_document)row_word(
		row, bill_document_names, BILL_DOCUMENT_COUNT);
	t->total.from = row_day(row);
	t->total.to = row_day(row);
	for (enum bill_figure f = 0; f < BILL_FIGURE_COUNT; f++) {
		t->total.figures[f].stated = !row_is_null(row);
		t->total.figures[f].value = row_int(row);
	}
	return 0;
}

int
store_book_total(struct db *db, const struct db_value *until_run,
	struct book *book, struct err *err)
{
	static const struct book_part totals = { SQL_BOOK_TOTALS, read_total };

	return book_part_read(db, &totals, until_run, book, err);
}
