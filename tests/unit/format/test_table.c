/*
 * Values in banks' tables: days, times, amounts (formats.md 3.1); and what the
 * rows of a small profile become.
 */
#include "format/table/table.h"

#include "base/err.h"
#include "parse.h"
#include "suite.h"

#include <string.h>

static const struct {
	const char *text;
	enum day_order order;
	const char *moment; /* NULL: none */
} moments[] = {
	{ "20261116", ORDER_YMD, "2026-11-16" },
	{ "2026-11-16", ORDER_YMD, "2026-11-16" },
	{ "2026/11/6", ORDER_YMD, "2026-11-06" },
	{ "2026.1.6", ORDER_YMD, "2026-01-06" },
	{ "2026年11月16日", ORDER_YMD, "2026-11-16" },
	{ "16/11/2026", ORDER_DMY, "2026-11-16" },
	{ "11/16/2026", ORDER_MDY, "2026-11-16" },
	{ "2026-11-16", ORDER_DMY, "2026-11-16" },
	{ "2026-11-16 10:18:11", ORDER_YMD, "2026-11-16T10:18:11+08:00" },
	{ "20261116 10:18:11", ORDER_YMD, "2026-11-16T10:18:11+08:00" },
	{ "2026-11-16T9:18", ORDER_YMD, "2026-11-16T09:18:00+08:00" },
	{ "2026-11-16 10：18：11", ORDER_YMD, "2026-11-16T10:18:11+08:00" },
	{ "2026-11-16-10.18.11.609697", ORDER_YMD,
		"2026-11-16T10:18:11+08:00" },
	{ "20261116101811", ORDER_YMD, "2026-11-16T10:18:11+08:00" },
	{ "20261116 101811", ORDER_YMD, "2026-11-16T10:18:11+08:00" },
	{ "2026-11-31", ORDER_YMD, NULL },
	{ "2026-02-29", ORDER_YMD, NULL },
	{ "2026-11-16 24:00:00", ORDER_YMD, NULL },
	{ "2026-11-16 10:60:00", ORDER_YMD, NULL },
	{ "2026-11-16 10:18:1", ORDER_YMD, NULL },
	{ "2026-11-16 10", ORDER_YMD, NULL },
	{ "16/11/2026", ORDER_YMD, NULL },
	{ "46342", ORDER_YMD, NULL },
	{ "2026-11", ORDER_YMD, NULL },
	{ "-2026-11-16", ORDER_YMD, NULL },
	{ "2026-11-16 x", ORDER_YMD, NULL },
	{ "2026_11_16", ORDER_YMD, NULL },
	{ "202611161018110", ORDER_YMD, NULL },
	{ "1.1.1.1.1.1.1.1.1", ORDER_YMD, NULL },
	{ "", ORDER_YMD, NULL },
};

static void
test_moments(void)
{
	for (size_t i = 0; i < sizeof(moments) / sizeof(*moments); i++) {
		struct err err = ERR_INIT;
		struct moment moment;
		char text[MOMENT_TEXT_SIZE];
		const int rc = table_moment(
			moments[i].text, moments[i].order, &moment, &err);

		CHECK_CASE(moments[i].text,
			(rc == 0) == (moments[i].moment != NULL));
		if (rc == 0 && moments[i].moment != NULL)
			CHECK_TEXT(
				moment_text(moment, text), moments[i].moment);
	}
}

static const struct {
	const char *text;
	int second; /* -1: none */
} times[] = {
	{ "10:18:11", 37091 },
	{ "10.18.11", 37091 },
	{ "101811", 37091 },
	{ "0:00", 0 },
	{ "23:59:59.999", 86399 },
	{ "24:00:00", -1 },
	{ "1018", -1 },
	{ "", -1 },
};

static void
test_times(void)
{
	for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++) {
		struct err err = ERR_INIT;
		int32_t second;
		const int rc = table_time(times[i].text, &second, &err);

		CHECK_CASE(times[i].text, (rc == 0) == (times[i].second >= 0));
		if (rc == 0)
			CHECK_INT(second, times[i].second);
	}
}

