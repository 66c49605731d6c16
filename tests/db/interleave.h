#ifndef TESTS_DB_INTERLEAVE_H
#define TESTS_DB_INTERLEAVE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Sessions that work at the same time, one step of one of them after another,
 * in every order that there is (the idea of PostgreSQL's isolationtester).
 *
 * A step that has to wait for another session is recognised by the server's
 * own list of who waits for whom; the others go on, and it ends when they let
 * it.  A session whose step fails rolls back and is over.  Only orders that
 * can happen are run: at each point one of the sessions that neither wait nor
 * are over makes its next step; all choices are tried, depth first, each order
 * from the beginning, on ground of its own (${round}).
 *
 *	1. write the steps as functions that run statements of sql/queries,
 *	2. name the sessions in a struct interleave, with whom they log in as,
 *	3. prepare the ground of a round in before(), judge it in after().
 */

struct db;
struct err;

#define INTERLEAVE_SESSIONS 4

struct interleave_step {
	const char *name; /* NULL ends the list */

	/* In the session's own process, whose memory lasts: ${session} and
	 * ${round} say on what. */
	int (*run)(struct db *db, int session, int round, struct err *err);
};

/* How a session came out of a round. */
struct interleave_end {
	int steps;	  /* that were done */
	bool waited;	  /* for another session, in any of them */
	int code;	  /* an err_code, 0: all was done */
	char sqlstate[6]; /* of the step that failed */
	char message[200];
};

struct interleave {
	struct db *owner; /* a superuser's session in the book */
	size_t count;	  /* of sessions */
	struct {
		const char *user; /* who logs in; NULL: as batch */
		const struct interleave_step *steps;
	} sessions[INTERLEAVE_SESSIONS];

	/* All have the same steps and rights: orders that differ only in who
	 * is who are run once. */
	bool alike;

	void (*before)(struct db *owner, int round);
	void (*after)(struct db *owner, int round,
		const struct interleave_end *ends, const char *order);
};

/** interleave(spec): how many orders were run; each is a text like "1 2 2 1"
 * for after().  -1: a session could not be opened, or what happened was not
 * the same twice (then a check has failed, too). */
long interleave(const struct interleave *spec);

#endif
