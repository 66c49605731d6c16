#ifndef TESTS_DB_GROUND_H
#define TESTS_DB_GROUND_H

/* What the sessions of test_interleave*.c work on: orders, one a round, whose PIN
 * may go by SMS. */

struct db;
struct err;

/** ground_open(owner): a scratch book with 400 such orders, and runs 3 to 6, one
 * for each session; a superuser's session. */
void ground_open(struct db **owner);

/** ground_does(db, text): statements that must succeed. */
void ground_does(struct db *db, const char *text);

/** ground_holds(db, order, condition): what must be true after a round;
 * ${order}: of the steps, for the message. */
void ground_holds(struct db *db, const char *order, const char *condition);

/** A step: commit. */
int ground_commit(struct db *db, int session, int round, struct err *err);

#endif
