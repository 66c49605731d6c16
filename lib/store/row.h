#ifndef STORE_ROW_H
#define STORE_ROW_H

#include "db/db.h"

/*
 * Reading a row's columns in their order, with texts copied into an arena.
 * The first failure is kept and everything after it is empty; row_check()
 * reports it.
 */

struct arena;
struct err;

struct row {
	struct db_rows *rows;
	struct arena *arena;
	struct err *err;
	int column;
	bool failed;
};

/** row_next(row): go to the next row: 1, 0 at the end, -1. */
int row_next(struct row *row);

/* What becomes of a row; -1 with err in row->err. */
typedef int row_read_fn(struct row *row, void *into);

/** row_each(db, query, params, arena, read, into, err): every row that a query
 * answers through ${read}, texts into ${arena}. */
int row_each(struct db *db, enum sql_id query, const struct db_value *params,
	struct arena *arena, row_read_fn *read, void *into, struct err *err);

const char *row_text(struct row *row);	/* "" for null */
int64_t row_int(struct row *row);	/* 0 for null */
bool row_is_null(const struct row *row);	/* the next column */
bool row_bool(struct row *row);
int32_t row_day(struct row *row);	/* DAY_NONE for null */
struct moment row_moment(struct row *row);	/* two columns: day, second */

/** row_bytes(row, out, len): exactly ${len} bytes, or zeros for null. */
void row_bytes(struct row *row, void *out, size_t len);

/** row_word(row, names, count): the index of the word in ${names}. */
int row_word(struct row *row, const char *const *names, int count);

/** row_copy_moment(copy, moment): the other way: a day and a second, null
 * where it has none. */
void row_copy_moment(struct db_copy *copy, struct moment moment);

#endif
