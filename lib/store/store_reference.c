#include "store/store_reference.h"

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"

#include <string.h>

#define SHA256_SIZE 32

int
store_reference_same(struct db *db, const char *kind,
	const unsigned char *sha256, bool *same, struct err *err)
{
	struct db_rows *rows = NULL;
	const unsigned char *last;
	size_t len = 0;
	int more;

	*same = false;
	if (db_query(db, SQL_REFERENCE_LAST_DIGEST, DB_PARAMS(db_text(kind)),
		    &rows, err) < 0)
		return -1;
	more = db_next(rows, err);
	if (more > 0) {
		last = db_get_bytes(rows, 0, &len);
		*same = len == SHA256_SIZE && memcmp(last, sha256, len) == 0;
	}
	db_done(rows);
	return more < 0 ? -1 : 0;
}

int
store_reference_add(struct db *db, struct stored_load *load, struct err *err)
{
	int64_t id;

	if (db_one_int(db, SQL_REFERENCE_ADD_LOAD,
		    DB_PARAMS(db_int(load->run_id), db_text(load->kind),
			    db_text(load->name),
			    db_bytes(load->sha256, SHA256_SIZE),
			    db_int(load->rows)),
		    &id, err) < 0)
		return -1;
	load->load_id = (int)id;
	return 0;
}

int
store_reference_fees(struct db *db, const struct stored_load *load,
	const struct fees *fees, struct err *err)
{
	struct db_copy *copy;

	if (db_copy_begin(db, SQL_REFERENCE_COPY_FEE, &copy, err) < 0)
		return -1;
	for (size_t i = 0; i < fees->count; i++) {
		const struct fee *f = &fees->at[i];

		db_copy_row(copy);
		db_copy_int4(copy, load->load_id);
		db_copy_int4(copy, (int32_t)f->line);
		db_copy_text(copy, f->ca);
		db_copy_text(copy, f->business);
		db_copy_text(copy, f->cert_kind);
		db_copy_text(copy, f->key_kind);
		db_copy_text(copy, f->project);
		db_copy_int4(copy, f->years);
		db_copy_text(copy, fee_basis_names[f->basis]);
		db_copy_int8(copy, f->amount);
		if (f->next_year < 0)
			db_copy_null(copy);
		else
			db_copy_int8(copy, f->next_year);
		db_copy_day(copy, f->from);
		db_copy_day(copy, f->to);
		db_copy_text(copy, f->source);
		db_copy_int4(copy, load->run_id);
	}
	return db_copy_end(copy, err);
}

int
store_reference_policies(struct db *db, const struct stored_load *load,
	const struct policies *policies, struct err *err)
{
	struct db_copy *copy;

	if (db_copy_begin(db, SQL_REFERENCE_COPY_POLICY, &copy, err) < 0)
		return -1;
	for (size_t i = 0; i < policies->count; i++) {
		const struct policy *p = &policies->at[i];

		db_copy_row(copy);
		db_copy_int4(copy, load->load_id);
		db_copy_int4(copy, (int32_t)p->line);
		db_copy_text(copy, p->ca);
		db_copy_text(copy, p->pay_method);
		db_copy_text(copy, p->cert_kind);
		db_copy_text(copy, p->business);
		db_copy_text(copy, verify_mode_names[p->verify_mode]);
		db_copy_text(copy, pin_channel_names[p->pin_channel]);
		db_copy_bool(copy, p->own_account_required);
		db_copy_bool(copy, p->review_before_payment);
		db_copy_bool(copy, p->one_payment_only);
		db_copy_int4(copy, p->review_days);
		db_copy_int4(copy, p->return_days);
		db_copy_int4(copy, p->buffer_days);
		db_copy_int4(copy, p->max_attempts);
		db_copy_int4(copy, p->expire_days);
		db_copy_text(copy, p->receiving_account);
		db_copy_int4(copy, p->code_length);
		db_copy_text(copy, p->code_alphabet);
		db_copy_int4(copy, load->run_id);
	}
	return db_copy_end(copy, err);
}

int
store_reference_channels(struct db *db, const struct stored_load *load,
	const struct channels *channels, struct err *err)
{
	struct db_copy *copy;

	if (db_copy_begin(db, SQL_REFERENCE_COPY_CHANNEL, &copy, err) < 0)
		return -1;
	for (size_t i = 0; i < channels->count; i++) {
		const struct channel *c = &channels->at[i];

		db_copy_row(copy);
		db_copy_int4(copy, load->load_id);
		db_copy_int4(copy, (int32_t)c->line);
		db_copy_text(copy, source_names[c->source]);
		db_copy_text(copy, c->merchant_no);
		db_copy_text(copy, c->settlement_payer);
		db_copy_text(copy, c->settlement_remark);
		db_copy_int4(copy, load->run_id);
	}
	return db_copy_end(copy, err);
}

int
store_reference_calendar(struct db *db, const struct stored_load *load,
	const struct calendar *calendar, struct err *err)
{
	struct db_copy *copy;

	if (db_copy_begin(db, SQL_REFERENCE_COPY_CALENDAR_DAY, &copy, err) < 0)
		return -1;
	for (size_t i = 0; i < calendar->count; i++) {
		db_copy_row(copy);
		db_copy_int4(copy, load->load_id);
		db_copy_day(copy, calendar->at[i].day);
		db_copy_text(copy,
			calendar->at[i].workday ? "workday" : "holiday");
		db_copy_int4(copy, load->run_id);
	}
	return db_copy_end(copy, err);
}

int
store_reference_taxes(struct db *db, const struct stored_load *load,
	const struct taxes *taxes, struct err *err)
{
	struct db_copy *copy;

	if (db_copy_begin(db, SQL_REFERENCE_COPY_TAX, &copy, err) < 0)
		return -1;
	for (size_t i = 0; i < taxes->count; i++) {
		const struct tax *t = &taxes->at[i];

		db_copy_row(copy);
		db_copy_int4(copy, load->load_id);
		db_copy_int4(copy, (int32_t)t->line);
		db_copy_text(copy, t->ca);
		db_copy_text(copy, t->business);
		db_copy_text(copy, t->tax_code);
		db_copy_text(copy, t->tax_name);
		db_copy_int4(copy, t->rate);
		db_copy_day(copy, t->from);
		db_copy_day(copy, t->to);
		db_copy_text(copy, recognition_names[t->recognition]);
		db_copy_int4(copy, load->run_id);
	}
	return db_copy_end(copy, err);
}

int
store_reference_cas(struct db *db, struct arena *arena, struct map *cas,
	struct err *err)
{
	struct db_rows *rows = NULL;
	int more;

	map_init(cas, arena);
	if (db_query(db, SQL_REFERENCE_CAS, NULL, &rows, err) < 0)
		return -1;
	while ((more = db_next(rows, err)) > 0) {
		const char *ca = db_get_text(rows, 0);

		ca = arena_text(arena, ca, strlen(ca), err);
		if (ca == NULL || map_add(cas, ca, strlen(ca), 1, err) < 0) {
			more = -1;
			break;
		}
	}
	db_done(rows);
	return more;
}
