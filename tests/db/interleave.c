#include "interleave.h"

#include "scratch.h"
#include "suite.h"

#include "base/err.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define DEPTH 64	    /* steps of all sessions together */
#define WAIT_MS 1	    /* between two looks at who waits */
#define DEADLOCK_LOOKS 5000 /* until the server finds one, at most */

/* --- a session: a process of its own --- */

struct order {
	int step, round;
};

struct answer {
	int code;
	char sqlstate[6];
	char message[200];
};

static struct answer
make_step(struct db *db, const struct interleave_step *step, int session,
	int round)
{
	struct err err = ERR_INIT;
	struct answer answer = { .code = 0 };

	if (step->run(db, session, round, &err) == 0)
		return answer;
	db_rollback(db);
	answer.code = (int)err.code;
	snprintf(answer.sqlstate, sizeof(answer.sqlstate), "%s", err.sqlstate);
	snprintf(answer.message, sizeof(answer.message), "%.199s", err.message);
	return answer;
}

static struct db *
log_in(const char *book, const char *user, int session)
{
	char text[64];
	struct db_target target;
	struct err err = ERR_INIT;
	struct db *db = NULL;

	if (user == NULL) {
		scratch_as(ROLE_BATCH, book, &db);
	} else {
		target = scratch_target(book, user);
		if (db_open(&target, &db, &err) < 0)
			return NULL;
	}
	/* By which the one who watches finds it. */
	snprintf(text, sizeof(text), "set application_name = 'session %d'",
		session);
	if (scratch_sql(db, text, &err) < 0) {
		db_close(db);
		return NULL;
	}
	return db;
}

/* Orders come from ${in} until it is closed. */
static void
serve(const char *book, const char *user, const struct interleave_step *steps,
	int session, int in, int out)
{
	struct db *db = log_in(book, user, session);
	struct answer answer = { .code = db == NULL ? -1 : 0 };
	struct order order;

	while (write(out, &answer, sizeof(answer)) == sizeof(answer) &&
		read(in, &order, sizeof(order)) == sizeof(order))
		answer =
			make_step(db, &steps[order.step], session, order.round);
	db_close(db);
	_exit(0);
}

/* --- the one who watches --- */

struct seat {
	pid_t pid;
	int to, from;
	int step;     /* the next one */
	int steps;    /* how many there are */
	bool working; /* at the one before: an answer is due */
	bool waiting; /* for another session */
	bool over;
};

struct choice {
	int session;
	unsigned others; /* bits of sessions that are still to be tried */
};

struct table {
	const struct interleave *spec;
	struct seat seats[INTERLEAVE_SESSIONS];
	struct interleave_end ends[INTERLEAVE_SESSIONS];
	struct choice choices[DEPTH];
	int depth, known; /* of this round; how many choices are given */
	char order[DEPTH * 2 + 1];
	bool failed;
};

static int
count_steps(const struct interleave_step *steps)
{
	int count = 0;

	while (steps[count].name != NULL)
		count++;
	return count;
}

static void
take_answer(struct table *t, int session)
{
	struct seat *seat = &t->seats[session];
	struct interleave_end *end = &t->ends[session];
	struct answer answer = { .code = -1 };

	if (read(seat->from, &answer, sizeof(answer)) != sizeof(answer))
		t->failed = true;
	seat->working = seat->waiting = false;
	seat->over = answer.code != 0 || seat->step == seat->steps;
	end->steps += answer.code == 0;
	end->code = answer.code;
	memcpy(end->sqlstate, answer.sqlstate, sizeof(end->sqlstate));
	memcpy(end->message, answer.message, sizeof(end->message));
}

static bool
has_answer(const struct seat *seat, int ms)
{
	struct pollfd fd = { .fd = seat->from, .events = POLLIN };

	return poll(&fd, 1, ms) > 0;
}

/* As the server sees it. */
static bool
is_blocked(const struct table *t, int session)
{
	char text[512];
	struct err err = ERR_INIT;

	snprintf(text, sizeof(text),
		"do $$ begin if exists (select from pg_stat_activity where"
		" application_name = 'session %d' and"
		" datname = current_database() and"
		" cardinality(pg_blocking_pids(pid)) > 0)"
		" then raise exception 'it waits' using errcode = 'YF099';"
		" end if; end $$",
		session);
	return scratch_sql(t->spec->owner, text, &err) < 0 &&
		strcmp(err.sqlstate, "YF099") == 0;
}

/* Until each that works has answered or waits for another. */
static void
settle(struct table *t)
{
	for (size_t i = 0; i < t->spec->count; i++) {
		struct seat *seat = &t->seats[i];

		while (seat->working && !t->failed) {
			if (has_answer(seat, WAIT_MS)) {
				take_answer(t, (int)i);
				/* Whom it let go? */
				i = (size_t)-1;
				break;
			}
			if (is_blocked(t, (int)i) && !has_answer(seat, 0)) {
				seat->waiting = true;
				t->ends[i].waited = true;
				break;
			}
		}
	}
}

