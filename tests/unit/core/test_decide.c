/*
 * What must hold of any book: random small ones, night after night, from fixed
 * seeds.
 */
#include "book_maker.h"
#include "suite.h"

#include "base/buf.h"
#include "core/verify.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define SEEDS 150
#define NIGHTS 5
#define PAYER "财付通公司"

/* --- chance --- */

struct chance {
	uint64_t state;
};

static size_t
below(struct chance *c, size_t limit)
{
	c->state ^= c->state << 13;
	c->state ^= c->state >> 7;
	c->state ^= c->state << 17;
	return (size_t)(c->state % limit);
}

/* --- a random book --- */

static const char *const cas[] = { "cfca", "szca", "nmca", "inca", "bjca",
	"trca" };
#define CA_COUNT (sizeof(cas) / sizeof(*cas))

static void
start(struct maker *m)
{
	maker_start(m, "2026-11-16");
	for (size_t i = 0; i < CA_COUNT; i++) {
		maker_policy(m, cas[i]);
		maker_fee(m, cas[i], "new", 25000);
		maker_fee(m, cas[i], "renew", 20000);
		maker_fee(m, cas[i], "change", 0);
	}
	m->book.policies.at[1].own_account_required = true;
	m->book.policies.at[2].one_payment_only = true;
	m->book.policies.at[2].review_before_payment = true;
	m->book.policies.at[3].verify_mode = VERIFY_INBOUND;
	m->book.policies.at[4].verify_mode = VERIFY_OUTBOUND;
	m->book.policies.at[4].pin_channel = PIN_BANK_REMARK;
	m->book.policies.at[5].verify_mode = VERIFY_TRANSFER;
	m->book.policies.at[5].own_account_required = true;
	maker_channel(m, SOURCE_WECHAT, "m1", PAYER, "结算{bill_date}");
}

static const char *
name(struct maker *m, const char *form, int64_t number)
{
	return arena_format(&m->arena, &m->err, "%s%02" PRId64, form, number);
}

static void
add_order(struct maker *m, struct chance *c)
{
	static const char *const businesses[] = { "new", "new", "new", "renew",
		"change", "revoke" };
	const int64_t org = (int64_t)below(c, 4);
	struct order *o = maker_order(
		m, cas[below(c, CA_COUNT)], name(m, "NO", m->last_order + 1));

	o->business = businesses[below(c, 6)];
	o->applicant_name = name(m, "公司", org);
	o->uscc = name(m, "U", org);
	o->account = name(m, "6222", org);
	o->pay_refs = name(m, "P", o->id);
	o->approved = below(c, 4) > 0;
	if (below(c, 3) == 0) {
		o->claimed = true;
		o->claimed_fen = 25000;
		o->claimed_at = o->created;
		o->pay_method = "wechat";
	}
	if (below(c, 2) == 0)
		maker_give_code(m, o);
}

static int64_t
some_fen(struct chance *c)
{
	static const int64_t fen[] = { 25000, 25000, 20000, 45000, 10000, 5000,
		50000, 33300 };

	return fen[below(c, sizeof(fen) / sizeof(*fen))];
}

static struct order *
some_order(struct maker *m, struct chance *c)
{
	const int64_t id = 1 + (int64_t)below(c, (size_t)m->last_order);

	/* By number, since the array may be shuffled. */
	return maker_find_order(m, name(m, "NO", id));
}

static void
add_channel_entry(struct maker *m, struct chance *c)
{
	const struct order *o = some_order(m, c);
	const char *txn = name(m, "t", (int64_t)below(c, 30));
	struct book_entry *e;

	if (below(c, 4) == 0) {
		e = maker_channel_entry(
			m, SOURCE_WECHAT, txn, "", -some_fen(c));
	} else {
		txn = name(m, "t", m->last_entry + 1);
		e = maker_channel_entry(m, SOURCE_WECHAT, txn,
			below(c, 5) == 0 ? "" : o->pay_refs, some_fen(c));
	}
	e->external_id = name(m, "w", e->id);
}

static void
add_bank_entry(struct maker *m, struct chance *c)
{
	const struct order *o = some_order(m, c), *also = some_order(m, c);
	static const int64_t signs[] = { 1, 1, 1, -1 };
	const char *remark = "";
	struct book_entry *e;

	switch (below(c, 4)) {
	case 0:
		remark = o->order_no;
		break;
	case 1:
		remark = arena_format(&m->arena, &m->err, "付%s、%s",
			o->order_no, also->order_no);
		break;
	case 2:
		remark = "退款";
		break;
	default:
		break;
	}
	e = maker_own_entry(m, name(m, "b", m->last_entry + 1),
		some_fen(c) * signs[below(c, 4)], o, remark);
	if (below(c, 3) == 0)
		e->account = name(m, "999", (int64_t)below(c, 3));
	if (below(c, 4) == 0)
		e->name = "别的公司";
	e->booked.day -= (int32_t)below(c, 3);
}

