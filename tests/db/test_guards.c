/*
 * What the database itself makes impossible, whoever writes: each case is a
 * book with one order and two entries, then a statement that must fail on
 * the constraint named.
 */
#include "suite.h"

#include "base/err.h"
#include "scratch.h"

#include <stdlib.h>
#include <string.h>

static const char ground[] =
	"insert into run values (1, 'test', null, now());"
	"insert into reference_load values (1, 1, 'orders', 'o.csv',"
	" decode(repeat('00', 32), 'hex'), 1);"
	"insert into orders values (1, 'xxca', 'XX0001', 1),"
	" (2, 'xxca', 'XX0002', 1);"
	"insert into account values (1, 'bank', '6222', 1);"
	"insert into file values (1, 1, 'b.xml',"
	" decode(repeat('01', 32), 'hex'), decode(repeat('01', 32), 'hex'),"
	" 'camt053', 'bank', 1, null, 2, 40000, 0, 'imported', '');"
	"insert into statement values (1, 1, 1, '', 'CNY', '2026-11-16',"
	" '2026-11-16', 0, 40000, 2, 40000, 0, 1);"
	"insert into entry select 10 + n, 1, 1, 'payment', 0, '2026-11-16',"
	" null, n * 10000, 0, 'k' || n, 1, 'k' || n, '', '', '', '', '', '',"
	" '', '', 1 from generate_series(1, 3, 2) n;"
	"insert into verification values (257, 1, 1, 'outbound', 'e', 1);";

