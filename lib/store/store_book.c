#include "store/store_book.h"

#include "base/err.h"
#include "core/policy.h"
#include "core/ruling.h"
#include "db/db.h"
#include "model/fold.h"
#include "model/note.h"
#include "store/row.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* One kind of rows of the book. */
struct part {
	enum sql_id query;
	int (*read)(struct book *book, struct row *row);
};

/* --- reference data --- */

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

/* --- orders --- */

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

static int
read_order(struct book *book, struct row *row)
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
static size_t
find_order(const struct book *book, int64_t id)
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

static int
read_attempt(struct book *book, struct row *row)
{
	struct order *o = &book->orders.at[find_order(book, row_int(row))];
	struct attempt *a = vec_push(&o->attempts, book->arena, row->err);

	if (a == NULL)
		return -1;
	a->number = (int)row_int(row);
	a->mode = (enum verify_mode)row_word(row, verify_mode_names,
		VERIFY_MODE_COUNT);
	a->account = row_text(row);
	a->end_to_end_id = row_text(row);
	a->code_id = row_int(row);
	row_bytes(row, a->code, sizeof(a->code));
	a->state = (enum attempt_state)row_word(row, attempt_state_names,
		ATTEMPT_STATE_COUNT);
	a->reason = row_text(row);
	a->since = row_day(row);
	a->seq = (int)row_int(row);
	a->entry_id = row_int(row);
	if (row_is_null(row))
		row->column++;
	else
		a->failure = (enum attempt_state)row_word(row,
			attempt_state_names, ATTEMPT_STATE_COUNT);
	a->was_verified = row_bool(row);
	a->booked = row_day(row);
	a->booked_serial = row_text(row);
	a->reopened = row_bool(row);
	return 0;
}

/* --- money --- */

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

static int
read_entry(struct book *book, struct row *row)
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
	e->kind = e->kind_was = (enum entry_kind)row_word(row,
		entry_kind_names, ENTRY_KIND_COUNT);
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
	e->codes = (const unsigned char *)arena_text(book->arena,
		(const char *)codes, len, row->err);
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

