#include "job/rows.h"

#include <assert.h>

struct field
rows_field(const struct db_rows *rows, enum sql_id query, int column,
	struct rows_scratch *scratch)
{
	const struct sql_statement *statement = &sql_statements[query];
	char *text = scratch->text[column];

	assert(column < statement->column_count && column < ROWS_COLUMNS_MAX);
	if (db_is_null(rows, column))
		return field_null();
	switch (statement->columns[column].type) {
	case SQLTYPE_INT4:
	case SQLTYPE_INT8:
		return field_int(db_get_int(rows, column));
	case SQLTYPE_DATE:
		return field_text(day_text(db_get_day(rows, column), text));
	case SQLTYPE_TIMESTAMPTZ:
		return field_text(
			moment_text(db_get_moment(rows, column), text));
	case SQLTYPE_BOOL:
		return field_text(db_get_bool(rows, column) ? "yes" : "no");
	case SQLTYPE_TEXT:
	case SQLTYPE_BYTEA:
		break;
	}
	return field_text(db_get_text(rows, column));
}

int
rows_print(struct db *db, enum sql_id query, const struct db_value *params,
	struct writer *writer, struct err *err)
{
	const int count = sql_statements[query].column_count;
	struct rows_scratch scratch;
	struct field fields[ROWS_COLUMNS_MAX];
	struct db_rows *rows = NULL;
	int rc;

	assert((size_t)count == writer->count);
	if (db_query(db, query, params, &rows, err) < 0)
		return -1;
	while ((rc = db_next(rows, err)) > 0) {
		for (int i = 0; i < count; i++)
			fields[i] = rows_field(rows, query, i, &scratch);
		if (writer_row(writer, fields, err) < 0) {
			rc = -1;
			break;
		}
	}
	db_done(rows);
	return rc;
}
