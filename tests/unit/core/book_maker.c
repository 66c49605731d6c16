#include "book_maker.h"

#include "base/buf.h"
#include "core/decide.h"
#include "core/verify.h"
#include "model/money.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
must(bool holds, const struct maker *m)
{
	if (holds)
		return;
	fprintf(stderr, "book_maker: %s\n", m->err.message);
	abort();
}

/* One more, zeroed, in a vector that never moves. */
#define ADD(m, vec)                                                            \
	add_to((m), &(vec)->count, vec_push((vec), &(m)->arena, &(m)->err))

static void *
add_to(struct maker *m, const size_t *count, void *at)
{
	must(at != NULL && *count <= MAKER_MAX, m);
	return at;
}

#define ROOM(m, vec)                                                           \
	room((m), (void **)&(vec)->at, &(vec)->size, sizeof(*(vec)->at))

static void
room(struct maker *m, void **at, size_t *size, size_t each)
{
	*at = arena_alloc(&m->arena, MAKER_MAX * each, &m->err);
	must(*at != NULL, m);
	*size = MAKER_MAX;
}

static const char *
text(struct maker *m, const struct buf *buf)
{
	const char *copy =
		arena_text(&m->arena, buf_text(buf), buf->len, &m->err);

	must(copy != NULL, m);
	return copy;
}

static const char *
join(struct maker *m, const char *a, const char *b)
{
	const char *both = arena_format(&m->arena, &m->err, "%s%s", a, b);

	must(both != NULL, m);
	return both;
}

int32_t
maker_day(const char *day)
{
	return maker_moment(day).day;
}

struct moment
maker_moment(const char *words)
{
	struct moment moment = MOMENT_NONE;
	struct err err = ERR_INIT;

	if (moment_parse(words, strlen(words), &moment, &err) < 0)
		abort();
	return moment;
}

static void
empty_book(struct maker *m, struct book *book, int32_t date)
{
	*book = (struct book){ .arena = &m->arena, .date = date };
	ROOM(m, &book->fees);
	ROOM(m, &book->policies);
	ROOM(m, &book->channels);
	ROOM(m, &book->orders);
	ROOM(m, &book->entries);
	ROOM(m, &book->bill_days);
	ROOM(m, &book->breaks);
}

void
maker_start(struct maker *m, const char *date)
{
	struct calendar_day *day;

	*m = (struct maker){ .arena = ARENA_INIT, .err = ERR_INIT };
	empty_book(m, &m->book, maker_day(date));
	day = ADD(m, &m->book.calendar);
	*day = (struct calendar_day){ maker_day("2026-01-01"), false };
	m->book.fee_load = 1;
}

void
maker_end(struct maker *m)
{
	arena_release(&m->arena);
}

/* --- reference data --- */

struct fee *
maker_fee(struct maker *m, const char *ca, const char *business, int64_t fen)
{
	struct fee *fee = ADD(m, &m->book.fees);

	*fee = (struct fee){ .line = (long)m->book.fees.count + 1,
		.ca = ca,
		.business = business,
		.cert_kind = "any",
		.key_kind = "any",
		.project = "",
		.source = "",
		.basis = FEE_PER_ORDER,
		.amount = fen,
		.next_year = -1,
		.from = maker_day("2020-01-01"),
		.to = DAY_NONE };
	return fee;
}

struct policy *
maker_policy(struct maker *m, const char *ca)
{
	struct policy *policy = ADD(m, &m->book.policies);

	*policy = (struct policy){ .line = (long)m->book.policies.count + 1,
		.ca = ca,
		.pay_method = "any",
		.cert_kind = "any",
		.business = "any",
		.verify_mode = VERIFY_NONE,
		.pin_channel = PIN_WITH_KEY,
		.review_days = 3,
		.return_days = 2,
		.buffer_days = 3,
		.max_attempts = 3,
		.expire_days = 10,
		.code_length = 6,
		.receiving_account = "",
		.code_alphabet = "digits" };
	return policy;
}

struct channel *
maker_channel(struct maker *m, enum source source, const char *merchant,
	const char *payer, const char *remark)
{
	struct channel *channel = ADD(m, &m->book.channels);

	*channel = (struct channel){ .line = 2,
		.source = source,
		.merchant_no = merchant,
		.settlement_payer = payer,
		.settlement_remark = remark };
	return channel;
}

/* --- facts --- */

