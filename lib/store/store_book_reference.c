/*
 * store_book_reference(): prices, policies, merchants and working days.
 */
#include "store/store_book.h"

#include "base/err.h"
#include "store/book_part.h"

#include <limits.h>
#include <string.h>

static int
read_fee(struct book *book, struct row *row)
{
	struct fee *f = vec_push(&book->fees, book->arena, row->err);

	if (f == NULL)
		return -1;
	book->fee_load = (int)row_int(row);
	f->line = (long)row_int(row);
	f->ca = row_text(row);
	f->business = row_text(row);
	f->cert_kind = row_text(row);
	f->key_kind = row_text(row);
	f->project = row_text(row);
	f->source = "";
	f->years = (int)row_int(row);
	f->basis = (enum fee_basis)row_word(row, fee_basis_names,
		FEE_BASIS_COUNT);
	f->amount = row_int(row);
	f->next_year = row_is_null(row) ? -1 : 0;
	f->next_year += row_int(row);
	f->from = row_day(row);
	f->to = row_day(row);
	return 0;
}

static int
read_policy(struct book *book, struct row *row)
{
	struct policy *p = vec_push(&book->policies, book->arena, row->err);

	if (p == NULL)
		return -1;
	p->line = (long)row_int(row);
	p->ca = row_text(row);
	p->pay_method = row_text(row);
	p->cert_kind = row_text(row);
	p->business = row_text(row);
	p->verify_mode = (enum verify_mode)row_word(row, verify_mode_names,
		VERIFY_MODE_COUNT);
	p->pin_channel = (enum pin_channel)row_word(row, pin_channel_names,
		PIN_CHANNEL_COUNT);
	p->own_account_required = row_bool(row);
	p->review_before_payment = row_bool(row);
	p->one_payment_only = row_bool(row);
	p->review_days = (int)row_int(row);
	p->return_days = (int)row_int(row);
	p->buffer_days = (int)row_int(row);
	p->max_attempts = (int)row_int(row);
	p->expire_days = (int)row_int(row);
	p->receiving_account = row_text(row);
	p->code_length = (int)row_int(row);
	p->code_alphabet = row_text(row);
	return 0;
}

static int
read_channel(struct book *book, struct row *row)
{
	struct channel *c = vec_push(&book->channels, book->arena, row->err);

	if (c == NULL)
		return -1;
	c->line = (long)row_int(row);
	c->source = (enum source)row_word(row, source_names, SOURCE_COUNT);
	c->merchant_no = row_text(row);
	c->settlement_payer = row_text(row);
	c->settlement_remark = row_text(row);
	return 0;
}

static int
read_calendar_day(struct book *book, struct row *row)
{
	struct calendar_day *d =
		vec_push(&book->calendar, book->arena, row->err);

	if (d == NULL)
		return -1;
	d->day = row_day(row);
	d->workday = strcmp(db_get_text(row->rows, row->column), "workday") ==
		0;
	return 0;
}

int
store_book_reference(struct db *db, int before_run, struct book *book,
	struct err *err)
{
	static const struct book_part parts[] = {
		{ SQL_BOOK_FEES, read_fee },
		{ SQL_BOOK_POLICIES, read_policy },
		{ SQL_BOOK_CHANNELS, read_channel },
		{ SQL_BOOK_CALENDAR, read_calendar_day },
	};
	const struct db_value run =
		db_int(before_run == 0 ? INT_MAX : before_run);

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (book_part_read(db, &parts[i], DB_PARAMS(run), book, err) <
			0)
			return -1;
	return 0;
}
