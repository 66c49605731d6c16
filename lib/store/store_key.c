#include "store/store_key.h"

#include "base/arena.h"
#include "db/db.h"
#include "store/row.h"

static int
read_kek(struct row *row, void *into)
{
	struct stored_keks *keks = into;
	struct stored_kek *kek = vec_push(keks, row->arena, row->err);

	if (kek == NULL)
		return -1;
	kek->id = (int)row_int(row);
	kek->provider = row_text(row);
	kek->locator = row_text(row);
	kek->cipher = row_text(row);
	kek->retired = row_bool(row);
	return 0;
}

int
store_key_keks(struct db *db, struct arena *arena, struct stored_keks *keks,
	struct err *err)
{
	return row_each(db, SQL_KEY_KEKS, NULL, arena, read_kek, keks, err);
}

int
store_key_wraps(
	struct db *db, store_key_fn *each, void *ctx, struct err *err)
{
	struct db_rows *rows = NULL;
	int more;

	if (db_query(db, SQL_KEY_WRAPS, NULL, &rows, err) < 0)
		return -1;
	while ((more = db_next(rows, err)) > 0) {
		struct stored_wrap wrap = {
			.key_id = (int)db_get_int(rows, 0),
			.cipher = db_get_text(rows, 1),
			.kek_id = (int)db_get_int(rows, 2),
		};

		wrap.sealed = db_get_bytes(rows, 3, &wrap.len);
		if (each(ctx, &wrap, err) < 0) {
			more = -1;
			break;
		}
	}
	db_done(rows);
	return more;
}

int
store_key_add_kek(struct db *db, const struct stored_kek *kek, struct err *err)
{
	return db_run(db, SQL_KEY_ADD_KEK,
		DB_PARAMS(db_int(kek->id), db_text(kek->provider),
			db_text(kek->locator), db_text(kek->cipher)),
		err);
}

int
store_key_retire(struct db *db, int kek_id, struct err *err)
{
	return db_run(db, SQL_KEY_RETIRE, DB_PARAMS(db_int(kek_id)), err);
}

int
store_key_add_wrap(
	struct db *db, const struct stored_wrap *wrap, struct err *err)
{
	return db_run(db, SQL_KEY_ADD_WRAP,
		DB_PARAMS(db_int(wrap->key_id), db_int(wrap->kek_id),
			db_bytes(wrap->sealed, wrap->len)),
		err);
}

int
store_key_add(struct db *db, const struct stored_wrap *wrap, struct err *err)
{
	if (db_run(db, SQL_KEY_ADD,
		    DB_PARAMS(db_int(wrap->key_id), db_text(wrap->cipher)),
		    err) < 0)
		return -1;
	return store_key_add_wrap(db, wrap, err);
}

int
store_key_has(struct db *db, int run_id, bool *has, struct err *err)
{
	int64_t count;

	if (db_one_int(db, SQL_KEY_HAS, DB_PARAMS(db_int(run_id)), &count,
		    err) < 0)
		return -1;
	*has = count > 0;
	return 0;
}

int
store_key_unwrapped(struct db *db, int kek_id, int *ids, size_t size,
	size_t *count, struct err *err)
{
	struct db_rows *rows = NULL;
	int more;

	*count = 0;
	if (db_query(db, SQL_KEY_UNWRAPPED,
		    DB_PARAMS(db_int(kek_id), db_int((int64_t)size)), &rows,
		    err) < 0)
		return -1;
	while ((more = db_next(rows, err)) > 0 && *count < size)
		ids[(*count)++] = (int)db_get_int(rows, 0);
	db_done(rows);
	return more < 0 ? -1 : 0;
}