static void
add_fen(struct maker *m, struct chance *c)
{
	const struct order *o = some_order(m, c);
	const size_t what = below(c, 3);
	struct book_entry *e =
		maker_own_entry(m, name(m, "f", m->last_entry + 1),
			what == 0 ? -1 : 1, o, what == 1 ? "退汇" : "");

	/* Nobody sees a code of ours at the bank before it was sent there. */
	if (below(c, 3) > 0 &&
		(what > 0 ||
			(verify_latest(o) != NULL &&
				verify_latest(o)->state == ATTEMPT_SENT)))
		maker_show_code(m, e, o);
	if (below(c, 4) == 0)
		e->name = "别的公司";
}

static void
add_settlement(struct maker *m, struct chance *c)
{
	char day[DAY_TEXT_SIZE];
	const char *remark;

	maker_bill(m, SOURCE_WECHAT, "m1", day_text(m->book.date, day),
		some_fen(c));
	if (below(c, 2) == 0)
		return;
	remark = arena_format(
		&m->arena, &m->err, "结算%.4s%.2s%.2s", day, day + 5, day + 8);
	maker_bank_entry(m, name(m, "s", m->last_entry + 1), some_fen(c), PAYER,
		"", remark);
}

/* What a day brings. */
static void
add_facts(struct maker *m, struct chance *c)
{
	char day[DAY_TEXT_SIZE];

	for (size_t i = 2 + below(c, 4); i > 0; i--)
		add_order(m, c);
	for (size_t i = below(c, 8); i > 0; i--)
		add_channel_entry(m, c);
	for (size_t i = below(c, 10); i > 0; i--)
		add_bank_entry(m, c);
	for (size_t i = below(c, 6); i > 0; i--)
		add_fen(m, c);
	add_settlement(m, c);
	maker_cover(m, SOURCE_WECHAT, "m1", day_text(m->book.date, day));
	if (below(c, 2) == 0)
		some_order(m, c)->approved = true;
	if (below(c, 3) == 0)
		some_order(m, c)->account =
			name(m, "6222", (int64_t)below(c, 5));
	if (below(c, 4) == 0)
		some_order(m, c)->on_hold = below(c, 2) == 0;
}

/* --- shuffling --- */

#define SHUFFLE(c, vec)                                                        \
	do {                                                                   \
		for (size_t n = (vec)->count; n > 1; n--) {                    \
			const size_t k = below((c), n);                        \
			const __typeof__(*(vec)->at) held = (vec)->at[k];      \
			(vec)->at[k] = (vec)->at[n - 1];                       \
			(vec)->at[n - 1] = held;                               \
		}                                                              \
	} while (0)

static void
shuffle(struct maker *m, struct chance *c)
{
	struct book *book = &m->book;
	size_t moved[MAKER_MAX];

	SHUFFLE(c, &book->entries);
	SHUFFLE(c, &book->allocations);
	SHUFFLE(c, &book->bill_days);
	SHUFFLE(c, &book->coverages);
	SHUFFLE(c, &book->breaks);
	/* Orders are called by their index: number them before, by id. */
	for (size_t i = 0; i < book->allocations.count; i++)
		book->allocations.at[i].order =
			(size_t)book->orders.at[book->allocations.at[i].order]
				.id;
	for (size_t i = 0; i < m->outbox.count; i++)
		m->outbox.at[i].order =
			(size_t)book->orders.at[m->outbox.at[i].order].id;
	SHUFFLE(c, &book->orders);
	for (size_t i = 0; i < book->orders.count; i++)
		moved[book->orders.at[i].id] = i;
	for (size_t i = 0; i < book->allocations.count; i++)
		book->allocations.at[i].order =
			moved[book->allocations.at[i].order];
	for (size_t i = 0; i < m->outbox.count; i++)
		m->outbox.at[i].order = moved[m->outbox.at[i].order];
}

/* --- what a night decided, as one text --- */

