#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include <stdbool.h>

#include "sqlbook.h"

/*
 * The schema of a book: made and brought up to date by the migrations that
 * are embedded in the program (sql/migrations/NNNN_what.sql).
 *
 * Each is applied once, in a transaction of its own together with its line in
 * the table schema_migration and with the privileges of what it made.  One
 * that was applied with another text, or one that this program does not know,
 * stops everything: forward only, nothing is ever undone.
 */

struct db;
struct err;

struct migrate_result {
	int before; /* the book's level; 0: it was made now */
	int after;
	bool alone; /* there are no roles, and this one may not make
		     * them: all belongs to the role that connected */
};

/**
 * migrate_apply(db, result, err):
 * Make the book of ${db} (opened without need_schema) and its roles, or bring
 * them up to date; again: no change.  Takes the lock of the book.
 * ERR_LOCKED, ERR_CONFIG (the book is newer, or a checksum differs).
 */
int
migrate_apply(struct db *db, struct migrate_result *result, struct err *err);

/** migrate_level(db, level, err): the number of the newest migration of the
 * book, 0 if there is no book. */
int migrate_level(struct db *db, int *level, struct err *err);

/** migrate_check(db, err): ERR_CONFIG, with what to do, unless the book is
 * there, this role may use it, and its level is that of the program. */
int migrate_check(struct db *db, struct err *err);

/** migrate_apply_list(db, list, count, result, err): migrate_apply() with
 * other migrations than the program's: for tests. */
int migrate_apply_list(struct db *db, const struct sql_migration *list,
	int count, struct migrate_result *result, struct err *err);

#endif
