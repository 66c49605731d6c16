#ifndef DB_ROLES_H
#define DB_ROLES_H

#include <stdbool.h>

/*
 * The roles of a book.  Each carries the book's name, so that several books
 * share a server: yifen_batch, yifen_finance ...  They log in (a person works
 * as one of them by PGUSER), except the owner, to whom the tables belong.
 * What each may do stands in sql/queries/role/grant.sql.
 */

struct db;
struct err;

enum role {
	ROLE_OWNER,
	ROLE_BATCH, /* the programs; the default of every command */
	ROLE_FINANCE,
	ROLE_APPROVER,
	ROLE_REVIEWER,
	ROLE_AUDITOR,
	ROLE_COUNT
};

#define ROLE_NAME_SIZE 64

/** roles_name(role, book, name): "BOOK_batch"; returns ${name}, which holds
 * ROLE_NAME_SIZE bytes. */
const char *roles_name(enum role role, const char *book, char *name);

/** roles_create(db, alone, err): make those that are not there.  Where the
 * role that connected may not make roles and they are not complete, nothing
 * happens and ${alone} is true. */
int roles_create(struct db *db, bool *alone, struct err *err);

/** roles_grant(db, err): give the book to its owner and each role what it
 * may do, no more and no less; again: no change. */
int roles_grant(struct db *db, struct err *err);

#endif
