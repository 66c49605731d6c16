/*
 * Revenue: terms, what is earned when, and the steps of contracts.
 */
#include "suite.h"

#include "base/arena.h"
#include "base/err.h"
#include "core/revenue.h"
#include "model/day.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CODE "3040203000000000000"

/* A book of one order, night by night. */
struct night {
	struct arena arena;
	struct revenue_book book;
	struct revenue_order *order;
	struct err err;
};

static int32_t
day(const char *text)
{
	int32_t found = DAY_NONE;
	struct err err = ERR_INIT;

	if (text[0] != '\0')
		CHECK_INT(day_parse(text, strlen(text), &found, &err), 0);
	return found;
}

static struct tax *
add_rate(struct night *n, const char *business, int rate, const char *from)
{
	struct tax_row *row =
		vec_push(&n->book.taxes, &n->arena, &n->err);

	row->load_id = 1;
	row->tax = (struct tax){ .line = (long)n->book.taxes.count + 1,
		.ca = "xxca", .business = business, .tax_code = CODE,
		.tax_name = "x", .rate = rate, .from = day(from),
		.to = DAY_NONE };
	return &row->tax;
}

/* An approved order of 360.00, paid on the 16th. */
static void
start(struct night *n)
{
	*n = (struct night){ .arena = ARENA_INIT };
	n->book.arena = &n->arena;
	n->book.date = day("2026-11-16");
	add_rate(n, "any", 600, "2026-01-01");
	n->order = vec_push(&n->book.orders, &n->arena, &n->err);
	*n->order = (struct revenue_order){ .order_id = 1, .ca = "xxca",
		.business = "new", .years = 3, .channel = "bank",
		.due = 36000, .paid = 36000,
		.paid_day = day("2026-11-16"),
		.approved_day = day("2026-11-16"),
		.prior_cert_end = DAY_NONE, .delivered_day = DAY_NONE,
		.contract = { .rate = REVENUE_NO_RATE } };
}

/* How many steps a night takes; the last one stands then. */
static size_t
steps(struct night *n, const char *date)
{
	size_t count;

	n->book.date = day(date);
	n->book.steps.count = 0;
	n->book.without_rate = 0;
	CHECK_INT(revenue_make(&n->book, &n->err), 0);
	count = n->book.steps.count;
	if (count > 0)
		n->order->contract = n->book.steps.at[count - 1].contract;
	return count;
}

static const struct contract *
stands(const struct night *n)
{
	return &n->order->contract;
}

static int64_t
earned(const struct night *n, const char *date)
{
	return revenue_earned(stands(n), day(date));
}

/* --- terms --- */

static void
terms(void)
{
	static const struct {
		const char *label, *business, *paid, *approved, *prior;
		int years;
		const char *first, *last;
	} cases[] = {
		{ "from paid", "new", "2026-11-16", "2026-11-10", "", 1,
			"2026-11-16", "2027-11-15" },
		{ "from approved", "new", "2026-11-16", "2026-11-18", "", 3,
			"2026-11-18", "2029-11-17" },
		{ "not paid", "new", "", "2026-11-18", "", 3, "", "" },
		{ "not approved", "new", "2026-11-16", "", "", 3, "", "" },
		{ "over the end of February", "new", "2027-03-01",
			"2027-03-01", "", 1, "2027-03-01", "2028-02-29" },
		{ "from 29 February", "new", "2028-02-29", "2028-02-29", "", 1,
			"2028-02-29", "2029-02-28" },
		{ "from 29 February to one", "new", "2028-02-29",
			"2028-02-29", "", 4, "2028-02-29", "2032-02-28" },
		{ "an early renewal", "renew", "2026-11-16", "2026-11-16",
			"2026-12-31", 1, "2027-01-01", "2027-12-31" },
		{ "a late renewal", "renew", "2026-11-16", "2026-11-16",
			"2026-11-01", 1, "2026-11-16", "2027-11-15" },
		{ "a renewal of the last day", "renew", "2026-11-16",
			"2026-11-16", "2026-11-16", 1, "2026-11-17",
			"2027-11-16" },
		{ "a renewal of nothing", "renew", "2026-11-16", "2026-11-16",
			"", 1, "2026-11-16", "2027-11-15" },
		{ "a reissue keeps the end", "reissue", "2026-11-16",
			"2026-11-17", "2027-03-31", 1, "2026-11-17",
			"2027-03-31" },
		{ "a reissue of what ended", "reissue", "2026-11-16",
			"2026-11-17", "2026-10-31", 1, "2026-11-17",
			"2026-11-17" },
		{ "a reissue without an end", "reissue", "2026-11-16",
			"2026-11-16", "", 1, "2026-11-16", "2026-11-16" },
		{ "a change, when paid", "change", "2026-11-16", "", "", 1,
			"2026-11-16", "2026-11-16" },
		{ "an unlock, when paid", "unlock", "2026-11-16",
			"2026-11-20", "", 1, "2026-11-16", "2026-11-16" },
		{ "a revocation, when paid", "revoke", "2026-11-16",
			"2026-11-20", "", 1, "2026-11-16", "2026-11-16" },
		{ NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL },
	};

	for (size_t i = 0; cases[i].label != NULL; i++) {
		const struct revenue_order order = {
			.business = cases[i].business,
			.years = cases[i].years,
			.paid_day = day(cases[i].paid),
			.approved_day = day(cases[i].approved),
			.prior_cert_end = day(cases[i].prior),
			.delivered_day = DAY_NONE,
		};
		int32_t first, last;

		revenue_term(&order, RECOGNITION_RATABLE_DAY, &first, &last);
		CHECK_CASE(cases[i].label, first == day(cases[i].first));
		CHECK_CASE(cases[i].label, last == day(cases[i].last));
	}
}

