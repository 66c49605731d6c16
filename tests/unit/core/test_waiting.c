#include "book_maker.h"
#include "core/waiting.h"
#include "scarce.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

#define ALL ((1U << WAITING_KIND_COUNT) - 1)

static struct order *
claimed(struct maker *m, const char *order_no, const char *at)
{
	struct order *o = maker_order(m, "snca", order_no);

	o->pay_method = "wechat";
	o->claimed = true;
	o->claimed_fen = 30000;
	o->claimed_at = maker_moment(at);
	return o;
}

static void
start(struct maker *m)
{
	maker_start(m, "2026-11-16");
	maker_fee(m, "snca", "new", 30000);
	maker_policy(m, "snca");
}

/* "missing A1 2026-11-19; ...", the day "?" while a bill is not here. */
static const char *
waits(struct maker *m, unsigned kinds)
{
	static char text[400];
	struct waitings waitings = { .count = 0 };
	size_t len = 0;

	text[0] = '\0';
	if (waiting_collect(&m->book, kinds, &waitings, &m->err) < 0)
		return m->err.message;
	for (size_t i = 0; i < waitings.count; i++) {
		const struct waiting *w = &waitings.at[i];
		char day[DAY_TEXT_SIZE];

		len += (size_t)snprintf(text + len, sizeof(text) - len,
			"%s%s %s %s", i > 0 ? "; " : "",
			waiting_kind_names[w->kind],
			w->order != NULL ? w->order->order_no : w->account,
			w->becomes_on == DAY_NONE
				? "?"
				: day_text(w->becomes_on, day));
	}
	return text;
}

static int
with_next(struct maker *m)
{
	struct waitings waitings = { .count = 0 };

	return waiting_with_next(&m->book, &waitings, &m->err) < 0
		? -1
		: (int)waitings.count;
}

/* A claim becomes missing when the buffer has passed, on the day that was
 * told; while its bill is not here, no day is. */
static void
claims(void)
{
	struct maker m;

	start(&m);
	claimed(&m, "A1", "2026-11-16 10:00:00");
	claimed(&m, "A2", "2026-11-15 10:00:00");
	maker_cover(&m, SOURCE_WECHAT, "", "2026-11-16");
	maker_decide(&m);
	CHECK_TEXT(waits(&m, ALL), "missing A1 2026-11-19; missing A2 ?");
	CHECK_INT(with_next(&m), 0);
	maker_night(&m, "2026-11-18");
	CHECK_TEXT(waits(&m, ALL), "missing A1 2026-11-19; missing A2 ?");
	CHECK_INT(with_next(&m), 1);
	maker_night(&m, "2026-11-19");
	CHECK_TEXT(maker_breaks(&m), "missing A1");
	CHECK_TEXT(waits(&m, ALL), "missing A2 ?");
	CHECK_INT(with_next(&m), 0);
	maker_end(&m);
}

/* A bill day: over a weekend; the calendar is asked only for it. */
static void
bill_days(void)
{
	struct maker m;

	start(&m);
	claimed(&m, "A1", "2026-11-16 10:00:00");
	maker_bill(&m, SOURCE_WECHAT, "m", "2026-11-12", 100);
	maker_bill(&m, SOURCE_ALIPAY, "n", "2026-11-13", 100);
	maker_bill(&m, SOURCE_ALIPAY, "n", "2026-11-14", 0);
	maker_decide(&m);
	CHECK_TEXT(waits(&m, 1U << WAITING_SETTLEMENT_DIFFERENCE),
		"settlement-difference m 2026-11-17; "
		"settlement-difference n 2026-11-18");
	CHECK_INT(with_next(&m), 1);
	maker_night(&m, "2026-11-17");
	CHECK_TEXT(waits(&m, 1U << WAITING_SETTLEMENT_DIFFERENCE),
		"settlement-difference n 2026-11-18");
	CHECK_INT(with_next(&m), 1);
	maker_end(&m);
}

static void
year_without_calendar(void)
{
	struct maker m;

	start(&m);
	maker_bill(&m, SOURCE_WECHAT, "m", "2026-12-30", 100);
	maker_night(&m, "2026-12-31");
	CHECK_TEXT(
		waits(&m, ALL), "the calendar holds no row of the year 2027");
	CHECK_TEXT(
		waits(&m, 1U << WAITING_MISSING | 1U << WAITING_EXPIRED), "");
	/* One day after is not the third: nothing to ask. */
	CHECK_INT(with_next(&m), 0);
	maker_bill(&m, SOURCE_WECHAT, "m", "2026-12-29", 100);
	CHECK_INT(with_next(&m), -1);
	maker_end(&m);
}

/* An attempt without an answer expires on the day that was told. */
static void
attempts(void)
{
	struct maker m;

	start(&m);
	m.book.policies.at[0].verify_mode = VERIFY_INBOUND;
	maker_order(&m, "snca", "A1");
	maker_decide(&m);
	CHECK_TEXT(waits(&m, ALL), "expired A1 2026-11-27");
	maker_night(&m, "2026-11-26");
	CHECK_TEXT(maker_attempt(&m, "A1"), "inbound 1 pending");
	CHECK_INT(with_next(&m), 1);
	maker_night(&m, "2026-11-27");
	CHECK_TEXT(maker_attempt(&m, "A1"), "inbound 1 expired");
	CHECK_TEXT(waits(&m, ALL), "");
	maker_end(&m);
}

/* By each way to pay; what waits for a bill comes last, then it goes by day,
 * kind, number, CA, source, account. */
