#include "core/rest.h"
#include "suite.h"
#include "verify_maker.h"

#include <stdio.h>

/* Without an attempt only a claim waits, for its bill or its day. */
static void
verdicts(void)
{
	for (int v = 0; v < VERDICT_COUNT; v++) {
		struct order order = { .now = { .verdict = (enum verdict)v } };

		CHECK_CASE(verdict_names[v],
			rest_order(&order) == (v != VERDICT_AWAITING));
	}
}

/* What expires, is sent, or is safe when days have passed; whatever the
 * verdict. */
static bool
moves_by_itself(enum verify_mode mode, enum attempt_state state)
{
	if (state == ATTEMPT_SENT || state == ATTEMPT_BOOKED)
		return true;
	return state == ATTEMPT_PENDING && mode == VERIFY_INBOUND;
}

static void
check_attempt(enum verify_mode mode, enum attempt_state state)
{
	struct attempt attempts[] = {
		{ .number = 1, .mode = mode, .state = ATTEMPT_SENT },
		{ .number = 2, .mode = mode, .state = state },
	};
	struct order order = { .now = { .verdict = VERDICT_PAID } };
	char label[80];

	order.attempts.at = attempts;
	order.attempts.count = 2;
	snprintf(label, sizeof(label), "%s %s", verify_mode_names[mode],
		attempt_state_names[state]);
	CHECK_CASE(label, rest_order(&order) == !moves_by_itself(mode, state));
	order.now.verdict = VERDICT_AWAITING;
	CHECK_CASE(label, !rest_order(&order));
}

/* Only the latest counts. */
static void
attempts(void)
{
	static const enum verify_mode modes[] = { VERIFY_OUTBOUND,
		VERIFY_INBOUND, VERIFY_TRANSFER };

	for (size_t i = 0; i < sizeof(modes) / sizeof(*modes); i++)
		for (int s = 0; s < ATTEMPT_STATE_COUNT; s++)
			check_attempt(modes[i], (enum attempt_state)s);
}

/* Nights without anything new: how many of them found the order at rest, and
 * that none of these decided anything about it. */
static int
nights_at_rest(struct maker *m, const struct order *order)
{
	int32_t date = m->book.date;
	int rested = 0;

	maker_decide(m);
	for (int night = 0; night < 40; night++) {
		const bool rests = rest_order(&m->book.orders.at[0]);
		char day[DAY_TEXT_SIZE];

		maker_next(m, day_text(++date, day));
		/* What was queued is sent after the first; that is news. */
		if (night == 0)
			maker_deliver(m);
		maker_decide(m);
		rested += rests;
		if (rests && night > 0)
			CHECK_CASE(order->ca, maker_news(m) == 0);
	}
	return rested;
}

/* The promise itself, of each way of verifying; in the end all is at rest. */
static void
days_pass(void)
{
	static const char *const cas[] = { "szca", "bjca", "inca", "trca" };

	for (size_t i = 0; i < sizeof(cas) / sizeof(*cas); i++)
		for (int paid = 0; paid < 2; paid++) {
			struct maker m;
			struct order *o;

			verify_start(&m);
			o = paid ? verify_paid(&m, cas[i], "A1")
				 : maker_order(&m, cas[i], "A1");
			CHECK_CASE(cas[i], nights_at_rest(&m, o) > 20);
			maker_end(&m);
		}
}

/* A claim waits for its bill as long as it takes. */
static void
claims_wait(void)
{
	struct maker m;
	struct order *o;

	maker_start(&m, "2026-11-16");
	maker_fee(&m, "snca", "new", 30000);
	maker_policy(&m, "snca");
	o = maker_order(&m, "snca", "A1");
	o->pay_method = "wechat";
	o->claimed = true;
	o->claimed_fen = 30000;
	o->claimed_at = maker_moment("2026-11-16 10:00:00");
	CHECK_INT(nights_at_rest(&m, o), 0);
	maker_end(&m);
}

static const struct test tests[] = {
	{ "only a claim waits without an attempt", verdicts },
	{ "an attempt rests when nothing of it waits for a day", attempts },
	{ "a night decides nothing about what rests", days_pass },
	{ "a claim does not rest before its bill is here", claims_wait },
	{ NULL, NULL },
};

const struct suite test_rest = { "core/rest", tests };
