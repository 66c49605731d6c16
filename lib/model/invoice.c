#include "model/invoice.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "model/fold.h"
#include "model/money.h"
#include "model/tax.h"

#include <stdlib.h>
#include <string.h>

/* --- the buyer --- */

/* When a field must be filled. */
enum need { NEVER, ALWAYS, OF_ORGANISATION, OF_SPECIAL };

/* Row 2 of the bureau's workbook, and a gateway's limit for names in bytes of
 * GBK (facts.md 2.1). */
static const struct limit {
	const char *name;
	size_t offset;
	size_t chars;
	size_t bytes; /* 0: not counted */
	enum need need;
} limits[] = {
#define LIMIT(member, chars, bytes, need)                                      \
	{                                                                      \
		"invoice_" #member, offsetof(struct invoice_buyer, member),    \
			chars, bytes, need                                     \
	}
	LIMIT(title, 100, 100, ALWAYS),
	LIMIT(tax_no, 20, 0, OF_ORGANISATION),
	LIMIT(address, 100, 0, OF_SPECIAL),
	LIMIT(phone, 50, 0, OF_SPECIAL),
	LIMIT(bank, 100, 0, OF_SPECIAL),
	LIMIT(account, 100, 0, OF_SPECIAL),
	LIMIT(email, 72, 0, NEVER),
#undef LIMIT
};

static const struct limit item_limit = { "tax_name", 0, 100, 100, ALWAYS };

static size_t
count_chars(const char *text)
{
	size_t count = 0;

	for (; *text != '\0'; text++)
		count += ((unsigned char)*text & 0xc0) != 0x80;
	return count;
}

static bool
is_needed(enum need need, const struct invoice_buyer *buyer)
{
	switch (need) {
	case NEVER:
		return false;
	case OF_ORGANISATION:
		return buyer->special || !buyer->is_natural;
	case OF_SPECIAL:
		return buyer->special;
	case ALWAYS:
		break;
	}
	return true;
}

static int
check_text(const struct limit *limit, const char *text, struct err *err)
{
	const size_t chars = count_chars(text);
	const size_t bytes = fold_gb18030_len(text);

	if (chars > limit->chars)
		return err_set(err, ERR_INPUT,
			_("%s: has %zu characters, more than %zu"), limit->name,
			chars, limit->chars);
	if (limit->bytes > 0 && bytes > limit->bytes)
		return err_set(err, ERR_INPUT,
			_("%s: has %zu bytes of GBK, more than %zu"),
			limit->name, bytes, limit->bytes);
	if (strpbrk(text, "<>") != NULL)
		return err_set(
			err, ERR_INPUT, _("%s: holds < or >"), limit->name);
	return 0;
}

int
invoice_check_buyer(const struct invoice_buyer *buyer, struct err *err)
{
	for (size_t i = 0; i < sizeof(limits) / sizeof(*limits); i++) {
		const char *text = *(const char *const *)((const char *)buyer +
			limits[i].offset);

		if (text[0] == '\0' && is_needed(limits[i].need, buyer))
			return err_set(err, ERR_INPUT,
				_("%s: empty, but this invoice needs it"),
				limits[i].name);
		if (check_text(&limits[i], text, err) < 0)
			return -1;
	}
	return 0;
}

int
invoice_check_name(const char *name, struct err *err)
{
	return check_text(&item_limit, name, err);
}

int
invoice_check_number(const char *number, struct err *err)
{
	const size_t digits = strspn(number, "0123456789");

	if (digits == INVOICE_NUMBER_DIGITS && number[digits] == '\0')
		return 0;
	return err_set(err, ERR_INPUT,
		_("\"%.40s\" is not an invoice number of %d digits"), number,
		INVOICE_NUMBER_DIGITS);
}

/* --- what is to be invoiced --- */

bool
invoice_is_due(const struct invoice_order *order)
{
	return order->standing > 0 &&
		(strcmp(order->verdict, "paid") == 0 ||
			strcmp(order->verdict, "part-refunded") == 0);
}

