#include "store/store_outbox.h"

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"
#include "model/fold.h"
#include "store/row.h"

/* --- reading --- */

/* Into the arena; NULL stays NULL. */
static const unsigned char *
row_sealed(struct row *row, size_t *len)
{
	const unsigned char *bytes;
	const char *copy;

	if (row_is_null(row)) {
		row->column++;
		*len = 0;
		return NULL;
	}
	bytes = db_get_bytes(row->rows, row->column++, len);
	copy = arena_text(row->arena, (const char *)bytes, *len, row->err);
	row->failed = row->failed || copy == NULL;
	return (const unsigned char *)copy;
}

static const char *
row_account(struct row *row)
{
	const char *account = fold_account(
		row->arena, db_get_text(row->rows, row->column++), row->err);

	row->failed = row->failed || account == NULL;
	return account == NULL ? "" : account;
}

/* The columns of outbox/waiting and outbox/items. */
static int
read_item(struct row *row, void *into)
{
	struct outbox_items *items = into;
	struct outbox_item *item = vec_push(items, row->arena, row->err);

	if (item == NULL)
		return -1;
	item->item_id = row_int(row);
	item->order_id = row_int(row);
	item->order_no = row_text(row);
	item->ca = row_text(row);
	item->turn = (int)row_int(row);
	item->paying_account = row_text(row);
	item->channel = row_text(row);
	item->release_seq = (int)row_int(row);
	item->verification_id = row_int(row);
	item->verification_seq = (int)row_int(row);
	item->verifies = row_bool(row);
	item->end_to_end_id = row_text(row);
	item->account = row_account(row);
	item->code_id = row_int(row);
	item->sealed = row_sealed(row, &item->sealed_len);
	item->applicant_name = row_text(row);
	item->bank_name = row_text(row);
	item->bank_code = row_text(row);
	item->handler_name = row_text(row);
	item->handler_mobile = row_text(row);
	item->holder_name = row_text(row);
	item->holder_mobile = row_text(row);
	item->main_keys = (int)row_int(row);
	item->sub_keys = (int)row_int(row);
	return 0;
}

int
store_outbox_waiting(struct db *db, struct arena *arena, const char *folder,
	struct outbox_items *items, struct err *err)
{
	return row_each(db, SQL_OUTBOX_WAITING, DB_PARAMS(db_text(folder)),
		arena, read_item, items, err);
}

int
store_outbox_items(struct db *db, struct arena *arena,
	const struct outbox_delivery *d, struct outbox_items *items,
	struct err *err)
{
	return row_each(db, SQL_OUTBOX_ITEMS,
		DB_PARAMS(db_text(d->folder),
			db_int(d->repeats > 0 ? d->repeats : d->batch_no)),
		arena, read_item, items, err);
}

static int
read_delivery(struct row *row, void *into)
{
	struct outbox_deliveries *deliveries = into;
	struct outbox_delivery *d = vec_push(deliveries, row->arena, row->err);

	if (d == NULL)
		return -1;
	d->folder = row_text(row);
	d->batch_no = (int)row_int(row);
	d->day = row_day(row);
	d->name = row_text(row);
	row_bytes(row, d->digest, sizeof(d->digest));
	d->count = (size_t)row_int(row);
	d->amount = row_int(row);
	d->run_id = (int)row_int(row);
	d->repeats = (int)row_int(row);
	return 0;
}

int
store_outbox_unwritten(struct db *db, struct arena *arena,
	struct outbox_deliveries *deliveries, struct err *err)
{
	return row_each(db, SQL_OUTBOX_UNWRITTEN, NULL, arena, read_delivery,
		deliveries, err);
}

static int
read_repeat(struct row *row, void *into)
{
	struct outbox_repeats *repeats = into;
	struct outbox_repeat *r = vec_push(repeats, row->arena, row->err);
	struct outbox_delivery *d;

	if (r == NULL)
		return -1;
	*r = (struct outbox_repeat){ .proposal_id = (int)row_int(row) };
	d = &r->delivery;
	d->folder = row_text(row);
	d->repeats = (int)row_int(row);
	d->day = row_day(row);
	row_bytes(row, d->digest, sizeof(d->digest));
	d->count = (size_t)row_int(row);
	d->amount = row_int(row);
	r->stands = row_bool(row);
	return 0;
}

int
store_outbox_repeats(struct db *db, struct arena *arena,
	struct outbox_repeats *repeats, struct err *err)
{
	return row_each(
		db, SQL_OUTBOX_REPEATS, NULL, arena, read_repeat, repeats, err);
}

int
store_outbox_next_batch(
	struct db *db, const char *folder, int *batch_no, struct err *err)
{
	int64_t number;

