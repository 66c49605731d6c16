#include "store/row.h"

#include "base/arena.h"
#include "base/err.h"

#include <string.h>

int
row_next(struct row *row)
{
	if (row->failed)
		return -1;
	row->column = 0;
	return db_next(row->rows, row->err);
}

int
row_each(struct db *db, enum sql_id query, const struct db_value *params,
	struct arena *arena, row_read_fn *read, void *into, struct err *err)
{
	struct row row = { .arena = arena, .err = err };
	int more;

	if (db_query(db, query, params, &row.rows, err) < 0)
		return -1;
	while ((more = row_next(&row)) > 0)
		if (read(&row, into) < 0) {
			more = -1;
			break;
		}
	db_done(row.rows);
	return more;
}

const char *
row_text(struct row *row)
{
	const char *text = db_get_text(row->rows, row->column++);
	const size_t len = strlen(text);
	const char *copy;

	if (len == 0)
		return "";
	copy = arena_text(row->arena, text, len, row->err);
	if (copy == NULL) {
		row->failed = true;
		return "";
	}
	return copy;
}

bool
row_is_null(const struct row *row)
{
	return db_is_null(row->rows, row->column);
}

int64_t
row_int(struct row *row)
{
	const int column = row->column++;

	return db_is_null(row->rows, column) ? 0
					     : db_get_int(row->rows, column);
}

bool
row_bool(struct row *row)
{
	return db_get_bool(row->rows, row->column++);
}

int32_t
row_day(struct row *row)
{
	return db_get_day(row->rows, row->column++);
}

struct moment
row_moment(struct row *row)
{
	struct moment moment = { .day = row_day(row), .second = NO_TIME };

	if (row_is_null(row))
		row->column++;
	else
		moment.second = (int32_t)row_int(row);
	return moment;
}

void
row_bytes(struct row *row, void *out, size_t len)
{
	const unsigned char *bytes;
	size_t got = 0;

	memset(out, 0, len);
	if (row_is_null(row)) {
		row->column++;
		return;
	}
	bytes = db_get_bytes(row->rows, row->column++, &got);
	if (got == len) {
		memcpy(out, bytes, len);
		return;
	}
	row->failed = true;
	err_set(row->err, ERR_BUG, "a stored value has %zu bytes, not %zu",
		got, len);
}

int
row_word(struct row *row, const char *const *names, int count)
{
	const char *word = db_get_text(row->rows, row->column++);

	for (int i = 0; i < count; i++)
		if (strcmp(names[i], word) == 0)
			return i;
	row->failed = true;
	err_set(row->err, ERR_BUG, "a stored word is unknown: %s", word);
	return 0;
}

void
row_copy_moment(struct db_copy *copy, struct moment moment)
{
	db_copy_day(copy, moment.day);
	if (moment.day == DAY_NONE || moment.second == NO_TIME)
		db_copy_null(copy);
	else
		db_copy_int4(copy, moment.second);
}