struct order *
maker_order(struct maker *m, const char *ca, const char *order_no)
{
	struct order *order = ADD(m, &m->book.orders);
	const struct moment now = { m->book.date, 9 * 3600 };

	*order = (struct order){ .id = ++m->last_order,
		.version = 1,
		.ca = ca,
		.order_no = order_no,
		.created = now,
		.business = "new",
		.cert_kind = "org",
		.project = "",
		.years = 1,
		.main_keys = 1,
		.applicant_name = join(m, order_no, "商贸有限公司"),
		.uscc = join(m, "USCC", order_no),
		.account = join(m, "6222", order_no),
		.pay_method = "none",
		.pay_refs = "",
		.claimed_at = MOMENT_NONE,
		.claimed_trade_no = "",
		.voucher_ref = "",
		.approved = true,
		.reviewed_at = now,
		.verify_mode = VERIFY_BY_POLICY,
		.release = { .channel = "", .reason = "" } };
	return order;
}

void
maker_same_payer(struct order *order, const struct order *other)
{
	order->applicant_name = other->applicant_name;
	order->uscc = other->uscc;
	order->account = other->account;
}

/* The digest of a code is its number, 16 times. */
static int64_t
new_code(struct maker *m, unsigned char *digest)
{
	memset(digest, (int)++m->last_code, CODE_DIGEST_SIZE);
	return m->last_code;
}

void
maker_give_code(struct maker *m, struct order *order)
{
	order->code_id = new_code(m, order->code);
}

static struct book_entry *
add_entry(struct maker *m, enum source source, const char *external_id,
	int64_t fen)
{
	struct book_entry *entry = ADD(m, &m->book.entries);

	*entry = (struct book_entry){ .id = ++m->last_entry,
		.source = source,
		.account_id = source == SOURCE_BANK ? 1 : 2 + (int)source,
		.merchant = source_names[source],
		.kind = fen < 0 ? ENTRY_REFUND : ENTRY_PAYMENT,
		.booked = { m->book.date, NO_TIME },
		.amount = fen,
		.external_id = external_id,
		.txn = "",
		.ref = "",
		.original = "",
		.name = "",
		.account = "",
		.remark = "",
		.people = "",
		.rule = "",
		.note = "" };
	entry->kind_was = entry->kind;
	return entry;
}

struct book_entry *
maker_channel_entry(struct maker *m, enum source source, const char *txn,
	const char *ref, int64_t fen)
{
	struct book_entry *entry =
		add_entry(m, source, fen < 0 ? join(m, "R", txn) : txn, fen);

	entry->txn = txn;
	entry->ref = ref;
	entry->booked.second = 10 * 3600;
	return entry;
}

struct book_entry *
maker_bank_entry(struct maker *m, const char *serial, int64_t fen,
	const char *name, const char *account, const char *remark)
{
	struct book_entry *entry = add_entry(m, SOURCE_BANK, serial, fen);

	entry->name = name;
	entry->account = account;
	entry->remark = remark;
	return entry;
}

struct book_entry *
maker_own_entry(struct maker *m, const char *serial, int64_t fen,
	const struct order *order, const char *remark)
{
	return maker_bank_entry(
		m, serial, fen, order->applicant_name, order->account, remark);
}

void
maker_show_code(
	struct maker *m, struct book_entry *entry, const struct order *order)
{
	const struct attempt *latest = verify_latest(order);
	const unsigned char *code = latest != NULL ? latest->code : order->code;

	entry->codes = (const unsigned char *)arena_text(
		&m->arena, (const char *)code, CODE_DIGEST_SIZE, &m->err);
	must(entry->codes != NULL, m);
	entry->code_count = 1;
}

struct bill_day *
maker_bill(struct maker *m, enum source source, const char *merchant,
	const char *day, int64_t net)
{
	struct bill_day *bill = ADD(m, &m->book.bill_days);

	/* One account for each merchant: by its last letter. */
	*bill = (struct bill_day){ .account_id =
					   100 + merchant[strlen(merchant) - 1],
		.source = source,
		.merchant = merchant,
		.day = maker_day(day),
		.net = net };
	return bill;
}

void
maker_cover(struct maker *m, enum source source, const char *account,
	const char *day)
{
	struct coverage *coverage = ADD(m, &m->book.coverages);

	*coverage = (struct coverage){ .source = source,
		.account_id = source == SOURCE_BANK ? 1 : 2 + (int)source,
		.account = account,
		.from = maker_day(day),
		.to = maker_day(day) };
}

