#include "suite.h"
#include "scratch.h"

#include "base/err.h"
#include "db/cluster.h"

#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

static int64_t
new_run(struct db *db)
{
	struct err err = ERR_INIT;
	int64_t run = 0;

	CHECK_INT(db_one_int(db, SQL_RUN_NEED,
			  DB_PARAMS(db_text("test"), db_day(DAY_NONE)), &run,
			  &err),
		0);
	return run;
}

static int64_t
new_load(struct db *db, const char *kind)
{
	const unsigned char digest[32] = { 0, 255, '\'', '\\', 1 };
	struct err err = ERR_INIT;
	int64_t load = 0;

	CHECK_INT(db_one_int(db, SQL_REFERENCE_ADD_LOAD,
			  DB_PARAMS(db_int(new_run(db)), db_text(kind),
				  db_text("a file"),
				  db_bytes(digest, sizeof(digest)), db_int(1)),
			  &load, &err),
		0);
	return load;
}

/* One row of SQL_REFERENCE_COPY_FEE. */
static void
copy_fee(struct db_copy *copy, int64_t load, int line, const char *ca)
{
	db_copy_row(copy);
	db_copy_int4(copy, (int32_t)load);
	db_copy_int4(copy, line);
	db_copy_text(copy, ca);
	db_copy_text(copy, "any");
	db_copy_text(copy, "any");
	db_copy_text(copy, "any");
	db_copy_text(copy, "");
	db_copy_int4(copy, 0);
	db_copy_text(copy, "per_order");
	db_copy_int8(copy, INT64_MAX - line);
	db_copy_null(copy);
	db_copy_day(copy, day_of(1900, 1, 1) + line);
	db_copy_day(copy, DAY_NONE);
	db_copy_text(copy, "");
	db_copy_int4(copy, 1);
}

/* As they are, wherever they go (G39). */
static const char *const odd_texts[] = { "", "'", "''; drop table fee; --",
	"\\", "\\.", "\\N", "$1", "%s%n", "\"", "\t\n\r", "\x01\x7f",
	"\xe4\xb8\x80\xe5\x88\x86", "\xf0\x9f\x94\x91", "null", "{}", "()" };
#define ODD_TEXTS (int)(sizeof(odd_texts) / sizeof(*odd_texts))

static void
values_come_back(void)
{
	struct err err = ERR_INIT;
	struct db *db;
	struct db_copy *copy;
	struct db_rows *rows;
	int64_t load;
	int i = 0;

	scratch_open(&db);
	load = new_load(db, "fees");
	CHECK_INT(db_copy_begin(db, SQL_REFERENCE_COPY_FEE, &copy, &err), 0);
	for (int n = 0; n < ODD_TEXTS; n++)
		copy_fee(copy, load, n, odd_texts[n]);
	CHECK_INT(db_copy_end(copy, &err), 0);
	CHECK_INT(db_query(db, SQL_BOOK_FEES, DB_PARAMS(db_int(INT_MAX)), &rows,
			  &err),
		0);
	for (; db_next(rows, &err) > 0; i++) {
		CHECK_INT(db_get_int(rows, 0), load);
		CHECK_INT(db_get_int(rows, 1), i);
		CHECK_TEXT(db_get_text(rows, 2), odd_texts[i]);
		CHECK_INT(db_get_int(rows, 9), INT64_MAX - i);
		CHECK_INT(db_is_null(rows, 10), true);
		CHECK_INT(db_get_day(rows, 11), day_of(1900, 1, 1) + i);
		CHECK_INT(db_get_day(rows, 12), DAY_NONE);
	}
	db_done(rows);
	CHECK_INT(i, ODD_TEXTS);
	db_close(db);
}

