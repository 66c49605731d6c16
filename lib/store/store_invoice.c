#include "store/store_invoice.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "db/db.h"
#include "model/terms.h"
#include "store/row.h"

#include <inttypes.h>
#include <string.h>

#define SHA256_SIZE 32

/* --- reading ------------------------------------------------------------ */

static bool
row_is_special(struct row *row)
{
	return row_word(row, invoice_kind_names, INVOICE_KIND_COUNT) ==
		INVOICE_SPECIAL;
}

/* kind to email */
static void
read_buyer(struct row *row, struct invoice_buyer *buyer)
{
	buyer->special = row_is_special(row);
	buyer->title = row_text(row);
	buyer->tax_no = row_text(row);
	buyer->address = row_text(row);
	buyer->phone = row_text(row);
	buyer->bank = row_text(row);
	buyer->account = row_text(row);
	buyer->email = row_text(row);
}

static int
read_candidate(struct row *row, void *into)
{
	struct invoice_order *order =
		vec_push((struct invoice_orders *)into, row->arena, row->err);

	if (order == NULL)
		return -1;
	order->order_id = row_int(row);
	order->version = (int)row_int(row);
	order->ca = row_text(row);
	order->order_no = row_text(row);
	order->business = row_text(row);
	read_buyer(row, &order->buyer);
	/* A buyer without a code of an organisation and without a tax number
	 * is a person. */
	order->buyer.is_natural =
		row_text(row)[0] == '\0' && order->buyer.tax_no[0] == '\0';
	order->verdict = row_text(row);
	order->standing = row_int(row);
	order->paid_on = row_day(row);
	order->turn = (int)row_int(row);
	return 0;
}

int
store_invoice_candidates(struct db *db, struct arena *arena, const char *ca,
	struct invoice_orders *orders, struct err *err)
{
	return row_each(db, SQL_INVOICE_CANDIDATES, DB_PARAMS(db_text(ca)),
		arena, read_candidate, orders, err);
}

static int
read_tax(struct row *row, void *into)
{
	struct tax_row *made =
		vec_push((struct tax_table *)into, row->arena, row->err);

	if (made == NULL)
		return -1;
	made->load_id = (int)row_int(row);
	made->tax.line = (long)row_int(row);
	made->tax.ca = row_text(row);
	made->tax.business = row_text(row);
	made->tax.tax_code = row_text(row);
	made->tax.tax_name = row_text(row);
	made->tax.rate = (int)row_int(row);
	made->tax.from = row_day(row);
	made->tax.to = row_day(row);
	made->tax.recognition = (enum recognition)row_word(
		row, recognition_names, RECOGNITION_COUNT);
	return 0;
}

int
store_invoice_taxes(struct db *db, struct arena *arena, struct tax_table *taxes,
	struct err *err)
{
	return row_each(
		db, SQL_INVOICE_TAXES, NULL, arena, read_tax, taxes, err);
}

static int
read_stale(struct row *row, void *into)
{
	struct invoice_stale *made =
		vec_push((struct invoice_stales *)into, row->arena, row->err);

	if (made == NULL)
		return -1;
	made->serial = row_text(row);
	made->state = row_text(row);
	made->orders = row_text(row);
	return 0;
}

int
store_invoice_stale(struct db *db, struct arena *arena, const char *ca,
	struct invoice_stales *stales, struct err *err)
{
	return row_each(db, SQL_INVOICE_STALE, DB_PARAMS(db_text(ca)), arena,
		read_stale, stales, err);
}

static int
read_waiting(struct row *row, void *into)
{
	struct invoice_waiting *made =
		vec_push((struct invoice_waitings *)into, row->arena, row->err);

	if (made == NULL)
		return -1;
	made->ca = row_text(row);
	made->id = row_int(row);
	made->lines = (int)row_int(row);
	return 0;
}

int
store_invoice_waiting(struct db *db, struct arena *arena, const char *ca,
	struct invoice_waitings *waiting, struct err *err)
{
	return row_each(db, SQL_INVOICE_WAITING, DB_PARAMS(db_text(ca)), arena,
		read_waiting, waiting, err);
}

static int
read_file(struct row *row, void *into)
{
	struct invoice_file *made =
		vec_push((struct invoice_files *)into, row->arena, row->err);

	if (made == NULL)
		return -1;
	made->export_no = (int)row_int(row);
	made->no = (int)row_int(row);
	made->ca = row_text(row);
	made->format = row_text(row);
	made->day = row_day(row);
	return 0;
}

int
store_invoice_unwritten(struct db *db, struct arena *arena,
	struct invoice_files *files, struct err *err)
{
	return row_each(
		db, SQL_INVOICE_UNWRITTEN, NULL, arena, read_file, files, err);
}

static int
read_item(struct row *row, void *into)
{
	struct invoice_item *item =
		vec_push((struct invoice_items *)into, row->arena, row->err);

	if (item == NULL)
		return -1;
	item->serial = row_text(row);
	item->ca = row_text(row);
	read_buyer(row, &item->buyer);
	item->buyer.is_natural = row_bool(row);
	item->orders = row_text(row);
	item->requested_on = row_day(row);
	item->line_no = (int)row_int(row);
	item->order_no = row_text(row);
	item->tax_code = row_text(row);
	item->tax_name = row_text(row);
	item->rate = (int)row_int(row);
	item->gross = row_int(row);
	item->tax = row_int(row);
	return 0;
}

