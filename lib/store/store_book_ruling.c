#include "store/store_book_ruling.h"

#include "base/err.h"
#include "core/ruling.h"
#include "model/note.h"
#include "store/store_book_order.h"

#include <stdlib.h>

static size_t
order_or_nobody(const struct book *book, int64_t id)
{
	const size_t at = store_book_order_find(book, id);

	return at < book->orders.count && book->orders.at[at].id == id ? at
								       : NOBODY;
}

/* "ORDER_ID=FEN,..." as propose() made it. */
static int
read_parts_of(
	struct book *book, struct ruling *r, const char *text, struct err *err)
{
	while (*text != '\0') {
		struct ruling_part *part =
			vec_push(&r->parts, book->arena, err);
		char *end;

		if (part == NULL)
			return -1;
		part->order = order_or_nobody(book, strtoll(text, &end, 10));
		part->amount = strtoll(end + 1, &end, 10);
		text = end + (*end == ',');
	}
	return 0;
}

int
store_book_ruling(struct book *book, struct row *row)
{
	struct ruling *r = vec_push(&book->rulings, book->arena, row->err);
	const char *parts, *actor, *decider;

	if (r == NULL)
		return -1;
	r->proposal_id = (int)row_int(row);
	r->verb = (enum ruling_verb)row_word(
		row, ruling_verb_names, RULING_VERB_COUNT);
	r->entry_id = row_int(row);
	r->order = order_or_nobody(book, row_int(row));
	r->attempt = (int)row_int(row);
	r->break_id = (int)row_int(row);
	parts = row_text(row);
	actor = row_text(row);
	decider = row_text(row);
	r->people = note_make(book->arena, row->err, ruling_sentence(r->verb),
		3, actor, decider, row_text(row));
	if (r->people == NULL)
		return -1;
	return read_parts_of(book, r, parts, row->err);
}