	if (db_one_int(db, SQL_OUTBOX_NEXT_BATCH, DB_PARAMS(db_text(folder)),
		    &number, err) < 0)
		return -1;
	*batch_no = (int)number;
	return 0;
}

int
store_outbox_open_run(struct db *db, int *run_id, struct err *err)
{
	int64_t id;

	if (db_one_int(db, SQL_OUTBOX_OPEN_RUN, NULL, &id, err) < 0)
		return -1;
	*run_id = (int)id;
	return 0;
}

/* --- writing --- */

static void
copy_item(struct db_copy *copy, const struct outbox_delivery *d,
	const struct outbox_item *item)
{
	db_copy_row(copy);
	db_copy_int8(copy, item->item_id);
	db_copy_text(copy, d->folder);
	db_copy_int4(copy, d->batch_no);
	db_copy_int4(copy, d->run_id);
}

static void
copy_handed_over(struct db_copy *copy, const struct outbox_delivery *d,
	const struct outbox_item *item)
{
	if (item->turn == 0)
		return;
	db_copy_row(copy);
	db_copy_int8(copy, item->order_id);
	db_copy_int4(copy, item->release_seq + 1);
	db_copy_int4(copy, item->turn);
	db_copy_day(copy, d->day);
	db_copy_text(copy, item->channel);
	db_copy_text(copy, "handed-over");
	db_copy_text(copy, "");
	db_copy_int8(copy, item->code_id);
	db_copy_int4(copy, d->run_id);
}

static void
copy_sent(struct db_copy *copy, const struct outbox_delivery *d,
	const struct outbox_item *item)
{
	if (!item->verifies)
		return;
	db_copy_row(copy);
	db_copy_int8(copy, item->verification_id);
	db_copy_int4(copy, item->verification_seq + 1);
	db_copy_day(copy, d->day);
	db_copy_text(copy, "sent");
	db_copy_text(copy, "");
	db_copy_text(copy, item->account);
	db_copy_int8(copy, item->code_id);
	db_copy_int4(copy, d->run_id);
}

static const struct table {
	enum sql_id query;
	void (*write)(struct db_copy *copy, const struct outbox_delivery *d,
		const struct outbox_item *item);
} tables[] = {
	{ SQL_OUTBOX_COPY_ITEM, copy_item },
	{ SQL_OUTBOX_COPY_HANDED_OVER, copy_handed_over },
	{ SQL_OUTBOX_COPY_SENT, copy_sent },
};

static int
add_delivery(struct db *db, const struct outbox_delivery *d, struct err *err)
{
	return db_run(db, SQL_OUTBOX_ADD_DELIVERY,
		DB_PARAMS(db_text(d->folder), db_int(d->batch_no),
			db_day(d->day), db_text(d->name),
			db_bytes(d->digest, sizeof(d->digest)),
			db_int((int64_t)d->count), db_int(d->amount),
			db_int(d->run_id)),
		err);
}

int
store_outbox_add(struct db *db, const struct outbox_delivery *d,
	const struct outbox_item *items, struct err *err)
{
	struct db_copy *copy;

	if (add_delivery(db, d, err) < 0)
		return -1;
	for (size_t t = 0; t < sizeof(tables) / sizeof(*tables); t++) {
		if (db_copy_begin(db, tables[t].query, &copy, err) < 0)
			return -1;
		for (size_t i = 0; i < d->count; i++)
			tables[t].write(copy, d, &items[i]);
		if (db_copy_end(copy, err) < 0)
			return -1;
	}
	return 0;
}

int
store_outbox_rule(struct db *db, const struct outbox_repeat *repeat,
	const char *note, struct err *err)
{
	const struct outbox_delivery *d = &repeat->delivery;

	if (db_run(db, SQL_OUTBOX_RULE,
		    DB_PARAMS(db_int(repeat->proposal_id), db_day(d->day),
			    db_text(note == NULL ? "applied" : "void"),
			    db_text(note == NULL ? "" : note),
			    db_int(d->run_id)),
		    err) < 0)
		return -1;
	if (note != NULL)
		return 0;
	if (add_delivery(db, d, err) < 0)
		return -1;
	return db_run(db, SQL_OUTBOX_ADD_REPEATED,
		DB_PARAMS(db_text(d->folder), db_int(d->batch_no),
			db_int(d->repeats), db_int(repeat->proposal_id),
			db_int(d->run_id)),
		err);
}

int
store_outbox_written(struct db *db, const struct outbox_delivery *d,
	const unsigned char *recipient, int run_id, struct err *err)
{
	return db_run(db, SQL_OUTBOX_MARK_WRITTEN,
		DB_PARAMS(db_text(d->folder), db_int(d->batch_no),
			recipient == NULL
				? db_null()
				: db_bytes(recipient, OUTBOX_RECIPIENT_SIZE),
			db_int(run_id)),
		err);
}
