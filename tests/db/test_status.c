/*
 * What banks say of payments, from the staging table into the book.
 */
#include "suite.h"

#include "base/err.h"
#include "db/db.h"
#include "model/entry.h"
#include "scratch.h"
#include "store/store_file.h"
#include "store/store_status.h"

static const struct payment_status said[] = {
	{ 5, "M1", "", "", "PART", "", "" },
	{ 7, "M1", "P1", "E1", "RJCT", "AC01 NARR", "账号不存在" },
};

#define SAID (sizeof(said) / sizeof(*said))

static const char file_row[] =
	"insert into run values (1, 'test', null, now());"
	"insert into file values (1, 1, 's.xml',"
	" decode(repeat('01', 32), 'hex'), decode(repeat('01', 32), 'hex'),"
	" 'pain002', 'bank', null, null, 2, 0, 0, 'imported', '')";

static const char as_said[] =
	"do $$ begin assert (select array_agg((row_no, line, message_id,"
	"	payment_id, end_to_end_id, status, reason, text, run_id)::text"
	"	order by row_no) from payment_status where file_id = 1)"
	" = array['(1,5,M1,\"\",\"\",PART,\"\",\"\",1)',"
	"	'(2,7,M1,P1,E1,RJCT,\"AC01 NARR\",cut,1)']; end $$";

/* All of them, with the words as they are to be kept. */
static int
store(struct db *db, struct err *err)
{
	const struct stored_file file = { .file_id = 1, .run_id = 1 };
	struct db_copy *copy = NULL;

	if (db_begin(db, err) < 0 || store_status_stage(db, &copy, err) < 0)
		return -1;
	for (size_t i = 0; i < SAID; i++) {
		struct payment_status clean = said[i];

		clean.text = *clean.text == '\0' ? "" : "cut";
		store_status_row(copy, (int32_t)i + 1, &clean);
	}
	if (db_copy_end(copy, err) < 0 || store_status_take(db, &file, err) < 0)
		return -1;
	return db_commit(db, err);
}

static void
statuses_are_stored(void)
{
	struct err err = ERR_INIT;
	struct db *db;

	scratch_open(&db);
	CHECK_INT(scratch_sql(db, file_row, &err), 0);
	CHECK_INT(store(db, &err), 0);
	CHECK_INT(scratch_sql(db, as_said, &err), 0);
	CHECK_TEXT(err.message, "");
	db_close(db);
}

/* Nobody changes or removes what a bank said. */
static void
statuses_are_appended_only(void)
{
	static const char *const statements[] = {
		"update payment_status set status = 'ACCP'",
		"delete from payment_status",
		"truncate payment_status",
	};
	struct err err = ERR_INIT;
	struct db *db, *batch;

	scratch_open(&db);
	CHECK_INT(scratch_sql(db, file_row, &err), 0);
	scratch_as(ROLE_BATCH, db_book(db), &batch);
	CHECK_INT(store(batch, &err), 0);
	CHECK_TEXT(err.message, "");
	for (size_t i = 0; i < sizeof(statements) / sizeof(*statements); i++) {
		err = (struct err)ERR_INIT;
		CHECK_INT(scratch_sql(batch, statements[i], &err), -1);
		CHECK_TEXT(err.sqlstate, "42501");
	}
	db_close(batch);
	db_close(db);
}

static const struct test tests[] = {
	{ "what banks say of payments is stored as it was read",
		statuses_are_stored },
	{ "nobody changes or removes it", statuses_are_appended_only },
	{ NULL, NULL },
};

const struct suite test_status = { "db/status", tests };
