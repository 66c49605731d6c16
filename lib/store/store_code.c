#include "store/store_code.h"

#include "db/db.h"
#include "store/row.h"

int
store_code_last(struct db *db, int64_t *code_id, struct err *err)
{
	return db_one_int(db, SQL_CODE_LAST, NULL, code_id, err);
}

/* The set, and where its digests are kept. */
struct collecting {
	struct code_set *known;
	struct arena *arena;
};

static int
read_digests(struct row *row, void *into)
{
	const struct collecting *c = into;
	size_t len = 0;
	const unsigned char *bytes = db_get_bytes(row->rows, 0, &len);

	return code_set_add(
		c->known, c->arena, bytes, len / CODE_DIGEST_SIZE, row->err);
}

int
store_code_digests(struct db *db, struct arena *arena, struct code_set *known,
	struct err *err)
{
	struct collecting c = { known, arena };

	*known = (struct code_set){ .count = 0 };
	if (row_each(db, SQL_CODE_DIGESTS, NULL, NULL, read_digests, &c, err) <
		0)
		return -1;
	code_set_ready(known);
	return 0;
}

static void
copy_account(struct db_copy *copy, const struct sealed_code *code)
{
	if (code->has_account)
		db_copy_bytes(copy, code->account, sizeof(code->account));
	else
		db_copy_null(copy);
}

static int
stage_drawn(struct db *db, const struct sealed_code *codes,
	const struct book *book, int round, const struct order_set *which,
	struct err *err)
{
	struct db_copy *copy;

	if (db_run(db, SQL_CODE_STAGE, NULL, err) < 0 ||
		db_copy_begin(db, SQL_CODE_COPY_DRAWN, &copy, err) < 0)
		return -1;
	for (size_t i = 0; i < which->count; i++) {
		const struct sealed_code *code = &codes[which->at[i]];

		db_copy_row(copy);
		db_copy_int4(copy, round);
		db_copy_int4(copy, (int32_t)which->at[i]);
		db_copy_int8(copy, book->orders.at[code->order].id);
		copy_account(copy, code);
		db_copy_bytes(copy, code->digest, sizeof(code->digest));
	}
	return db_copy_end(copy, err);
}

int
store_code_taken(struct db *db, const struct sealed_code *codes,
	const struct book *book, int round, struct order_set *which,
	struct err *err)
{
	struct db_rows *rows = NULL;
	int more;

	if (stage_drawn(db, codes, book, round, which, err) < 0 ||
		db_query(db, SQL_CODE_TAKEN, DB_PARAMS(db_int(round)), &rows,
			err) < 0)
		return -1;
	/* What comes back is a part of what was asked, in the same order. */
	which->count = 0;
	while ((more = db_next(rows, err)) > 0)
		which->at[which->count++] = (size_t)db_get_int(rows, 0);
	db_done(rows);
	return more;
}

int
store_code_add(struct db *db, int run_id, const struct sealed_code *codes,
	size_t count, const struct book *book, struct err *err)
{
	struct db_copy *copy;

	if (count == 0)
		return 0;
	if (db_copy_begin(db, SQL_CODE_COPY, &copy, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		db_copy_row(copy);
		db_copy_int8(copy, codes[i].code_id);
		db_copy_int8(copy, book->orders.at[codes[i].order].id);
		db_copy_text(copy, "yifen");
		db_copy_bytes(copy, codes[i].digest, sizeof(codes[i].digest));
		db_copy_bytes(copy, codes[i].sealed, codes[i].len);
		db_copy_int4(copy, run_id);
		copy_account(copy, &codes[i]);
	}
	return db_copy_end(copy, err);
}