int
store_invoice_items(struct db *db, struct arena *arena,
	const struct invoice_file *file, struct invoice_items *items,
	struct err *err)
{
	return row_each(db, SQL_INVOICE_FILE,
		DB_PARAMS(db_int(file->export_no), db_int(file->no)), arena,
		read_item, items, err);
}

static int
read_line(struct row *row, void *into)
{
	struct invoice_line *line =
		vec_push((struct invoice_lines *)into, row->arena, row->err);

	if (line == NULL)
		return -1;
	line->no = (int)row_int(row);
	line->rate = (int)row_int(row);
	line->gross = row_int(row);
	line->tax = row_int(row);
	line->red = row_int(row);
	line->red_tax = row_int(row);
	line->needed = row_int(row);
	return 0;
}

int
store_invoice_lines(struct db *db, struct arena *arena, const char *serial,
	struct invoice_lines *lines, struct err *err)
{
	return row_each(db, SQL_INVOICE_LINES, DB_PARAMS(db_text(serial)),
		arena, read_line, lines, err);
}

static int
read_text(struct row *row, void *into)
{
	*(const char **)into = row_text(row);
	return 0;
}

int
store_invoice_state(struct db *db, struct arena *arena, const char *serial,
	const char **state, struct err *err)
{
	*state = NULL;
	return row_each(db, SQL_INVOICE_STATE, DB_PARAMS(db_text(serial)),
		arena, read_text, state, err);
}

int
store_invoice_holder(struct db *db, struct arena *arena, const char *number,
	const char **serial, struct err *err)
{
	*serial = NULL;
	return row_each(db, SQL_INVOICE_HOLDER, DB_PARAMS(db_text(number)),
		arena, read_text, serial, err);
}

/* --- writing ------------------------------------------------------------ */

/* A function that answers one number. */
static int
call(struct db *db, enum sql_id query, const struct db_value *params,
	struct err *err)
{
	int64_t done;

	return db_one_int(db, query, params, &done, err);
}

int
store_invoice_begin(struct db *db, struct err *err)
{
	return call(db, SQL_INVOICE_BEGIN, NULL, err);
}

int
store_invoice_request(struct db *db, int32_t day,
	const struct invoice_orders *orders, int64_t *made, struct err *err)
{
	struct buf lines = BUF_INIT;
	int rc = -1;

	for (size_t i = 0; i < orders->count; i++) {
		const struct invoice_order *o = &orders->at[i];

		buf_printf(&lines,
			"%zu %" PRId64 " %d %d %d %d %" PRId64 " %" PRId64 "\n",
			o->invoice, o->order_id, o->version, o->turn,
			o->tax_load, o->tax_line, o->standing, o->tax);
	}
	if (buf_check(&lines, err) == 0)
		rc = db_one_int(db, SQL_INVOICE_REQUEST,
			DB_PARAMS(db_day(day), db_text(buf_text(&lines))), made,
			err);
	buf_release(&lines);
	return rc;
}

int
store_invoice_withdraw(
	struct db *db, const char *serial, const char *reason, struct err *err)
{
	return call(db, SQL_INVOICE_WITHDRAW,
		DB_PARAMS(db_text(serial), db_text(reason)), err);
}

int
store_invoice_export(struct db *db, const char *ca, const char *format,
	int32_t day, const struct buf *items, int *export_no, struct err *err)
{
	int64_t number;

	if (db_one_int(db, SQL_INVOICE_EXPORT,
		    DB_PARAMS(db_text(ca), db_text(format), db_day(day),
			    db_text(buf_text(items))),
		    &number, err) < 0)
		return -1;
	*export_no = (int)number;
	return 0;
}

int
store_invoice_written(struct db *db, const struct invoice_file *file,
	const char *name, const unsigned char *sha256,
	const struct invoice_items *items, struct err *err)
{
	int64_t gross, tax;

	if (invoice_total(items->at, items->count, &gross, &tax, err) < 0)
		return -1;
	return call(db, SQL_INVOICE_WRITTEN,
		DB_PARAMS(db_int(file->export_no), db_int(file->no),
			db_text(name), db_bytes(sha256, SHA256_SIZE),
			db_int((int64_t)items->count), db_int(gross),
			db_int(tax)),
		err);
}

int
store_invoice_issue(struct db *db, const char *serial, const char *number,
	int32_t day, struct err *err)
{
	return call(db, SQL_INVOICE_ISSUE,
		DB_PARAMS(db_text(serial), db_text(number), db_day(day)), err);
}

int
store_invoice_reverse(struct db *db, const char *serial, const char *number,
	int32_t day, const char *reason, const struct buf *lines,
	struct err *err)
{
	return call(db, SQL_INVOICE_REVERSE,
		DB_PARAMS(db_text(serial), db_text(number), db_day(day),
			db_text(reason), db_text(buf_text(lines))),
		err);
}
