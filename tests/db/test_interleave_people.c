/*
 * Decisions of people at the same time: every order of their statements
 * (reliability G12).
 */
#include "ground.h"
#include "interleave.h"
#include "suite.h"

#include "base/err.h"
#include "db/db.h"

#include <stdio.h>
#include <string.h>

static int
decide(struct db *db, int session, int round, struct err *err)
{
	int64_t number;

	if (db_begin(db, err) < 0)
		return -1;
	return db_one_int(db, SQL_PEOPLE_DECIDE,
		DB_PARAMS(db_int(2 * round), /* after the hold */
			db_text(session == 2 ? "rejected" : "approved"),
			db_text("seen")),
		&number, err);
}

static int
propose(struct db *db, int session, int round, struct err *err)
{
	int64_t number;

	(void)session;
	if (db_begin(db, err) < 0)
		return -1;
	return db_one_int(db, SQL_PEOPLE_PROPOSE,
		DB_PARAMS(db_text("release"), db_null(), db_int(round),
			db_null(), db_null(), db_text(""), db_text("why not")),
		&number, err);
}

static const struct interleave_step decide_steps[] = {
	{ "decide", decide },
	{ "commit", ground_commit },
	{ NULL, NULL },
};

static const struct interleave_step propose_steps[] = {
	{ "propose", propose },
	{ "commit", ground_commit },
	{ NULL, NULL },
};

/* Whose login is a member of approver. */
static const char *
person(struct db *owner, int n)
{
	static char names[4][64];
	char text[256];

	snprintf(names[n], sizeof(names[n]), "person_%d_%s", n, db_book(owner));
	snprintf(text, sizeof(text), "create role %s login in role %s_approver",
		names[n], db_book(owner));
	ground_does(owner, text);
	return names[n];
}

/* The superuser, who may do everything, proposes for it. */
static void
hold_one(struct db *owner, int round)
{
	char text[128];

	snprintf(text, sizeof(text),
		"select propose('hold', null, %d, null, null, '', 'stop')",
		round);
	ground_does(owner, text);
}

static void
propose_one(struct db *owner, int round)
{
	char text[128];

	hold_one(owner, round);
	snprintf(text, sizeof(text),
		"select propose('release', null, %d, null, null, '', 'go')",
		round);
	ground_does(owner, text);
}

/* Sessions that waited for another, in all rounds. */
static long waited;

static void
one_is_heard(const struct interleave_end *ends, size_t count,
	const char *sentence, const char *order)
{
	int winners = 0;

	for (size_t i = 0; i < count; i++) {
		waited += ends[i].waited;
		winners += ends[i].code == 0;
		CHECK_CASE(order,
			ends[i].code == 0 ||
				(strcmp(ends[i].sqlstate, "YF001") == 0 &&
					strcmp(ends[i].message, sentence) ==
						0));
	}
	CHECK_CASE(order, winners == 1);
}

static void
decided_once(struct db *owner, int round, const struct interleave_end *ends,
	const char *order)
{
	char text[128];

	one_is_heard(ends, 3, "it is decided already", order);
	snprintf(text, sizeof(text),
		"(select count(*) from decision where"
		" proposal_id = %d) = 1",
		2 * round);
	ground_holds(owner, order, text);
}

static void
proposed_once(struct db *owner, int round, const struct interleave_end *ends,
	const char *order)
{
	char text[128];

	one_is_heard(ends, 2,
		"another proposal about it waits: have it decided first",
		order);
	snprintf(text, sizeof(text),
		"(select count(*) from proposal where"
		" verb = 'release' and order_id = %d) = 1",
		round);
	ground_holds(owner, order, text);
}

/* ${count} people do the same, in every order. */
static void
in_every_order(size_t count, const struct interleave_step *steps,
	void (*before)(struct db *owner, int round),
	void (*after)(struct db *owner, int round,
		const struct interleave_end *ends, const char *order))
{
	struct interleave spec = {
		.count = count, .before = before, .after = after
	};

	waited = 0;
	ground_open(&spec.owner);
	for (size_t i = 0; i < count; i++) {
		spec.sessions[i].user = person(spec.owner, (int)i);
		spec.sessions[i].steps = steps;
	}
	CHECK_INT(interleave(&spec) > 3, 1);
	CHECK_INT(waited > 0, 1);
	db_close(spec.owner);
}

static void
a_proposal_is_decided_once(void)
{
	in_every_order(3, decide_steps, propose_one, decided_once);
}

static void
a_thing_is_proposed_once(void)
{
	in_every_order(2, propose_steps, hold_one, proposed_once);
}

static const struct test tests[] = {
	{ "three decide in every order: one is heard",
		a_proposal_is_decided_once },
	{ "two propose about the same in every order: one is heard",
		a_thing_is_proposed_once },
	{ NULL, NULL }
};

const struct suite test_interleave_people = { "db/interleave_people", tests };
