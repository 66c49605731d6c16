#ifndef JOB_ROWS_H
#define JOB_ROWS_H

#include "db/db.h"
#include "report/writer.h"

/* Rows of the database to fields of an answer. */

struct err;

#define ROWS_COLUMNS_MAX 24

/* Texts of one row that are made, not read. */
struct rows_scratch {
	char text[ROWS_COLUMNS_MAX][MOMENT_TEXT_SIZE];
};

/** rows_field(rows, query, column, scratch): a column of the current row,
 * whatever its type; lives until the next row and use of ${scratch}. */
struct field rows_field(const struct db_rows *rows, enum sql_id query,
	int column, struct rows_scratch *scratch);

/** rows_print(db, query, params, writer, err): all rows of a query whose
 * columns are those of ${writer}, one by one. */
int rows_print(struct db *db, enum sql_id query, const struct db_value *params,
	struct writer *writer, struct err *err);

#endif
