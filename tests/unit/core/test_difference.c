#include "book_maker.h"
#include "core/difference.h"
#include "core/discrepancy.h"
#include "scarce.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

/* The same book twice, before and after; change() makes them differ. */
struct pair {
	struct maker before, after;
};

typedef void build_fn(struct maker *m);

static void
start(struct pair *p, build_fn *build, build_fn *change)
{
	build(&p->before);
	build(&p->after);
	change(&p->after);
	maker_decide(&p->before);
	maker_decide(&p->after);
}

static void
end(struct pair *p)
{
	maker_end(&p->before);
	maker_end(&p->after);
}

static int
collect(struct pair *p, struct differences *differences)
{
	return difference_collect(
		&p->before.book, &p->after.book, differences, &p->after.err);
}

/* "A1 paid>short E1 note; ..." */
static const char *
say(struct pair *p)
{
	static char text[1000];
	struct differences d = { .count = 0 };
	size_t len = 0;

	text[0] = '\0';
	CHECK_INT(collect(p, &d), 0);
	for (size_t i = 0; i < d.count; i++)
		len += (size_t)snprintf(text + len, sizeof(text) - len,
			"%s%s/%s %s>%s [%s] %s", i > 0 ? "; " : "",
			d.at[i].before->ca, d.at[i].before->order_no,
			verdict_names[d.at[i].before->now.verdict],
			verdict_names[d.at[i].after->now.verdict],
			d.at[i].entries, d.at[i].note);
	return text;
}

/* --- books and changes --- */

static void
nothing(struct maker *m)
{
	(void)m;
}

/* Three CAs; the same number twice; a price that is missing. */
static void
paid(struct maker *m)
{
	maker_start(m, "2026-11-16");
	maker_fee(m, "cfca", "new", 25000);
	maker_fee(m, "snca", "new", 25000);
	maker_policy(m, "cfca");
	maker_policy(m, "snca");
	maker_order(m, "snca", "A1")->pay_refs = "S1";
	maker_order(m, "cfca", "A1")->pay_refs = "P1";
	maker_order(m, "cfca", "A0")->pay_refs = "P0";
	maker_order(m, "cfca", "U1")->business = "renew";
	maker_channel_entry(m, SOURCE_WECHAT, "t1", "P1", 25000);
	maker_channel_entry(m, SOURCE_WECHAT, "t2", "P1", 100);
}

static void
dearer(struct maker *m)
{
	m->book.fees.at[0].amount = 26000;
	m->book.fees.at[1].amount = 24000;
}

static void
no_row(struct maker *m)
{
	m->book.fees.at[0].business = "reissue";
}

/* One entry pays two orders what each owes: 100 and 200. */
static void
together(struct maker *m)
{
	struct order *a, *b;

	maker_start(m, "2026-11-16");
	maker_fee(m, "cfca", "new", 10000);
	maker_fee(m, "cfca", "renew", 20000);
	maker_policy(m, "cfca");
	a = maker_order(m, "cfca", "A1");
	b = maker_order(m, "cfca", "A2");
	b->business = "renew";
	maker_same_payer(b, a);
	maker_own_entry(m, "b1", 30000, a, "A1 A2");
}

static void
exchanged(struct maker *m)
{
	m->book.fees.at[0].amount = 20000;
	m->book.fees.at[1].amount = 10000;
}

static build_fn held;

/* Two payments for one order, the later number booked first. */
static void
twice(struct maker *m)
{
	held(m);
	maker_bank_entry(m, "b3", 24000, "某公司", "9", "A2")->booked =
		maker_moment("2026-11-15");
	maker_bank_entry(m, "b4", 24000, "某公司", "9", "A2")->booked =
		maker_moment("2026-11-15");
}

static void
by_account(struct maker *m)
{
	struct order *a, *b;

	maker_start(m, "2026-11-16");
	maker_fee(m, "cfca", "new", 25000);
	maker_fee(m, "cfca", "renew", 20000);
	maker_policy(m, "cfca");
	a = maker_order(m, "cfca", "A1");
	b = maker_order(m, "cfca", "A2");
	b->business = "renew";
	maker_same_payer(b, a);
	maker_own_entry(m, "b1", 25000, a, "");
	maker_own_entry(m, "b2", 100, a, "");
}

static void
as_dear(struct maker *m)
{
	m->book.fees.at[1].amount = 25000;
}

/* Another payer's money, a part of what is due, a claim of the 14th. */
static void
held(struct maker *m)
{
	struct order *o;

	maker_start(m, "2026-11-16");
	maker_fee(m, "cfca", "new", 25000);
	maker_policy(m, "cfca");
	maker_order(m, "cfca", "A1");
	maker_order(m, "cfca", "A2");
	o = maker_order(m, "cfca", "A3");
	o->claimed = true;
	o->claimed_fen = 25000;
	o->claimed_at = maker_moment("2026-11-13");
	maker_cover(m, SOURCE_BANK, "1", "2026-11-13");
	maker_bank_entry(m, "b1", 25000, "某公司", "9", "A1");
	maker_bank_entry(m, "b2", 100, "某公司", "9", "A2");
}