/* --- nights --- */

int
maker_try(struct maker *m)
{
	m->decided = true;
	return decide(&m->book, &m->err);
}

void
maker_decide(struct maker *m)
{
	must(maker_try(m) == 0, m);
}

static void
carry_codes(struct maker *m, struct order *order)
{
	struct release *release = &order->release;
	const struct attempt *latest = verify_latest(order);
	/* A PIN that travels in the transfer is the attempt's code. */
	const bool travels = latest != NULL && latest->code_id == CODE_NEW &&
		release->code_id == CODE_NEW &&
		order->policy->pin_channel == PIN_BANK_REMARK &&
		latest->mode == VERIFY_OUTBOUND;

	for (size_t i = 0; i < order->attempts.count; i++) {
		struct attempt *attempt = &order->attempts.at[i];

		if (attempt->code_id == CODE_NEW)
			attempt->code_id = new_code(m, attempt->code);
	}
	if (travels)
		release->code_id = latest->code_id;
	else if (release->code_id == CODE_NEW)
		release->code_id = ++m->last_code;
}

static void
carry_order(const struct maker *m, struct order *order)
{
	if (m->decided) {
		order->was = order->now;
		order->known = true;
		order->priced_anew = false;
	}
	order->now = (struct order_state){ .paid = 0 };
	order->money.at = NULL;
	order->money.count = order->money.size = 0;
	order->suspended.at = NULL;
	order->suspended.count = order->suspended.size = 0;
	for (size_t i = 0; i < order->attempts.count; i++) {
		struct attempt *attempt = &order->attempts.at[i];

		attempt->seq += (int)attempt->events.count;
		attempt->events.at = NULL;
		attempt->events.count = attempt->events.size = 0;
	}
	order->release.seq += (int)order->release.events.count;
	order->release.events.at = NULL;
	order->release.events.count = order->release.events.size = 0;
}

static void
carry_handouts(struct maker *m)
{
	for (size_t i = 0; i < m->book.handouts.count; i++) {
		struct handout *handout = ADD(m, &m->outbox);

		*handout = m->book.handouts.at[i];
	}
}

static void
carry_entries(struct maker *m, struct book *next)
{
	for (size_t i = 0; i < m->book.entries.count; i++) {
		const struct book_entry *was = &m->book.entries.at[i];
		struct book_entry *entry;

		if ((was->fate != FATE_OPEN && was->fate != FATE_STOPPED) ||
			was->kind == ENTRY_FEE)
			continue;
		entry = ADD(m, &next->entries);
		*entry = *was;
		entry->kind_was = was->kind;
		entry->fate = FATE_OPEN;
		entry->rule = entry->note = "";
		entry->payer_mismatch = entry->tied = false;
		entry->candidates = entry->named =
			(struct order_set){ .count = 0 };
	}
}

static void
carry_breaks(struct maker *m, struct book *next)
{
	for (size_t i = 0; i < m->book.breaks.count; i++) {
		struct stored_break *stored = ADD(m, &next->breaks);

		*stored = m->book.breaks.at[i];
	}
	for (size_t i = 0; i < m->book.steps.count; i++) {
		const struct break_step *step = &m->book.steps.at[i];
		struct stored_break *stored = NULL;

		for (size_t k = 0; k < next->breaks.count; k++)
			if (next->breaks.at[k].id == step->break_id)
				stored = &next->breaks.at[k];
		if (stored == NULL) {
			stored = ADD(m, &next->breaks);
			stored->id = ++m->last_break;
		}
		stored->what = step->what;
		stored->open = step->open;
		stored->decided = false;
		stored->seq++;
	}
}

void
maker_next(struct maker *m, const char *date)
{
	struct book next;

	empty_book(m, &next, maker_day(date));
	next.fees = m->book.fees;
	next.fee_load = m->book.fee_load;
	next.policies = m->book.policies;
	next.channels = m->book.channels;
	next.calendar = m->book.calendar;
	next.coverages = m->book.coverages;
	next.bill_days = m->book.bill_days;
	next.allocations = m->book.allocations;
	for (size_t i = 0; i < next.bill_days.count; i++)
		next.bill_days.at[i].is_new = false;
	for (size_t i = 0; i < next.allocations.count; i++)
		next.allocations.at[i].is_new = false;
	for (size_t i = 0; i < m->book.orders.count; i++) {
		carry_codes(m, &m->book.orders.at[i]);
		carry_order(m, &m->book.orders.at[i]);
	}
	next.orders = m->book.orders;
	carry_handouts(m);
	carry_entries(m, &next);
	carry_breaks(m, &next);
	m->book = next;
	m->decided = false;
}

