#include "job/invoice_step.h"

#include "db/db.h"
#include "job/session.h"

int
invoice_step_within(
	struct invoice_step *step, invoice_step_fn *work, struct err *err)
{
	struct db *db = step->session->db;

	if (db_begin(db, err) < 0)
		return -1;
	if (work(step, err) < 0) {
		db_rollback(db);
		return -1;
	}
	return db_commit(db, err);
}
