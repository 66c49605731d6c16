#include "store/store_book.h"

#include "base/err.h"
#include "core/policy.h"
#include "core/ruling.h"
#include "db/db.h"
#include "model/fold.h"
#include "model/note.h"
#include "store/book_part.h"
#include "store/store_book_order.h"
#include "store/store_book_total.h"

#include <stdlib.h>
#include <string.h>

/* --- orders and attempts --- */

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

/* What a night has seen is never left out: it is among the orders. */
static int
read_kept_price(struct book *book, struct row *row)
{
	book->orders.at[find_order(book, row_int(row))].price_kept = true;
	return 0;
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

/* Of an attempt that was read before; they are numbered from 1 on. */
static int
read_answer(struct book *book, struct row *row)
{
	struct order *o = &book->orders.at[find_order(book, row_int(row))];
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
static int
read_carrier(struct book *book, struct row *row)
{
	struct release *r =
		&book->orders.at[find_order(book, row_int(row))].release;
	struct bank_answer *answer =
		vec_push(&r->answers, book->arena, row->err);

	if (answer == NULL)
		return -1;
	r->sent_to = fold_account(book->arena,
		db_get_text(row->rows, row->column++), row->err);
	if (r->sent_to == NULL)
		return -1;
	answer->status = row_text(row);
	answer->reason = row_text(row);
	answer->text = row_text(row);
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

/* What is read of the book, and how it stood. */
struct reading {
	int32_t created_until; /* of orders that no night has seen; DAY_NONE */
	bool only_waiting;
	int before_run, until_run; /* 0: now */
};

static struct db_value
run_or_null(int run)
{
	return run == 0 ? db_null() : db_int(run);
}

/* Attempts and money find their orders: these come first. */
static int
read_orders(struct db *db, const struct reading *r, struct book *book,
	struct err *err)
{
	static const struct book_part orders = { SQL_BOOK_ORDERS,
		store_book_order };

	return book_part_read(db, &orders,
		DB_PARAMS(db_day(r->created_until), db_bool(r->only_waiting),
			run_or_null(r->before_run), run_or_null(r->until_run)),
		book, err);
}

static int
read_attempts(struct db *db, const struct reading *r, struct book *book,
	struct err *err)
{
	static const struct book_part attempts = { SQL_BOOK_ATTEMPTS,
		read_attempt };

	return book_part_read(db, &attempts,
		DB_PARAMS(db_bool(r->only_waiting)), book, err);
}

static int
read_bills(struct db *db, const struct reading *r, struct book *book,
	struct err *err)
{
	static const struct book_part days = { SQL_BOOK_BILL_DAYS,
		read_bill_day };
	static const struct book_part coverages = { SQL_BOOK_COVERAGES,
		read_coverage };
	const struct db_value runs[] = { run_or_null(r->before_run),
		run_or_null(r->until_run) };

	if (book_part_read(db, &days, runs, book, err) < 0 ||
		store_book_total(db, &runs[1], book, err) < 0)
		return -1;
	return book_part_read(db, &coverages, &runs[1], book, err);
}

/* Money, and what people decided about it. */
static int
read_money(struct db *db, const struct reading *r, struct book *book,
	struct err *err)
{
	static const struct book_part entries = { SQL_BOOK_ENTRIES,
		read_entry };
	static const struct book_part allocations = { SQL_BOOK_ALLOCATIONS,
		read_allocation };
	static const struct book_part rulings = { SQL_BOOK_RULINGS,
		read_ruling };
	const struct db_value runs[] = { run_or_null(r->before_run),
		run_or_null(r->until_run) };

	if (book_part_read(db, &entries, runs, book, err) < 0 ||
		book_part_read(db, &allocations, runs, book, err) < 0)
		return -1;
	return book_part_read(db, &rulings, runs, book, err);
}

int
store_book_load(struct db *db, int32_t created_until, struct book *book,
	struct err *err)
{
	static const struct book_part rest[] = {
		{ SQL_BOOK_ANSWERS, read_answer },
		{ SQL_BOOK_CARRIERS, read_carrier },
		{ SQL_BOOK_BREAKS, read_break },
		{ SQL_BOOK_ACCOUNTS, read_account },
		{ SQL_RUN_FIRST_NIGHT, read_first_night },
	};
	static const struct book_part kept = { SQL_BOOK_KEPT_PRICES,
		read_kept_price };
	const struct reading now = { .created_until = created_until };

	if (store_book_reference(db, 0, book, err) < 0 ||
		read_orders(db, &now, book, err) < 0 ||
		book_part_read(db, &kept, DB_PARAMS(db_day(book->date)), book,
			err) < 0 ||
		read_attempts(db, &now, book, err) < 0 ||
		read_money(db, &now, book, err) < 0 ||
		read_bills(db, &now, book, err) < 0)
		return -1;
	for (size_t i = 0; i < sizeof(rest) / sizeof(*rest); i++)
		if (book_part_read(db, &rest[i], NULL, book, err) < 0)
			return -1;
	return 0;
}

int
store_book_waiting(struct db *db, struct book *book, struct err *err)
{
	const struct reading waiting = { .created_until = DAY_NONE,
		.only_waiting = true };

	if (store_book_reference(db, 0, book, err) < 0 ||
		read_orders(db, &waiting, book, err) < 0 ||
		read_attempts(db, &waiting, book, err) < 0 ||
		read_bills(db, &waiting, book, err) < 0)
		return -1;
	policy_assign(book);
	for (size_t i = 0; i < book->orders.count; i++)
		book->orders.at[i].now = book->orders.at[i].was;
	return 0;
}

int
store_book_again(struct db *db, int before_run, int until_run,
	struct book *book, struct err *err)
{
	const struct reading then = { .created_until = DAY_NONE,
		.before_run = before_run,
		.until_run = until_run };

	if (store_book_reference(db, until_run + 1, book, err) < 0 ||
		read_orders(db, &then, book, err) < 0 ||
		read_money(db, &then, book, err) < 0)
		return -1;
	return read_bills(db, &then, book, err);
}

int
store_book_part(struct db *db, const struct store_book_part *part,
	struct book *book, struct err *err)
{
	static const struct book_part of_orders[] = {
		{ SQL_SLICE_ORDERS, store_book_order },
		{ SQL_SLICE_ATTEMPTS, read_attempt },
		{ SQL_SLICE_ANSWERS, read_answer },
		{ SQL_SLICE_ALLOCATIONS, read_allocation },
	};
	static const struct book_part entries = { SQL_SLICE_ENTRIES,
		read_entry };
	static const struct book_part rulings = { SQL_SLICE_RULINGS,
		read_ruling };
	static const struct book_part bill_days = { SQL_SLICE_BILL_DAYS,
		read_bill_day };
	const struct db_value orders = db_text(part->orders);
	const struct db_value money = db_text(part->entries);
	const struct db_value run = db_int(part->run_id);

	if (store_book_reference(db, part->run_id, book, err) < 0)
		return -1;
	for (size_t i = 0; i < sizeof(of_orders) / sizeof(*of_orders); i++)
		if (book_part_read(db, &of_orders[i], DB_PARAMS(orders, run),
			    book, err) < 0)
			return -1;
	if (book_part_read(db, &entries, DB_PARAMS(money, run), book, err) <
			0 ||
		book_part_read(db, &rulings, DB_PARAMS(orders, money, run),
			book, err) < 0)
		return -1;
	if (!part->bill_days)
		return 0;
	return book_part_read(db, &bill_days,
		DB_PARAMS(run, db_int(part->seen)), book, err);
}
