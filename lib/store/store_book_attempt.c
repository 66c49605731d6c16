#include "store/store_book_attempt.h"

#include "base/err.h"
#include "model/fold.h"
#include "store/store_book_order.h"

int
store_book_attempt(struct book *book, struct row *row)
{
	struct order *o =
		&book->orders.at[store_book_order_find(book, row_int(row))];
	struct attempt *a = vec_push(&o->attempts, book->arena, row->err);

	if (a == NULL)
		return -1;
	a->number = (int)row_int(row);
	a->mode = (enum verify_mode)row_word(
		row, verify_mode_names, VERIFY_MODE_COUNT);
	a->account = row_text(row);
	a->end_to_end_id = row_text(row);
	a->code_id = row_int(row);
	row_bytes(row, a->code, sizeof(a->code));
	a->state = (enum attempt_state)row_word(
		row, attempt_state_names, ATTEMPT_STATE_COUNT);
	a->reason = row_text(row);
	a->since = row_day(row);
	a->seq = (int)row_int(row);
	a->entry_id = row_int(row);
	if (row_is_null(row))
		row->column++;
	else
		a->failure = (enum attempt_state)row_word(
			row, attempt_state_names, ATTEMPT_STATE_COUNT);
	a->was_verified = row_bool(row);
	a->booked = row_day(row);
	a->booked_serial = row_text(row);
	a->reopened = row_bool(row);
	return 0;
}

/* Of an attempt that was read before; they are numbered from 1 on. */
int
store_book_attempt_answer(struct book *book, struct row *row)
{
	struct order *o =
		&book->orders.at[store_book_order_find(book, row_int(row))];
	struct attempt *a = &o->attempts.at[row_int(row) - 1];
	struct bank_answer *answer =
		vec_push(&a->answers, book->arena, row->err);

	if (answer == NULL)
		return -1;
	answer->status = row_text(row);
	answer->reason = row_text(row);
	answer->text = row_text(row);
	return 0;
}

/* Of an order whose PIN was handed over, so that a night has seen it. */
int
store_book_attempt_carrier(struct book *book, struct row *row)
{
	struct release *r =
		&book->orders.at[store_book_order_find(book, row_int(row))]
			 .release;
	struct bank_answer *answer =
		vec_push(&r->answers, book->arena, row->err);

	if (answer == NULL)
		return -1;
	r->sent_to = fold_account(
		book->arena, db_get_text(row->rows, row->column++), row->err);
	if (r->sent_to == NULL)
		return -1;
	answer->status = row_text(row);
	answer->reason = row_text(row);
	answer->text = row_text(row);
	return 0;
}
