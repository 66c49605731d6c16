/*
 * Revenue against a second computation: random orders of 100 months with
 * refunds, reissues and early renewals, learnt by 310 nights one after the
 * other; then each cell of each month from the orders alone, in plain SQL.
 */
#include "suite.h"
#include "scratch.h"

#include "base/arena.h"
#include "base/err.h"
#include "core/revenue.h"
#include "model/day.h"
#include "store/store_revenue.h"

#include <stdio.h>
#include <stdlib.h>

#define NIGHTS 310
#define EACH 10 /* days */

static void
sql(struct db *db, const char *text)
{
	struct err err = ERR_INIT;

	CHECK_INT(scratch_sql(db, text, &err), 0);
	CHECK_TEXT(err.message, "");
}

static void
sql_file(struct db *db, const char *path)
{
	size_t len;
	char *text = slurp(path, &len);

	CHECK_CASE(path, text != NULL);
	if (text != NULL)
		sql(db, text);
	free(text);
}

/* How many steps a night of that run took. */
static size_t
night(struct db *db, int run_id, int32_t date)
{
	struct arena arena = ARENA_INIT;
	struct revenue_book book = { .arena = &arena, .date = date };
	struct err err = ERR_INIT;
	size_t count;

	CHECK_INT(store_revenue_load(db, run_id, &book, &err), 0);
	CHECK_INT(revenue_make(&book, &err), 0);
	CHECK_INT(store_revenue_write(db, run_id, &book, &err), 0);
	CHECK_INT(store_revenue_close_months(db, run_id, date, &err), 0);
	CHECK_TEXT(err.message, "");
	CHECK_INT(book.without_rate, 0);
	count = book.steps.count;
	arena_release(&arena);
	return count;
}

static void
hundred_months(void)
{
	const int32_t first = day_of(2026, 1, 1);
	char text[128], day[DAY_TEXT_SIZE];
	struct err err = ERR_INIT;
	struct db *db;
	size_t steps = 0;

	scratch_open(&db);
	sql(db, "select setseed(0.7)");
	sql_file(db, "tests/db/revenue/world.sql");
	for (int i = 0; i < NIGHTS; i++) {
		const int32_t date = first + i * EACH;

		snprintf(text, sizeof(text), "select pg_temp.night('%s', %d)",
			day_text(date, day), 2 + i);
		CHECK_INT(db_begin(db, &err), 0);
		sql(db, text);
		steps += night(db, 2 + i, date);
		CHECK_INT(db_commit(db, &err), 0);
	}
	CHECK_CASE("steps", steps > 600);
	/* The same night again finds nothing. */
	CHECK_INT(night(db, 1 + NIGHTS, first + (NIGHTS - 1) * EACH), 0);
	sql_file(db, "tests/db/revenue/compare.sql");
	db_close(db);
}

static const struct test tests[] = {
	{ "a second computation gives the same cells of 100 months",
		hundred_months },
	{ NULL, NULL },
};

const struct suite test_revenue = { "db/revenue", tests };
