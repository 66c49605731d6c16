/*
 * The closing against the facts: whatever somebody changes, past every right
 * and constraint, between the import and the night, or after it, is reported.
 */
#include "suite.h"
#include "scratch.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "core/decide.h"
#include "model/day.h"
#include "store/store_night.h"
#include "store/store_closing.h"
#include "store/store_decision.h"

#include <stdio.h>
#include <string.h>

/* One order that the bank and WeChat paid in part, a refund of it, two charges
 * (the file marks one, its words tell the other), and money of nobody; one
 * line has no serial.  Run 1 loaded, run 2 is the nightly. */
static const char ground[] =
	"insert into run values (1, 'load', null, now()),"
	" (2, 'nightly', '2026-11-16', now());"
	"insert into reference_load values (1, 1, 'orders', 'o.csv',"
	" sha256('1'), 1);"
	"insert into orders values (1, 'xxca', 'XX0001', 1);"
	"insert into order_version select 1, 1, 1, 2, '2026-11-16', null,"
	" 'new', 'org', 1, 1, 0, '', '甲公司', 'USCC', '62001', '', '', '',"
	" '', '', '', 'none', 'P1', null, null, null, '', '', 'approved',"
	" null, null, '', null, 'none', '', '', '', '', '', '', '', null, '',"
	" 1;"
	"insert into account values (1, 'bank', '6222', 2),"
	" (2, 'wechat', 'm1', 2);"
	"insert into file select n, 2, n || '.csv', sha256(n::text::bytea),"
	" sha256(n::text::bytea), 'f', 'bank', n, null, 6, 0, 0, 'imported',"
	" '' from generate_series(1, 2) n;"
	"insert into statement select n::int8 << 32, n, n, '', 'CNY',"
	" '2026-11-16', '2026-11-16', null, null, 6, 0, 0, 2, 0"
	" from generate_series(1, 2) n;"
	"insert into entry (entry_id, statement_id, account_id, kind, marks,"
	" booked_day, booked_second, amount_fen, fee_fen, key, occurrence,"
	" external_id, txn, ref, original, name, counter_account, remark,"
	" codes, digest, run_id)"
	" select (account_id::int8 << 32) + n, account_id::int8 << 32,"
	" account_id, kind, 0, '2026-11-16', second, fen, fee,"
	" case external_id when '' then '~' || encode(substr(d, 1, 8), 'hex')"
	" else external_id end, 1,"
	" case external_id when '' then '~' || encode(substr(d, 1, 8), 'hex')"
	" else external_id end, txn, ref, '', name, counter, remark, '', d, 2"
	" from (values"
	" (1, 1, 'payment', null, 30000, 0, 'b1', '', '', '甲公司', '62001',"
	"  'XX0001'),"
	" (1, 2, 'payment', null, 700, 0, 'b2', '', '', '某公司', '9', '货款'),"
	" (1, 3, 'fee', null, -500, 0, 'b3', '', '', '', '', ''),"
	" (1, 4, 'refund', null, -1000, 0, 'b4', '', '', '甲公司', '62001',"
	"  '退款 XX0001'),"
	" (1, 5, 'payment', null, 900, 0, '', '', '', '某公司', '9', ''),"
	" (1, 6, 'other', null, -200, 0, 'b6', '', '', '', '', '手续费'),"
	" (2, 1, 'payment', 100, 5000, 30, '', 't1', 'P1', '', '', ''),"
	" (2, 2, 'refund', 200, -2000, -12, 'r2', 't9', '', '', '', ''))"
	" v (account_id, n, kind, second, fen, fee, external_id, txn, ref,"
	" name, counter, remark), lateral entry_digest('2026-11-16', second,"
	" fen, fee, external_id, txn, ref, name, counter, '', remark) d;"
	"insert into file_day (file_id, account_id, day, entry_count,"
	" credit_fen, debit_fen, fee_fen, hash_total, run_id)"
	" select account_id, account_id, booked_day, count(*),"
	" coalesce(sum(amount_fen) filter (where amount_fen > 0), 0),"
	" coalesce(-sum(amount_fen) filter (where amount_fen < 0), 0),"
	" sum(fee_fen), sum(hash_of(digest)), 2"
	" from entry group by account_id, booked_day;";