static void
bytes_come_back(void)
{
	struct err err = ERR_INIT;
	struct db *db;
	struct db_rows *rows;
	const unsigned char *bytes;
	size_t len;

	scratch_open(&db);
	new_load(db, "fees");
	CHECK_INT(db_query(db, SQL_REFERENCE_LAST_DIGEST,
			  DB_PARAMS(db_text("fees")), &rows, &err),
		0);
	CHECK_INT(db_next(rows, &err), 1);
	bytes = db_get_bytes(rows, 0, &len);
	CHECK_INT(len, 32);
	CHECK_INT(memcmp(bytes, "\0\377'\\\1\0", 6), 0);
	/* What is not read is nobody's trouble. */
	db_done(rows);
	new_run(db);
	db_close(db);
}

static void
moments_are_local(void)
{
	struct err err = ERR_INIT;
	struct moment moment = MOMENT_NONE, none = { 0, 0 };
	struct db *db;
	struct db_rows *rows;
	char text[MOMENT_TEXT_SIZE];

	scratch_open(&db);
	CHECK_INT(scratch_sql(db,
			  "insert into run values (1, 'nightly', null, "
			  "'1999-12-31 23:30:15.75+00')",
			  &err),
		0);
	CHECK_INT(db_query(db, SQL_LIST_RUNS,
			  (const struct db_value[8]){ db_null() }, &rows, &err),
		0);
	if (db_next(rows, &err) > 0) {
		moment = db_get_moment(rows, 3);
		none = db_get_moment(rows, 4);
	}
	CHECK_TEXT(moment_text(moment, text), "2000-01-01T07:30:15+08:00");
	CHECK_INT(none.day, DAY_NONE);
	db_done(rows);
	db_close(db);
}

static void
long_copies(void)
{
	enum { ROWS = 20000, LONG = 200000 };
	struct err err = ERR_INIT;
	struct db *db;
	struct db_copy *copy;
	struct db_rows *rows;
	char *text = malloc(LONG + 1);
	int64_t load, count = 0;

	memset(text, 'x', LONG);
	text[LONG] = '\0';
	scratch_open(&db);
	load = new_load(db, "fees");
	CHECK_INT(db_copy_begin(db, SQL_REFERENCE_COPY_FEE, &copy, &err), 0);
	for (int n = 0; n < ROWS; n++)
		copy_fee(copy, load, n, n == 777 ? text : "some CA");
	CHECK_INT(db_copy_end(copy, &err), 0);
	CHECK_INT(db_query(db, SQL_BOOK_FEES, DB_PARAMS(db_int(INT_MAX)), &rows,
			  &err),
		0);
	for (; db_next(rows, &err) > 0; count++)
		CHECK_CASE("row",
			strlen(db_get_text(rows, 2)) ==
				(count == 777 ? LONG : strlen("some CA")));
	db_done(rows);
	CHECK_INT(count, ROWS);
	free(text);
	db_close(db);
}

static void
copies_fail_at_the_end(void)
{
	struct err err = ERR_INIT;
	struct db *db;
	struct db_copy *copy;
	int64_t load;

	scratch_open(&db);
	load = new_load(db, "fees");
	CHECK_INT(db_copy_begin(db, SQL_REFERENCE_COPY_FEE, &copy, &err), 0);
	for (int n = 0; n < 5000; n++)
		copy_fee(copy, load, n / 2, "secret value");
	CHECK_INT(db_copy_end(copy, &err), -1);
	CHECK_INT(err.code, ERR_CONFLICT);
	CHECK_TEXT(err.sqlstate, "23505");
	CHECK_TEXT(
		err.message, "statement reference/copy_fee violates fee_pkey");
	CHECK_INT(db_copy_begin(db, SQL_REFERENCE_COPY_FEE, &copy, &err), 0);
	copy_fee(copy, load, 1, "x");
	db_copy_abandon(copy);
	new_run(db);
	db_close(db);
}

/* --- errors -------------------------------------------------------------- */