static void
everything(struct maker *m)
{
	struct order *o;

	start(m);
	maker_fee(m, "bjca", "new", 30000);
	maker_fee(m, "szca", "new", 30000);
	maker_policy(m, "bjca")->receiving_account = "8";
	maker_policy(m, "szca")->verify_mode = VERIFY_OUTBOUND;
	m->book.policies.at[2].pin_channel = PIN_SMS_HANDLER;
	claimed(m, "A2", "2026-11-16")->pay_method = "alipay";
	claimed(m, "A1", "2026-11-16");
	o = maker_order(m, "bjca", "A1");
	o->claimed = true;
	o->claimed_fen = 30000;
	o->claimed_at = maker_moment("2026-11-16");
	o = claimed(m, "B1", "2026-11-10");
	o->pay_method = "alipay";
	maker_order(m, "szca", "S1");
	maker_cover(m, SOURCE_WECHAT, "", "2026-11-16");
	maker_cover(m, SOURCE_ALIPAY, "", "2026-11-16");
	maker_cover(m, SOURCE_BANK, "8", "2026-11-15");
	maker_bill(m, SOURCE_ALIPAY, "n", "2026-11-14", 100);
	maker_bill(m, SOURCE_ALIPAY, "n", "2026-11-13", 100);
	maker_bill(m, SOURCE_ALIPAY, "m", "2026-11-13", 100);
	maker_bill(m, SOURCE_ALIPAY, "n", "2026-11-15", 100);
	maker_bill(m, SOURCE_WECHAT, "m", "2026-11-13", 100);
	maker_bill(m, SOURCE_WECHAT, "m", "2026-11-16", 100)->settled_by = 1;
	maker_decide(m);
	maker_next(m, "2026-11-16");
	maker_deliver(m);
	maker_decide(m);
	/* Their order in the book is nothing to rely on. */
	for (size_t i = 0; i + 1 < m->book.bill_days.count; i++) {
		struct bill_day *at = &m->book.bill_days.at[i];
		const struct bill_day bill = at[0];

		if (strcmp(at[0].merchant, "n") != 0 ||
			strcmp(at[1].merchant, "n") != 0)
			continue;
		at[0] = at[1];
		at[1] = bill;
		break;
	}
}

static void
order_of_all(void)
{
	struct maker m;

	everything(&m);
	CHECK_TEXT(waits(&m, ALL),
		"settlement-difference m 2026-11-18; "
		"settlement-difference m 2026-11-18; "
		"settlement-difference n 2026-11-18; "
		"settlement-difference n 2026-11-18; "
		"settlement-difference n 2026-11-18; "
		"missing A1 2026-11-19; missing A2 2026-11-19; "
		"expired S1 2026-11-27; "
		"missing A1 ?; missing B1 ?");
	maker_end(&m);
}

/* The same number at two CAs: by the CA. */
static void
same_number(void)
{
	struct maker m;

	start(&m);
	maker_fee(&m, "bjca", "new", 30000);
	maker_policy(&m, "bjca");
	claimed(&m, "A1", "2026-11-16");
	claimed(&m, "A1", "2026-11-16")->ca = "bjca";
	claimed(&m, "A0", "2026-11-16");
	maker_decide(&m);
	CHECK_TEXT(waits(&m, ALL), "missing A0 ?; missing A1 ?; missing A1 ?");
	maker_end(&m);
}

/* The night itself could not ask: nor can its list. */
static void
no_calendar_at_all(void)
{
	struct maker m;

	start(&m);
	maker_decide(&m);
	maker_bill(&m, SOURCE_WECHAT, "m", "2026-11-10", 100);
	m.book.calendar.count = 0;
	CU_ASSERT_TRUE(strstr(waits(&m, ALL), "2026") != NULL);
	CHECK_INT(with_next(&m), -1);
	maker_end(&m);
}

/* At each allocation it fails when there is no memory for it. */
static void
memory(void)
{
	struct maker m;
	bool failed = true;
	int rc = -1;

	everything(&m);
	for (size_t more = 1; rc < 0; more += 8) {
		struct waitings waitings = { .count = 0 };

		m.arena.limit = m.arena.used + more;
		rc = waiting_collect(&m.book, ALL, &waitings, &m.err);
		m.arena.limit = 0;
	}
	for (int kind = 0; kind < WAITING_KIND_COUNT; kind++) {
		struct waitings waitings = { .count = 0 };

		m.arena.limit = m.arena.used + 1;
		CHECK_INT(
			waiting_collect(&m.book, 1U << kind, &waitings, &m.err),
			-1);
	}
	CHECK_INT(with_next(&m), -1);
	m.arena.limit = 0;
	for (long calls = 0; failed; calls++) {
		struct waitings waitings = { .count = 0 };

		scarce_after(calls);
		rc = waiting_collect(&m.book, ALL, &waitings, &m.err);
		failed = scarce_failed();
		scarce_after(-1);
		CHECK_INT(rc, failed ? -1 : 0);
	}
	maker_end(&m);
}

static const struct test tests[] = {
	{ "claims become missing on their day", claims },
	{ "bill days become differences on their day", bill_days },
	{ "a year without calendar", year_without_calendar },
	{ "attempts expire on their day", attempts },
	{ "the order of all that waits", order_of_all },
	{ "one number at two CAs", same_number },
	{ "no calendar at all", no_calendar_at_all },
	{ "memory that ends is said", memory },
	{ .name = NULL },
};

const struct suite test_waiting = { "core/waiting", tests };
