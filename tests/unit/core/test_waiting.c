#include "book_maker.h"
#include "core/waiting.h"
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
	int count = -1;

	return waiting_with_next(&m->book, &count, &m->err) < 0 ? -1 : count;
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
	CHECK_TEXT(waits(&m, ALL),
		"the calendar holds no row of the year 2027");
	CHECK_TEXT(waits(&m, 1U << WAITING_MISSING | 1U << WAITING_EXPIRED),
		"");
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

static const struct test tests[] = {
	{ "claims become missing on their day", claims },
	{ "bill days become differences on their day", bill_days },
	{ "a year without calendar", year_without_calendar },
	{ "attempts expire on their day", attempts },
	{ .name = NULL },
};

const struct suite test_waiting = { "core/waiting", tests };