static void
at_delivery(void)
{
	struct night n;

	start(&n);
	n.book.taxes.at[0].tax.recognition = RECOGNITION_AT_DELIVERY;
	n.order->has_delivery = true;
	CHECK_INT(steps(&n, "2026-11-16"), 1);
	CHECK_INT(earned(&n, "2027-11-16"), 0);
	n.order->delivered_day = day("2026-11-18");
	CHECK_INT(steps(&n, "2026-11-19"), 1);
	CHECK_INT(stands(&n)->first, day("2026-11-18"));
	CHECK_INT(earned(&n, "2026-11-19"), 33962);
	arena_release(&n.arena);

	/* Nothing to deliver: when it is paid and approved. */
	start(&n);
	n.book.taxes.at[0].tax.recognition = RECOGNITION_AT_DELIVERY;
	CHECK_INT(steps(&n, "2026-11-16"), 1);
	CHECK_INT(earned(&n, "2026-11-16"), 33962);
	arena_release(&n.arena);
}

/* --- what is earned --- */

/* The example of facts.md 3: 37 postings. */
static void
worked_example(void)
{
	int64_t before = 0, posted[40], sum = 0;
	int count = 0, year = 2026, month = 11;
	struct night n;

	start(&n);
	CHECK_INT(steps(&n, "2026-11-16"), 1);
	CHECK_INT(stands(&n)->net, 33962);
	CHECK_INT(stands(&n)->tax, 2038);
	CHECK_INT(stands(&n)->last, day("2029-11-15"));
	while (before < 33962 && count < 40) {
		month = month == 12 ? 1 : month + 1;
		year += month == 1;
		posted[count] = revenue_earned(stands(&n),
					day_of(year, month, 1) - 1) -
			before;
		before += posted[count];
		sum += posted[count++];
	}
	CHECK_INT(count, 37);
	CHECK_INT(posted[0], 465);
	CHECK_INT(posted[1], 960);
	CHECK_INT(posted[2], 961);
	CHECK_INT(posted[35], 960);
	CHECK_INT(posted[36], 465);
	CHECK_INT(sum, 33962);
	CHECK_INT(earned(&n, "2026-11-15"), 0);
	CHECK_INT(earned(&n, "2099-01-01"), 33962);
	arena_release(&n.arena);
}

static int64_t
random_fen(void)
{
	const int64_t bits = (int64_t)random() << 31 ^ random();

	return (bits & INT64_MAX) >> (random() % 62);
}

/* reliability.md G7: 100,000 contracts, with refunds and terms that change,
 * are earned month by month to the fen, and never go back. */
