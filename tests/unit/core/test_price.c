#include "book_maker.h"
#include "suite.h"

#include "core/price.h"

#include <string.h>

/* What an order may say that a price depends on. */
struct wanted {
	const char *label, *business, *kind, *project, *created;
	int years, main_keys, sub_keys;
	int64_t due; /* -1: no price */
};

static void
check(struct maker *m, const struct wanted *w)
{
	struct order *o = maker_order(m, "ca", "A1");
	struct price price;

	o->business = w->business;
	o->cert_kind = w->kind;
	o->project = w->project;
	o->created = maker_moment(w->created);
	o->years = w->years;
	o->main_keys = w->main_keys;
	o->sub_keys = w->sub_keys;
	CHECK_INT(price_order(&m->book, o, &price, &m->err), 0);
	CHECK_CASE(w->label, price.priced == (w->due >= 0));
	if (price.priced && price.due != w->due)
		CHECK_CASE(w->label, price.due == w->due);
	m->book.orders.count--;
}

static struct fee *
per_year(struct maker *m, const char *business, int64_t first, int64_t next)
{
	struct fee *fee = maker_fee(m, "ca", business, first);

	fee->basis = FEE_PER_YEAR;
	fee->next_year = next;
	return fee;
}

static void
bases(void)
{
	static const struct wanted cases[] = {
		{ "one year", "new", "org", "", "2026-11-16", 1, 1, 0, 30000 },
		{ "300+260+260", "new", "org", "", "2026-11-16", 3, 1, 0,
			82000 },
		{ "each key", "new", "org", "", "2026-11-16", 3, 2, 1, 246000 },
		{ "no key is one main key", "new", "org", "", "2026-11-16", 1,
			0, 0, 30000 },
		{ "next year unsaid: the same again", "renew", "org", "",
			"2026-11-16", 3, 1, 0, 60000 },
		{ "a term, each key", "change", "org", "", "2026-11-16", 2, 2,
			1, 135000 },
		{ "no such term", "change", "org", "", "2026-11-16", 3, 1, 0,
			-1 },
		{ "per order, whatever the keys", "reissue", "org", "",
			"2026-11-16", 1, 3, 2, 5000 },
		{ "no row at all", "revoke", "org", "", "2026-11-16", 1, 1, 0,
			-1 },
	};
	struct maker m;

	maker_start(&m, "2026-11-16");
	per_year(&m, "new", 30000, 26000);
	per_year(&m, "renew", 20000, -1);
	maker_fee(&m, "ca", "reissue", 5000);
	maker_fee(&m, "ca", "change", 45000)->basis = FEE_TERM;
	m.book.fees.at[3].years = 2;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		check(&m, &cases[i]);
	maker_end(&m);
}

static void
once_per_order(void)
{
	static const struct wanted cases[] = {
		{ "both kinds, once", "reissue", "org", "", "2026-11-16", 1, 2,
			3, 6000 },
		{ "secondary keys alone", "reissue", "org", "", "2026-11-16", 1,
			0, 2, 4000 },
		{ "another basis is added", "new", "org", "", "2026-11-16", 1,
			1, 2, 6000 + 2 * 1000 },
		{ "no row for secondary keys", "renew", "org", "", "2026-11-16",
			1, 1, 1, -1 },
	};
	struct maker m;

	maker_start(&m, "2026-11-16");
	maker_fee(&m, "ca", "reissue", 6000)->key_kind = "main";
	maker_fee(&m, "ca", "reissue", 4000)->key_kind = "sub";
	maker_fee(&m, "ca", "new", 6000)->key_kind = "main";
	per_year(&m, "new", 1000, -1)->key_kind = "sub";
	maker_fee(&m, "ca", "renew", 6000)->key_kind = "main";
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		check(&m, &cases[i]);
	maker_end(&m);
}

