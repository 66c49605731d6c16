/*
 * Which orders may wait: those that the last closing kept as watched; before a
 * closing kept any, those whose verdict says so.
 */
#include "ground.h"
#include "suite.h"

#include "base/err.h"
#include "db/db.h"

static int
ids(struct db *db)
{
	struct err err = ERR_INIT;
	struct db_rows *rows = NULL;
	int count = 0, more = -1;

	CHECK_INT(db_query(db, SQL_WAITING_IDS, NULL, &rows, &err), 0);
	while (rows != NULL && (more = db_next(rows, &err)) > 0)
		count++;
	db_done(rows);
	CHECK_INT(more, 0);
	return count;
}

static void
before_and_after(void)
{
	struct db *db;

	ground_open(&db);
	ground_does(db,
		"insert into order_state (order_id, run_id, version, due_fen,"
		" fee_note, paid_fen, refunded_fen, verdict)"
		" select i, 3, 1, 100, '', 0, 0,"
		" case when i <= 3 then 'awaiting' else 'unpaid' end"
		" from generate_series(1, 9) i");
	CHECK_INT(ids(db), 3);
	/* A program before this one closed the books. */
	ground_does(db, "insert into closing values (3, '2026-11-16', 3)");
	CHECK_INT(ids(db), 3);
	/* This one does, and keeps what it watches: that and no more. */
	ground_does(db,
		"insert into closing values (4, '2026-11-17', 4);"
		"insert into reading values (4, 'test', true, 9, 0, 0)");
	CHECK_INT(ids(db), 0);
	ground_does(db, "insert into watched values (4, 2), (4, 5)");
	CHECK_INT(ids(db), 2);
	db_close(db);
}

static const struct test tests[] = {
	{ "what was watched waits, and before that what awaits",
		before_and_after },
	{ NULL, NULL },
};

const struct suite test_waiting = { "db/waiting", tests };