static void
months_add_up(void)
{
	long wrong = 0;

	srandom(7);
	for (int i = 0; i < 100000; i++) {
		struct contract c = { .first = (int32_t)(random() % 20000) };
		int64_t sum = 0, before = 0;
		int32_t at;

		c.last = c.first + (int32_t)(random() % 3700);
		c.earnable = random_fen();
		c.base = random() % 4 == 0 ? c.earnable / 3 : 0;
		c.base_day = c.base == 0
			? c.first - 1
			: c.first + (int32_t)(random() % 4000);
		before = sum = c.base;
		for (at = c.base_day + 1 + (int32_t)(random() % 31);;
			at += 28 + (int32_t)(random() % 4)) {
			const int64_t now = revenue_earned(&c, at);

			wrong += now < before;
			sum += now - before;
			before = now;
			if (at >= c.last)
				break;
		}
		wrong += sum != c.earnable;
	}
	CHECK_INT(wrong, 0);
}

/* --- steps --- */

static void
begins(void)
{
	struct night n;

	/* Not paid, not in full, nothing due. */
	start(&n);
	n.order->paid_day = DAY_NONE;
	CHECK_INT(steps(&n, "2026-11-16"), 0);
	n.order->paid_day = day("2026-11-16");
	n.order->due = n.order->paid = 0;
	CHECK_INT(steps(&n, "2026-11-16"), 0);

	/* Paid too much: what is due, and no more; approved later. */
	n.order->due = 36000;
	n.order->paid = 72000;
	n.order->approved_day = DAY_NONE;
	CHECK_INT(steps(&n, "2026-11-16"), 1);
	CHECK_INT(stands(&n)->gross, 36000);
	CHECK_INT(stands(&n)->first, DAY_NONE);
	CHECK_INT(earned(&n, "2027-11-16"), 0);
	CHECK_INT(stands(&n)->earnable, 33962);
	CHECK_INT(steps(&n, "2026-11-17"), 0);

	/* What was earned since it was approved is of the night that learns
	 * of it. */
	n.order->approved_day = day("2026-11-20");
	CHECK_INT(steps(&n, "2026-12-02"), 1);
	CHECK_INT(stands(&n)->cause, REVENUE_TERM);
	CHECK_INT(stands(&n)->seq, 2);
	CHECK_INT(stands(&n)->day, day("2026-12-02"));
	CHECK_INT(earned(&n, "2026-12-02"), 403); /* 13 of 1096 days */

	/* The duplicate goes back: nothing changes. */
	n.order->refunded = 36000;
	CHECK_INT(steps(&n, "2026-12-03"), 0);
	CHECK_INT(n.book.without_rate, 0);
	arena_release(&n.arena);
}

static void
refunds(void)
{
	struct night n;
	int64_t rest;

	/* A third of the price, when a part is earned: the rest that is not
	 * earned falls, and is earned to the same end. */
	start(&n);
	CHECK_INT(steps(&n, "2026-11-16"), 1);
	n.order->refunded = 12000;
	CHECK_INT(steps(&n, "2027-11-15"), 1); /* a year of three */
	CHECK_INT(stands(&n)->cause, REVENUE_REFUND);
	CHECK_INT(stands(&n)->gross, 24000);
	CHECK_INT(stands(&n)->net, 22642);
	CHECK_INT(stands(&n)->base, 11310); /* 33962 x 365 / 1096 */
	CHECK_INT(earned(&n, "2027-11-15"), 11310);
	CHECK_INT(earned(&n, "2029-11-15"), 22642);

	/* All of it: what is earned stays earned. */
	n.order->refunded = 36000;
	rest = 22642 - earned(&n, "2028-01-01");
	CHECK_INT(steps(&n, "2028-01-01"), 1);
	CHECK_INT(stands(&n)->net, 0);
	CHECK_INT(stands(&n)->earnable, 22642 - rest);
	CHECK_INT(earned(&n, "2029-11-15"), 22642 - rest);
	CHECK_INT(steps(&n, "2028-01-02"), 0);

	/* People undo that refund: it is the order's price again. */
	n.order->refunded = 12000;
	CHECK_INT(steps(&n, "2028-02-01"), 1);
	CHECK_INT(stands(&n)->cause, REVENUE_CORRECTION);
	CHECK_INT(stands(&n)->base, 22642 - rest);
	CHECK_INT(earned(&n, "2029-11-15"), 22642);
	arena_release(&n.arena);

	/* Paid and refunded before any night saw it: two steps. */
	start(&n);
	n.order->refunded = 36000;
	CHECK_INT(steps(&n, "2026-11-17"), 2);
	CHECK_INT(n.book.steps.at[0].contract.cause, REVENUE_PAID);
	CHECK_INT(n.book.steps.at[0].contract.gross, 36000);
	CHECK_INT(n.book.steps.at[1].contract.seq, 2);
	CHECK_INT(stands(&n)->gross, 0);
	CHECK_INT(stands(&n)->tax, 0);
	CHECK_INT(stands(&n)->earnable, 62); /* two days of 1096 */
	arena_release(&n.arena);

	/* A renewal that has not begun: all of it is reversed. */
	start(&n);
	n.order->business = "renew";
	n.order->prior_cert_end = day("2027-01-31");
	CHECK_INT(steps(&n, "2026-11-16"), 1);
	n.order->refunded = 18000;
	CHECK_INT(steps(&n, "2026-12-16"), 1);
	CHECK_INT(stands(&n)->base_day, day("2027-01-31"));
	CHECK_INT(earned(&n, "2027-01-31"), 0);
	CHECK_INT(earned(&n, "2030-01-31"), 16981);
	arena_release(&n.arena);
}

