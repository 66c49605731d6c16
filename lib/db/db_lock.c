#include "db/db_internal.h"

#include "base/err.h"
#include "base/i18n.h"

#include <time.h>

/*
 * Advisory locks are numbers of the whole database, which books share: the
 * key is the FNV-1a hash, 64 bits, of "yifen book " and the book's name.
 */
static int64_t
lock_key(const char *book)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (const char *c = "yifen book "; *c != '\0'; c++)
		hash = (hash ^ (unsigned char)*c) * UINT64_C(1099511628211);
	for (const char *c = book; *c != '\0'; c++)
		hash = (hash ^ (unsigned char)*c) * UINT64_C(1099511628211);
	return (int64_t)hash;
}

/* One of the two statements of the lock. */
static int
ask_lock(struct db *db, enum sql_id query, bool *done, struct err *err)
{
	struct db_rows *rows;
	int more;

	if (db_query(db, query, DB_PARAMS(db_int(lock_key(db->book))), &rows,
		    err))
		return -1;
	more = db_next(rows, err);
	*done = more > 0 && db_get_bool(rows, 0);
	db_done(rows);
	return more < 0 ? -1 : 0;
}

/* A backend outlives its client for a moment, longer if that was killed, and
 * keeps the lock as long: so it is asked for more than once. */
#define LOCK_TRIES 41
#define LOCK_PAUSE_NS (50 * 1000 * 1000)

int
db_lock(struct db *db, struct err *err)
{
	const struct timespec pause = { 0, LOCK_PAUSE_NS };

	for (int i = 0; i < LOCK_TRIES && !db->locked; i++) {
		/* A signal ends the pause, and then the question. */
		if (i > 0)
			nanosleep(&pause, NULL);
		if (ask_lock(db, SQL_SESSION_LOCK, &db->locked, err) < 0)
			return -1;
	}
	if (db->locked)
		return 0;
	err_set(err, ERR_LOCKED, _("another run works in the book \"%s\""),
		db->book);
	return err_hint(err, _("Try again when it is done."));
}

/* Before the connection ends: the server notices that a moment later, and the
 * next command would find the book locked.  What is left open is rolled back
 * first, so that nobody meets it. */
void
db_lock_give_back(struct db *db)
{
	struct err ignored;
	bool done;

	if (!db->locked || db->busy)
		return;
	db_rollback(db);
	db->calm = true;
	ask_lock(db, SQL_SESSION_UNLOCK, &done, &ignored);
}