/* Rows of which each is weaker than the one after it. */
static void
specificity(void)
{
	static const struct wanted cases[] = {
		{ "nothing fits but any", "revoke", "person", "", "2026-11-16",
			9, 0, 1, 100 },
		{ "certificate kind", "revoke", "org", "", "2026-11-16", 9, 0,
			1, 200 },
		{ "key kind before it", "revoke", "org", "", "2026-11-16", 9, 1,
			0, 300 },
		{ "years before it", "revoke", "org", "", "2026-11-16", 2, 1, 0,
			400 },
		{ "business before it", "new", "org", "", "2026-11-16", 2, 1, 0,
			500 },
		{ "project before it", "new", "org", "医保", "2026-11-16", 2, 1,
			0, 0 },
		{ "another project", "new", "org", "其他", "2026-11-16", 2, 1,
			0, 500 },
	};
	struct maker m;

	maker_start(&m, "2026-11-16");
	maker_fee(&m, "ca", "any", 0)->project = "医保";
	maker_fee(&m, "ca", "new", 500);
	maker_fee(&m, "ca", "any", 400)->years = 2;
	maker_fee(&m, "ca", "any", 300)->key_kind = "main";
	maker_fee(&m, "ca", "any", 200)->cert_kind = "org";
	maker_fee(&m, "ca", "any", 100);
	maker_fee(&m, "other", "new", 1);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		check(&m, &cases[i]);
	/* Whatever the order of the rows. */
	for (size_t i = 0, k = m.book.fees.count - 1; i < k; i++, k--) {
		const struct fee fee = m.book.fees.at[i];

		m.book.fees.at[i] = m.book.fees.at[k];
		m.book.fees.at[k] = fee;
	}
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		check(&m, &cases[i]);
	maker_end(&m);
}

static void
validity(void)
{
	static const struct wanted cases[] = {
		{ "the day before", "new", "org", "", "2025-12-31 23:59:59", 1,
			1, 0, -1 },
		{ "the first day", "new", "org", "", "2026-01-01 00:00:00", 1,
			1, 0, 100 },
		{ "the last day", "new", "org", "", "2026-06-30 23:59:59", 1, 1,
			0, 100 },
		{ "the next row", "new", "org", "", "2026-07-01", 1, 1, 0,
			200 },
		{ "open-ended", "new", "org", "", "2036-07-01", 1, 1, 0, 200 },
	};
	struct maker m;
	struct fee *fee;

	maker_start(&m, "2026-11-16");
	fee = maker_fee(&m, "ca", "new", 100);
	fee->from = maker_day("2026-01-01");
	fee->to = maker_day("2026-06-30");
	maker_fee(&m, "ca", "new", 200)->from = maker_day("2026-07-01");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		check(&m, &cases[i]);
	maker_end(&m);
}

static void
nearest(void)
{
	struct maker m;
	struct fee *fee;

	maker_start(&m, "2026-11-16");
	maker_policy(&m, "cfca");
	fee = maker_fee(&m, "cfca", "new", 45000);
	fee->basis = FEE_TERM;
	fee->years = 2;
	maker_order(&m, "cfca", "CF1")->years = 3;
	maker_decide(&m);
	CHECK_TEXT(maker_verdict(&m, "CF1"), "unpriced");
	CHECK_TEXT(maker_breaks(&m), "unpriced CF1");
	CU_ASSERT_PTR_NOT_NULL(
		strstr(maker_find_break(&m, BREAK_UNPRICED)->note, "450.00"));
	CHECK_TEXT(maker_find_order(&m, "CF1")->now.price.note,
		maker_find_break(&m, BREAK_UNPRICED)->note);
	maker_end(&m);
}

