#include "book_maker.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

#define PAYER "财付通公司"

/* Bill days of merchant m1: Monday the 9th 100.00, Tuesday 200.00, Wednesday
 * nothing, Thursday no bill, Friday -20.00, Saturday 300.00. */
static void
start(struct maker *m, const char *remark)
{
	maker_start(m, "2026-11-11");
	maker_channel(m, SOURCE_WECHAT, "m1", PAYER, remark);
	maker_bill(m, SOURCE_WECHAT, "m1", "2026-11-14", 30000);
	maker_bill(m, SOURCE_WECHAT, "m1", "2026-11-09", 10000);
	maker_bill(m, SOURCE_WECHAT, "m1", "2026-11-10", 20000);
	maker_bill(m, SOURCE_WECHAT, "m1", "2026-11-11", 0);
	maker_bill(m, SOURCE_WECHAT, "m1", "2026-11-13", -2000);
}

/* Which days ${entry} settled, "9,10". */
static const char *
days_of(struct maker *m, const char *serial)
{
	const struct book_entry *e = maker_find_entry(m, serial);
	static char days[64];
	int year, month, mday;

	days[0] = '\0';
	for (size_t i = 0; i < m->book.bill_days.count; i++) {
		const struct bill_day *d = &m->book.bill_days.at[i];

		if (d->settled_by != e->id)
			continue;
		day_split(d->day, &year, &month, &mday);
		snprintf(days + strlen(days), sizeof(days) - strlen(days),
			"%s%d", days[0] ? "," : "", mday);
	}
	return days;
}

static void
named(void)
{
	static const struct {
		const char *remark;
		int64_t fen;
		const char *days, *breaks;
	} cases[] = {
		{ "结算20261110", 20000, "10", "" },
		{ "结算20261110", 30000, "9,10", "" },
		/* Days that net to nothing, or have no bill, break no run. */
		{ "结算20261114", 30000, "14", "" },
		{ "结算20261114", 28000, "13,14", "" },
		{ "结算20261114", 48000, "10,13,14", "" },
		{ "结算20261114", 58000, "9,10,13,14", "" },
		{ "结算20261111", 20000, "10", "" },
		{ "结算20261110", 19999, "10", "settlement-difference E1" },
		{ "结算20261109", 30000, "9", "settlement-difference E1" },
		{ "结算20261111", 700, "11", "settlement-difference E1" },
		{ "结算20261112", 20000, "", "suspense E1" },
		{ "结算20261115", 30000, "", "suspense E1" },
		{ "别的", 20000, "", "suspense E1" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;

		start(&m, "结算{bill_date}");
		maker_bank_entry(
			&m, "b1", cases[i].fen, PAYER, "", cases[i].remark);
		maker_decide(&m);
		if (strcmp(days_of(&m, "b1"), cases[i].days) != 0)
			printf("    case: %s\n", cases[i].remark);
		CHECK_TEXT(days_of(&m, "b1"), cases[i].days);
		CHECK_TEXT(maker_breaks(&m), cases[i].breaks);
		maker_end(&m);
	}
}

static void
settled_before(void)
{
	struct maker m;

	start(&m, "结算{bill_date}");
	maker_bank_entry(&m, "b1", 20000, PAYER, "", "结算20261110");
	maker_bank_entry(&m, "b2", 20000, PAYER, "", "结算20261110");
	maker_decide(&m);
	CHECK_TEXT(maker_fate(&m, "b1"), "settled by settlement");
	CHECK_TEXT(maker_breaks(&m), "suspense E2");
	/* A settled day breaks no run either. */
	maker_next(&m, "2026-11-12");
	maker_bank_entry(&m, "b3", 38000, PAYER, "", "结算20261114");
	maker_decide(&m);
	CHECK_TEXT(days_of(&m, "b3"), "9,13,14");
	maker_night(&m, "2026-11-12");
	CHECK_INT(maker_news(&m), 0);
	maker_end(&m);
}

static void
without_date(void)
{
	static const struct {
		int64_t fen;
		const char *days;
	} cases[] = { { 10000, "9" }, { 30000, "9,10" }, { 28000, "9,10,13" },
		{ 58000, "9,10,13,14" }, { 20000, "" }, { 10001, "" } };

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;

		start(&m, i % 2 == 0 ? "" : "微信{merchant}结算");
		maker_bank_entry(
			&m, "b1", cases[i].fen, PAYER, "", "微信m1结算款");
		maker_decide(&m);
		CHECK_TEXT(days_of(&m, "b1"), cases[i].days);
		CHECK_TEXT(maker_breaks(&m),
			cases[i].days[0] ? "" : "suspense E1");
		maker_end(&m);
	}
}

