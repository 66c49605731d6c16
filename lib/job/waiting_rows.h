#ifndef JOB_WAITING_ROWS_H
#define JOB_WAITING_ROWS_H

#include "db/db.h"
#include "report/writer.h"

/* The list of what is no break yet (core/waiting.h). */

struct err;

/** waiting_rows_print(db, params, writer, err): ${params} are kind, ca, order
 * and source, null where any will do; ${writer} has the columns kind,
 * order_no, ca, source, account, day, amount_fen, becomes_on, note. */
int waiting_rows_print(struct db *db, const struct db_value *params,
	struct writer *writer, struct err *err);

/** waiting_rows_tomorrow(db, writer, err): those of the same columns that
 * become breaks with the next night.  Where the calendar does not tell whether
 * bill days do, a last row says so. */
int waiting_rows_tomorrow(
	struct db *db, struct writer *writer, struct err *err);

#endif