static void
say(struct maker *m, struct buf *buf)
{
	for (int64_t id = 1; id <= m->last_order; id++) {
		const char *no = name(m, "NO", id);
		const struct order *o = maker_find_order(m, no);

		buf_printf(buf, "%s %s %" PRId64 " %" PRId64 " [%s] [%s]\n", no,
			maker_verdict(m, no), o->now.paid, o->now.refunded,
			maker_attempt(m, no), maker_release(m, no));
	}
	for (int64_t id = 1; id <= m->last_entry; id++)
		for (size_t i = 0; i < m->book.entries.count; i++) {
			const struct book_entry *e = &m->book.entries.at[i];

			if (e->id == id)
				buf_printf(buf, "%s %s\n", e->external_id,
					maker_fate(m, e->external_id));
		}
	buf_printf(buf, "%s\n%s\n", maker_breaks(m), maker_handouts(m));
}

static void
check_same(struct maker *a, struct maker *b, size_t seed)
{
	struct buf x = BUF_INIT, y = BUF_INIT;

	say(a, &x);
	say(b, &y);
	if (strcmp(buf_text(&x), buf_text(&y)) != 0)
		printf("    seed %zu: one order of facts\n%sanother\n%s", seed,
			buf_text(&x), buf_text(&y));
	CU_ASSERT_EQUAL(strcmp(buf_text(&x), buf_text(&y)), 0);
	CHECK_INT(maker_news(a), maker_news(b));
	buf_release(&x);
	buf_release(&y);
}

/* --- what always holds --- */

/* What is allocated of an entry is all of it; what is not matched has none. */
static void
check_sums(const struct maker *m)
{
	const struct book *book = &m->book;

	for (size_t i = 0; i < book->entries.count; i++) {
		const struct book_entry *e = &book->entries.at[i];
		int64_t sum = 0;

		for (size_t k = 0; k < book->allocations.count; k++)
			if (book->allocations.at[k].entry_id == e->id)
				sum += book->allocations.at[k].amount;
		CHECK_INT(sum, e->fate == FATE_MATCHED ? e->amount : 0);
		CU_ASSERT_TRUE(e->sent_back <= 0 || e->sent_back <= e->amount);
	}
}

/* An entry in suspense has one break; any other has none of those. */
static void
check_suspense(const struct maker *m)
{
	const struct book *book = &m->book;

	for (size_t i = 0; i < book->entries.count; i++) {
		const struct book_entry *e = &book->entries.at[i];
		const bool open =
			(e->fate == FATE_OPEN || e->fate == FATE_STOPPED) &&
			e->kind != ENTRY_FEE;
		int count = 0;

		for (size_t k = 0; k < book->discrepancies.count; k++) {
			const struct discrepancy *d =
				&book->discrepancies.at[k];

			count += d->entry_id == e->id &&
				d->kind >= BREAK_SUSPENSE &&
				d->kind <= BREAK_REFUND_UNMATCHED;
		}
		/* A failed verification has a payer-mismatch of its own. */
		if (e->fate != FATE_VERIFICATION)
			CHECK_INT(count, open);
	}
}

static void
check_orders(const struct maker *m)
{
	for (size_t i = 0; i < m->book.orders.count; i++) {
		const struct order *o = &m->book.orders.at[i];
		int queued = 0, stopped = 0;

		CU_ASSERT_TRUE(o->now.refunded <= o->now.paid);
		for (size_t k = 0; k < o->release.events.count; k++) {
			const enum release_state s =
				o->release.events.at[k].state;

			queued += s == RELEASE_QUEUED;
			stopped += s == RELEASE_STOPPED;
		}
		/* Queued once, and once more for each turn that was void. */
		CU_ASSERT_TRUE(queued <= 1);
		CU_ASSERT_TRUE(
			o->release.turn <= 1 + o->release.seq / 2 + stopped);
		if (queued > 0) {
			CU_ASSERT_TRUE(o->approved && !o->on_hold);
			CU_ASSERT_TRUE(o->now.verdict == VERDICT_PAID ||
				o->now.verdict == VERDICT_WAIVED);
		}
	}
}

/* No number twice, and none in the open ones that nothing keeps open. */
static void
check_steps(const struct maker *m)
{
	const struct book *book = &m->book;

	for (size_t i = 0; i < book->steps.count; i++)
		for (size_t k = i + 1; k < book->steps.count; k++) {
			const struct discrepancy *a = &book->steps.at[i].what;
			const struct discrepancy *b = &book->steps.at[k].what;

			CU_ASSERT_FALSE(a->kind == b->kind &&
				a->order_id == b->order_id &&
				a->entry_id == b->entry_id &&
				a->account_id == b->account_id &&
				a->day == b->day);
		}
}