static void
several_merchants(void)
{
	static const struct {
		int64_t fen;
		const char *fate;
	} cases[] = { { 700, "settled by settlement" },
		{ 10000, "settled by settlement" }, { 500, "suspense" },
		{ 800, "suspense" } };

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;

		maker_start(&m, "2026-11-11");
		maker_channel(&m, SOURCE_WECHAT, "m1", PAYER, "");
		maker_channel(&m, SOURCE_WECHAT, "m2", PAYER, "");
		maker_channel(&m, SOURCE_WECHAT, "m3", PAYER, "");
		maker_bill(&m, SOURCE_WECHAT, "m1", "2026-11-09", 10000);
		maker_bill(&m, SOURCE_WECHAT, "m2", "2026-11-09", 700);
		maker_bill(&m, SOURCE_WECHAT, "m3", "2026-11-09", 300);
		maker_bill(&m, SOURCE_WECHAT, "m3", "2026-11-10", 500);
		maker_bill(&m, SOURCE_WECHAT, "m2", "2026-11-10", 100);
		maker_bank_entry(&m, "b1", cases[i].fen, PAYER, "", "");
		maker_decide(&m);
		CHECK_TEXT(maker_fate(&m, "b1"), cases[i].fate);
		maker_end(&m);
	}
}

/* A run ends with the merchant's own days, whatever stands before them. */
static void
of_its_merchant(void)
{
	static const struct {
		int64_t fen;
		const char *breaks;
	} cases[] = {
		{ 500, "" },
		{ 10500, "settlement-difference E1" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;

		maker_start(&m, "2026-11-11");
		maker_channel(&m, SOURCE_WECHAT, "m1", PAYER, "甲{bill_date}");
		maker_channel(&m, SOURCE_WECHAT, "m2", PAYER, "乙{bill_date}");
		maker_bill(&m, SOURCE_WECHAT, "m1", "2026-11-09", 10000);
		maker_bill(&m, SOURCE_WECHAT, "m2", "2026-11-10", 500);
		maker_bank_entry(
			&m, "b1", cases[i].fen, PAYER, "", "乙20261110");
		maker_decide(&m);
		CHECK_TEXT(days_of(&m, "b1"), "10");
		CHECK_TEXT(maker_breaks(&m), cases[i].breaks);
		maker_end(&m);
	}
}

/* One remark for the days of two merchants: what adds up tells them apart,
 * whatever the order of their rows; nothing else does. */
static void
of_one_remark(void)
{
	static const struct {
		int64_t fen;
		const char *days, *breaks;
	} cases[] = {
		{ 10000, "10", "" },
		{ 500, "10", "" },
		{ 800, "9,10", "" },
		{ 600, "", "suspense E1" },
		/* Either merchant's day, or run of days. */
		{ 10300, "", "suspense E1" },
	};

	for (size_t i = 0; i < 2 * sizeof(cases) / sizeof(*cases); i++) {
		const size_t k = i / 2;
		struct maker m;

		maker_start(&m, "2026-11-10");
		maker_channel(&m, SOURCE_WECHAT, i % 2 ? "m2" : "m1", PAYER,
			"结算{bill_date}");
		maker_channel(&m, SOURCE_WECHAT, i % 2 ? "m1" : "m2", PAYER,
			"结算{bill_date}");
		maker_bill(&m, SOURCE_WECHAT, "m1", "2026-11-10", 10000);
		maker_bill(&m, SOURCE_WECHAT, "m1", "2026-11-09", 300);
		maker_bill(&m, SOURCE_WECHAT, "m2", "2026-11-10", 500);
		maker_bill(&m, SOURCE_WECHAT, "m2", "2026-11-09", 300);
		maker_bill(&m, SOURCE_WECHAT, "m2", "2026-11-08", 9500);
		maker_bank_entry(
			&m, "b1", cases[k].fen, PAYER, "", "结算20261110");
		maker_decide(&m);
		CHECK_TEXT(days_of(&m, "b1"), cases[k].days);
		CHECK_TEXT(maker_breaks(&m), cases[k].breaks);
		maker_end(&m);
	}
}

/* It waits for the bill of the day that it names. */
static void
bill_after_credit(void)
{
	struct maker m;

	maker_start(&m, "2026-11-11");
	maker_channel(&m, SOURCE_WECHAT, "m1", PAYER, "结算{bill_date}");
	maker_bill(&m, SOURCE_WECHAT, "m1", "2026-11-09", 20000);
	maker_bank_entry(&m, "b1", 20000, PAYER, "", "结算20261110");
	maker_decide(&m);
	CHECK_TEXT(maker_breaks(&m), "suspense E1");
	maker_next(&m, "2026-11-12");
	maker_bill(&m, SOURCE_WECHAT, "m1", "2026-11-10", 20000);
	maker_decide(&m);
	CHECK_TEXT(days_of(&m, "b1"), "10");
	maker_end(&m);
}

/* Nets that no sum can hold make no run. */
static void
too_large(void)
{
	struct maker m;

	maker_start(&m, "2026-11-11");
	maker_channel(&m, SOURCE_WECHAT, "m1", PAYER, "结算{bill_date}");
	maker_bill(&m, SOURCE_WECHAT, "m1", "2026-11-09", INT64_MAX);
	maker_bill(&m, SOURCE_WECHAT, "m1", "2026-11-10", INT64_MAX);
	maker_bank_entry(&m, "b1", 700, PAYER, "", "结算20261110");
	maker_decide(&m);
	CHECK_TEXT(days_of(&m, "b1"), "10");
	CHECK_TEXT(maker_breaks(&m), "settlement-difference E1");
	maker_end(&m);
}

/* Monday's bill is late on Thursday. */
static void
late(void)
{
	static const struct {
		const char *date, *breaks;
	} cases[] = {
		{ "2026-11-11", "" },
		{ "2026-11-12", "settlement-difference 2026-11-09" },
		{ "2026-11-13",
			"settlement-difference 2026-11-09; "
			"settlement-difference 2026-11-10" },
		{ "2026-11-17",
			"settlement-difference 2026-11-09; "
			"settlement-difference 2026-11-10" },
		{ "2026-11-18",
			"settlement-difference 2026-11-09; "
			"settlement-difference 2026-11-10; "
			"settlement-difference 2026-11-14" },
	};
	struct maker m;
	const struct discrepancy *d;

	start(&m, "结算{bill_date}");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		maker_night(&m, cases[i].date);
		CHECK_TEXT(maker_breaks(&m), cases[i].breaks);
	}
	d = maker_find_break(&m, BREAK_SETTLEMENT_DIFFERENCE);
	CHECK_INT(d->entry_id, 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(d->note, "wechat\tm1\t2026-11-09"));
	CU_ASSERT_PTR_NOT_NULL(strstr(d->note, "100.00"));
	maker_next(&m, "2026-11-19");
	maker_bank_entry(&m, "b1", 58000, PAYER, "", "结算20261114");
	maker_decide(&m);
	CHECK_TEXT(maker_breaks(&m), "");
	CHECK_INT(m.book.steps.count, 3);
	maker_end(&m);
}