/* A price that no amount can hold is an error of the night, not a number. */
static void
too_large(void)
{
	static const struct {
		const char *label;
		enum fee_basis basis;
		int64_t first, next;
		int years, main_keys, sub_keys;
	} cases[] = {
		{ "keys", FEE_TERM, INT64_MAX, -1, 1, 2, 0 },
		{ "keys of both kinds", FEE_TERM, INT64_MAX, -1, 1, 1, 1 },
		{ "the first year", FEE_PER_YEAR, INT64_MAX, 1, 1, 2, 0 },
		{ "the next years", FEE_PER_YEAR, 1, INT64_MAX, 3, 1, 0 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct fee *fee;
		struct order *o;

		maker_start(&m, "2026-11-16");
		fee = maker_fee(&m, "ca", "new", cases[i].first);
		fee->basis = cases[i].basis;
		fee->next_year = cases[i].next;
		o = maker_order(&m, "ca", "A1");
		o->years = cases[i].years;
		o->main_keys = cases[i].main_keys;
		o->sub_keys = cases[i].sub_keys;
		CHECK_CASE(cases[i].label, maker_try(&m) == -1);
		CHECK_INT(m.err.code, ERR_INPUT);
		CU_ASSERT_PTR_NOT_NULL(strstr(m.err.message, "ca/A1"));
		maker_end(&m);
	}
}

/* What no loader lets in. */
static void
no_basis(void)
{
	struct maker m;

	maker_start(&m, "2026-11-16");
	maker_fee(&m, "ca", "new", 100)->basis = FEE_BASIS_COUNT;
	maker_order(&m, "ca", "A1");
	CHECK_INT(maker_try(&m), -1);
	CHECK_INT(m.err.code, ERR_BUG);
	maker_end(&m);
}

/* Who keeps the price by which the last night decided, when fees change. */
static void
keeping(void)
{
	static const struct {
		const char *label;
		enum verdict was;
		bool anew;
		int64_t due;
	} cases[] = {
		{ "paid", VERDICT_PAID, false, 25000 },
		{ "waived", VERDICT_WAIVED, false, 25000 },
		{ "refunded", VERDICT_REFUNDED, false, 25000 },
		{ "over", VERDICT_OVER, false, 30000 },
		{ "duplicate", VERDICT_DUPLICATE, false, 30000 },
		{ "short", VERDICT_SHORT, false, 30000 },
		{ "part-refunded", VERDICT_PART_REFUNDED, false, 30000 },
		{ "unpaid", VERDICT_UNPAID, false, 30000 },
		{ "paid, another version", VERDICT_PAID, true, 30000 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct maker m;
		struct order *o;

		maker_start(&m, "2026-11-16");
		maker_fee(&m, "cfca", "new", 30000);
		o = maker_order(&m, "cfca", "CF1");
		o->known = true;
		o->priced_anew = cases[i].anew;
		o->was.verdict = cases[i].was;
		o->was.price = (struct price){ true, 25000, 1, 7, "then" };
		maker_decide(&m);
		CHECK_CASE(cases[i].label, o->now.price.due == cases[i].due);
		CHECK_CASE(cases[i].label,
			(o->now.price.line == 7) == (cases[i].due == 25000));
		maker_end(&m);
	}
}

/* What was done before this night and is done no more keeps its price in the
 * night repeated; in the next night it does not. */
static void
keeping_in_a_repeated_night(void)
{
	struct maker m;
	struct order *o;

	maker_start(&m, "2026-11-16");
	maker_fee(&m, "cfca", "new", 25000);
	maker_order(&m, "cfca", "CF1")->pay_refs = "P1;P2";
	maker_channel_entry(&m, SOURCE_WECHAT, "w1", "P1", 25000);
	maker_decide(&m);
	CHECK_TEXT(maker_verdict(&m, "CF1"), "paid");

	maker_next(&m, "2026-11-17");
	m.book.fees.at[0].amount = 30000;
	m.book.fee_load++;
	maker_channel_entry(&m, SOURCE_WECHAT, "w2", "P2", 25000);
	maker_decide(&m);
	CHECK_TEXT(maker_verdict(&m, "CF1"), "duplicate");
	for (int again = 0; again < 2; again++) {
		maker_night(&m, "2026-11-17");
		o = maker_find_order(&m, "CF1");
		CHECK_INT(o->now.price.due, 25000);
		CHECK_INT(maker_news(&m), 0);
	}

	maker_night(&m, "2026-11-18");
	CHECK_INT(maker_find_order(&m, "CF1")->now.price.due, 30000);
	CHECK_TEXT(maker_verdict(&m, "CF1"), "over");
	maker_end(&m);
}

static const struct test tests[] = {
	{ "price_order knows each basis", bases },
	{ "price_order takes a price per order once", once_per_order },
	{ "price_order takes the most specific row", specificity },
	{ "price_order holds both days of validity", validity },
	{ "an unpriced order names the nearest rows", nearest },
	{ "a price too large is an error", too_large },
	{ "a fee row without a basis is a bug", no_basis },
	{ "decide keeps the price of what is done", keeping },
	{ "a night repeated keeps the prices it kept",
		keeping_in_a_repeated_night },
	{ NULL, NULL },
};

const struct suite test_price = { "core/price", tests };