/* All wait for each other: the server lets one of them fail. */
static void
break_deadlock(struct table *t)
{
	for (int looks = 0; looks < DEADLOCK_LOOKS; looks++)
		for (size_t i = 0; i < t->spec->count; i++)
			if (t->seats[i].working &&
				has_answer(&t->seats[i], WAIT_MS)) {
				take_answer(t, (int)i);
				settle(t);
				return;
			}
	t->failed = true;
}

static bool
somebody_waits(const struct table *t)
{
	for (size_t i = 0; i < t->spec->count; i++)
		if (t->seats[i].working)
			return true;
	return false;
}

/* Who may make the next step. */
static unsigned
able(const struct table *t)
{
	unsigned bits = 0;

	for (size_t i = 0; i < t->spec->count; i++) {
		const struct seat *seat = &t->seats[i];

		if (!seat->over && !seat->working)
			bits |= 1u << i;
		/* Who has not begun is as good as the next one. */
		if (t->spec->alike && seat->step == 0)
			break;
	}
	return bits;
}

static int
lowest(unsigned bits)
{
	int at = 0;

	while (!(bits & 1u << at))
		at++;
	return at;
}

/* As in the round before as far as that is given, then the first who can. */
static int
choose(struct table *t, unsigned bits)
{
	struct choice *choice = &t->choices[t->depth];

	if (t->depth == DEPTH - 1)
		t->failed = true;
	if (t->depth >= t->known) {
		choice->session = lowest(bits);
		choice->others = bits & ~(1u << choice->session);
		t->known = t->depth + 1;
	} else if (!(bits & 1u << choice->session)) {
		t->failed = true;
	}
	t->order[2 * t->depth] = (char)('1' + choice->session);
	t->order[2 * t->depth + 1] = '\0';
	if (t->depth > 0)
		t->order[2 * t->depth - 1] = ' ';
	t->depth++;
	return choice->session;
}

static void
next_step(struct table *t, int session, int round)
{
	struct seat *seat = &t->seats[session];
	const struct order order = { seat->step, round };

	if (t->failed)
		return;
	seat->step++;
	seat->working = true;
	if (write(seat->to, &order, sizeof(order)) != sizeof(order))
		t->failed = true;
	settle(t);
}

static void
play(struct table *t, int round)
{
	t->depth = 0;
	t->order[0] = '\0';
	memset(t->ends, 0, sizeof(t->ends));
	for (size_t i = 0; i < t->spec->count; i++) {
		t->seats[i].step = 0;
		t->seats[i].over = false;
	}
	while (!t->failed) {
		const unsigned bits = able(t);

		if (bits != 0)
			next_step(t, choose(t, bits), round);
		else if (somebody_waits(t))
			break_deadlock(t);
		else
			return;
	}
}

/* The last choice that can be another; false: all were tried. */
static bool
go_back(struct table *t)
{
	while (t->known > 0) {
		struct choice *choice = &t->choices[t->known - 1];

		if (choice->others != 0) {
			choice->session = lowest(choice->others);
			choice->others &= ~(1u << choice->session);
			return true;
		}
		t->known--;
	}
	return false;
}

static void
open_seats(struct table *t)
{
	int to[2], from[2];

	fflush(NULL);
	for (size_t i = 0; i < t->spec->count; i++) {
		struct seat *seat = &t->seats[i];
		const struct interleave_step *steps =
			t->spec->sessions[i].steps;

		seat->steps = count_steps(steps);
		if (pipe(to) < 0 || pipe(from) < 0) {
			t->failed = true;
			return;
		}
		seat->pid = fork();
		if (seat->pid == 0) {
			for (size_t k = 0; k < i; k++)
				close(t->seats[k].to);
			close(to[1]);
			close(from[0]);
			serve(db_book(t->spec->owner),
				t->spec->sessions[i].user, steps, (int)i, to[0],
				from[1]);
		}
		close(to[0]);
		close(from[1]);
		seat->to = to[1];
		seat->from = from[0];
		take_answer(t, (int)i);
		t->failed = t->failed || t->ends[i].code != 0;
	}
}

static void
close_seats(struct table *t)
{
	int status;

	for (size_t i = 0; i < t->spec->count; i++) {
		if (t->seats[i].pid <= 0)
			continue;
		close(t->seats[i].to);
		close(t->seats[i].from);
		CHECK_INT(
			waitpid(t->seats[i].pid, &status, 0) > 0 && status == 0,
			1);
	}
}

long
interleave(const struct interleave *spec)
{
	struct table t = { .spec = spec };
	long rounds = 0;

	open_seats(&t);
	do {
		if (t.failed)
			break;
		rounds++;
		spec->before(spec->owner, (int)rounds);
		play(&t, (int)rounds);
		CHECK_CASE(t.order, !t.failed);
		spec->after(spec->owner, (int)rounds, t.ends, t.order);
	} while (go_back(&t));
	close_seats(&t);
	return t.failed ? -1 : rounds;
}