static void
corrections(void)
{
	struct night n;

	/* Its money was another order's: nothing was ever earned. */
	start(&n);
	CHECK_INT(steps(&n, "2026-11-16"), 1);
	n.order->paid = 0;
	n.order->paid_day = DAY_NONE;
	CHECK_INT(steps(&n, "2027-02-01"), 1);
	CHECK_INT(stands(&n)->cause, REVENUE_CORRECTION);
	CHECK_INT(earned(&n, "2027-02-01"), 0);
	CHECK_INT(stands(&n)->earnable, 0);
	CHECK_INT(steps(&n, "2027-02-02"), 0);

	/* Other money comes: worth its price, with a term, from the day on
	 * which it was paid now. */
	n.order->paid = 36000;
	n.order->paid_day = day("2027-02-03");
	CHECK_INT(steps(&n, "2027-02-03"), 2);
	CHECK_INT(n.book.steps.at[0].contract.cause, REVENUE_CORRECTION);
	CHECK_INT(stands(&n)->cause, REVENUE_TERM);
	CHECK_INT(stands(&n)->first, day("2027-02-03"));
	CHECK_INT(earned(&n, "2027-02-03"), 31);
	arena_release(&n.arena);

	/* Priced anew: less is due, and no refund. */
	start(&n);
	n.order->paid = 40000;
	CHECK_INT(steps(&n, "2026-11-16"), 1);
	n.order->due = 30000;
	CHECK_INT(steps(&n, "2026-11-17"), 1);
	CHECK_INT(stands(&n)->cause, REVENUE_CORRECTION);
	CHECK_INT(stands(&n)->gross, 30000);

	/* A shorter term, of which all is over. */
	n.order->business = "reissue";
	n.order->prior_cert_end = day("2026-11-20");
	CHECK_INT(steps(&n, "2026-12-01"), 1);
	CHECK_INT(stands(&n)->cause, REVENUE_TERM);
	CHECK_INT(earned(&n, "2026-12-01"), stands(&n)->net);
	CHECK_INT(steps(&n, "2026-12-02"), 0);

	/* Its end moves out: the rest is earned up to there. */
	n.order->prior_cert_end = day("2027-01-31");
	CHECK_INT(steps(&n, "2026-12-31"), 1);
	CHECK_INT(earned(&n, "2026-12-31"), stands(&n)->net);
	arena_release(&n.arena);

	/* A correction whose term ended within the days before: at once. */
	start(&n);
	CHECK_INT(steps(&n, "2026-11-16"), 1);
	n.order->business = "reissue";
	n.order->prior_cert_end = day("2026-12-31");
	CHECK_INT(steps(&n, "2026-12-01"), 1);
	CHECK_INT(earned(&n, "2026-12-01"), 496); /* 16 of 1096 days */
	CHECK_INT(earned(&n, "2026-12-02"), 496 + 1116); /* 33466 / 30 */
	CHECK_INT(earned(&n, "2026-12-31"), 33962);
	arena_release(&n.arena);
}