static const struct {
	const char *text;
	bool minor;
	bool ok;
	int64_t amount;
} amounts[] = {
	{ "1,300.05", false, true, 130005 },
	{ "￥1,300.05", false, true, 130005 },
	{ "+5", false, true, 500 },
	{ "-5.1", false, true, -510 },
	{ "", false, true, 0 },
	{ "-", false, true, 0 },
	{ "--", false, true, 0 },
	{ "1300", true, true, 1300 },
	{ "-1", true, true, -1 },
	{ "13.00", true, false, 0 },
	{ "1,300", true, false, 0 },
	{ "1.005", false, false, 0 },
	{ "1E2", false, false, 0 },
	{ "xx,yyyy.zz", false, false, 0 },
};

static void
test_amounts(void)
{
	for (size_t i = 0; i < sizeof(amounts) / sizeof(*amounts); i++) {
		struct err err = ERR_INIT;
		int64_t amount;
		const int rc = table_money(
			amounts[i].text, amounts[i].minor, &amount, &err);

		CHECK_CASE(amounts[i].text, (rc == 0) == amounts[i].ok);
		if (rc == 0)
			CHECK_INT(amount, amounts[i].amount);
	}
}

static const struct {
	const char *text;
	const char *from, *to; /* NULL: none */
} periods[] = {
	{ "20261101-20261130", "2026-11-01", "2026-11-30" },
	{ "2026-11-01至2026-11-30", "2026-11-01", "2026-11-30" },
	{ "2026/11/01 - 2026/11/30", "2026-11-01", "2026-11-30" },
	{ "20261116", "2026-11-16", "2026-11-16" },
	{ "20261130-20261101", NULL, NULL },
	{ "20261131-20261201", NULL, NULL },
	{ "2026110120261130", NULL, NULL },
	{ "none", NULL, NULL },
	{ "", NULL, NULL },
};

static void
test_periods(void)
{
	for (size_t i = 0; i < sizeof(periods) / sizeof(*periods); i++) {
		struct err err = ERR_INIT;
		int32_t from = DAY_NONE, to = DAY_NONE;
		char text[DAY_TEXT_SIZE];
		const int rc = table_period(periods[i].text, &from, &to, &err);

		CHECK_CASE(periods[i].text,
			(rc == 0) == (periods[i].from != NULL));
		if (rc < 0 || periods[i].from == NULL)
			continue;
		CHECK_TEXT(day_text(from, text), periods[i].from);
		CHECK_TEXT(day_text(to, text), periods[i].to);
	}
}

static const struct {
	const char *text;
	bool rounded;
} numbers[] = {
	{ "6.21E+18", true },
	{ "6e+5", true },
	{ "6.21E+", false },
	{ "6.21E18", false },
	{ "E+18", false },
	{ "6210000000", false },
	{ "", false },
};

static void
test_rounded(void)
{
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		CHECK_CASE(numbers[i].text,
			table_is_rounded(numbers[i].text) ==
				numbers[i].rounded);
}

static const struct {
	const char *text, *code; /* NULL: none */
} currencies[] = {
	{ "人民币", "CNY" },
	{ "RMB", "CNY" },
	{ "001", "CNY" },
	{ "CNY", "CNY" },
	{ "USD", "USD" },
	{ "美元", "USD" },
	{ "", "" },
	{ "RMB99.99", NULL },
	{ "usd", NULL },
	{ "US", NULL },
};

static void
test_currencies(void)
{
	for (size_t i = 0; i < sizeof(currencies) / sizeof(*currencies); i++) {
		struct err err = ERR_INIT;
		const char *code;
		const int rc = table_currency(currencies[i].text, &code, &err);

		CHECK_CASE(currencies[i].text,
			(rc == 0) == (currencies[i].code != NULL));
		if (rc == 0 && currencies[i].code != NULL)
			CHECK_TEXT(code, currencies[i].code);
	}
}

/* --- amounts and sides ------------------------------------------------------
 */

#define PROFILE                                                                \
	"format t\ncolumn day day\ncolumn side side optional in=C out=D\n"     \
	"column amount amount optional\ncolumn signed amount optional "        \
	"signed\n"                                                             \
	"column debit debit optional\ncolumn credit credit optional\n"         \
	"column flag flag optional return=X|0\n"

static const struct format table = {
	.name = "t",
	.title = "",
	.variants = "",
	.source = SOURCE_BANK,
	.profile = PROFILE,
	.probe = table_probe,
	.open = table_open,
	.feed = table_feed,
	.finish = table_finish,
	.close = table_close,
};