static const struct guard {
	const char *label, *before, *statement, *constraint;
} guards[] = {
	{ "an entry is used once",
		"insert into match values (11, 'r', 'payment', 10000, null, "
		"'', 1)",
		"insert into match values (11, 's', 'payment', 10000, null, "
		"'', 1)",
		"match_pkey" },
	{ "a match takes the whole entry", "select 1",
		"insert into match values (11, 'r', 'payment', 9999, null, '', "
		"1)",
		"match_takes_whole_entry" },
	{ "allocations add up to their entry",
		"insert into match values (13, 'r', 'orders', 30000, null, '', "
		"1)",
		"insert into allocation values (13, 1, 10000, false, 1), "
		"(13, 2, 19999, false, 1)",
		"allocations_balance" },
	{ "no allocation is added later",
		"insert into match values (13, 'r', 'orders', 30000, null, '', "
		"1);"
		"insert into allocation values (13, 1, 30000, false, 1)",
		"insert into allocation values (13, 2, 1, false, 1)",
		"allocations_balance" },
	{ "what verifies stands on no order",
		"insert into match values (11, 'r', 'verification', 10000, "
		"null, '', 1)",
		"insert into allocation values (11, 1, 10000, false, 1)",
		"allocations_balance" },
	{ "a PIN is handed over once in a turn",
		"insert into release_event values (1, 1, 1, '2026-11-16', "
		"'sms', 'handed-over', '', null, 1)",
		"insert into release_event values (1, 2, 1, '2026-11-17', "
		"'sms', 'handed-over', '', null, 1)",
		"release_handed_over_once" },
	{ "a PIN is queued once in a turn",
		"insert into release_event values (1, 1, 1, '2026-11-16', "
		"'sms', 'queued', '', null, 1)",
		"insert into release_event values (1, 2, 1, '2026-11-17', "
		"'sms', 'queued', '', null, 1)",
		"release_queued_once" },
	{ "a turn is stopped once",
		"insert into release_event values (1, 1, 1, '2026-11-16', "
		"'sms', 'stopped', '', null, 1)",
		"insert into release_event values (1, 2, 1, '2026-11-17', "
		"'sms', 'stopped', '', null, 1)",
		"release_stopped_once" },
	{ "a second turn only after the first was stopped",
		"insert into release_event values (1, 1, 1, '2026-11-16', "
		"'sms', 'handed-over', '', null, 1)",
		"insert into release_event values (1, 2, 2, '2026-11-17', "
		"'sms', 'queued', '', null, 1)",
		"release_again_only_after_stop" },
	{ "an entry of an account is stored once", "select 1",
		"insert into entry select 99, 1, 1, 'payment', 0, "
		"'2026-11-16', null, 1, 0, 'k1', 1, 'k1', '', '', '', '', '', "
		"'', '', '', 1",
		"entry_once" },
	{ "a statement balances", "select 1",
		"insert into statement values (2, 1, 1, '', 'CNY', null, null,"
		" 0, 1, 0, 0, 0, 1)",
		"statement_balances" },
	{ "a bill day is settled once",
		"insert into match values (11, 'r', 'bill-days', 10000, null, "
		"'', 1), (13, 'r', 'bill-days', 30000, null, '', 1);"
		"insert into settled_day values (1, '2026-11-16', 11, 1, 1)",
		"insert into settled_day values (1, '2026-11-16', 13, 1, 1)",
		"settled_day_pkey" },
	{ "an attempt has one number", "select 1",
		"insert into verification values (257, 1, 1, 'inbound', 'e', "
		"1)",
		"verification_pkey" },
	{ "an order number is one order of its CA", "select 1",
		"insert into orders values (3, 'xxca', 'XX0001', 1)",
		"order_no_once_per_ca" },
	{ "a verdict without a price is unpriced", "select 1",
		"insert into order_state values (1, 1, 1, null, null, null, "
		"'', 0, 0, 'paid')",
		"priced_or_unpriced" },
	{ "every row carries a run", "select 1",
		"insert into orders values (3, 'xxca', 'XX0003', 7)",
		"run_is_there" },
	{ "a run that is over gets no order",
		"insert into run_end values (1, now(), 'done', 0)",
		"insert into orders values (3, 'xxca', 'XX0003', 1)",
		"run_is_not_over" },
	{ "a run that is over gets no match",
		"insert into run_end values (1, now(), 'incomplete', 0)",
		"insert into match values (11, 'r', 'payment', 10000, null, "
		"'', 1)",
		"run_is_not_over" },
	{ "a run that is over gets no closing",
		"insert into run_end values (1, now(), 'refused', 0)",
		"insert into closing values (1, '2026-11-16', 1)",
		"run_is_not_over" },
	{ "a run that is over gets no total of a bill",
		"insert into run_end values (1, now(), 'done', 0)",
		"insert into bill_total values (1, 1, 'alipay-trade', "
		"'detail', 1, '2026-11-16', '2026-11-16', 0, null, 0, null, "
		"0, 0, 0, 0, 1)",
		"run_is_not_over" },
	{ "a file says each of its totals once",
		"insert into bill_total values (1, 1, 'alipay-trade', "
		"'detail', 1, '2026-11-16', '2026-11-16', 0, null, 0, null, "
		"0, 0, 0, 0, 1)",
		"insert into bill_total values (1, 1, 'alipay-trade', "
		"'detail', 1, '2026-11-17', '2026-11-17', 0, null, 0, null, "
		"0, 0, 0, 0, 1)",
		"bill_total_pkey" },
	{ "a total's period does not end before it begins", "select 1",
		"insert into bill_total values (1, 1, 'alipay-trade', "
		"'detail', 1, '2026-11-16', '2026-11-15', 0, null, 0, null, "
		"0, 0, 0, 0, 1)",
		"bill_total_period" },
	{ "a row of a run that is over does not hide among others",
		"insert into run values (2, 'test', null, now()), "
		"(3, 'test', null, now()), (4, 'test', null, now()); "
		"insert into run_end values (3, now(), 'done', 0)",
		"insert into orders values (3, 'xxca', 'XX0003', 2), "
		"(4, 'xxca', 'XX0004', 3), (5, 'xxca', 'XX0005', 4)",
		"run_is_not_over" },
	{ "what a bank says of payments has one number in its file",
		"insert into payment_status values (1, 1, 5, 'M', '', '', "
		"'ACCP', '', '', 1)",
		"insert into payment_status values (1, 1, 6, 'M', '', 'E', "
		"'RJCT', '', '', 1)",
		"payment_status_pkey" },
	{ "it says of which message it is", "select 1",
		"insert into payment_status values (1, 1, 5, '', '', '', "
		"'ACCP', '', '', 1)",
		"payment_status_message_id_check" },
	{ "a run that is over gets no payment status",
		"insert into run_end values (1, now(), 'done', 0)",
		"insert into payment_status values (1, 1, 5, 'M', '', '', "
		"'ACCP', '', '', 1)",
		"run_is_not_over" },
	{ "a nightly does not go back",
		"insert into run values (2, 'nightly', '2026-11-17', now()), "
		"(3, 'nightly', '2026-11-17', now()), "
		"(4, 'import', '2026-11-16', now())",
		"insert into run values (5, 'nightly', '2026-11-16', now())",
		"nightly_goes_forward" },
	{ NULL, NULL, NULL, NULL },
};

static void
the_database_refuses(void)
{
	for (const struct guard *g = guards; g->label != NULL; g++) {
		struct err err = ERR_INIT;
		struct db *db;

		scratch_open(&db);
		CHECK_CASE(g->label, scratch_sql(db, ground, &err) == 0);
		CHECK_CASE(g->label, scratch_sql(db, g->before, &err) == 0);
		CHECK_TEXT(err.message, "");
		CHECK_CASE(g->label,
			scratch_sql(db, g->statement, &err) < 0 &&
				strstr(err.message, g->constraint) != NULL);
		if (strstr(err.message, g->constraint) == NULL)
			CHECK_TEXT(err.message, g->constraint);
		db_close(db);
	}
}

