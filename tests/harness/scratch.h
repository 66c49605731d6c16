#ifndef HARNESS_SCRATCH_H
#define HARNESS_SCRATCH_H

#include "db/db.h"
#include "db/roles.h"

/*
 * A scratch PostgreSQL: one cluster for the test process, in a new folder,
 * made when it is first asked for.  However the process ends, the server is
 * stopped and the folder removed: a child that only waits for that does it.
 *
 * Whatever goes wrong here ends the process: there is nothing to test then.
 */

struct cluster;

/** scratch_home(): the YIFEN_HOME of this process. */
const char *scratch_home(void);

/** scratch_target(book, user): for db_open() and migrate_apply(). */
struct db_target scratch_target(const char *book, const char *user);

/** scratch_open(db): a superuser's session in a new, migrated book of its
 * own.  db_close() it. */
void scratch_open(struct db **db);

/** scratch_as(role, book, db): another session in that book, as a role. */
void scratch_as(enum role role, const char *book, struct db **db);

/** scratch_sql(db, text, err): statements that no stored one does. */
int scratch_sql(struct db *db, const char *text, struct err *err);

/** scratch_unguard(db): from now on the superuser may update and delete in
 * this book: for tests of what finds that. */
void scratch_unguard(struct db *db);

/** scratch_folder(): a new folder, removed with everything else at the end;
 * free() the path. */
char *scratch_folder(void);

#endif
