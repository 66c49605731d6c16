#include "format/iso20022/camt.h"

#include "base/err.h"
#include "base/i18n.h"
#include "model/currency.h"
#include "model/money.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int
disagree(struct parser *parser, const char *message, struct err *err)
{
	return parser->sink.disagree(
		parser->sink.ctx, &parser->st, message, err);
}

/* opening + movements = closing, or both figures. */
static int
check_chain(struct parser *parser, struct err *err)
{
	const struct statement *st = &parser->st;
	const int64_t net = st->credit - st->debit;
	char opening[CURRENCY_AMOUNT_SIZE], moved[CURRENCY_AMOUNT_SIZE],
		sum_text[CURRENCY_AMOUNT_SIZE], closing[CURRENCY_AMOUNT_SIZE],
		message[320];
	int64_t sum;

	if (!st->has_opening || !st->has_closing)
		return 0;
	sum = st->opening;
	if (money_add(&sum, net, err) < 0)
		return err_within(err, "%ld:%ld: %s", parser->line,
			parser->column, parser->kind->statement);
	if (sum == st->closing)
		return 0;
	snprintf(message, sizeof(message),
		_("opening %s + movements %s = %s, but the closing balance "
		  "says %s"),
		currency_amount_text(st->opening, parser->currency, opening),
		currency_amount_text(net, parser->currency, moved),
		currency_amount_text(sum, parser->currency, sum_text),
		currency_amount_text(st->closing, parser->currency, closing));
	return disagree(parser, message, err);
}

/* Sums of different currencies are no sums. */
static int
check_currencies(struct parser *parser, struct err *err)
{
	char message[160];

	if (parser->foreign[0] == '\0')
		return 0;
	snprintf(message, sizeof(message),
		_("amounts in %s in the statement of an account in %s"),
		parser->foreign, parser->currency);
	return disagree(parser, message, err);
}

#define TOTALS_MAX 4

/* One figure of TxsSummry, and what it may stand for: banks count booked
 * entries, all entries or details, and sum net or gross. */
struct total {
	enum camt_slot slot;
	const char *name;
	int64_t candidates[TOTALS_MAX]; /* the first one is shown */
	int count;
};

static bool
is_among(const struct total *total, int64_t value)
{
	for (int i = 0; i < total->count; i++)
		if (total->candidates[i] == value)
			return true;
	return false;
}

static int
check_count(struct parser *parser, const struct total *total, struct err *err)
{
	const char *text = camt_text(parser, total->slot);
	char message[160];

	if (*text == '\0')
		return 0;
	if (strspn(text, "0123456789") != strlen(text) || strlen(text) > 15) {
		err_set(err, ERR_INPUT, _("\"%.40s\" is not a number"), text);
		return camt_refuse(parser, total->slot, err);
	}
	if (is_among(total, strtoll(text, NULL, 10)))
		return 0;
	snprintf(message, sizeof(message),
		_("%s says %s entries, but there are %" PRId64), total->name,
		text, total->candidates[0]);
	return disagree(parser, message, err);
}

/* A debit sum may be written with a minus or without. */
static int
check_sum(struct parser *parser, const struct total *total, struct err *err)
{
	char said[CURRENCY_AMOUNT_SIZE], found[CURRENCY_AMOUNT_SIZE],
		message[200];
	int64_t value;

	if (*camt_text(parser, total->slot) == '\0')
		return 0;
	if (camt_sum(parser, total->slot, &value, err) < 0)
		return -1;
	if (is_among(total, value) || is_among(total, -value))
		return 0;
	snprintf(message, sizeof(message),
		_("%s says a sum of %s, but the entries add up to %s"),
		total->name,
		currency_amount_text(value, parser->currency, said),
		currency_amount_text(
			total->candidates[0], parser->currency, found));
	return disagree(parser, message, err);
}

static int
check_summary(struct parser *parser, struct err *err)
{
	const struct camt_sums *b = &parser->booked, *a = &parser->all;
	int64_t gross = b->credit, all_gross = a->credit;
	const struct total counts[] = {
		{ ST_TOTAL_COUNT, "TtlNtries",
			{ b->credits + b->debits, a->credits + a->debits,
				parser->details },
			3 },
		{ ST_CREDIT_COUNT, "TtlCdtNtries", { b->credits, a->credits },
			2 },
		{ ST_DEBIT_COUNT, "TtlDbtNtries", { b->debits, a->debits }, 2 },
	};

	if (money_add(&gross, b->debit, err) < 0 ||
		money_add(&all_gross, a->debit, err) < 0)
		return err_within(err, "%ld:%ld: %s", parser->line,
			parser->column, parser->kind->statement);
	const struct total sums[] = {
		{ ST_TOTAL_SUM, "TtlNtries",
			{ gross, all_gross, b->credit - b->debit,
				a->credit - a->debit },
			4 },
		{ ST_CREDIT_SUM, "TtlCdtNtries", { b->credit, a->credit }, 2 },
		{ ST_DEBIT_SUM, "TtlDbtNtries", { b->debit, a->debit }, 2 },
	};

	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++)
		if (check_count(parser, &counts[i], err) < 0 ||
			check_sum(parser, &sums[i], err) < 0)
			return -1;
	return 0;
}

/* A summary on one page of several is that of all pages. */
static bool
is_one_page(const struct parser *parser)
{
	const char *page = camt_text(parser, ST_PAGE);
	const char *last = camt_text(parser, ST_LAST_PAGE);

	return (*page == '\0' || strcmp(page, "1") == 0) &&
		strcmp(last, "false") != 0 && strcmp(last, "0") != 0;
}

int
camt_check_totals(struct parser *parser, struct err *err)
{
	if (check_chain(parser, err) < 0 || check_currencies(parser, err) < 0)
		return -1;
	return is_one_page(parser) ? check_summary(parser, err) : 0;
}