static const struct {
	const char *sql, *sqlstate;
	enum err_code code;
	const char *message;
} failures[] = {
	{ "insert into run values (7, 'a', null, now()), (7, 'b', null, now())",
		"23505", ERR_CONFLICT, "statement test violates run_pkey" },
	{ "insert into run values (7, null, null, now())", "23502",
		ERR_CONFLICT, "statement test: run.command must not be empty" },
	{ "insert into run_end values (77, now(), 'done', 0)", "23503",
		ERR_CONFLICT, "statement test violates run_end_run_id_fkey" },
	{ "select 1 / 0", "22012", ERR_DB,
		"statement test fails with 22012: division by zero" },
	{ "select 9223372036854775807 + 1", "22003", ERR_DB,
		"statement test fails with 22003: bigint out of range" },
	{ "set statement_timeout = '20ms'; select pg_sleep(5)", "57014",
		ERR_INTERRUPTED,
		"statement test took too long and was stopped" },
	{ "select pg_terminate_backend(pg_backend_pid())", "57P01", ERR_CONNECT,
		"statement test fails with 57P01: terminating connection due "
		"to administrator command" },
	{ "do $$ begin raise exception 'no calendar for 2027' "
	  "using errcode = 'data_exception'; end $$",
		"22000", ERR_CONFIG, "no calendar for 2027" },
	{ "do $$ begin raise exception 'x' using errcode = '40001'; end $$",
		"40001", ERR_DB, "statement test fails with 40001: x" },
	{ "do $$ begin raise exception 'x' using errcode = '53100'; end $$",
		"53100", ERR_IO, "statement test fails with 53100: x" },
};

static void
failures_have_codes(void)
{
	struct db *db;

	for (size_t i = 0; i < sizeof(failures) / sizeof(*failures); i++) {
		struct err err = ERR_INIT;

		scratch_open(&db);
		CHECK_INT(scratch_sql(db, failures[i].sql, &err), -1);
		CHECK_INT(err.code, failures[i].code);
		CHECK_TEXT(err.sqlstate, failures[i].sqlstate);
		CHECK_TEXT(err.message, failures[i].message);
		db_close(db);
	}
}

static void
remarks_are_hints(void)
{
	struct err err = ERR_INIT;
	struct db *db, *batch;

	scratch_open(&db);
	CHECK_INT(scratch_sql(db,
			  "comment on constraint run_pkey on run is "
			  "'A run has one number.'",
			  &err),
		0);
	scratch_as(ROLE_BATCH, db_book(db), &batch);
	CHECK_INT(scratch_sql(batch, failures[0].sql, &err), -1);
	CHECK_TEXT(err.hint, "A run has one number.");
	db_close(batch);
	db_close(db);
}

static void
lost_connections(void)
{
	struct err err = ERR_INIT;
	struct db *db, *other;

	scratch_open(&db);
	scratch_as(ROLE_BATCH, db_book(db), &other);
	CHECK_INT(db_begin(other, &err), 0);
	CHECK_INT(scratch_sql(db,
			  "select pg_terminate_backend(pid) from "
			  "pg_stat_activity where usename = "
			  "current_schema() || '_batch'",
			  &err),
		0);
	CHECK_INT(db_commit(other, &err), -1);
	CHECK_INT(err.code, ERR_CONNECT);
	CHECK_INT(db_begin(other, &err), -1);
	CHECK_INT(err.code, ERR_CONNECT);
	db_rollback(other);
	db_close(other);
	db_close(db);
}

/* --- transactions and locks ---------------------------------------------- */

static void
failed_commits(void)
{
	struct err err = ERR_INIT;
	struct db *db;

	scratch_open(&db);
	CHECK_INT(db_begin(db, &err), 0);
	CHECK_INT(new_run(db), 1);
	CHECK_INT(scratch_sql(db, "select 1 / 0", &err), -1);
	CHECK_INT(db_commit(db, &err), -1);
	CHECK_TEXT(
		err.message, "the transaction had failed and was rolled back");
	CHECK_INT(db_begin(db, &err), 0);
	CHECK_INT(scratch_sql(db, "select 1 / 0", &err), -1);
	db_rollback(db);
	CHECK_INT(db_begin(db, &err), 0);
	CHECK_INT(new_run(db), 1);
	CHECK_INT(db_commit(db, &err), 0);
	db_close(db);
}

