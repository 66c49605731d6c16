#include "store/store_run.h"

#include "base/err.h"
#include "db/db.h"

int
store_run_need(struct db *db, const char *command, int32_t day, int *run_id,
	struct err *err)
{
	int64_t id;

	if (db_one_int(db, SQL_RUN_NEED,
		    DB_PARAMS(db_text(command), db_day(day)), &id, err) < 0)
		return -1;
	*run_id = (int)id;
	return 0;
}

int
store_run_finish(struct db *db, int run_id, enum run_status status,
	int64_t residual, struct err *err)
{
	static const char *const names[] = { "done", "refused", "incomplete" };

	return db_run(db, SQL_RUN_FINISH,
		DB_PARAMS(db_int(run_id), db_text(names[status]),
			db_int(residual)),
		err);
}

int
store_run_is_open(struct db *db, int32_t day, bool *open, struct err *err)
{
	struct db_rows *rows = NULL;
	int rc = -1;

	if (db_query(db, SQL_RUN_OPEN_NIGHTLY, DB_PARAMS(db_day(day)), &rows,
		    err) < 0)
		return -1;
	if (db_next(rows, err) > 0) {
		*open = db_get_bool(rows, 0);
		rc = 0;
	}
	db_done(rows);
	return rc;
}

int
store_run_book_day(struct db *db, int32_t *day, struct err *err)
{
	struct db_rows *rows = NULL;
	int rc = -1;

	if (db_query(db, SQL_RUN_BOOK_DAY, NULL, &rows, err) < 0)
		return -1;
	if (db_next(rows, err) > 0) {
		*day = db_get_day(rows, 0);
		rc = 0;
	}
	db_done(rows);
	return rc;
}

int
store_run_refresh_statistics(struct db *db, struct err *err)
{
	int64_t tables;

	return db_one_int(db, SQL_RUN_REFRESH_STATISTICS, NULL, &tables, err);
}
