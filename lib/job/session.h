#ifndef JOB_SESSION_H
#define JOB_SESSION_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

/*
 * What a command stands on: YIFEN_HOME, the book, the database, the keys, the
 * lock.
 *
 * YIFEN_HOME (default ./var), YIFEN_BOOK (default yifen), YIFEN_DATABASE or
 * PGHOST, PGSERVICE, PGDATABASE (another server; then none is started), PGUSER
 * (the role): contract.md, One directory.
 */

struct db;
struct keys;

enum {
	SESSION_READ = 0,
	SESSION_WRITE = 1 << 0,	/* takes the book's lock */
	SESSION_KEYS = 1 << 1,	/* opens the book's keys; with SESSION_WRITE */
	SESSION_INIT = 1 << 2,	/* the book may not exist yet */
	SESSION_BEHIND = 1 << 3	/* heads may have signed more than it has */
};

struct session {
	struct arena arena;	/* lives as long as the session */
	const char *home, *book, *command;
	struct db *db;
	struct keys *keys;	/* NULL without SESSION_KEYS */
	struct cluster *cluster;	/* NULL when the server is not ours */
	struct err behind;	/* SESSION_BEHIND: what is wrong with it */
};

/** session_open(command, needs, session, err): ${command} is the word after
 * "yifen".  Starts the private cluster if that is what the book lives in. */
int session_open(const char *command, unsigned needs,
	struct session **session, struct err *err);

/** session_close(session): stops the cluster if nobody else uses it. */
void session_close(struct session *session);

/** session_home(): YIFEN_HOME, before any session is open. */
const char *session_home(void);

/** session_is_private(): whether the book lives in the private cluster. */
bool session_is_private(void);

/** session_path(session, name, err): YIFEN_HOME/${name}, in its arena. */
const char *session_path(struct session *session, const char *name,
	struct err *err);

#endif