static void
check_all(const struct maker *m)
{
	check_sums(m);
	check_suspense(m);
	check_orders(m);
	check_steps(m);
}

/* The same night again decides nothing. */
static void
check_repeated(struct maker *m, const char *date, size_t seed)
{
	maker_night(m, date);
	if (maker_news(m) != 0)
		printf("    seed %zu, %s: decided again\n", seed, date);
	CHECK_INT(maker_news(m), 0);
}

static const char *const nights[NIGHTS] = { "2026-11-16", "2026-11-17",
	"2026-11-18", "2026-11-20", "2026-12-04" };

static void
nights_repeated(void)
{
	for (size_t seed = 1; seed <= SEEDS; seed++) {
		struct chance c = { seed * 0x9e3779b97f4a7c15u };
		struct maker m;

		start(&m);
		for (size_t n = 0; n < NIGHTS; n++) {
			if (n > 0)
				maker_next(&m, nights[n]);
			add_facts(&m, &c);
			maker_decide(&m);
			check_all(&m);
			check_repeated(&m, nights[n], seed);
			if (below(&c, 3) > 0) {
				maker_next(&m, nights[n]);
				maker_deliver(&m);
				maker_decide(&m);
				CHECK_INT(maker_news(&m), 0);
			}
		}
		maker_end(&m);
	}
}

static void
nights_shuffled(void)
{
	for (size_t seed = 1; seed <= SEEDS; seed++) {
		struct chance a = { seed * 0x9e3779b97f4a7c15u }, b = a;
		struct chance other = { seed };
		struct maker x, y;

		start(&x);
		start(&y);
		for (size_t n = 0; n < NIGHTS; n++) {
			if (n > 0) {
				maker_next(&x, nights[n]);
				maker_next(&y, nights[n]);
				maker_deliver(&x);
				maker_deliver(&y);
			}
			add_facts(&x, &a);
			add_facts(&y, &b);
			shuffle(&y, &other);
			maker_decide(&x);
			maker_decide(&y);
			check_same(&x, &y, seed);
		}
		maker_end(&x);
		maker_end(&y);
	}
}

/* --- policies --- */

static void
policies(void)
{
	static const struct {
		const char *pay, *kind, *business;
		int days; /* buffer_days tells which row it was */
	} cases[] = {
		{ "card", "person", "revoke", 1 },
		{ "card", "org", "revoke", 2 },
		{ "wechat", "org", "revoke", 3 },
		{ "wechat", "org", "new", 4 },
		{ "card", "person", "new", 4 },
	};
	struct maker m;

	maker_start(&m, "2026-11-16");
	maker_policy(&m, "ca")->business = "new";
	maker_policy(&m, "ca")->pay_method = "wechat";
	maker_policy(&m, "ca")->cert_kind = "org";
	maker_policy(&m, "ca");
	maker_policy(&m, "other");
	for (size_t i = 0; i < 4; i++)
		m.book.policies.at[i].buffer_days = 4 - (int)i;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct order *o =
			maker_order(&m, "ca", name(&m, "NO", (int64_t)i));

		o->pay_method = cases[i].pay;
		o->cert_kind = cases[i].kind;
		o->business = cases[i].business;
	}
	maker_decide(&m);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		CHECK_INT(
			m.book.orders.at[i].policy->buffer_days, cases[i].days);
	/* Whatever the order of the rows. */
	maker_next(&m, "2026-11-17");
	for (size_t i = 0; i < 2; i++) {
		const struct policy policy = m.book.policies.at[i];

		m.book.policies.at[i] = m.book.policies.at[3 - i];
		m.book.policies.at[3 - i] = policy;
	}
	maker_decide(&m);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		CHECK_INT(
			m.book.orders.at[i].policy->buffer_days, cases[i].days);
	maker_end(&m);
}

static void
nothing(void)
{
	struct maker m;

	maker_start(&m, "2026-11-16");
	maker_decide(&m);
	CHECK_INT(maker_news(&m), 0);
	CHECK_TEXT(maker_breaks(&m), "");
	maker_end(&m);
}

static const struct test tests[] = {
	{ "an empty book decides nothing", nothing },
	{ "the most specific policy holds", policies },
	{ "the same night again decides nothing", nights_repeated },
	{ "the order of facts changes no answer", nights_shuffled },
	{ NULL, NULL },
};

const struct suite test_decide = { "core/decide", tests };