void
maker_night(struct maker *m, const char *date)
{
	maker_next(m, date);
	maker_decide(m);
}

void
maker_deliver(struct maker *m)
{
	for (size_t i = 0; i < m->outbox.count; i++) {
		const struct handout *h = &m->outbox.at[i];
		struct order *order = &m->book.orders.at[h->order];
		struct release *release = &order->release;

		/* What was stopped meanwhile does not go out. */
		if (h->turn > 0 &&
			(release->state != RELEASE_QUEUED ||
				release->turn != h->turn))
			continue;
		if (h->turn > 0) {
			release->state = RELEASE_HANDED_OVER;
			release->shown = true;
			release->seq++;
		}
		if (strcmp(h->folder, "micro-deposit") == 0 && h->attempt > 0) {
			struct attempt *a = &order->attempts.at[h->attempt - 1];

			a->state = ATTEMPT_SENT;
			a->since = m->book.date;
			a->seq++;
		}
	}
	m->outbox.count = 0;
}

size_t
maker_news(const struct maker *m)
{
	const struct book *book = &m->book;
	size_t news = book->steps.count + book->handouts.count;

	for (size_t i = 0; i < book->allocations.count; i++)
		news += book->allocations.at[i].is_new;
	for (size_t i = 0; i < book->bill_days.count; i++)
		news += book->bill_days.at[i].is_new;
	for (size_t i = 0; i < book->entries.count; i++)
		news += book->entries.at[i].kind !=
				book->entries.at[i].kind_was ||
			(book->entries.at[i].fate != FATE_OPEN &&
				book->entries.at[i].fate != FATE_STOPPED);
	for (size_t i = 0; i < book->orders.count; i++) {
		const struct order *o = &book->orders.at[i];

		news += o->release.events.count;
		for (size_t k = 0; k < o->attempts.count; k++)
			news += o->attempts.at[k].events.count;
		news += !o->known || o->was.verdict != o->now.verdict ||
			o->was.paid != o->now.paid ||
			o->was.refunded != o->now.refunded ||
			o->was.price.due != o->now.price.due;
	}
	return news;
}

/* --- answers --- */

struct order *
maker_find_order(const struct maker *m, const char *order_no)
{
	for (size_t i = 0; i < m->book.orders.count; i++)
		if (strcmp(m->book.orders.at[i].order_no, order_no) == 0)
			return &m->book.orders.at[i];
	return NULL;
}

