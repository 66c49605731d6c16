#include "db/roles.h"

#include "base/err.h"
#include "db/db.h"

#include <stdio.h>

const char *
roles_name(enum role role, const char *book, char *name)
{
	static const char *const suffixes[ROLE_COUNT] = { "owner", "batch",
		"finance", "approver", "reviewer", "auditor" };

	snprintf(name, ROLE_NAME_SIZE, "%.50s_%s", book, suffixes[role]);
	return name;
}

int
roles_create(struct db *db, bool *alone, struct err *err)
{
	struct db_rows *rows;
	bool complete = false, able = false;
	int more;

	*alone = false;
	if (db_query(db, SQL_ROLE_ABLE, NULL, &rows, err))
		return -1;
	more = db_next(rows, err);
	if (more > 0) {
		complete = db_get_bool(rows, 0);
		able = db_get_bool(rows, 1);
	}
	db_done(rows);
	if (more < 0)
		return -1;
	*alone = !complete && !able;
	if (complete || *alone)
		return 0;
	return db_run(db, SQL_ROLE_CREATE, NULL, err);
}

int
roles_grant(struct db *db, struct err *err)
{
	return db_run(db, SQL_ROLE_GRANT, NULL, err);
}
