/*
 * The release of a PIN by sessions at the same time that know nothing of the
 * writers' lock: every order of their statements (reliability G12). test_race.c
 * has eight of them at full speed.
 */
#include "ground.h"
#include "interleave.h"
#include "scratch.h"
#include "suite.h"

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"
#include "store/store_outbox.h"

#include <stdio.h>
#include <string.h>

#define DAY 20773 /* 2026-11-16 */
#define NOTHING_WAITS "nothing waits"
#define ROUNDS_MAX 400

/* What rounds had in common. */
static struct {
	long waited, deadlocks, doubles, conflicts;
} seen;

/* Exactly one session did all of it; the others were told so, in a way that a
 * command reports; nobody waited for each other. */
static void
one_wins(const struct interleave_end *ends, int count, const char *order)
{
	int winners = 0;

	for (int i = 0; i < count; i++) {
		seen.waited += ends[i].waited;
		seen.conflicts += ends[i].code == ERR_CONFLICT;
		if (ends[i].code == 0)
			winners++;
		else
			CHECK_CASE(order,
				ends[i].code == ERR_CONFLICT ||
					strcmp(ends[i].message,
						NOTHING_WAITS) == 0);
		CHECK_CASE(order, strcmp(ends[i].sqlstate, "40P01") != 0);
	}
	CHECK_CASE(order, winners == 1);
}

/* --- queued: what nightlies write --- */

static int
begin_queue(struct db *db, int session, int round, struct err *err)
{
	struct db_copy *copy = NULL;

	if (db_begin(db, err) < 0 ||
		db_copy_begin(db, SQL_DECISION_COPY_RELEASE_EVENT, &copy, err) <
			0)
		return -1;
	db_copy_row(copy);
	db_copy_int8(copy, round);
	/* Each has seen another number of events: not the row's own key, the
	 * one of its turn must hold. */
	db_copy_int4(copy, 1 + session);
	db_copy_int4(copy, 1);
	db_copy_day(copy, DAY);
	db_copy_text(copy, "sms-handler");
	db_copy_text(copy, "queued");
	db_copy_text(copy, "");
	db_copy_int8(copy, round);
	db_copy_int4(copy, 3 + session);
	return db_copy_end(copy, err);
}

static int
queue_item(struct db *db, int session, int round, struct err *err)
{
	struct db_copy *copy = NULL;

	if (db_copy_begin(db, SQL_DECISION_COPY_OUTBOX, &copy, err) < 0)
		return -1;
	db_copy_row(copy);
	db_copy_int8(copy, round * 10 + session);
	db_copy_text(copy, "sms");
	db_copy_int8(copy, round);
	db_copy_int4(copy, 1);
	db_copy_text(copy, "");
	db_copy_null(copy);
	db_copy_int8(copy, round);
	db_copy_int4(copy, 3 + session);
	return db_copy_end(copy, err);
}

static const struct interleave_step queue_steps[] = {
	{ "release", begin_queue },
	{ "outbox", queue_item },
	{ "commit", ground_commit },
	{ NULL, NULL },
};

static void
nothing_before(struct db *owner, int round)
{
	(void)owner;
	CHECK_INT(round <= ROUNDS_MAX, 1);
}

static void
queued_once(struct db *owner, int round, const struct interleave_end *ends,
	const char *order)
{
	char text[256];

	one_wins(ends, 3, order);
	snprintf(text, sizeof(text),
		"(select count(*) from release_event where order_id = %d) = 1"
		" and (select count(*) from outbox where order_id = %d) = 1",
		round, round);
	ground_holds(owner, order, text);
}

static void
a_pin_is_queued_once(void)
{
	struct interleave spec = { .count = 3,
		.alike = true,
		.before = nothing_before,
		.after = queued_once };
	long rounds;

	for (size_t i = 0; i < spec.count; i++)
		spec.sessions[i].steps = queue_steps;
	memset(&seen, 0, sizeof(seen));
	ground_open(&spec.owner);
	rounds = interleave(&spec);
	printf("= queue: %ld orders of 3 sessions\n", rounds);
	CHECK_INT(rounds > 5, 1);
	CHECK_INT(seen.waited > 0 && seen.conflicts == 2 * rounds, 1);
	db_close(spec.owner);
}

/* --- handed over: what delivers write --- */

/* A session's own, in its process. */
static struct {
	struct arena arena;
	struct outbox_items items;
	struct outbox_delivery d;
} mine;

