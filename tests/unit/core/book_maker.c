#include "book_maker.h"

#include "core/verify.h"
#include "maker_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
maker_must(bool holds, const struct maker *m)
{
	if (holds)
		return;
	fprintf(stderr, "book_maker: %s\n", m->err.message);
	abort();
}

void *
maker_add_to(struct maker *m, const size_t *count, void *at)
{
	maker_must(at != NULL && *count <= MAKER_MAX, m);
	return at;
}

#define ROOM(m, vec)                                                           \
	room((m), (void **)&(vec)->at, &(vec)->size, sizeof(*(vec)->at))

static void
room(struct maker *m, void **at, size_t *size, size_t each)
{
	*at = arena_alloc(&m->arena, MAKER_MAX * each, &m->err);
	maker_must(*at != NULL, m);
	*size = MAKER_MAX;
}

const char *
maker_join(struct maker *m, const char *a, const char *b)
{
	const char *both = arena_format(&m->arena, &m->err, "%s%s", a, b);

	maker_must(both != NULL, m);
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

void
maker_empty(struct maker *m, struct book *book, int32_t date)
{
	*book = (struct book){ .arena = &m->arena, .date = date };
	ROOM(m, &book->fees);
	ROOM(m, &book->policies);
	ROOM(m, &book->channels);
	ROOM(m, &book->orders);
	ROOM(m, &book->entries);
	ROOM(m, &book->bill_days);
	ROOM(m, &book->totals);
	ROOM(m, &book->breaks);
	ROOM(m, &book->rulings);
	ROOM(m, &book->closing);
}

void
maker_start(struct maker *m, const char *date)
{
	struct calendar_day *day;

	*m = (struct maker){ .arena = ARENA_INIT, .err = ERR_INIT };
	maker_empty(m, &m->book, maker_day(date));
	day = MAKER_ADD(m, &m->book.calendar);
	*day = (struct calendar_day){ maker_day("2026-01-01"), false };
	m->book.fee_load = 1;
	m->book.first_night = DAY_NONE;
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
	struct fee *fee = MAKER_ADD(m, &m->book.fees);

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
	struct policy *policy = MAKER_ADD(m, &m->book.policies);

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
	struct channel *channel = MAKER_ADD(m, &m->book.channels);

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
	struct order *order = MAKER_ADD(m, &m->book.orders);
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
		.applicant_name = maker_join(m, order_no, "商贸有限公司"),
		.uscc = maker_join(m, "USCC", order_no),
		.account = maker_join(m, "6222", order_no),
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
int64_t
maker_new_code(struct maker *m, unsigned char *digest)
{
	memset(digest, (int)++m->last_code, CODE_DIGEST_SIZE);
	return m->last_code;
}

void
maker_give_code(struct maker *m, struct order *order)
{
	order->code_id = maker_new_code(m, order->code);
}

int
maker_account(enum source source)
{
	return source == SOURCE_BANK ? 1 : 2 + (int)source;
}

static struct book_entry *
add_entry(struct maker *m, enum source source, const char *external_id,
	int64_t fen)
{
	struct book_entry *entry = MAKER_ADD(m, &m->book.entries);

	*entry = (struct book_entry){ .id = ++m->last_entry,
		.source = source,
		.account_id = maker_account(source),
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
	entry->is_new = true;
	return entry;
}

struct book_entry *
maker_channel_entry(struct maker *m, enum source source, const char *txn,
	const char *ref, int64_t fen)
{
	struct book_entry *entry = add_entry(
		m, source, fen < 0 ? maker_join(m, "R", txn) : txn, fen);

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
	maker_must(entry->codes != NULL, m);
	entry->code_count = 1;
}

struct book_entry *
maker_stands(struct maker *m, const struct book_entry *was)
{
	struct book_entry *entry = MAKER_ADD(m, &m->book.entries);

	*entry = *was;
	entry->stands = true;
	entry->is_new = false;
	entry->fate = FATE_OPEN;
	entry->rule = entry->note = "";
	entry->proposal_id = 0;
	return entry;
}

struct ruling *
maker_ruling(struct maker *m, enum ruling_verb verb, int64_t entry_id)
{
	struct ruling *ruling = MAKER_ADD(m, &m->book.rulings);

	*ruling = (struct ruling){ .proposal_id = ++m->last_proposal,
		.verb = verb,
		.entry_id = entry_id,
		.order = NOBODY,
		.people = "people say so" };
	return ruling;
}

void
maker_part(struct maker *m, struct ruling *ruling, const char *order_no,
	int64_t fen)
{
	const struct order *order = maker_find_order(m, order_no);
	struct ruling_part *part = MAKER_ADD(m, &ruling->parts);

	*part = (struct ruling_part){ .amount = fen,
		.order = order == NULL ? NOBODY
				       : (size_t)(order - m->book.orders.at) };
}

struct bill_day *
maker_bill(struct maker *m, enum source source, const char *merchant,
	const char *day, int64_t net)
{
	struct bill_day *bill = MAKER_ADD(m, &m->book.bill_days);

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
	struct coverage *coverage = MAKER_ADD(m, &m->book.coverages);

	*coverage = (struct coverage){ .source = source,
		.account_id = maker_account(source),
		.account = account,
		.from = maker_day(day),
		.to = maker_day(day) };
}

struct coverage *
maker_statement(struct maker *m, const char *from, const char *to,
	int64_t opening, int64_t closing)
{
	struct coverage *coverage;

	maker_cover(m, SOURCE_BANK, source_names[SOURCE_BANK], from);
	coverage = &m->book.coverages.at[m->book.coverages.count - 1];
	coverage->to = maker_day(to);
	coverage->has_opening = coverage->has_closing = true;
	coverage->opening = opening;
	coverage->closing = closing;
	return coverage;
}

struct bill_total *
maker_total(struct maker *m, enum bill_family family,
	enum bill_document document, const char *from, const char *to)
{
	struct document_total *t = MAKER_ADD(m, &m->book.totals);

	*t = (struct document_total){ .account_id =
					      maker_account(SOURCE_ALIPAY),
		.total = { .family = family,
			.document = document,
			.account = "a1",
			.from = maker_day(from),
			.to = maker_day(to) } };
	return &t->total;
}
