#include "store/store_book_order.h"

#include "base/err.h"
#include "model/fold.h"

#include <string.h>

static const char *
row_account(struct row *row)
{
	const char *account = fold_account(row->arena,
		db_get_text(row->rows, row->column++), row->err);

	row->failed = row->failed || account == NULL;
	return account == NULL ? "" : account;
}

/* Empty text: by policy. */
static enum verify_mode
row_verify_mode(struct row *row)
{
	if (db_get_text(row->rows, row->column)[0] != '\0')
		return (enum verify_mode)row_word(row, verify_mode_names,
			VERIFY_MODE_COUNT);
	row->column++;
	return VERIFY_BY_POLICY;
}

static void
read_claim(struct order *o, struct row *row)
{
	o->claimed = !row_is_null(row);
	o->claimed_fen = row_int(row);
	o->claimed_at = row_moment(row);
	o->claimed_trade_no = row_text(row);
	o->voucher_ref = row_text(row);
}

static void
read_state(struct order *o, struct row *row)
{
	struct order_state *s = &o->was;

	o->known = !row_is_null(row);
	row_int(row);
	o->priced_anew = row_bool(row);
	s->price.priced = !row_is_null(row);
	s->price.due = row_int(row);
	s->price.load = (int)row_int(row);
	s->price.line = (int)row_int(row);
	s->price.note = row_text(row);
	s->paid = row_int(row);
	s->refunded = row_int(row);
	if (o->known)
		s->verdict = (enum verdict)row_word(row, verdict_names,
			VERDICT_COUNT);
	else
		row->column++;
}

static void
read_release(struct release *r, struct row *row)
{
	r->seq = (int)row_int(row);
	r->turn = (int)row_int(row);
	r->state = (enum release_state)row_word(row, release_state_names,
		RELEASE_STATE_COUNT);
	r->channel = "";
	r->reason = row_text(row);
	r->code_id = row_int(row);
	r->shown = row_bool(row);
}

int
store_book_order(struct book *book, struct row *row)
{
	struct order *o = vec_push(&book->orders, book->arena, row->err);

	if (o == NULL)
		return -1;
	o->id = row_int(row);
	o->version = (int)row_int(row);
	o->ca = row_text(row);
	o->order_no = row_text(row);
	o->created = row_moment(row);
	o->business = row_text(row);
	o->cert_kind = row_text(row);
	o->project = row_text(row);
	o->years = (int)row_int(row);
	o->main_keys = (int)row_int(row);
	o->sub_keys = (int)row_int(row);
	o->applicant_name = row_text(row);
	o->uscc = row_text(row);
	o->account = row_account(row);
	o->pay_method = row_text(row);
	o->pay_refs = row_text(row);
	read_claim(o, row);
	o->approved = row_word(row, review_names, REVIEW_COUNT) ==
		REVIEW_APPROVED;
	o->reviewed_at = row_moment(row);
	o->verify_mode = row_verify_mode(row);
	o->code_id = row_int(row);
	row_bytes(row, o->code, sizeof(o->code));
	read_state(o, row);
	read_release(&o->release, row);
	o->on_hold = row_bool(row);
	return 0;
}

/* Orders come in the order of their numbers. */
size_t
store_book_order_find(const struct book *book, int64_t id)
{
	size_t low = 0, high = book->orders.count;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;

		if (book->orders.at[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}