#define BANK_1 "(1::int8 << 32) + 1"

static void
sql(struct db *db, const char *text)
{
	struct err err = ERR_INIT;

	CHECK_CASE(text, scratch_sql(db, text, &err) == 0);
	CHECK_TEXT(err.message, "");
}

/* Past every right, trigger and foreign key. */
static void
tamper(struct db *db, const char *text)
{
	sql(db, "set local session_replication_role = replica");
	sql(db, text);
	sql(db, "set local session_replication_role = origin");
}

static int
on_fault(void *ctx, const char *account, const char *what, int64_t stored,
	int64_t facts, struct err *err)
{
	(void)err;
	buf_printf(ctx, "%s: %s %lld, %lld\n", account, what, (long long)stored,
		(long long)facts);
	return 0;
}

static const char *
check(struct db *db, struct buf *faults)
{
	struct err err = ERR_INIT;

	buf_clear(faults);
	CHECK_INT(store_closing_check(db, 2, on_fault, faults, &err), 0);
	CHECK_TEXT(err.message, "");
	return buf_text(faults);
}

/* The night of run 2; in the transaction that is open. */
static const char *
night(struct db *db, struct buf *faults)
{
	struct arena arena = ARENA_INIT;
	struct book book = { .arena = &arena, .date = day_of(2026, 11, 16) };
	struct reach reach;
	struct err err = ERR_INIT;

	CHECK_INT(
		store_night_load(db, "test", DAY_NONE, &reach, &book, &err), 0);
	CHECK_INT(decide(&book, &err), 0);
	CHECK_INT(store_decision_write(db, 2, &book, &err), 0);
	CHECK_INT(store_closing_write(db, 2, &book, &err), 0);
	CHECK_TEXT(err.message, "");
	arena_release(&arena);
	return check(db, faults);
}

/* What is said of one who changed something; "" of nobody. */
static void
says(const char *label, const char *faults, const char *want)
{
	const bool said = want[0] == '\0' ? faults[0] == '\0'
					  : strstr(faults, want) != NULL;

	CHECK_CASE(label, said);
	if (!said)
		CHECK_TEXT(faults, want);
}

/* Between the import and the night: the totals of what was committed are known
 * (file_day), and what stands there is not that. */
static void
before_the_night(void)
{
	static const struct {
		const char *statement, *want;
	} cases[] = {
		{ "select", "" },
		{ "update entry set amount_fen = 29999 where entry_id "
		  "= " BANK_1,
			"bank 6222: credit 31599, 31600\n" },
		{ "update entry set amount_fen = amount_fen + case when"
		  " entry_id = " BANK_1 " then 1 else -1 end where entry_id in"
		  " (" BANK_1 ", " BANK_1 " + 1)",
			"bank 6222: hash total" },
		{ "update entry set fee_fen = 0 where txn = 't1'",
			"wechat m1: hash total" },
		{ "update entry set booked_day = '2026-11-15' where entry_id "
		  "= " BANK_1,
			"bank 6222: hash total" },
		{ "update entry set booked_second = 101 where txn = 't1'",
			"wechat m1: hash total" },
		{ "update entry set booked_second = 0 where entry_id = " BANK_1,
			"bank 6222: hash total" },
		{ "update entry set external_id = 'b9' where external_id ="
		  " 'b1'",
			"bank 6222: hash total" },
		{ "update entry set external_id = 'b9' where key like '~%'"
		  " and account_id = 1",
			"bank 6222: hash total" },
		{ "update entry set external_id = '~b9', key = '~b9'"
		  " where key like '~%' and account_id = 1",
			"bank 6222: hash total" },
		{ "update entry set txn = 't2' where txn = 't1'",
			"wechat m1: hash total" },
		{ "update entry set ref = 'P2' where txn = 't1'",
			"wechat m1: hash total" },
		{ "update entry set original = 'b1' where external_id = 'b4'",
			"bank 6222: hash total" },
		{ "update entry set name = '乙公司' where entry_id = " BANK_1,
			"bank 6222: hash total" },
		{ "update entry set counter_account = '62002' where entry_id "
		  "= " BANK_1,
			"bank 6222: hash total" },
		{ "update entry set remark = 'XX0002' where entry_id = " BANK_1,
			"bank 6222: hash total" },
		{ "update entry set name = remark, remark = name where"
		  " entry_id = " BANK_1,
			"bank 6222: hash total" },
		{ "update entry set account_id = 2 where external_id = 'b2'",
			"wechat m1: rows 3, 2\n" },
		{ "delete from entry where external_id = 'b2'",
			"bank 6222: rows 5, 6\n" },
		{ "insert into entry select 99, statement_id, account_id, kind,"
		  " marks, booked_day, booked_second, 1, fee_fen, 'k', 1, 'k',"
		  " txn, ref, original, name, counter_account, remark, codes,"
		  " digest, run_id from entry where external_id = 'b2'",
			"bank 6222: rows 7, 6\n" },
		{ "update file_day set credit_fen = credit_fen - 1"
		  " where account_id = 2",
			"wechat m1: credit 5000, 4999\n" },
		{ "delete from file_day where account_id = 2",
			"wechat m1: rows 2, 0\n" },
	};
	struct buf faults = BUF_INIT;
	struct err err = ERR_INIT;
	struct db *db;

	scratch_open(&db);
	scratch_unguard(db);
	sql(db, ground);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		CHECK_INT(db_begin(db, &err), 0);
		tamper(db, cases[i].statement);
		says(cases[i].statement, night(db, &faults), cases[i].want);
		db_rollback(db);
	}
	db_close(db);
	buf_release(&faults);
}

