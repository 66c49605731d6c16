#include "core/price.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "model/money.h"
#include "model/note.h"

#include <stdio.h>
#include <string.h>

static bool
is_any(const char *text)
{
	return text[0] == '\0' || strcmp(text, "any") == 0;
}

static bool
covers(const char *row, const char *value)
{
	return is_any(row) || strcmp(row, value) == 0;
}

/* Whether a row is about such an order, whatever its years and days. */
static bool
concerns(const struct fee *fee, const struct order *order, const char *key)
{
	return strcmp(fee->ca, order->ca) == 0 &&
		covers(fee->business, order->business) &&
		covers(fee->cert_kind, order->cert_kind) &&
		covers(fee->project, order->project) &&
		covers(fee->key_kind, key);
}

static bool
in_force(const struct fee *fee, int32_t day)
{
	return fee->from <= day && (fee->to == DAY_NONE || day <= fee->to);
}

/*
 * How specific a row is, the weightiest difference first: project, business,
 * years, key kind, certificate kind.
 */
static unsigned
rank(const struct fee *fee)
{
	return (unsigned)!is_any(fee->project) << 4 |
		(unsigned)!is_any(fee->business) << 3 |
		(unsigned)(fee->years != 0) << 2 |
		(unsigned)!is_any(fee->key_kind) << 1 |
		(unsigned)!is_any(fee->cert_kind);
}

static const struct fee *
find_fee(const struct book *book, const struct order *order, const char *key)
{
	const struct fee *best = NULL;

	for (size_t i = 0; i < book->fees.count; i++) {
		const struct fee *fee = &book->fees.at[i];

		if (concerns(fee, order, key) &&
			in_force(fee, order->created.day) &&
			(fee->years == 0 || fee->years == order->years) &&
			(best == NULL || rank(fee) > rank(best)))
			best = fee;
	}
	return best;
}

/* "2 x 300.00 + ..." for people. */
static void
add_term(struct buf *how, int64_t count, int64_t fen)
{
	char text[MONEY_TEXT_SIZE];

	if (how->len > 0)
		buf_puts(how, " + ");
	buf_printf(how, "%lld x %s", (long long)count, money_text(fen, text));
}

static int
charge(int64_t count, int64_t fen, int64_t *total, struct buf *how,
	struct err *err)
{
	int64_t part;

	add_term(how, count, fen);
	if (money_times(fen, count, &part, err) < 0)
		return -1;
	return money_add(total, part, err);
}

/* The price of ${keys} keys of one kind by ${fee}. */
static int
price_keys(const struct fee *fee, const struct order *order, int keys,
	int64_t *total, struct buf *how, struct err *err)
{
	const int64_t next = fee->next_year < 0 ? fee->amount : fee->next_year;

	switch (fee->basis) {
	case FEE_PER_ORDER:
		return charge(1, fee->amount, total, how, err);
	case FEE_TERM:
		return charge(keys, fee->amount, total, how, err);
	case FEE_PER_YEAR:
		if (charge(keys, fee->amount, total, how, err) < 0)
			return -1;
		if (order->years < 2)
			return 0;
		return charge((int64_t)keys * (order->years - 1), next, total,
			how, err);
	default:
		return err_set(err, ERR_BUG, "a fee row has no basis");
	}
}

/* What the schedule has instead, for a person to see what is missing. */
static const char *
nearest(const struct book *book, const struct order *order, const char *key,
	struct err *err)
{
	struct buf rows = BUF_INIT;
	const char *note = NULL;
	char years[16], fen[MONEY_TEXT_SIZE], day[DAY_TEXT_SIZE];

	snprintf(years, sizeof(years), "%d", order->years);
	for (size_t i = 0; i < book->fees.count; i++) {
		const struct fee *fee = &book->fees.at[i];

		if (!concerns(fee, order, key))
			continue;
		if (rows.len > 0)
			buf_puts(&rows, "; ");
		if (fee->years > 0)
			buf_printf(&rows, "%d: ", fee->years);
		buf_puts(&rows, money_text(fee->amount, fen));
		if (!in_force(fee, order->created.day))
			buf_printf(&rows, " (%s ..)", day_text(fee->from, day));
	}
	if (buf_check(&rows, err) == 0)
		note = rows.len == 0
			? note_make(book->arena, err,
				  N_("no fee row for %1 %2 at %3"), 3,
				  order->ca, order->business,
				  day_text(order->created.day, day))
			: note_make(book->arena, err,
				  N_("no %1-year term at %2; there is %3"), 3,
				  years, day_text(order->created.day, day),
				  buf_text(&rows));
	buf_release(&rows);
	return note;
}

int
price_order(const struct book *book, const struct order *order,
	struct price *price, struct err *err)
{
	const int counts[2] = {
		order->main_keys + order->sub_keys == 0 ? 1 : order->main_keys,
		order->sub_keys
	};
	static const char *const keys[2] = { "main", "sub" };
	bool once = false;
	struct buf how = BUF_INIT;
	int rc = -1;

	*price = (struct price){ .priced = true, .note = "" };
	for (int k = 0; k < 2; k++) {
		const struct fee *fee;

		if (counts[k] == 0)
			continue;
		fee = find_fee(book, order, keys[k]);
		if (fee == NULL) {
			*price = (struct price){ .note = nearest(book, order,
							 keys[k], err) };
			rc = price->note == NULL ? -1 : 0;
			goto done;
		}
		if (price->line == 0) {
			price->load = book->fee_load;
			price->line = (int)fee->line;
		}
		/* A price per order is taken once, whatever the keys. */
		if (once && fee->basis == FEE_PER_ORDER)
			continue;
		once = fee->basis == FEE_PER_ORDER;
		if (price_keys(fee, order, counts[k], &price->due, &how, err) <
			0)
			goto done;
	}
	if (buf_check(&how, err) < 0)
		goto done;
	price->note = arena_text(book->arena, buf_text(&how), how.len, err);
	rc = price->note == NULL ? -1 : 0;
done:
	buf_release(&how);
	return rc;
}
