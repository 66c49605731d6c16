#include "store/store_book_money.h"

#include "base/err.h"
#include "core/ruling.h"
#include "store/store_book_order.h"

#include <string.h>

/* What was decided last and still binds the rules. */
static enum people_say
read_people_say(struct row *row)
{
	const char *verb = db_get_text(row->rows, row->column++);

	if (strcmp(verb, ruling_verb_names[RULING_UNDO]) == 0)
		return PEOPLE_UNDONE;
	return strcmp(verb, ruling_verb_names[RULING_REFUND]) == 0
		? PEOPLE_REFUND
		: PEOPLE_NOTHING;
}

int
store_book_money_entry(struct book *book, struct row *row)
{
	struct book_entry *e = vec_push(&book->entries, book->arena, row->err);
	const unsigned char *codes;
	size_t len = 0;

	if (e == NULL)
		return -1;
	e->id = row_int(row);
	e->source = (enum source)row_word(row, source_names, SOURCE_COUNT);
	e->account_id = (int)row_int(row);
	e->merchant = row_text(row);
	e->kind = e->kind_was = (enum entry_kind)row_word(
		row, entry_kind_names, ENTRY_KIND_COUNT);
	e->marks = (unsigned)row_int(row);
	e->booked = row_moment(row);
	e->amount = row_int(row);
	e->fee = row_int(row);
	e->external_id = row_text(row);
	e->txn = row_text(row);
	e->ref = row_text(row);
	e->original = row_text(row);
	e->name = row_text(row);
	e->account = row_text(row);
	e->remark = row_text(row);
	codes = db_get_bytes(row->rows, row->column++, &len);
	e->codes = (const unsigned char *)arena_text(
		book->arena, (const char *)codes, len, row->err);
	e->code_count = len / CODE_DIGEST_SIZE;
	e->sent_back = row_int(row);
	e->turn = (int)row_int(row);
	e->stands = row_bool(row);
	e->written_off = row_bool(row);
	e->people_say = read_people_say(row);
	e->people = row_text(row);
	e->is_new = row_bool(row);
	e->rule = e->note = "";
	return e->codes == NULL ? -1 : 0;
}

int
store_book_money_allocation(struct book *book, struct row *row)
{
	struct allocation *a =
		vec_push(&book->allocations, book->arena, row->err);

	if (a == NULL)
		return -1;
	a->order = store_book_order_find(book, row_int(row));
	a->entry_id = row_int(row);
	a->source = (enum source)row_word(row, source_names, SOURCE_COUNT);
	a->account_id = (int)row_int(row);
	a->txn = row_text(row);
	a->external_id = row_text(row);
	a->booked = row_moment(row);
	a->amount = row_int(row);
	a->undoes = row_int(row);
	a->own_account = row_bool(row);
	a->people = row_text(row);
	return 0;
}

int
store_book_money_bill_day(struct book *book, struct row *row)
{
	struct bill_day *d = vec_push(&book->bill_days, book->arena, row->err);

	if (d == NULL)
		return -1;
	d->account_id = (int)row_int(row);
	d->source = (enum source)row_word(row, source_names, SOURCE_COUNT);
	d->merchant = row_text(row);
	d->day = row_day(row);
	d->net = row_int(row);
	d->settled_by = row_int(row);
	return 0;
}

int
store_book_money_coverage(struct book *book, struct row *row)
{
	struct coverage *c = vec_push(&book->coverages, book->arena, row->err);

	if (c == NULL)
		return -1;
	c->source = (enum source)row_word(row, source_names, SOURCE_COUNT);
	c->account_id = (int)row_int(row);
	c->account = row_text(row);
	c->from = row_day(row);
	c->to = row_day(row);
	c->has_opening = !row_is_null(row);
	c->opening = row_int(row);
	c->has_closing = !row_is_null(row);
	c->closing = row_int(row);
	c->stated = row_bool(row);
	return 0;
}