static int
read_waiting(struct db *db, int session, struct err *err)
{
	arena_release(&mine.arena);
	memset(&mine, 0, sizeof(mine));
	mine.d = (struct outbox_delivery){ .folder = "sms",
		.day = DAY,
		.name = "000001.csv",
		.run_id = 3 + session };
	if (db_begin(db, err) < 0 ||
		store_outbox_waiting(db, &mine.arena, "sms", &mine.items, err) <
			0 ||
		store_outbox_next_batch(db, "sms", &mine.d.batch_no, err) < 0)
		return -1;
	mine.d.count = mine.items.count;
	return mine.items.count > 0 ? 0
				    : err_set(err, ERR_INPUT, NOTHING_WAITS);
}

/* The number of the batch as deliver finds it ... */
static int
read_as_deliver(struct db *db, int session, int round, struct err *err)
{
	(void)round;
	return read_waiting(db, session, err);
}

/* ... or another for each session, so that the batch is no wall. */
static int
read_apart(struct db *db, int session, int round, struct err *err)
{
	const int rc = read_waiting(db, session, err);

	mine.d.batch_no = round * 10 + session;
	return rc;
}

static int
add_batch(struct db *db, int session, int round, struct err *err)
{
	(void)session;
	(void)round;
	return db_run(db, SQL_OUTBOX_ADD_DELIVERY,
		DB_PARAMS(db_text(mine.d.folder), db_int(mine.d.batch_no),
			db_day(mine.d.day), db_text(mine.d.name),
			db_bytes(mine.d.digest, sizeof(mine.d.digest)),
			db_int((int64_t)mine.d.count), db_int(0),
			db_int(mine.d.run_id)),
		err);
}

static int
copy_items(struct db *db, size_t from, int by, struct err *err)
{
	struct db_copy *copy = NULL;

	if (db_copy_begin(db, SQL_OUTBOX_COPY_ITEM, &copy, err) < 0)
		return -1;
	for (size_t i = 0; i < mine.items.count; i++) {
		const size_t at = by > 0 ? from + i : from - i;

		db_copy_row(copy);
		db_copy_int8(copy, mine.items.at[at].item_id);
		db_copy_text(copy, mine.d.folder);
		db_copy_int4(copy, mine.d.batch_no);
		db_copy_int4(copy, mine.d.run_id);
	}
	return db_copy_end(copy, err);
}

static int
add_items(struct db *db, int session, int round, struct err *err)
{
	(void)session;
	(void)round;
	return copy_items(db, 0, 1, err);
}

static int
hand_over(struct db *db, int session, int round, struct err *err)
{
	struct db_copy *copy = NULL;

	(void)round;
	if (db_copy_begin(db, SQL_OUTBOX_COPY_HANDED_OVER, &copy, err) < 0)
		return -1;
	for (size_t i = 0; i < mine.items.count; i++) {
		const struct outbox_item *item = &mine.items.at[i];

		db_copy_row(copy);
		db_copy_int8(copy, item->order_id);
		db_copy_int4(copy, item->release_seq + 1);
		db_copy_int4(copy, item->turn);
		db_copy_day(copy, mine.d.day);
		db_copy_text(copy, item->channel);
		db_copy_text(copy, "handed-over");
		db_copy_text(copy, "");
		db_copy_int8(copy, item->code_id);
		db_copy_int4(copy, 3 + session);
	}
	return db_copy_end(copy, err);
}

static const struct interleave_step deliver_steps[] = {
	{ "waiting", read_as_deliver },
	{ "batch", add_batch },
	{ "items", add_items },
	{ "handed-over", hand_over },
	{ "commit", ground_commit },
	{ NULL, NULL },
};

/* Nobody else can want a batch of one's own: no step by itself. */
static int
add_batch_and_items(struct db *db, int session, int round, struct err *err)
{
	if (add_batch(db, session, round, err) < 0)
		return -1;
	return add_items(db, session, round, err);
}

static const struct interleave_step apart_steps[] = {
	{ "waiting", read_apart },
	{ "items", add_batch_and_items },
	{ "handed-over", hand_over },
	{ "commit", ground_commit },
	{ NULL, NULL },
};

static void
queue_one(struct db *owner, int round)
{
	char text[512];

	CHECK_INT(round <= ROUNDS_MAX, 1);
	snprintf(text, sizeof(text),
		"insert into release_event values (%d, 1, 1, '2026-11-16',"
		" 'sms-handler', 'queued', '', %d, 6);"
		"insert into outbox values (%d, 'sms', %d, 1, '', null, %d, 6)",
		round, round, round, round, round);
	ground_does(owner, text);
}

static void
handed_over_once(struct db *owner, int round, const struct interleave_end *ends,
	const char *order)
{
	char text[512];

	one_wins(ends, 3, order);
	snprintf(text, sizeof(text),
		"(select count(*) from release_event where order_id = %d"
		" and state = 'handed-over') = 1"
		" and (select count(*) from delivery_item where item_id = %d)"
		" = 1 and (select count(*) from delivery) = %d",
		round, round, round);
	ground_holds(owner, order, text);
}

