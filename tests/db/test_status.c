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

#include <stdio.h>

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

/* Three attempts that went out: two in batch 12 of 16 November, one in batch
 * 13; an item of the folder sms, too, whose batch has the same number. */
static const char sent[] =
	"insert into run values (1, 'load', null, now()),"
	" (2, 'nightly', '2026-11-16', now());"
	"insert into orders select i, 'szca', 'S' || i, 1"
	" from generate_series(1, 4) i;"
	"insert into verification select i * 256 + 1, i, 1, 'outbound',"
	" 'YF' || i || 'A1', 2 from generate_series(1, 4) i;"
	"insert into outbox select i,"
	" case when i = 4 then 'sms' else 'micro-deposit' end, i, 0, '',"
	" i * 256 + 1, null, 2 from generate_series(1, 4) i;"
	"insert into delivery select folder, batch_no, '2026-11-16', 'x',"
	" decode(repeat('00', 16), 'hex'), 1, 1, 2 from (values"
	" ('micro-deposit', 12), ('micro-deposit', 13), ('sms', 12))"
	" d (folder, batch_no);"
	"insert into delivery_item values (1, 'micro-deposit', 12, 2),"
	" (2, 'micro-deposit', 12, 2), (3, 'micro-deposit', 13, 2),"
	" (4, 'sms', 12, 2);"
	"insert into file values (1, 1, 's.xml',"
	" decode(repeat('01', 32), 'hex'), decode(repeat('01', 32), 'hex'),"
	" 'pain002', 'bank', null, null, 1, 0, 0, 'imported', '')";

#define MESSAGE "YF20261116-000012"

/* Of which attempts a bank speaks. */
static const struct {
	const char *label, *message, *payment, *end_to_end;
	const char *orders;
} spoken_of[] = {
	{ "one payment", MESSAGE, MESSAGE, "YF1A1", "1" },
	{ "one payment, in the bank's own message", "B1", "", "YF3A1", "3" },
	{ "a whole message", MESSAGE, "", "", "1,2" },
	{ "its block", MESSAGE, MESSAGE, "", "1,2" },
	{ "another block", MESSAGE, "P1", "", "" },
	{ "the next message", "YF20261116-000013", "", "", "3" },
	{ "a message of another day", "YF20261117-000012", "", "", "" },
	{ "a number of another length", "YF20261116-12", "", "", "" },
	{ "a payment of somebody else", MESSAGE, MESSAGE, "YF9A1", "" },
};

static void
answers_find_their_attempts(void)
{
	struct err err = ERR_INIT;
	struct db *db;
	char text[1024];

	scratch_open(&db);
	CHECK_INT(scratch_sql(db, sent, &err), 0);
	CHECK_TEXT(err.message, "");
	for (size_t i = 0; i < sizeof(spoken_of) / sizeof(*spoken_of); i++) {
		snprintf(text, sizeof(text),
			"insert into payment_status values (1, %zu, 1, '%s',"
			" '%s', '%s', 'RJCT', 'AC01', '', 1);"
			"do $$ begin assert '%s' = (select coalesce("
			" string_agg((verification_id / 256)::text, ','"
			" order by verification_id), '') from attempt_answer"
			" where row_no = %zu); end $$",
			i + 1, spoken_of[i].message, spoken_of[i].payment,
			spoken_of[i].end_to_end, spoken_of[i].orders, i + 1);
		CHECK_CASE(
			spoken_of[i].label, scratch_sql(db, text, &err) == 0);
	}
	db_close(db);
}

static const struct test tests[] = {
	{ "what banks say finds the attempts that it is about",
		answers_find_their_attempts },
	{ "what banks say of payments is stored as it was read",
		statuses_are_stored },
	{ "nobody changes or removes it", statuses_are_appended_only },
	{ NULL, NULL },
};

const struct suite test_status = { "db/status", tests };
