#include "store/store_order.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/i18n.h"
#include "db/db.h"
#include "store/row.h"

#define DIGEST_SIZE 16

int
store_order_stage(struct db *db, struct db_copy **copy, struct err *err)
{
	if (db_run(db, SQL_ORDER_STAGE, NULL, err) < 0)
		return -1;
	return db_copy_begin(db, SQL_ORDER_COPY_INCOMING, copy, err);
}

static void
copy_texts(struct db_copy *copy, const char *const *texts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		db_copy_text(copy, texts[i]);
}

#define COPY_TEXTS(copy, ...)                                                 \
	copy_texts((copy), (const char *const[]){ __VA_ARGS__ },              \
		sizeof((const char *const[]){ __VA_ARGS__ }) /                \
			sizeof(const char *))

static void
copy_claim(struct db_copy *copy, const struct order_row *o)
{
	if (o->claimed) {
		db_copy_int8(copy, o->claimed_fen);
		row_copy_moment(copy, o->claimed_at);
	} else {
		db_copy_null(copy);
		row_copy_moment(copy, MOMENT_NONE);
	}
	COPY_TEXTS(copy, o->claimed_trade_no, o->voucher_ref);
}

void
store_order_row(struct db_copy *copy, const struct order_row *o,
	const struct incoming_order *in)
{
	db_copy_row(copy);
	db_copy_int4(copy, (int32_t)o->line);
	COPY_TEXTS(copy, o->ca, o->order_no);
	if (in->code_digest == NULL) {
		db_copy_null(copy);
		db_copy_null(copy);
		db_copy_null(copy);
	} else {
		db_copy_int8(copy, in->code_id);
		db_copy_bytes(copy, in->code_digest, DIGEST_SIZE);
		db_copy_bytes(copy, in->sealed, in->sealed_len);
	}
	row_copy_moment(copy, o->created_at);
	COPY_TEXTS(copy, o->business, o->cert_kind);
	db_copy_int4(copy, o->years);
	db_copy_int4(copy, o->main_keys);
	db_copy_int4(copy, o->sub_keys);
	COPY_TEXTS(copy, o->project, o->applicant_name, o->uscc,
		o->account_no, o->bank_name, o->bank_code, o->handler_name,
		o->handler_mobile, o->holder_name, o->holder_mobile,
		o->pay_method, o->pay_refs);
	copy_claim(copy, o);
	db_copy_text(copy, review_names[o->review]);
	row_copy_moment(copy, o->reviewed_at);
	db_copy_text(copy,
		o->verify_mode == VERIFY_BY_POLICY
			? ""
			: verify_mode_names[o->verify_mode]);
	COPY_TEXTS(copy, invoice_kind_names[o->invoice_kind],
		o->invoice_title, o->invoice_tax_no, o->invoice_address,
		o->invoice_phone, o->invoice_bank, o->invoice_account,
		o->invoice_email);
	db_copy_day(copy, o->prior_cert_end);
	db_copy_bytes(copy, in->digest, DIGEST_SIZE);
}

int
store_order_check(struct db *db, int64_t *changed, struct err *err)
{
	struct db_rows *rows = NULL;
	int more;

	if (db_query(db, SQL_ORDER_TWICE, NULL, &rows, err) < 0)
		return -1;
	more = db_next(rows, err);
	if (more > 0)
		err_at(err, ERR_CONFLICT, (long)db_get_int(rows, 0), 0,
			_("order_no: %s stands in line %ld too, with other "
			  "values"),
			db_get_text(rows, 1), (long)db_get_int(rows, 2));
	db_done(rows);
	if (more != 0)
		return -1;
	return db_one_int(db, SQL_ORDER_CHANGED, NULL, changed, err);
}

int
store_order_take(struct db *db, const struct stored_load *load,
	struct err *err)
{
	const struct db_value run[] = { db_int(load->run_id) };

	if (db_run(db, SQL_ORDER_ADD_ORDERS, run, err) < 0 ||
		db_run(db, SQL_ORDER_ADD_CODES, run, err) < 0)
		return -1;
	return db_run(db, SQL_ORDER_ADD_VERSIONS,
		DB_PARAMS(db_int(load->load_id), db_int(load->run_id)), err);
}