static int
read_allocation(struct book *book, struct row *row)
{
	struct allocation *a =
		vec_push(&book->allocations, book->arena, row->err);

	if (a == NULL)
		return -1;
	a->order = find_order(book, row_int(row));
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

static int
read_bill_day(struct book *book, struct row *row)
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

static int
read_coverage(struct book *book, struct row *row)
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

static int
read_account(struct book *book, struct row *row)
{
	struct closing_line *l =
		vec_push(&book->closing, book->arena, row->err);

	if (l == NULL)
		return -1;
	l->account_id = (int)row_int(row);
	l->source = (enum source)row_word(row, source_names, SOURCE_COUNT);
	l->account = row_text(row);
	l->expected = row_bool(row);
	l->opening = row_int(row);
	l->in_count = row_int(row);
	l->in_credit = row_int(row);
	l->in_debit = row_int(row);
	l->in_hash = row_int(row);
	l->fees = row_int(row);
	l->channel_fees = row_int(row);
	return 0;
}

static int
read_first_night(struct book *book, struct row *row)
{
	book->first_night = row_day(row);
	return 0;
}

static int
read_break(struct book *book, struct row *row)
{
	struct stored_break *b =
		vec_push(&book->breaks, book->arena, row->err);

	if (b == NULL)
		return -1;
	b->id = (int)row_int(row);
	b->what.kind = (enum break_kind)row_word(row, break_kind_names,
		BREAK_KIND_COUNT);
	b->what.order_id = row_int(row);
	b->what.entry_id = row_int(row);
	b->what.account_id = (int)row_int(row);
	b->what.day = row_day(row);
	b->open = row_bool(row);
	b->seq = (int)row_int(row);
	b->what.also_order_id = row_int(row);
	b->what.amount = row_int(row);
	b->what.note = row_text(row);
	b->decided = row_bool(row);
	b->people = "";
	return 0;
}

/* --- what people decided --- */

static size_t
order_or_nobody(const struct book *book, int64_t id)
{
	const size_t at = find_order(book, id);

	return at < book->orders.count && book->orders.at[at].id == id
		? at
		: NOBODY;
}

/* "ORDER_ID=FEN,..." as propose() made it. */
static int
read_parts_of(struct book *book, struct ruling *r, const char *text,
	struct err *err)
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

static int
read_ruling(struct book *book, struct row *row)
{
	struct ruling *r = vec_push(&book->rulings, book->arena, row->err);
	const char *parts, *actor, *decider;

	if (r == NULL)
		return -1;
	r->proposal_id = (int)row_int(row);
	r->verb = (enum ruling_verb)row_word(row, ruling_verb_names,
		RULING_VERB_COUNT);
	r->entry_id = row_int(row);
	r->order = order_or_nobody(book, row_int(row));
	r->attempt = (int)row_int(row);
	r->break_id = (int)row_int(row);
	parts = row_text(row);
	actor = row_text(row);
	decider = row_text(row);
	r->people = note_make(book->arena, row->err,
		ruling_sentence(r->verb), 3, actor, decider, row_text(row));
	if (r->people == NULL)
		return -1;
	return read_parts_of(book, r, parts, row->err);
}

/* --- all of it --- */

/* Most parts have no parameters. */
static const struct db_value *
params_of(enum sql_id query, const struct db_value *orders,
	const struct db_value *attempts)
{
	if (query == SQL_BOOK_ORDERS)
		return orders;
	return query == SQL_BOOK_ATTEMPTS ? attempts : NULL;
}

static int
read_part(struct db *db, const struct part *part, const struct db_value *params,
	struct book *book, struct err *err)
{
	struct row row = { .arena = book->arena, .err = err };
	int more;

	if (db_query(db, part->query, params, &row.rows, err) < 0)
		return -1;
	while ((more = row_next(&row)) > 0)
		if (part->read(book, &row) < 0) {
			more = -1;
			break;
		}
	db_done(row.rows);
	return more;
}

static int
read_parts(struct db *db, const struct part *parts, size_t count,
	const struct db_value *params, struct book *book, struct err *err)
{
	for (size_t i = 0; i < count; i++)
		if (read_part(db, &parts[i], params, book, err) < 0)
			return -1;
	return 0;
}

static int
read_reference(struct db *db, int run_id, struct book *book, struct err *err)
{
	static const struct part parts[] = {
		{ SQL_BOOK_FEES, read_fee },
		{ SQL_BOOK_POLICIES, read_policy },
		{ SQL_BOOK_CHANNELS, read_channel },
		{ SQL_BOOK_CALENDAR, read_calendar_day },
	};

	return read_parts(db, parts, sizeof(parts) / sizeof(*parts),
		DB_PARAMS(db_int(run_id)), book, err);
}

int
store_book_reference(struct db *db, struct book *book, struct err *err)
{
	return read_reference(db, INT_MAX, book, err);
}

/* In this order: attempts and money find their orders. */
static int
read_facts(struct db *db, int32_t created_until, bool only_waiting,
	struct book *book, struct err *err)
{
	static const struct {
		struct part part;
		bool waiting; /* needed to see what waits */
	} parts[] = {
		{ { SQL_BOOK_ORDERS, read_order }, true },
		{ { SQL_BOOK_ATTEMPTS, read_attempt }, true },
		{ { SQL_BOOK_ENTRIES, read_entry }, false },
		{ { SQL_BOOK_ALLOCATIONS, read_allocation }, false },
		{ { SQL_BOOK_BILL_DAYS, read_bill_day }, true },
		{ { SQL_BOOK_COVERAGES, read_coverage }, true },
		{ { SQL_BOOK_BREAKS, read_break }, false },
		{ { SQL_BOOK_RULINGS, read_ruling }, false },
		{ { SQL_BOOK_ACCOUNTS, read_account }, false },
		{ { SQL_RUN_FIRST_NIGHT, read_first_night }, false },
	};
	const struct db_value of_orders[] = { db_day(created_until),
		db_bool(only_waiting) };
	const struct db_value of_attempts[] = { db_bool(only_waiting) };

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		const struct part *part = &parts[i].part;

		if ((parts[i].waiting || !only_waiting) &&
			read_part(db, part,
				params_of(part->query, of_orders, of_attempts),
				book, err) < 0)
			return -1;
	}
	return 0;
}

int
store_book_load(struct db *db, int32_t created_until, struct book *book,
	struct err *err)
{
	if (store_book_reference(db, book, err) < 0)
		return -1;
	return read_facts(db, created_until, false, book, err);
}

int
store_book_waiting(struct db *db, struct book *book, struct err *err)
{
	if (store_book_reference(db, book, err) < 0 ||
		read_facts(db, DAY_NONE, true, book, err) < 0)
		return -1;
	policy_assign(book);
	for (size_t i = 0; i < book->orders.count; i++)
		book->orders.at[i].now = book->orders.at[i].was;
	return 0;
}

int
store_book_part(struct db *db, const struct store_book_part *part,
	struct book *book, struct err *err)
{
	static const struct part of_orders[] = {
		{ SQL_SLICE_ORDERS, read_order },
		{ SQL_SLICE_ATTEMPTS, read_attempt },
		{ SQL_SLICE_ALLOCATIONS, read_allocation },
	};
	static const struct part entries = { SQL_SLICE_ENTRIES, read_entry };
	static const struct part rulings = { SQL_SLICE_RULINGS, read_ruling };
	static const struct part bill_days = { SQL_SLICE_BILL_DAYS,
		read_bill_day };

	if (read_reference(db, part->run_id, book, err) < 0 ||
		read_parts(db, of_orders,
			sizeof(of_orders) / sizeof(*of_orders),
			DB_PARAMS(db_text(part->orders), db_int(part->run_id)),
			book, err) < 0 ||
		read_part(db, &entries,
			DB_PARAMS(db_text(part->entries), db_int(part->run_id)),
			book, err) < 0)
		return -1;
	if (read_part(db, &rulings,
		    DB_PARAMS(db_text(part->orders), db_text(part->entries),
			    db_int(part->run_id)),
		    book, err) < 0)
		return -1;
	if (!part->bill_days)
		return 0;
	return read_part(db, &bill_days,
		DB_PARAMS(db_int(part->run_id), db_int(part->seen)), book, err);
}