struct book_entry *
maker_find_entry(const struct maker *m, const char *external_id)
{
	for (size_t i = 0; i < m->book.entries.count; i++)
		if (strcmp(m->book.entries.at[i].external_id, external_id) == 0)
			return &m->book.entries.at[i];
	return NULL;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *
sorted(struct maker *m, const char **words, size_t count, const char *between)
{
	struct buf buf = BUF_INIT;
	const char *all;

	qsort(words, count, sizeof(*words), by_text);
	for (size_t i = 0; i < count; i++)
		buf_printf(&buf, "%s%s", i > 0 ? between : "", words[i]);
	all = text(m, &buf);
	buf_release(&buf);
	return all;
}

/* "CF1=250.00 CF2=200.00" */
static const char *
say_allocations(struct maker *m, const struct book_entry *entry)
{
	const struct book *book = &m->book;
	const char *words[MAKER_MAX];
	char fen[MONEY_TEXT_SIZE];
	size_t count = 0;

	for (size_t i = 0; i < book->allocations.count; i++) {
		const struct allocation *a = &book->allocations.at[i];

		if (a->entry_id != entry->id)
			continue;
		must(count < MAKER_MAX, m);
		words[count] = arena_format(&m->arena, &m->err, "%s=%s",
			book->orders.at[a->order].order_no,
			money_text(a->amount, fen));
		must(words[count++] != NULL, m);
	}
	return sorted(m, words, count, " ");
}

/* "CF1,CF2" */
static const char *
say_candidates(struct maker *m, const struct book_entry *entry)
{
	const char *words[MAKER_MAX];

	must(entry->candidates.count <= MAKER_MAX, m);
	for (size_t i = 0; i < entry->candidates.count; i++)
		words[i] = m->book.orders.at[entry->candidates.at[i]].order_no;
	return sorted(m, words, entry->candidates.count, ",");
}

const char *
maker_fate(struct maker *m, const char *external_id)
{
	static const char *const fates[] = { [FATE_OPEN] = "suspense",
		[FATE_STOPPED] = "suspense",
		[FATE_MATCHED] = "matched",
		[FATE_VERIFICATION] = "verification",
		[FATE_PAYMENT] = "payment",
		[FATE_SETTLED] = "settled" };
	const struct book_entry *entry = maker_find_entry(m, external_id);
	struct buf buf = BUF_INIT;
	const char *words, *money, *candidates;

	if (entry == NULL)
		return "explained before";
	money = say_allocations(m, entry);
	candidates = say_candidates(m, entry);
	buf_printf(&buf, "%s%s%s%s%s", fates[entry->fate], money[0] ? " " : "",
		money, candidates[0] ? " " : "", candidates);
	if (entry->rule[0] != '\0')
		buf_printf(&buf, " by %s", entry->rule);
	words = text(m, &buf);
	buf_release(&buf);
	return words;
}

static const char *
order_no_of(const struct maker *m, int64_t id)
{
	for (size_t i = 0; i < m->book.orders.count; i++)
		if (m->book.orders.at[i].id == id)
			return m->book.orders.at[i].order_no;
	return "";
}

/* An entry is called by its number, as it may be explained by now. */
const char *
maker_breaks(struct maker *m)
{
	const char *words[MAKER_MAX];
	char day[DAY_TEXT_SIZE];
	size_t count = 0;

	for (size_t i = 0; i < m->book.discrepancies.count; i++) {
		const struct discrepancy *d = &m->book.discrepancies.at[i];
		const char *no = order_no_of(
			m, d->order_id != 0 ? d->order_id : d->also_order_id);

		must(count < MAKER_MAX, m);
		if (d->day != DAY_NONE)
			words[count] = arena_format(&m->arena, &m->err, "%s %s",
				break_kind_names[d->kind],
				day_text(d->day, day));
		else if (d->entry_id != 0)
			words[count] = arena_format(&m->arena, &m->err,
				"%s E%lld%s%s", break_kind_names[d->kind],
				(long long)d->entry_id, no[0] ? " " : "", no);
		else
			words[count] = arena_format(&m->arena, &m->err, "%s %s",
				break_kind_names[d->kind], no);
		must(words[count++] != NULL, m);
	}
	return sorted(m, words, count, "; ");
}

const struct discrepancy *
maker_find_break(const struct maker *m, enum break_kind kind)
{
	for (size_t i = 0; i < m->book.discrepancies.count; i++)
		if (m->book.discrepancies.at[i].kind == kind)
			return &m->book.discrepancies.at[i];
	return NULL;
}

const char *
maker_verdict(const struct maker *m, const char *order_no)
{
	const struct order *order = maker_find_order(m, order_no);

	return order == NULL ? "?" : verdict_names[order->now.verdict];
}

const char *
maker_attempt(struct maker *m, const char *order_no)
{
	const struct attempt *a = verify_latest(maker_find_order(m, order_no));
	const char *words;

	if (a == NULL)
		return "";
	words = arena_format(&m->arena, &m->err, "%s %d %s",
		verify_mode_names[a->mode], a->number,
		attempt_state_names[a->state]);
	must(words != NULL, m);
	return words;
}

const char *
maker_release(struct maker *m, const char *order_no)
{
	const struct release *r = &maker_find_order(m, order_no)->release;
	const char *words;

	if (r->state == RELEASE_NONE)
		return "";
	words = arena_format(&m->arena, &m->err, "%s %d",
		release_state_names[r->state], r->turn);
	must(words != NULL, m);
	return words;
}

const char *
maker_handouts(struct maker *m)
{
	const char *words[MAKER_MAX];
	size_t count = 0;

	for (size_t i = 0; i < m->book.handouts.count; i++) {
		const struct handout *h = &m->book.handouts.at[i];

		must(count < MAKER_MAX, m);
		words[count] = join(m, join(m, h->folder, " "),
			m->book.orders.at[h->order].order_no);
		count++;
	}
	return sorted(m, words, count, "; ");
}
