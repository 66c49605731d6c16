#include "store/store_revenue.h"

#include "base/err.h"
#include "db/db.h"
#include "store/row.h"
#include "store/store_invoice.h"

/* Its columns are null where there is no contract: zeros, then. */
static void
read_contract(struct contract *c, struct row *row)
{
	bool rated;

	c->seq = (int)row_int(row);
	c->day = row_day(row);
	c->gross = row_int(row);
	c->tax = row_int(row);
	c->net = row_int(row);
	rated = !row_is_null(row);
	c->rate = (int)row_int(row);
	if (!rated)
		c->rate = REVENUE_NO_RATE;
	c->tax_load = (int)row_int(row);
	c->tax_line = (int)row_int(row);
	if (row_is_null(row))
		row->column++;
	else
		c->recognition = (enum recognition)row_word(
			row, recognition_names, RECOGNITION_COUNT);
	c->first = row_day(row);
	c->last = row_day(row);
	c->earnable = row_int(row);
	c->base = row_int(row);
	c->base_day = row_day(row);
}

static int
read_order(struct row *row, void *into)
{
	struct revenue_book *book = into;
	struct revenue_order *o =
		vec_push(&book->orders, book->arena, row->err);

	if (o == NULL)
		return -1;
	o->order_id = row_int(row);
	o->ca = row_text(row);
	o->business = row_text(row);
	o->years = (int)row_int(row);
	o->channel = row_text(row);
	o->due = row_int(row);
	o->paid = row_int(row);
	o->refunded = row_int(row);
	o->paid_day = row_day(row);
	o->approved_day = row_day(row);
	o->prior_cert_end = row_day(row);
	o->delivered_day = row_day(row);
	o->has_delivery = row_bool(row);
	read_contract(&o->contract, row);
	return 0;
}

int
store_revenue_load(struct db *db, int run_id, struct revenue_book *book,
	struct err *err)
{
	int64_t since;

	if (store_invoice_taxes(db, book->arena, &book->taxes, err) < 0 ||
		db_one_int(db, SQL_REVENUE_SINCE,
			DB_PARAMS(run_id > 0 ? db_int(run_id) : db_null()),
			&since, err) < 0)
		return -1;
	return row_each(db, SQL_REVENUE_ORDERS,
		DB_PARAMS(db_int(since), db_bool(book->taxes.count > 0)),
		book->arena, read_order, book, err);
}

static int
write_contracts(struct db *db, int run_id, const struct revenue_book *book,
	struct err *err)
{
	struct db_copy *copy;

	if (db_copy_begin(db, SQL_REVENUE_COPY_CONTRACT, &copy, err) < 0)
		return -1;
	for (size_t i = 0; i < book->steps.count; i++) {
		const struct revenue_order *o = book->steps.at[i].order;

		if (book->steps.at[i].contract.seq != 1)
			continue;
		db_copy_row(copy);
		db_copy_int8(copy, o->order_id);
		db_copy_text(copy, o->business);
		db_copy_int4(copy, o->years);
		db_copy_text(copy, o->channel);
		db_copy_day(copy, o->paid_day);
		db_copy_int4(copy, run_id);
	}
	return db_copy_end(copy, err);
}

/* The row of the tax file, or nothing. */
static void
copy_rate(struct db_copy *copy, const struct contract *c)
{
	if (c->rate == REVENUE_NO_RATE) {
		for (int i = 0; i < 3; i++)
			db_copy_null(copy);
		return;
	}
	db_copy_int4(copy, c->rate);
	db_copy_int4(copy, c->tax_load);
	db_copy_int4(copy, c->tax_line);
}

static void
copy_step(struct db_copy *copy, int run_id, const struct revenue_step *step)
{
	const struct contract *c = &step->contract;

	db_copy_row(copy);
	db_copy_int8(copy, step->order->order_id);
	db_copy_int4(copy, c->seq);
	db_copy_day(copy, c->day);
	db_copy_text(copy, revenue_cause_names[c->cause]);
	db_copy_int8(copy, c->gross);
	db_copy_int8(copy, c->tax);
	db_copy_int8(copy, c->net);
	copy_rate(copy, c);
	db_copy_text(copy, recognition_names[c->recognition]);
	db_copy_day(copy, c->first);
	db_copy_day(copy, c->last);
	db_copy_int8(copy, c->earnable);
	db_copy_int8(copy, c->base);
	db_copy_day(copy, c->base_day);
	db_copy_int4(copy, run_id);
}

int
store_revenue_write(struct db *db, int run_id, const struct revenue_book *book,
	struct err *err)
{
	struct db_copy *copy;

	if (book->steps.count == 0)
		return 0;
	if (write_contracts(db, run_id, book, err) < 0 ||
		db_copy_begin(db, SQL_REVENUE_COPY_STEP, &copy, err) < 0)
		return -1;
	for (size_t i = 0; i < book->steps.count; i++)
		copy_step(copy, run_id, &book->steps.at[i]);
	return db_copy_end(copy, err);
}

int
store_revenue_close_months(
	struct db *db, int run_id, int32_t date, struct err *err)
{
	return db_run(db, SQL_REVENUE_CLOSE_MONTHS,
		DB_PARAMS(db_int(run_id), db_day(date)), err);
}
