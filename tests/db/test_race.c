#include "suite.h"
#include "scratch.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "model/day.h"
#include "store/store_outbox.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * Eight workers that know nothing of the writers' lock, each with a session of
 * its own, race to queue and to hand over the same PINs with the statements of
 * nightly and deliver: the keys of the tables are the second wall
 * (reliability E1, E2, G12).  RACE_PINS: how many PINs.
 */

#define WORKERS 8
#define SLICE 16	/* items of a batch, if nobody was faster */
#define BATCHES_EACH 1000000
#define DAY 20773	/* 2026-11-16 */

static int
pin_count(void)
{
	const char *text = getenv("RACE_PINS");

	return text == NULL ? 400 : atoi(text);
}

/* Orders whose PIN may go by SMS; run 1 loads, runs 3 and on are workers. */
static const char orders[] =
	"insert into run values (1, 'load', null, now());"
	"insert into run select 2 + w, 'deliver', '2026-11-16', now()"
	" from generate_series(1, 8) w;"
	"insert into reference_load values (1, 1, 'orders', 'o.csv',"
	" sha256('1'), 1);"
	"insert into orders select i, 'snca', 'SN' || i, 1"
	" from generate_series(1, %d) i;"
	"insert into code select i, i, 'yifen', substr(sha256(('c' || i)::bytea),"
	" 1, 16), sha256(('s' || i)::bytea), 1 from generate_series(1, %d) i;"
	"insert into order_version select i, 1, 1, 2, '2026-11-16', null, 'new',"
	" 'org', 1, 1, 0, '', '甲公司', 'USCC', '6222001', '示例银行',"
	" '102191000011', '经办', '13800000001', '持有', '13900000001',"
	" 'none', '', null, null, null, '', '', 'approved', null, null, '',"
	" null, 'none', '', '', '', '', '', '', '', null, '', 1"
	" from generate_series(1, %d) i;";

static void
make_orders(struct db *db, int count)
{
	char text[2048];
	struct err err = ERR_INIT;

	snprintf(text, sizeof(text), orders, count, count, count);
	CHECK_INT(scratch_sql(db, text, &err), 0);
	CHECK_TEXT(err.message, "");
}

/* Items in an order of the worker's own. */
static void
shuffle(void *base, size_t count, size_t size, unsigned seed)
{
	unsigned char *at = base, *swap = malloc(size);

	for (size_t i = count; swap != NULL && i > 1; i--) {
		unsigned char *a = at + (i - 1) * size;
		unsigned char *b =
			at + ((size_t)rand_r(&seed) % i) * size;

		memcpy(swap, a, size);
		memcpy(a, b, size);
		memcpy(b, swap, size);
	}
	free(swap);
}

/* One unit of work in a transaction: 1 done, 0 somebody was faster. */
typedef int work_fn(struct db *db, int worker, const void *work, size_t count,
	struct err *err);

static int
attempt(struct db *db, work_fn *fn, int worker, const void *work, size_t count,
	struct err *err)
{
	*err = (struct err)ERR_INIT;
	if (db_begin(db, err) < 0)
		return -1;
	if (fn(db, worker, work, count, err) == 0)
		return db_commit(db, err) < 0 ? -1 : 1;
	db_rollback(db);
	/* A key that is there, or two who wait for each other. */
	return err->code == ERR_CONFLICT || strcmp(err->sqlstate, "40P01") == 0
		? 0
		: -1;
}

/* All of it: a slice that fails is tried one by one.  How many were done. */
static long
do_all(struct db *db, work_fn *fn, int worker, const void *work, size_t count,
	size_t size, struct err *err)
{
	const char *at = work;
	long done = 0;

	for (size_t i = 0; i < count; i += SLICE) {
		const size_t n = count - i < SLICE ? count - i : SLICE;
		int rc = attempt(db, fn, worker, at + i * size, n, err);

		if (rc < 0)
			return -1;
		done += rc > 0 ? (long)n : 0;
		for (size_t k = i; rc == 0 && k < i + n; k++) {
			const int one =
				attempt(db, fn, worker, at + k * size, 1, err);

			if (one < 0)
				return -1;
			done += one;
		}
	}
	return done;
}

/* --- queue: what a nightly writes -------------------------------------- */

static int
queue(struct db *db, int worker, const void *work, size_t count,
	struct err *err)
{
	const int *ids = work;
	struct db_copy *copy = NULL;