static void
a_stopped_turn_allows_the_next(void)
{
	struct err err = ERR_INIT;
	struct db *db;

	scratch_open(&db);
	CHECK_INT(scratch_sql(db, ground, &err), 0);
	CHECK_INT(scratch_sql(db,
		"insert into release_event values"
		" (1, 1, 1, '2026-11-16', 'sms', 'queued', '', null, 1),"
		" (1, 2, 1, '2026-11-16', 'sms', 'handed-over', '', null, 1),"
		" (1, 3, 1, '2026-11-17', 'sms', 'stopped', '', null, 1),"
		" (1, 4, 2, '2026-11-17', 'sms', 'queued', '', null, 1),"
		" (1, 5, 2, '2026-11-17', 'sms', 'handed-over', '', null, 1)",
		&err), 0);
	CHECK_TEXT(err.message, "");
	db_close(db);
}

/* No table with a run was forgotten. */
static void
runs_are_guarded(void)
{
	struct err err = ERR_INIT;
	struct db *db;

	scratch_open(&db);
	CHECK_INT(scratch_sql(db,
		"do $$ begin assert not exists (select from pg_class c"
		" join pg_attribute a on a.attrelid = c.oid"
		" where c.relnamespace = current_schema()::regnamespace"
		"	and c.relkind = 'r' and a.attname = 'run_id'"
		"	and c.relname not in ('run', 'run_end')"
		"	and not exists (select from pg_trigger t"
		"		where t.tgrelid = c.oid"
		"		and t.tgname = 'run_is_not_over'"
		"		and t.tgenabled = 'O')); end $$",
		&err), 0);
	CHECK_TEXT(err.message, "");
	db_close(db);
}

static void
references_are_checked(void)
{
	struct err err = ERR_INIT;
	struct db *db;
	size_t len;
	char *text = slurp("tests/db/guards/references.sql", &len);

	CU_ASSERT_PTR_NOT_NULL_FATAL(text);
	scratch_open(&db);
	CHECK_INT(scratch_sql(db, text, &err), 0);
	CHECK_TEXT(err.message, "");
	db_close(db);
	free(text);
}

/* Of a table that grew, and of it once. */
static void
statistics_follow(void)
{
	static const char *const steps[] = {
		"insert into orders select i, 'xxca', 'XX' || i, 1"
		" from generate_series(10, 20000) i",
		"do $$ begin assert refresh_statistics() > 0; end $$",
		"do $$ begin assert (select reltuples from pg_class"
		" where oid = 'orders'::regclass) between 15000 and 25000; end $$",
		"do $$ begin assert refresh_statistics() = 0; end $$",
	};
	struct err err = ERR_INIT;
	struct db *db;

	scratch_open(&db);
	CHECK_INT(scratch_sql(db, ground, &err), 0);
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		CHECK_CASE(steps[i], scratch_sql(db, steps[i], &err) == 0);
	CHECK_TEXT(err.message, "");
	db_close(db);
}

/* Names that lib/model/fold.c takes for the same have one key, be it looked
 * at letter by letter or not; that of one that was cut begins the whole's. */
static void
names_have_keys(void)
{
	static const char *const steps[] = {
		"do $$ begin assert name_key('包头瑞丰商贸有限公司1') ="
		" '包头瑞丰商贸有限公司1'; end $$",
		"do $$ begin assert name_key(' 包头（瑞丰）·商贸有限公司１a')"
		" = '包头瑞丰商贸有限公司1'; end $$",
		"do $$ begin assert name_key(E'包头\\n瑞丰') ="
		" '包头瑞丰'; end $$",
		"do $$ begin assert name_key(repeat('包头', 13)) ="
		" name_key(repeat('包头', 13) || '公司'); end $$",
		"do $$ begin assert name_key('') = ''; end $$",
	};
	struct err err = ERR_INIT;
	struct db *db;

	scratch_open(&db);
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		CHECK_CASE(steps[i], scratch_sql(db, steps[i], &err) == 0);
	CHECK_TEXT(err.message, "");
	db_close(db);
}

static const struct test tests[] = {
	{ "the database refuses what must not be", the_database_refuses },
	{ "a stopped release allows the next turn",
		a_stopped_turn_allows_the_next },
	{ "rows of every table are guarded by their run", runs_are_guarded },
	{ "each reference of a night's rows is checked",
		references_are_checked },
	{ "the planner learns what was stored, once", statistics_follow },
	{ "a name has one key, however it is written", names_have_keys },
	{ NULL, NULL },
};

const struct suite test_guards = { "db/guards", tests };
