#include "store/store_code.h"

#include "base/arena.h"
#include "base/map.h"
#include "db/db.h"

int
store_code_last(struct db *db, int64_t *code_id, struct err *err)
{
	return db_one_int(db, SQL_CODE_LAST, NULL, code_id, err);
}

int
store_code_digests(struct db *db, struct arena *arena, struct map *known,
	struct err *err)
{
	struct db_rows *rows = NULL;
	int more;

	map_init(known, arena);
	if (db_query(db, SQL_CODE_DIGESTS, NULL, &rows, err) < 0)
		return -1;
	while ((more = db_next(rows, err)) > 0) {
		size_t len = 0;
		const unsigned char *bytes = db_get_bytes(rows, 0, &len);
		const char *key =
			arena_text(arena, (const char *)bytes, len, err);

		if (key == NULL || map_add(known, key, len, 1, err) < 0) {
			more = -1;
			break;
		}
	}
	db_done(rows);
	return more;
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