	if (db_copy_begin(db, SQL_DECISION_COPY_RELEASE_EVENT, &copy, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		db_copy_row(copy);
		db_copy_int8(copy, ids[i]);
		db_copy_int4(copy, 1 + worker);
		db_copy_int4(copy, 1);
		db_copy_day(copy, DAY);
		db_copy_text(copy, "sms-handler");
		db_copy_text(copy, "queued");
		db_copy_text(copy, "");
		db_copy_int8(copy, ids[i]);
		db_copy_int4(copy, 2 + worker);
	}
	if (db_copy_end(copy, err) < 0 ||
		db_copy_begin(db, SQL_DECISION_COPY_OUTBOX, &copy, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		db_copy_row(copy);
		db_copy_int8(copy, ids[i] * (WORKERS + 1) + worker);
		db_copy_text(copy, "sms");
		db_copy_int8(copy, ids[i]);
		db_copy_int4(copy, 1);
		db_copy_text(copy, "1501");
		db_copy_null(copy);
		db_copy_int8(copy, ids[i]);
		db_copy_int4(copy, 2 + worker);
	}
	return db_copy_end(copy, err);
}

static long
queue_all(struct db *db, int worker, struct err *err)
{
	const int count = pin_count();
	int *ids = calloc((size_t)count, sizeof(*ids));
	long done;

	if (ids == NULL)
		return -1;
	for (int i = 0; i < count; i++)
		ids[i] = i + 1;
	shuffle(ids, (size_t)count, sizeof(*ids), (unsigned)worker);
	done = do_all(db, queue, worker, ids, (size_t)count, sizeof(*ids), err);
	free(ids);
	return done;
}

/* --- hand over: what deliver writes ------------------------------------ */

/* Batch numbers of the worker's own, or the batch would be the lock. */
static int
hand_over(struct db *db, int worker, const void *work, size_t count,
	struct err *err)
{
	static int batches;
	const struct outbox_delivery d = { .folder = "sms",
		.batch_no = worker * BATCHES_EACH + ++batches,
		.day = DAY,
		.name = "race.csv",
		.count = count,
		.run_id = 2 + worker };

	return store_outbox_add(db, &d, work, err);
}

static long
hand_over_all(struct db *db, int worker, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct outbox_items items = { .count = 0 };
	long done = -1;

	/* Not what is left, as deliver would see it: the race is for all. */
	if (store_outbox_waiting(db, &arena, "sms", &items, err) == 0) {
		shuffle(items.at, items.count, sizeof(*items.at),
			(unsigned)worker);
		done = do_all(db, hand_over, worker, items.at, items.count,
			sizeof(*items.at), err);
	}
	arena_release(&arena);
	return done;
}

/* --- the race ---------------------------------------------------------- */

typedef long worker_fn(struct db *db, int worker, struct err *err);

/* A worker waits at ${gate} until all are ready, and says how many it did. */
static void
work(const char *book, worker_fn *fn, int worker, int gate, int said)
{
	struct err err = ERR_INIT;
	struct db *db = NULL;
	char byte;
	long done;

	scratch_as(ROLE_BATCH, book, &db);
	if (read(gate, &byte, 1) < 0)
		_exit(1);
	done = fn(db, worker, &err);
	if (done < 0)
		fprintf(stderr, "worker %d: %s\n", worker, err.message);
	if (write(said, &done, sizeof(done)) != sizeof(done))
		_exit(1);
	db_close(db);
	_exit(0);
}

/* How many all of them did together; -1 if one failed. */
static long
race(const char *book, worker_fn *fn)
{
	int gate[2], said[2], status;
	long all = 0, done;

	fflush(NULL);
	if (pipe(gate) < 0 || pipe(said) < 0)
		return -1;
	for (int worker = 1; worker <= WORKERS; worker++) {
		if (fork() != 0)
			continue;
		close(gate[1]);
		work(book, fn, worker, gate[0], said[1]);
	}
	close(gate[0]);
	close(gate[1]);
	close(said[1]);
	for (int i = 0; i < WORKERS; i++) {
		if (read(said[0], &done, sizeof(done)) != sizeof(done))
			done = -1;
		all = done < 0 || all < 0 ? -1 : all + done;
	}
	for (int i = 0; i < WORKERS; i++)
		CHECK_INT(wait(&status) > 0 && status == 0, 1);
	close(said[0]);
	return all;
}

static void
no_pin_is_released_twice(void)
{
	const int count = pin_count();
	struct err err = ERR_INIT;
	char text[512], book[64];
	struct db *db;

	scratch_open(&db);
	snprintf(book, sizeof(book), "%s", db_book(db));
	make_orders(db, count);
	CHECK_INT(race(book, queue_all), count);
	CHECK_INT(race(book, hand_over_all), count);
	snprintf(text, sizeof(text),
		"do $$ begin assert (select count(*) = %d and"
		" count(distinct order_id) = %d from release_event"
		" where state = 'handed-over'), 'handed over';"
		" assert (select count(*) = %d and count(distinct order_id) ="
		" %d from outbox), 'queued';"
		" assert (select count(*) = %d and count(distinct item_id) ="
		" %d from delivery_item), 'delivered';"
		" assert (select count(distinct run_id) > 1 from delivery),"
		" 'a race of one'; end $$",
		count, count, count, count, count, count);
	CHECK_INT(scratch_sql(db, text, &err), 0);
	CHECK_TEXT(err.message, "");
	db_close(db);
}

static const struct test tests[] = {
	{ "eight workers release no PIN twice", no_pin_is_released_twice },
	{ NULL, NULL }
};

const struct suite test_race = { "db/race", tests };