/* A header and a row; what it moves and whether it is marked as a return. */
static const struct {
	const char *header, *row;
	int64_t amount;
	bool back;
	const char *message; /* NULL: it is taken */
} rows[] = {
	{ "day,side,amount", "20261116,C,1.00", 100, false, NULL },
	{ "day,side,amount", "20261116,D,1.00", -100, false, NULL },
	{ "day,side,amount", "20261116,D,-1.00", 100, true, NULL },
	{ "day,side,amount", "20261116,C,-1.00", -100, true, NULL },
	{ "day,side,amount", "20261116,C,0.00", 0, false, NULL },
	{ "day,amount", "20261116,-1.00", -100, false, NULL },
	{ "day,side,signed", "20261116,D,-1.00", -100, false, NULL },
	{ "day,side,signed", "20261116,D,1.00", 100, true, NULL },
	{ "day,side,signed", "20261116,C,-1.00", -100, true, NULL },
	{ "day,debit,credit", "20261116,1.00,0.00", -100, false, NULL },
	{ "day,debit,credit", "20261116,--,1.00", 100, false, NULL },
	{ "day,debit,credit", "20261116,-1.00,", 100, true, NULL },
	{ "day,debit,credit", "20261116,0.00,-1.00", -100, true, NULL },
	{ "day,debit,credit", "20261116,0.00,0.00", 0, false, NULL },
	{ "day,side,debit,credit", "20261116,C,,1.00", 100, false, NULL },
	{ "day,side,debit,credit", "20261116,D,,1.00", 0, false,
		"2:13: credit: the row's side says the other way" },
	{ "day,debit,credit", "20261116,1.00,1.00", 0, false,
		"2:15: credit: debit holds an amount too" },
	{ "day,debit,credit", "20261116,,", 0, false,
		"2:1: the row states no amount" },
	{ "day,side,amount", "20261116,E,1.00", 0, false,
		"2:10: side: \"E\" is none of C|D" },
	{ "day,amount,flag", "20261116,1.00,X", 100, true, NULL },
	{ "day,amount,flag", "20261116,1.00,0", 100, true, NULL },
	{ "day,amount,flag", "20261116,1.00,1", 100, false, NULL },
	{ "day,amount", ",1.00", 0, false, "2:1: the row states no day" },
};

struct seen {
	long count;
	int64_t amount;
	unsigned marks;
};

static int
ignore(void *ctx, const struct statement *st, struct err *err)
{
	(void)ctx;
	(void)st;
	(void)err;
	return 0;
}

static int
see(void *ctx, const struct statement *st, const struct entry *entry,
	struct err *err)
{
	struct seen *seen = ctx;

	(void)st;
	(void)err;
	seen->count++;
	seen->amount = entry->amount;
	seen->marks = entry->marks;
	return 0;
}

static void
test_rows(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct err err = ERR_INIT;
		struct seen seen = { 0, 0, 0 };
		const struct sink sink = { .ctx = &seen,
			.begin = ignore,
			.entry = see,
			.end = ignore,
			.disagree = parse_refuse };
		char text[256];
		int rc;

		snprintf(text, sizeof(text), "%s\n%s\n", rows[i].header,
			rows[i].row);
		rc = parse_bytes(&table, text, strlen(text), 0, &sink, &err);
		CHECK_TEXT(err.message, rows[i].message ? rows[i].message : "");
		if (rc < 0 || rows[i].message != NULL)
			continue;
		CHECK_INT(seen.count, 1);
		CHECK_INT(seen.amount, rows[i].amount);
		CHECK_CASE(rows[i].row,
			((seen.marks & MARK_RETURN) != 0) == rows[i].back);
	}
}

static const struct test tests[] = {
	{ "days and times are read in every form of formats.md 3.1",
		test_moments },
	{ "times alone are read", test_times },
	{ "amounts are read, and dashes are none", test_amounts },
	{ "periods are two days in a text", test_periods },
	{ "currencies are ISO 4217", test_currencies },
	{ "numbers that a spreadsheet rounded are seen", test_rounded },
	{ "sides, signs and reversals give the amount", test_rows },
	{ NULL, NULL },
};

const struct suite test_table = { "format/table", tests };