static void
rates(void)
{
	struct night n;

	/* No row of that day: worth nothing yet, and it is said. */
	start(&n);
	n.book.taxes.at[0].tax.from = day("2027-01-01");
	CHECK_INT(steps(&n, "2026-11-16"), 1);
	CHECK_INT(stands(&n)->rate, REVENUE_NO_RATE);
	CHECK_INT(stands(&n)->gross, 36000);
	CHECK_INT(stands(&n)->net, 0);
	CHECK_INT(earned(&n, "2027-11-16"), 0);
	CHECK_INT(n.book.without_rate, 1);
	CHECK_TEXT(n.book.no_rate.message,
		"there is no tax rate of xxca/new on 2026-11-16");
	CHECK_TEXT(n.book.no_rate.hint,
		"The nearest row is xxca/any, in force 2027-01-01..: load "
		"taxes.");
	CHECK_INT(steps(&n, "2026-11-17"), 0);
	CHECK_INT(n.book.without_rate, 1);

	/* A row is loaded: the rate of the day on which it was paid. */
	add_rate(&n, "new", 300, "2026-06-01");
	CHECK_INT(steps(&n, "2026-12-01"), 1);
	CHECK_INT(stands(&n)->cause, REVENUE_TAX);
	CHECK_INT(stands(&n)->rate, 300);
	CHECK_INT(stands(&n)->tax_line, 3);
	CHECK_INT(stands(&n)->tax_load, 1);
	CHECK_INT(stands(&n)->net, 34951);
	CHECK_INT(earned(&n, "2026-12-01"), 510); /* 16 of 1096 days */

	/* A contract keeps its rate. */
	add_rate(&n, "new", 100, "2026-06-01");
	CHECK_INT(steps(&n, "2026-12-02"), 0);
	arena_release(&n.arena);

	/* Two without a rate: the first is named; one whose money was taken
	 * off again asks for none. */
	start(&n);
	n.book.taxes.count = 0;
	*(struct revenue_order *)vec_push(
		&n.book.orders, &n.arena, &n.err) = *n.order;
	n.order = &n.book.orders.at[0];
	n.book.orders.at[1].business = "renew";
	CHECK_INT(steps(&n, "2026-11-16"), 2);
	CHECK_INT(n.book.without_rate, 2);
	CHECK_TEXT(n.book.no_rate.message,
		"there is no tax rate of xxca/new on 2026-11-16");
	CHECK_TEXT(n.book.no_rate.hint, "No row names xxca: load taxes.");
	n.book.orders.count = 1;
	n.order->contract = n.book.steps.at[0].contract;
	n.order->paid_day = DAY_NONE;
	CHECK_INT(steps(&n, "2026-11-17"), 1);
	CHECK_INT(n.book.without_rate, 0);
	arena_release(&n.arena);
}

/* A night that runs out of memory says so. */
static void
memory_runs_out(void)
{
	long failures = 0;
	int rc = -1;

	for (size_t more = 0; rc < 0 && failures < 100000; more += 64) {
		struct night n;

		start(&n);
		n.order->refunded = 100;
		n.arena.limit = n.arena.used + more;
		rc = revenue_make(&n.book, &n.err);
		failures += rc < 0;
		if (rc < 0)
			CHECK_INT(n.err.code, ERR_LIMIT);
		else
			CHECK_INT(n.book.steps.count, 2);
		arena_release(&n.arena);
	}
	CHECK_INT(rc, 0);
	CHECK_CASE("it ran out", failures > 0);
}

static void
names(void)
{
	CHECK_TEXT(revenue_cause_names[REVENUE_PAID], "paid");
	CHECK_TEXT(revenue_cause_names[REVENUE_TAX], "tax");
	CHECK_TEXT(revenue_cause_names[REVENUE_REFUND], "refund");
	CHECK_TEXT(revenue_cause_names[REVENUE_CORRECTION], "correction");
	CHECK_TEXT(revenue_cause_names[REVENUE_TERM], "term");
}

static const struct test tests[] = {
	{ "a term is from paid and approved to its end", terms },
	{ "at delivery all is earned at once", at_delivery },
	{ "339.62 over three years are 37 postings", worked_example },
	{ "months of 100,000 contracts add up to the fen", months_add_up },
	{ "a contract begins when it is paid in full", begins },
	{ "a refund reverses what is not earned", refunds },
	{ "what is learnt late falls on the day it is learnt", corrections },
	{ "a day without a tax rate is said, never guessed", rates },
	{ "a night without memory for its steps fails", memory_runs_out },
	{ "each cause has its word", names },
	{ NULL, NULL },
};

const struct suite test_revenue = { "core/revenue", tests };