static void
own_account(struct maker *m)
{
	m->book.policies.at[0].own_account_required = true;
	m->book.policies.at[0].line = 7;
}

static void
one_payment(struct maker *m)
{
	m->book.policies.at[0].one_payment_only = true;
	m->book.policies.at[0].line = 7;
}

static void
longer_buffer(struct maker *m)
{
	m->book.policies.at[0].buffer_days = 4;
	m->book.policies.at[0].line = 7;
}

static void
other_account(struct maker *m)
{
	m->book.policies.at[0].receiving_account = "2";
	m->book.policies.at[0].line = 7;
}

static void
own_before(struct maker *m)
{
	held(m);
	m->book.policies.at[0].own_account_required = true;
}

static void
no_policy(struct maker *m)
{
	m->book.policies.count = 0;
}

/* --- tests --- */

#define LINE_7 "by the policy of line %1\t7"

static void
why(void)
{
	static const struct {
		build_fn *build, *change;
		const char *says;
	} cases[] = {
		{ paid, nothing, "" },
		{ paid, dearer,
			"cfca/A0 unpaid>unpaid [] 1 x 260.00; "
			"cfca/A1 over>short [] 1 x 260.00; "
			"snca/A1 unpaid>unpaid [] 1 x 240.00" },
		{ by_account, as_dear,
			"cfca/A1 paid>unpaid [E0.1] the money goes another "
			"way; cfca/A2 unpaid>unpaid [] 1 x 250.00" },
		{ held, own_account,
			"cfca/A1 paid>unpaid [E0.1] " LINE_7
			"; cfca/A2 short>unpaid [E0.2] " LINE_7 },
		{ held, one_payment, "cfca/A2 short>unpaid [E0.2] " LINE_7 },
		{ held, longer_buffer, "cfca/A3 missing>awaiting [] " LINE_7 },
		{ held, other_account, "cfca/A3 missing>awaiting [] " LINE_7 },
		{ own_before, no_policy,
			"cfca/A1 unpaid>paid [E0.1] no policy covers it any "
			"more; cfca/A2 unpaid>short [E0.2] no policy covers "
			"it any more" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct pair p;

		start(&p, cases[i].build, cases[i].change);
		CHECK_TEXT(say(&p), cases[i].says);
		end(&p);
	}
}

static void
unpriced(void)
{
	struct pair p;

	start(&p, paid, no_row);
	CU_ASSERT_TRUE(strstr(say(&p), "cfca/A1 over>unpriced [] ") != NULL);
	end(&p);
}

/* Money that both give to the order, of other amounts, is named once; several
 * by their number. */
static void
amounts(void)
{
	struct pair p;

	start(&p, together, exchanged);
	CU_ASSERT_TRUE(strstr(say(&p), "A1 paid>paid [E0.1] ") != NULL);
	end(&p);
	start(&p, twice, own_account);
	CU_ASSERT_TRUE(strstr(say(&p), "[E0.2 E0.3 E0.4] ") != NULL);
	end(&p);
}

static void
other_orders(void)
{
	struct pair p;
	struct differences d = { .count = 0 };

	build_fn *const none = nothing;

	start(&p, paid, none);
	p.after.book.orders.count--;
	CHECK_INT(collect(&p, &d), -1);
	CHECK_INT(p.after.err.code, ERR_BUG);
	p.after.book.orders.count++;
	end(&p);
}

/* At each allocation it fails when there is no memory for it. */
static void
memory(void)
{
	static const struct {
		build_fn *build, *change;
	} cases[] = { { paid, dearer }, { held, own_account },
		{ together, exchanged }, { twice, own_account },
		{ own_before, no_policy } };

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct pair p;
		struct arena *arena = &p.after.arena;
		bool failed = true;
		int rc = -1;

		start(&p, cases[i].build, cases[i].change);
		for (size_t more = 1; rc < 0; more += 8) {
			struct differences d = { .count = 0 };

			arena->limit = arena->used + more;
			rc = collect(&p, &d);
			arena->limit = 0;
		}
		for (long count = 0; failed; count++) {
			struct differences d = { .count = 0 };

			scarce_after(count);
			rc = collect(&p, &d);
			failed = scarce_failed();
			scarce_after(-1);
			CHECK_INT(rc, failed ? -1 : 0);
		}
		end(&p);
	}
}

static const struct test tests[] = {
	{ "what differs, and why", why },
	{ "unpriced names the nearest row", unpriced },
	{ "money of other amounts", amounts },
	{ "books of other orders", other_orders },
	{ "memory that ends is said", memory },
	{ NULL, NULL },
};

const struct suite test_difference = { "core/difference", tests };
