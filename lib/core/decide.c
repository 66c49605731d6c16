#include "core/decide.h"

#include "base/err.h"
#include "core/classify.h"
#include "core/closing.h"
#include "core/continuity.h"
#include "core/control.h"
#include "core/discrepancy.h"
#include "core/match.h"
#include "core/policy.h"
#include "core/price.h"
#include "core/refund.h"
#include "core/release.h"
#include "core/remark.h"
#include "core/rule.h"
#include "core/ruling.h"
#include "core/settle.h"
#include "core/trace.h"
#include "core/verdict.h"
#include "core/verify.h"
#include "model/fold.h"

#include <stdlib.h>
#include <string.h>

/* --- indices --- */

static int
index_text(struct map *map, const char *text, size_t order, struct err *err)
{
	if (text[0] == '\0')
		return 0;
	return map_add(map, text, strlen(text), order, err);
}

/* Each of the merchant order numbers, ';' between. */
static int
index_pay_refs(struct book *book, size_t index, struct err *err)
{
	const char *ref = book->orders.at[index].pay_refs;

	while (*ref != '\0') {
		const size_t len = strcspn(ref, ";");

		if (len > 0 &&
			map_add(&book->by_pay_ref, ref, len, index, err) < 0)
			return -1;
		ref += len + (ref[len] == ';');
	}
	return 0;
}

static int
index_order(struct book *book, size_t i, struct err *err)
{
	struct order *o = &book->orders.at[i];

	o->name_folded = fold_text(book->arena, o->applicant_name, err);
	if (o->name_folded == NULL || index_pay_refs(book, i, err) < 0 ||
		index_text(&book->by_trade_no, o->claimed_trade_no, i, err) <
			0 ||
		index_text(&book->by_voucher, o->voucher_ref, i, err) < 0 ||
		index_text(&book->by_account, o->account, i, err) < 0 ||
		index_text(&book->by_name, o->name_folded, i, err) < 0)
		return -1;
	return index_text(&book->by_uscc, o->uscc, i, err);
}

static int
index_orders(struct book *book, struct err *err)
{
	struct map *const maps[] = { &book->by_pay_ref, &book->by_trade_no,
		&book->by_voucher, &book->by_account, &book->by_name,
		&book->by_uscc, &book->by_txn, &book->by_suspense };

	for (size_t i = 0; i < sizeof(maps) / sizeof(*maps); i++)
		map_init(maps[i], book->arena);
	policy_assign(book);
	for (size_t i = 0; i < book->orders.count; i++)
		if (index_order(book, i, err) < 0)
			return -1;
	return remark_index(book, err);
}

/* What stands on each order, and which payments a refund may cite. */
static int
index_money(struct book *book, struct err *err)
{
	for (size_t i = 0; i < book->allocations.count; i++) {
		const struct allocation *a = &book->allocations.at[i];
		struct order *o = &book->orders.at[a->order];
		size_t *at = vec_push(&o->money, book->arena, err);

		if (at == NULL || index_text(&book->by_txn, a->txn, i, err) < 0)
			return -1;
		*at = i;
		if (a->amount < 0)
			o->now.refunded -= a->amount;
		else
			o->now.paid += a->amount;
	}
	for (size_t i = 0; i < book->entries.count; i++) {
		const struct book_entry *e = &book->entries.at[i];

		if (e->kind == ENTRY_PAYMENT &&
			index_text(&book->by_suspense, e->txn, i, err) < 0)
			return -1;
	}
	return 0;
}

/* --- prices --- */

/* A verdict that is done keeps the price, and the row, that it was decided
 * by, unless a new version of the order changed what is priced.  It may be
 * done no more since an earlier run of this same night; the night repeated
 * keeps what that one kept. */
static bool
keeps_price(const struct order *o)
{
	return o->known && !o->priced_anew &&
		(o->price_kept || o->was.verdict == VERDICT_PAID ||
			o->was.verdict == VERDICT_WAIVED ||
			o->was.verdict == VERDICT_REFUNDED);
}

static int
price_orders(struct book *book, struct err *err)
{
	for (size_t i = 0; i < book->orders.count; i++) {
		struct order *o = &book->orders.at[i];

		if (keeps_price(o))
			o->now.price = o->was.price;
		else if (price_order(book, o, &o->now.price, err) < 0)
			return err_within(err, "%s/%s", o->ca, o->order_no);
	}
	return 0;
}

/* --- passes --- */

/* Booking time, source, account, external id; then the entry's number. */
static int
in_order_of_work(const void *x, const void *y)
{
	const struct book_entry *a = x, *b = y;
	int order = moment_compare(a->booked, b->booked);

	if (order == 0)
		order = (a->source > b->source) - (a->source < b->source);
	if (order == 0)
		order = strcmp(a->merchant, b->merchant);
	if (order == 0)
		order = strcmp(a->external_id, b->external_id);
	if (order == 0)
		order = (a->id > b->id) - (a->id < b->id);
	return order;
}

/* What no rule decided is asked afresh in each pass. */
static void
reopen(struct book *book)
{
	for (size_t i = 0; i < book->entries.count; i++) {
		struct book_entry *e = &book->entries.at[i];

		if (e->fate != FATE_OPEN && e->fate != FATE_STOPPED)
			continue;
		trace_begin(book, e);
		e->fate = FATE_OPEN;
		e->rule = e->note = "";
		e->payer_mismatch = e->tied = false;
		e->candidates = (struct order_set){ .count = 0 };
	}
}

static int
pass(struct book *book, struct err *err)
{
	reopen(book);
	if (match_entries(book, err) < 0 || refund_entries(book, err) < 0 ||
		settle_entries(book, err) < 0 || verify_open(book, err) < 0 ||
		verify_entries(book, err) < 0 || verify_answers(book, err) < 0)
		return -1;
	verdict_orders(book);
	return verify_age(book, err);
}

int
decide(struct book *book, struct err *err)
{
	long before;

	if (book->entries.count > 0)
		qsort(book->entries.at, book->entries.count,
			sizeof(*book->entries.at), in_order_of_work);
	if (index_orders(book, err) < 0 || classify_entries(book, err) < 0 ||
		index_money(book, err) < 0 || price_orders(book, err) < 0 ||
		rule_index_payers(book, err) < 0 ||
		verify_index(book, err) < 0 || ruling_apply(book, err) < 0)
		return -1;
	do {
		before = book->changes;
		if (pass(book, err) < 0)
			return -1;
	} while (book->changes != before);
	ruling_check(book);
	if (release_orders(book, err) < 0 ||
		discrepancy_collect(book, err) < 0 ||
		continuity_check(book, err) < 0 ||
		control_check(book, err) < 0 || closing_make(book, err) < 0)
		return -1;
	return discrepancy_sync(book, err);
}
