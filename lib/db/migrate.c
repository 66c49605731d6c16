#include "db/migrate.h"

#include "base/err.h"
#include "base/i18n.h"
#include "db/db_internal.h"
#include "db/roles.h"

struct state {
	bool has_schema, may_use, has_table;
};

static int
read_state(struct db *db, struct state *state, struct err *err)
{
	struct db_rows *rows;
	int more;

	*state = (struct state){ .has_schema = false };
	if (db_query(db, SQL_MIGRATION_STATE, NULL, &rows, err))
		return -1;
	more = db_next(rows, err);
	if (more > 0) {
		state->has_schema = db_get_bool(rows, 0);
		state->may_use = db_get_bool(rows, 1);
		state->has_table = db_get_bool(rows, 2);
	}
	db_done(rows);
	return more < 0 ? -1 : 0;
}

int
migrate_level(struct db *db, int *level, struct err *err)
{
	struct state state;
	int64_t number;

	*level = 0;
	if (read_state(db, &state, err))
		return -1;
	if (!state.has_table)
		return 0;
	if (db_one_int(db, SQL_MIGRATION_LEVEL, NULL, &number, err))
		return -1;
	*level = (int)number;
	return 0;
}

static int
too_new(const struct db *db, int level, int known, struct err *err)
{
	err_set(err, ERR_CONFIG,
		_("the book \"%s\" has level %d, this "
		  "program knows only %d"),
		db->book, level, known);
	return err_hint(err, _("Use a newer yifen."));
}

int
migrate_check(struct db *db, struct err *err)
{
	struct state state;
	int level;

	if (read_state(db, &state, err))
		return -1;
	if (state.has_schema && !state.may_use) {
		err_set(err, ERR_CONFIG,
			_("this role may not use the book "
			  "\"%s\""),
			db->book);
		return err_hint(err, _("PGUSER chooses the role."));
	}
	if (!state.has_table) {
		err_set(err, ERR_CONFIG,
			_("there is no book \"%s\" in this "
			  "database"),
			db->book);
		return err_hint(err, _("\"yifen init\" makes it."));
	}
	if (migrate_level(db, &level, err))
		return -1;
	if (level > sql_migration_count)
		return too_new(db, level, sql_migration_count, err);
	if (level == sql_migration_count)
		return 0;
	err_set(err, ERR_CONFIG,
		_("the book \"%s\" has level %d, this program "
		  "needs %d"),
		db->book, level, sql_migration_count);
	return err_hint(err, _("\"yifen init\" brings it up to date."));
}

/* Was ${m} applied, and with the same text? */
static int
compare(struct db *db, const struct sql_migration *m, bool *applied,
	struct err *err)
{
	struct db_rows *rows;
	bool same = false;
	int more;

	if (db_query(db, SQL_MIGRATION_COMPARE,
		    DB_PARAMS(db_int(m->number), db_text(m->text)), &rows, err))
		return -1;
	more = db_next(rows, err);
	if (more > 0) {
		*applied = db_get_bool(rows, 0);
		same = db_get_bool(rows, 1);
	}
	db_done(rows);
	if (more < 0)
		return -1;
	if (!*applied || same)
		return 0;
	err_set(err, ERR_CONFIG,
		_("the book \"%s\" was made with another "
		  "migration %s than this program's"),
		db->book, m->name);
	return err_hint(err,
		_("Use the program that made the book, or one "
		  "that was released after it."));
}

static int
apply_one(struct db *db, const struct sql_migration *m, bool alone,
	struct err *err)
{
	if (db_begin(db, err))
		return -1;
	if (db_wire_script(db, m->name, m->text, err) ||
		db_run(db, SQL_MIGRATION_RECORD,
			DB_PARAMS(db_int(m->number), db_text(m->name),
				db_text(m->text)),
			err) ||
		(!alone && roles_grant(db, err)) || db_commit(db, err)) {
		db_rollback(db);
		return err_within(err, _("migration %s"), m->name);
	}
	return 0;
}

static int
make_book(struct db *db, bool *alone, struct err *err)
{
	if (db_begin(db, err))
		return -1;
	if (db_run(db, SQL_MIGRATION_CREATE_SCHEMA, NULL, err) ||
		roles_create(db, alone, err) ||
		db_run(db, SQL_MIGRATION_CREATE_TABLE, NULL, err) ||
		(!*alone && roles_grant(db, err)) || db_commit(db, err)) {
		db_rollback(db);
		return -1;
	}
	return 0;
}

int
migrate_apply_list(struct db *db, const struct sql_migration *list, int count,
	struct migrate_result *result, struct err *err)
{
	*result = (struct migrate_result){ .before = 0 };
	if (db_lock(db, err) || migrate_level(db, &result->before, err))
		return -1;
	if (result->before > count)
		return too_new(db, result->before, count, err);
	if (make_book(db, &result->alone, err))
		return -1;
	for (int i = 0; i < count; i++) {
		bool applied = false;

		if (compare(db, &list[i], &applied, err))
			return -1;
		if (!applied && apply_one(db, &list[i], result->alone, err))
			return -1;
	}
	result->after = count;
	return 0;
}

int
migrate_apply(struct db *db, struct migrate_result *result, struct err *err)
{
	return migrate_apply_list(
		db, sql_migrations, sql_migration_count, result, err);
}
