#include "store/store_replay.h"

#include "base/err.h"
#include "db/db.h"
#include "model/day.h"

#include <string.h>

int
store_replay_span(struct db *db, int32_t from, int32_t to,
	struct replay_span *span, struct err *err)
{
	struct db_rows *rows = NULL;
	int rc = -1;

	if (db_query(db, SQL_REPLAY_SPAN, DB_PARAMS(db_day(from), db_day(to)),
		    &rows, err) < 0)
		return -1;
	if (db_next(rows, err) > 0) {
		*span = (struct replay_span){ .before_run =
						      (int)db_get_int(rows, 0),
			.until_run = (int)db_get_int(rows, 1),
			.day = db_get_day(rows, 2) };
		rc = 0;
	}
	db_done(rows);
	return rc;
}

/* Both come in the order of the orders' numbers. */
int
store_replay_drift(struct db *db, int until_run, const struct book *book,
	int64_t *count, struct err *err)
{
	struct db_rows *rows = NULL;
	size_t i = 0;
	int more;

	*count = 0;
	if (db_query(db, SQL_REPLAY_VERDICTS, DB_PARAMS(db_int(until_run)),
		    &rows, err) < 0)
		return -1;
	while ((more = db_next(rows, err)) > 0) {
		const int64_t id = db_get_int(rows, 0);

		while (i < book->orders.count && book->orders.at[i].id < id)
			i++;
		if (i < book->orders.count && book->orders.at[i].id == id &&
			strcmp(db_get_text(rows, 1),
				verdict_names[book->orders.at[i]
						      .now.verdict]) != 0)
			(*count)++;
	}
	db_done(rows);
	return more;
}
