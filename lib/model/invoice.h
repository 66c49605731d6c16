#ifndef MODEL_INVOICE_H
#define MODEL_INVOICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"

/*
 * Fully digital invoices (数电票): what is to be invoiced, what a buyer must
 * say, how lines are put on invoices and invoices into files, what a red one
 * reverses, and which step may follow which (facts.md 1.2, 2; domain.md Other
 * facts).  Plain data and rules; amounts are fen, with tax.
 */

struct buf;
struct err;

/* --- the buyer --- */

/* As an order says it; texts are never NULL. */
struct invoice_buyer {
	bool special;	 /* 专票; else 普票 */
	bool is_natural; /* no organisation: no tax number is needed */
	const char *title, *tax_no, *address, *phone, *bank, *account, *email;
};

/** invoice_check_buyer(buyer, err): ERR_INPUT names the field that is missing,
 * or longer than the bureau takes (in characters, and for a name in bytes of
 * GBK, too), or holds < or >. */
int invoice_check_buyer(const struct invoice_buyer *buyer, struct err *err);

/** invoice_check_name(name, err): of an item (项目名称): the same limits. */
int invoice_check_name(const char *name, struct err *err);

#define INVOICE_NUMBER_DIGITS 20

/** invoice_check_number(number, err): 20 digits. */
int invoice_check_number(const char *number, struct err *err);

/* --- what is to be invoiced --- */

/* An order on which money stands. */
struct invoice_order {
	int64_t order_id;
	int version, turn;
	const char *ca, *order_no, *business, *verdict;
	struct invoice_buyer buyer;
	int64_t standing; /* paid less what went back */
	int32_t paid_on;

	/* The tax, found by whoever asks; and its place (invoice_plan()). */
	int tax_load, tax_line, rate;
	int64_t tax;
	size_t invoice; /* from 1 */
};

struct invoice_orders {
	VEC(struct invoice_order);
};

/** invoice_is_due(order): an order that is paid, or partly refunded: what
 * stands is invoiced.  One that has too much, or too little, waits until that
 * is settled; one of which nothing is due gets none. */
bool invoice_is_due(const struct invoice_order *order);

/* An invoice with more lines would not fit in a file. */
#define INVOICE_LINES_MAX 2000

/** invoice_plan(orders, combine): sort them and give each its invoice: one an
 * order, or with ${combine} one for all orders of the same seller and buyer.
 * How many invoices. */
size_t invoice_plan(struct invoice_orders *orders, bool combine);

/** invoice_split(lines, count, files): which file each invoice of ${lines[i]}
 * lines goes into, from 1, in their order, none over INVOICE_LINES_MAX. */
void invoice_split(const int *lines, size_t count, int *files);

/* --- what is written into a file --- */

/* A line with the invoice that it stands on. */
struct invoice_item {
	const char *serial, *ca;
	const char *orders; /* of the invoice, blanks between */
	struct invoice_buyer buyer;
	int32_t requested_on;
	int line_no; /* from 1 */
	const char *order_no, *tax_code, *tax_name;
	int rate;
	int64_t gross, tax;
};

/* Invoice by invoice, line by line. */
struct invoice_items {
	VEC(struct invoice_item);
};

/** invoice_total(items, count, gross, tax, err): the sums of ${count} lines. */
int invoice_total(const struct invoice_item *items, size_t count,
	int64_t *gross, int64_t *tax, struct err *err);

/* --- what a red one reverses --- */

struct invoice_line {
	int no, rate;
	int64_t gross, tax, red, red_tax; /* red: reversed already */
	int64_t needed;			  /* to be reversed for a refund */
};

/** invoice_red_tax(line, amount): the tax of reversing ${amount} more of it,
 * such that all that is reversed and what is left each hold the tax of a line,
 * and that the last one leaves nothing. */
int64_t invoice_red_tax(const struct invoice_line *line, int64_t amount);

/* Why it is reversed (facts.md 2.5): the words that are stored, and what the
 * bureau calls them. */
struct invoice_reason {
	const char *name, *title;
};
extern const struct invoice_reason invoice_reasons[]; /* ended by NULL */

/** invoice_reason_find(name): or NULL. */
const struct invoice_reason *invoice_reason_find(const char *name);

/** invoice_reason_list(out): the words, ", " between, for people. */
void invoice_reason_list(struct buf *out);

/* --- which step may follow --- */

/** invoice_may(state, verb): whether an invoice in ${state} (requested,
 * exported, issued, red-needed, red-issued, withdrawn) may be issued, red,
 * withdrawn. */
bool invoice_may(const char *state, const char *verb);

#endif
