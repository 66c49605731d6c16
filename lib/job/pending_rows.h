#ifndef JOB_PENDING_ROWS_H
#define JOB_PENDING_ROWS_H

#include "job/rows.h"

/** pending_rows_print(db, params, writer, err): the verifications that are not
 * finished: the columns of "yifen pending", and then, if ${writer} has one
 * more, the days left until what must happen.  ${params} are those of
 * SQL_LIST_PENDING. */
int pending_rows_print(struct db *db, const struct db_value *params,
	struct writer *writer, struct err *err);

#endif