static void
one_writer_a_book(void)
{
	struct err err = ERR_INIT;
	struct db *db, *second, *other_book;

	scratch_open(&db);
	scratch_open(&other_book);
	scratch_as(ROLE_BATCH, db_book(db), &second);
	CHECK_INT(db_lock(db, &err), 0);
	CHECK_INT(db_lock(db, &err), 0);
	CHECK_INT(db_lock(other_book, &err), 0);
	CHECK_INT(db_lock(second, &err), -1);
	CHECK_INT(err.code, ERR_LOCKED);
	CHECK_TEXT(err.hint, "Try again when it is done.");
	db_close(db);
	CHECK_INT(db_lock(second, &err), 0);
	db_close(second);
	db_close(other_book);
}

/* The lock is free when db_close() returns, not when the server has tidied up:
 * that takes long where there are many temporary tables. */
static void
lock_given_back(void)
{
	static const char many_tables[] =
		"do $$ begin for i in 1 .. 300 loop execute format("
		"'create temporary table t%s (x text)', i); end loop; end $$";
	static const char is_free[] =
		"do $$ begin if exists (select from pg_locks "
		"where locktype = 'advisory') then "
		"raise exception 'it is held'; end if; end $$";

	/* At rest; in a transaction; in one that failed. */
	for (int i = 0; i < 3; i++) {
		struct err err = ERR_INIT;
		struct db *db, *second;

		scratch_open(&db);
		scratch_as(ROLE_BATCH, db_book(db), &second);
		CHECK_INT(scratch_sql(db, many_tables, &err), 0);
		CHECK_INT(db_lock(db, &err), 0);
		CHECK_INT(scratch_sql(second, is_free, &err), -1);
		if (i > 0)
			CHECK_INT(db_begin(db, &err), 0);
		if (i > 1)
			CHECK_INT(scratch_sql(db, "select 1 / 0", &err), -1);
		db_close(db);
		CHECK_INT(scratch_sql(second, is_free, &err), 0);
		db_close(second);
	}
}

static void *
close_later(void *db)
{
	usleep(300000);
	db_close(db);
	return NULL;
}

static double
seconds_of_lock(struct db *db, int answer)
{
	struct err err = ERR_INIT;
	struct timeval before, after;

	gettimeofday(&before, NULL);
	CHECK_INT(db_lock(db, &err), answer);
	gettimeofday(&after, NULL);
	if (answer < 0)
		CHECK_INT(err.code, ERR_LOCKED);
	return (double)(after.tv_sec - before.tv_sec) +
		(double)(after.tv_usec - before.tv_usec) / 1e6;
}

/* A run that is about to end is waited for; one that goes on is not. */
static void
lock_waits_a_moment(void)
{
	struct err err = ERR_INIT;
	struct db *db, *second, *third;
	pthread_t thread;
	double took;

	scratch_open(&db);
	scratch_as(ROLE_BATCH, db_book(db), &second);
	scratch_as(ROLE_BATCH, db_book(db), &third);
	CHECK_INT(db_lock(db, &err), 0);
	CHECK_INT(pthread_create(&thread, NULL, close_later, db), 0);
	took = seconds_of_lock(second, 0);
	CHECK_CASE("waited for", took > 0.2 && took < 1.9);
	CHECK_INT(pthread_join(thread, NULL), 0);
	took = seconds_of_lock(third, -1);
	CHECK_CASE("given up", took > 1.9 && took < 10);
	db_close(third);
	db_close(second);
}

static void
interrupt(int signal)
{
	(void)signal;
	db_interrupted = 1;
}

