#include "store/store_status.h"

#include "base/err.h"
#include "db/db.h"
#include "model/entry.h"
#include "store/row.h"
#include "store/store_file.h"

int
store_status_stage(struct db *db, struct db_copy **copy, struct err *err)
{
	if (db_run(db, SQL_STATUS_STAGE, NULL, err) < 0)
		return -1;
	return db_copy_begin(db, SQL_STATUS_COPY_INCOMING, copy, err);
}

void
store_status_row(struct db_copy *copy, int32_t row,
	const struct payment_status *status)
{
	db_copy_row(copy);
	db_copy_int4(copy, row);
	db_copy_int8(copy, status->line);
	db_copy_text(copy, status->message_id);
	db_copy_text(copy, status->payment_id);
	db_copy_text(copy, status->end_to_end_id);
	db_copy_text(copy, status->status);
	db_copy_text(copy, status->reason);
	db_copy_text(copy, status->text);
}

int
store_status_take(struct db *db, const struct stored_file *f, struct err *err)
{
	const struct db_value params[] = { db_int(f->file_id),
		db_int(f->run_id) };

	return db_run(db, SQL_STATUS_TAKE, params, err);
}

static int
read_odd(struct row *row, void *into)
{
	struct odd_statuses *statuses = into;
	struct odd_status *status = vec_push(statuses, row->arena, row->err);

	if (status == NULL)
		return -1;
	status->kind = row_text(row);
	status->line = row_int(row);
	status->id = row_text(row);
	status->count = row_int(row);
	return 0;
}

int
store_status_odd(struct db *db, struct arena *arena,
	const struct stored_file *f, struct odd_statuses *odd, struct err *err)
{
	return row_each(db, SQL_STATUS_ODD, DB_PARAMS(db_int(f->file_id)),
		arena, read_odd, odd, err);
}