/* By seller and buyer. */
static int
compare_buyers(const struct invoice_order *a, const struct invoice_order *b)
{
	int rc = strcmp(a->ca, b->ca);

	if (rc == 0)
		rc = (int)a->buyer.special - (int)b->buyer.special;
	for (size_t i = 0; i < sizeof(limits) / sizeof(*limits) && rc == 0; i++)
		rc = strcmp(*(const char *const *)((const char *)&a->buyer +
				    limits[i].offset),
			*(const char *const *)((const char *)&b->buyer +
				limits[i].offset));
	return rc;
}

static int
compare_numbers(const void *a, const void *b)
{
	const struct invoice_order *const x = a, *const y = b;
	const int rc = strcmp(x->ca, y->ca);

	return rc != 0 ? rc : strcmp(x->order_no, y->order_no);
}

static int
compare_all(const void *a, const void *b)
{
	const int rc = compare_buyers(a, b);

	return rc != 0 ? rc : compare_numbers(a, b);
}

size_t
invoice_plan(struct invoice_orders *orders, bool combine)
{
	size_t invoice = 0;
	int lines = 0;

	if (orders->count > 1)
		qsort(orders->at, orders->count, sizeof(*orders->at),
			combine ? compare_all : compare_numbers);
	for (size_t i = 0; i < orders->count; i++) {
		struct invoice_order *order = &orders->at[i];

		if (i == 0 || !combine || lines == INVOICE_LINES_MAX ||
			compare_buyers(order - 1, order) != 0) {
			invoice++;
			lines = 0;
		}
		order->invoice = invoice;
		lines++;
	}
	return invoice;
}

void
invoice_split(const int *lines, size_t count, int *files)
{
	int file = 1, filled = 0;

	for (size_t i = 0; i < count; i++) {
		if (filled > 0 && filled + lines[i] > INVOICE_LINES_MAX) {
			file++;
			filled = 0;
		}
		filled += lines[i];
		files[i] = file;
	}
}

int
invoice_total(const struct invoice_item *items, size_t count, int64_t *gross,
	int64_t *tax, struct err *err)
{
	*gross = *tax = 0;
	for (size_t i = 0; i < count; i++)
		if (money_add(gross, items[i].gross, err) < 0 ||
			money_add(tax, items[i].tax, err) < 0)
			return -1;
	return 0;
}

/* --- what a red one reverses --- */

int64_t
invoice_red_tax(const struct invoice_line *line, int64_t amount)
{
	return line->tax - line->red_tax -
		tax_of(line->gross - line->red - amount, line->rate);
}

const struct invoice_reason invoice_reasons[] = {
	{ "error", "开票有误" },
	{ "return", "销货退回" },
	{ "termination", "服务中止" },
	{ "discount", "销售折让" },
	{ NULL, NULL },
};

const struct invoice_reason *
invoice_reason_find(const char *name)
{
	for (const struct invoice_reason *r = invoice_reasons; r->name != NULL;
		r++)
		if (strcmp(r->name, name) == 0)
			return r;
	return NULL;
}

void
invoice_reason_list(struct buf *out)
{
	for (const struct invoice_reason *r = invoice_reasons; r->name != NULL;
		r++)
		buf_printf(out, "%s%s", r == invoice_reasons ? "" : ", ",
			r->name);
}

/* --- which step may follow --- */

bool
invoice_may(const char *state, const char *verb)
{
	static const struct {
		const char *state, *verb;
	} steps[] = {
		{ "requested", "withdraw" },
		{ "exported", "withdraw" },
		{ "exported", "issue" },
		{ "issued", "red" },
		{ "red-needed", "red" },
		{ "red-issued", "red" },
	};

	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		if (strcmp(steps[i].state, state) == 0 &&
			strcmp(steps[i].verb, verb) == 0)
			return true;
	return false;
}