static void
interruptions(void)
{
	const struct itimerval soon = { { 0, 0 }, { 0, 100000 } };
	struct err err = ERR_INIT;
	struct timeval before, after;
	struct db *db;

	scratch_open(&db);
	CHECK_INT(db_begin(db, &err), 0);
	signal(SIGALRM, interrupt);
	gettimeofday(&before, NULL);
	setitimer(ITIMER_REAL, &soon, NULL);
	CHECK_INT(scratch_sql(db, "select pg_sleep(30)", &err), -1);
	gettimeofday(&after, NULL);
	CHECK_INT(err.code, ERR_INTERRUPTED);
	CHECK_CASE("at once", after.tv_sec - before.tv_sec < 5);
	CHECK_INT(db_begin(db, &err), -1);
	CHECK_INT(err.code, ERR_INTERRUPTED);
	db_rollback(db);
	db_interrupted = 0;
	CHECK_INT(db_begin(db, &err), 0);
	CHECK_INT(db_commit(db, &err), 0);
	db_close(db);
}

/* --- sessions ------------------------------------------------------------ */

static void
keep_text(void *context, const char *message)
{
	strncpy(context, message, 63);
}

static void
only_warnings(void)
{
	struct err err = ERR_INIT;
	char got[64] = "";
	struct db *db;

	scratch_open(&db);
	db_on_notice(db, keep_text, got);
	CHECK_INT(
		scratch_sql(db, "do $$ begin raise notice 'no'; end $$", &err),
		0);
	CHECK_TEXT(got, "");
	CHECK_INT(scratch_sql(
			  db, "do $$ begin raise warning 'yes'; end $$", &err),
		0);
	CHECK_TEXT(got, "yes");
	CHECK_INT(db_durable(db, &err), 0);
	CHECK_INT(scratch_sql(db, "set synchronous_commit = off", &err), 0);
	CHECK_INT(db_durable(db, &err), -1);
	CHECK_TEXT(err.message,
		"the server's setting synchronous_commit is \"off\"");
	db_close(db);
}

static const struct {
	const char *conninfo;
	enum err_code code;
} targets[] = {
	{ "host=/nowhere", ERR_CONNECT },
	{ "host=127.0.0.1 port=1", ERR_CONNECT },
	{ "port=1 nonsense", ERR_CONFIG },
	{ "postgresql://127.0.0.1:1/x", ERR_CONNECT },
};

static void
unreachable_servers(void)
{
	for (size_t i = 0; i < sizeof(targets) / sizeof(*targets); i++) {
		struct db_target target = scratch_target("some", NULL);
		struct err err = ERR_INIT;
		struct db *db;

		target.conninfo = targets[i].conninfo;
		CHECK_INT(db_open(&target, &db, &err), -1);
		CHECK_CASE(targets[i].conninfo, err.code == targets[i].code);
		CHECK_CASE(targets[i].conninfo, db == NULL);
	}
}

static const struct test tests[] = {
	{ "values come back as they went", values_come_back },
	{ "bytes come back as they went", bytes_come_back },
	{ "moments are those of Shanghai", moments_are_local },
	{ "a copy may be longer than its buffer", long_copies },
	{ "a copy that fails says so at its end", copies_fail_at_the_end },
	{ "each failure has its code, and shows no data", failures_have_codes },
	{ "a remark on a constraint is the hint", remarks_are_hints },
	{ "a lost connection is told as one", lost_connections },
	{ "a transaction that failed does not commit", failed_commits },
	{ "a book has one writer", one_writer_a_book },
	{ "the lock is given back before the connection ends",
		lock_given_back },
	{ "the lock is waited for, but not long", lock_waits_a_moment },
	{ "an interruption cancels, and leaves the rollback", interruptions },
	{ "warnings are heard, unsafe settings are seen", only_warnings },
	{ "a server that is not there is told as such", unreachable_servers },
	{ NULL, NULL },
};

const struct suite test_db = { "db/db", tests };