/* After it: what was decided, and the closing itself. */
static void
after_the_night(void)
{
	static const struct {
		const char *statement, *want;
	} cases[] = {
		{ "select", "" },
		{ "delete from allocation where entry_id = " BANK_1,
			"bank 6222: E1.1 30000, 0\n" },
		{ "update allocation set amount_fen = 29999 where entry_id "
		  "= " BANK_1,
			"bank 6222: E1.1 30000, 29999\n" },
		{ "update match set amount_fen = 29999 where entry_id "
		  "= " BANK_1,
			"bank 6222: matched 30000, 29999\n" },
		{ "update match set use = 'write-off' where entry_id = " BANK_1,
			"bank 6222: written off 0, 30000\n" },
		{ "update match set entry_id = entry_id + 1 where entry_id "
		  "= " BANK_1,
			"bank 6222: suspense 1600, 30900\n" },
		{ "delete from match where entry_id = " BANK_1,
			"bank 6222: entries in suspense 2, 3\n" },
		{ "insert into match values ((1::int8 << 32) + 2, 'r',"
		  " 'payment', 700, null, '', 2)",
			"bank 6222: refunded -1000, -300\n" },
		{ "insert into match_undone values (" BANK_1 ", 1, 1, 2)",
			"bank 6222: matched 30000, 0\n" },
		{ "update entry set amount_fen = 29999 where entry_id "
		  "= " BANK_1,
			"bank 6222: E1.1" },
		{ "update match set use = 'payment' where entry_id = " BANK_1
		  "; update entry set amount_fen = 29999 where entry_id "
		  "= " BANK_1,
			"bank 6222: E1.1 30000, 29999\n" },
		{ "update entry set amount_fen = 701 where external_id = 'b2'",
			"bank 6222: suspense 1600, 1601\n" },
		{ "delete from entry_kind",
			"bank 6222: suspense 1600, 1400\n" },
		{ "update entry_kind set kind = 'other'",
			"bank 6222: suspense 1600, 1400\n" },
		{ "update entry set kind = 'other' where external_id = 'b3'",
			"bank 6222: entries in suspense 2, 3\n" },
		{ "update entry set kind = 'fee' where external_id = 'b2'",
			"bank 6222: suspense 1600, 900\n" },
		{ "delete from file_day where account_id = 1",
			"bank 6222: rows 6, 0\n" },
		{ "update file_day set hash_total = hash_total + 1"
		  " where account_id = 2",
			"wechat m1: hash total" },
		{ "delete from closing_line where account_id = 2",
			"wechat m1: matched 0, 5000\n" },

		/* Two figures of the closing that make up for each other. */
		{ "update closing_line set opening_fen = 7, fees_fen = -693"
		  " where account_id = 1",
			"bank 6222: opening 7, 0\n" },
		{ "update closing_line set fees_fen = -600,"
		  " opening_fen = 100 where account_id = 1",
			"bank 6222: fees -600, -700\n" },
		{ "update closing_line set matched_fen = matched_fen + 1,"
		  " fees_fen = fees_fen - 1 where account_id = 1",
			"bank 6222: matched 30001, 30000\n" },
		{ "update closing_line set in_credit_fen = in_credit_fen + 1,"
		  " in_debit_fen = in_debit_fen + 1",
			"wechat m1: debit 2001, 2000\n" },
	};
	struct buf faults = BUF_INIT;
	struct err err = ERR_INIT;
	struct db *db;

	scratch_open(&db);
	scratch_unguard(db);
	sql(db, ground);
	CHECK_INT(db_begin(db, &err), 0);
	says("the night", night(db, &faults), "");
	CHECK_INT(db_commit(db, &err), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		CHECK_INT(db_begin(db, &err), 0);
		tamper(db, cases[i].statement);
		says(cases[i].statement, check(db, &faults), cases[i].want);
		db_rollback(db);
	}
	db_close(db);
	buf_release(&faults);
}