static void
a_difference_stays(void)
{
	struct maker m;

	start(&m, "结算{bill_date}");
	maker_bank_entry(&m, "b1", 19999, PAYER, "", "结算20261110");
	maker_decide(&m);
	CHECK_INT(m.book.steps.count, 1);
	maker_night(&m, "2026-11-11");
	CHECK_INT(maker_news(&m), 0);
	CHECK_INT(m.book.breaks.at[0].open, 1);
	maker_end(&m);
}

/* Nobody asks about the next year before its first day. */
static void
end_of_year(void)
{
	struct maker m;

	maker_start(&m, "2026-12-31");
	maker_channel(&m, SOURCE_WECHAT, "m1", PAYER, "");
	maker_bill(&m, SOURCE_WECHAT, "m1", "2026-12-31", 100);
	maker_decide(&m);
	maker_night(&m, "2027-01-02");
	maker_next(&m, "2027-01-05");
	CHECK_INT(maker_try(&m), -1);
	CHECK_INT(m.err.code, ERR_CONFIG);
	maker_end(&m);
}

static const struct test tests[] = {
	{ "a credit settles the day that it names, or a run to it", named },
	{ "a day is settled once", settled_before },
	{ "without a date the oldest days must add up", without_date },
	{ "of several merchants the one whose days add up", several_merchants },
	{ "a run is of one merchant", of_its_merchant },
	{ "of one remark for two merchants the amount tells", of_one_remark },
	{ "a credit waits for its bill", bill_after_credit },
	{ "a sum of nets too large adds up to nothing", too_large },
	{ "a bill day is late after three working days", late },
	{ "a difference stays until a person closes it", a_difference_stays },
	{ "a year without calendar is an error when it comes", end_of_year },
	{ NULL, NULL },
};

const struct suite test_settle = { "core/settle", tests };