static long
deliver_in_every_order(size_t count, const struct interleave_step *steps,
	void (*after)(struct db *owner, int round,
		const struct interleave_end *ends, const char *order),
	const char *without)
{
	struct interleave spec = { .count = count,
		.alike = true,
		.before = queue_one,
		.after = after };
	long rounds;

	for (size_t i = 0; i < spec.count; i++)
		spec.sessions[i].steps = steps;
	memset(&seen, 0, sizeof(seen));
	ground_open(&spec.owner);
	ground_does(spec.owner, without);
	rounds = interleave(&spec);
	db_close(spec.owner);
	return rounds;
}

static void
a_pin_is_handed_over_once(void)
{
	const long rounds = deliver_in_every_order(
		3, deliver_steps, handed_over_once, "select");

	printf("= deliver: %ld orders of 3 sessions\n", rounds);
	CHECK_INT(rounds > 100, 1);
	CHECK_INT(seen.waited > 0 && seen.conflicts > 0, 1);
}

static void
the_keys_of_items_suffice(void)
{
	const long rounds = deliver_in_every_order(
		3, apart_steps, handed_over_once, "select");

	printf("= deliver, batches apart: %ld orders of 3 sessions\n", rounds);
	CHECK_INT(rounds > 100, 1);
	CHECK_INT(seen.waited > 0 && seen.conflicts > 0, 1);
}

static void
count_doubles(struct db *owner, int round, const struct interleave_end *ends,
	const char *order)
{
	int winners = 0;

	(void)owner;
	(void)round;
	(void)order;
	for (int i = 0; i < 2; i++)
		winners += ends[i].code == 0;
	seen.doubles += winners > 1;
}

/* The control: without its keys the book does release twice, and it is seen. */
static void
without_keys_it_is_not(void)
{
	const long rounds = deliver_in_every_order(2, apart_steps,
		count_doubles,
		"alter table delivery_item drop constraint delivery_item_pkey;"
		"drop index release_handed_over_once;"
		"alter table release_event drop constraint release_event_pkey");

	CHECK_INT(rounds > 20, 1);
	CHECK_INT(seen.doubles > 0, 1);
}

/* --- two who wait for each other --- */

static int
read_apart_and_add(struct db *db, int session, int round, struct err *err)
{
	if (read_apart(db, session, round, err) < 0)
		return -1;
	return add_batch(db, session, round, err);
}

static int
item_forth(struct db *db, int session, int round, struct err *err)
{
	mine.items.count = 1;
	(void)round;
	return copy_items(db, session == 0 ? 0 : 1, 1, err);
}

static int
item_back(struct db *db, int session, int round, struct err *err)
{
	(void)round;
	return copy_items(db, session == 0 ? 1 : 0, 1, err);
}

/* In opposite order, as deliver never does: it sorts. */
static const struct interleave_step crossing_steps[] = {
	{ "waiting", read_apart_and_add },
	{ "one", item_forth },
	{ "other", item_back },
	{ "commit", ground_commit },
	{ NULL, NULL },
};

static void
queue_two(struct db *owner, int round)
{
	queue_one(owner, 2 * round - 1);
	queue_one(owner, 2 * round);
}

static void
one_gives_way(struct db *owner, int round, const struct interleave_end *ends,
	const char *order)
{
	char text[256];
	int winners = 0;

	for (int i = 0; i < 2; i++) {
		winners += ends[i].code == 0;
		seen.deadlocks += strcmp(ends[i].sqlstate, "40P01") == 0;
	}
	CHECK_CASE(order, winners == 1);
	snprintf(text, sizeof(text),
		"(select count(*) from delivery_item where item_id in (%d, %d))"
		" = 2 and (select count(*) from delivery) = %d",
		2 * round - 1, 2 * round, round);
	ground_holds(owner, order, text);
}

static void
a_deadlock_is_seen(void)
{
	struct interleave spec = { .count = 2,
		.sessions = { { NULL, crossing_steps },
			{ NULL, crossing_steps } },
		.alike = true,
		.before = queue_two,
		.after = one_gives_way };

	memset(&seen, 0, sizeof(seen));
	ground_open(&spec.owner);
	CHECK_INT(interleave(&spec) > 3, 1);
	CHECK_INT(seen.deadlocks > 0, 1);
	db_close(spec.owner);
}

static const struct test tests[] = {
	{ "three nightlies in every order queue a PIN once",
		a_pin_is_queued_once },
	{ "three delivers in every order hand it over once",
		a_pin_is_handed_over_once },
	{ "so they do with batches of their own", the_keys_of_items_suffice },
	{ "without the keys they do not, and it is seen",
		without_keys_it_is_not },
	{ "two that wait for each other: one gives way", a_deadlock_is_seen },
	{ NULL, NULL }
};

const struct suite test_interleave = { "db/interleave", tests };