/* Each figure of a line by itself. */
static void
each_figure(void)
{
	static const char *const columns[] = { "opening_fen", "in_count",
		"in_credit_fen", "in_debit_fen", "in_hash", "matched_fen",
		"refunded_fen", "fees_fen", "settled_fen", "micro_deposits_fen",
		"written_off_fen", "closing_count", "closing_fen",
		"channel_fees_fen" };
	static const char *const names[] = { "opening", "rows", "credit",
		"debit", "hash total", "matched", "refunded", "fees", "settled",
		"micro-deposits", "written off", "entries in suspense",
		"suspense", "channel fees" };
	struct buf faults = BUF_INIT;
	struct err err = ERR_INIT;
	struct db *db;

	scratch_open(&db);
	scratch_unguard(db);
	sql(db, ground);
	CHECK_INT(db_begin(db, &err), 0);
	says("the night", night(db, &faults), "");
	CHECK_INT(db_commit(db, &err), 0);
	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++) {
		char statement[128], want[64];

		snprintf(statement, sizeof(statement),
			"update closing_line set %s = %s + 1", columns[i],
			columns[i]);
		snprintf(want, sizeof(want), "bank 6222: %s ", names[i]);
		CHECK_INT(db_begin(db, &err), 0);
		tamper(db, statement);
		says(statement, check(db, &faults), want);
		db_rollback(db);
	}
	db_close(db);
	buf_release(&faults);
}

/* What the night of the small book says, in figures. */
static void
figures(void)
{
	struct buf faults = BUF_INIT;
	struct err err = ERR_INIT;
	struct db *db;

	scratch_open(&db);
	scratch_unguard(db);
	sql(db, ground);
	CHECK_INT(db_begin(db, &err), 0);
	says("the night", night(db, &faults), "");
	CHECK_INT(db_commit(db, &err), 0);
	sql(db,
		"do $$ begin assert (select (opening_fen, in_count,"
		" in_credit_fen, in_debit_fen, matched_fen, refunded_fen,"
		" fees_fen, closing_count, closing_fen, residual_fen)"
		" = (0, 6, 31600, 1700, 30000, -1000, -700, 2, 1600, 0)"
		" from closing_line where account_id = 1); end $$");
	sql(db,
		"do $$ begin assert (select (in_count, in_credit_fen,"
		" in_debit_fen, matched_fen, fees_fen, closing_count,"
		" closing_fen, channel_fees_fen, residual_fen)"
		" = (2, 5000, 2000, 5000, 0, 1, -2000, 18, 0)"
		" from closing_line where account_id = 2); end $$");
	db_close(db);
	buf_release(&faults);
}

static const struct test tests[] = {
	{ "a night closes its accounts", figures },
	{ "what changed between import and night is said", before_the_night },
	{ "what changed after the night is said", after_the_night },
	{ "each figure of a closing is computed again", each_figure },
	{ NULL, NULL },
};

const struct suite test_closing = { "db/closing", tests };
