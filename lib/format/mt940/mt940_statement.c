#include "format/mt940/mt940.h"

#include "base/err.h"
#include "base/i18n.h"
#include "model/money.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define DISAGREE_SIZE 400

int
mt940_statement_disagree(
	struct parser *parser, const char *message, struct err *err)
{
	const struct mt940_field *field = &parser->field;
	char text[DISAGREE_SIZE];

	snprintf(text, sizeof(text), "%ld:%ld: :%s: %s", field->line,
		field->column, field->name, message);
	return parser->sink.disagree(parser->sink.ctx, &parser->st, text, err);
}

/* --- pages ------------------------------------------------------------- */

static bool
is_next_page(const struct parser *parser)
{
	const struct mt940_page *page = &parser->page;

	return parser->continues && page->opening.seen &&
		page->opening.on_page &&
		strcmp(buf_text(&page->account), buf_text(&parser->account)) ==
		0 &&
		strcmp(page->currency, parser->currency) == 0;
}

/* A bank that gives two pages one number is believed if the balance goes on;
 * a page that was left out is named. */
static int
check_sequence(struct parser *parser, struct err *err)
{
	const struct mt940_page *page = &parser->page;
	char message[200];

	if (page->number == parser->number &&
		(page->sequence == parser->sequence ||
			page->sequence == parser->sequence + 1 ||
			page->sequence < 0 || parser->sequence < 0))
		return 0;
	snprintf(message, sizeof(message),
		_("page %" PRId64 "/%" PRId64 " follows page %" PRId64
		  "/%" PRId64 ": one is missing"),
		page->number, page->sequence, parser->number, parser->sequence);
	return mt940_statement_disagree(parser, message, err);
}

static int
go_on(struct parser *parser, struct err *err)
{
	const struct mt940_page *page = &parser->page;
	char ended[CURRENCY_AMOUNT_SIZE], begins[CURRENCY_AMOUNT_SIZE];
	char message[200];

	if (check_sequence(parser, err) < 0)
		return -1;
	parser->number = page->number;
	parser->sequence = page->sequence;
	/* What closes the statement is on this page, or nowhere. */
	parser->st.has_closing = false;
	parser->closing_day = DAY_NONE;
	if (page->opening.amount == parser->st.closing)
		return 0;
	snprintf(message, sizeof(message),
		_("a page ends with a balance of %s, but the next one begins "
		  "with %s"),
		currency_amount_text(
			parser->st.closing, parser->currency, ended),
		currency_amount_text(
			page->opening.amount, parser->currency, begins));
	return mt940_statement_disagree(parser, message, err);
}

static int
begin(struct parser *parser, struct err *err)
{
	const struct mt940_page *page = &parser->page;
	struct statement *const st = &parser->st;

	buf_clear(&parser->reference);
	buf_clear(&parser->account);
	buf_puts(&parser->reference, buf_text(&page->reference));
	buf_puts(&parser->account, buf_text(&page->account));
	if (buf_check(&parser->reference, err) < 0 ||
		buf_check(&parser->account, err) < 0)
		return -1;
	memcpy(parser->currency, page->currency, CURRENCY_SIZE);
	parser->number = page->number;
	parser->sequence = page->sequence;
	parser->opening_day = page->opening.seen ? page->opening.day : DAY_NONE;
	parser->closing_day = parser->first = parser->last = DAY_NONE;
	*st = (struct statement){ .source = SOURCE_BANK,
		.account = buf_text(&parser->account),
		.currency = parser->currency,
		.reference = buf_text(&parser->reference),
		.from = DAY_NONE,
		.to = DAY_NONE,
		.has_opening = page->opening.seen,
		.opening = page->opening.amount };
	parser->is_open = true;
	return parser->sink.begin(parser->sink.ctx, st, err);
}

int
mt940_statement_page(struct parser *parser, struct err *err)
{
	struct mt940_page *const page = &parser->page;
	bool next;

	if (page->begun)
		return 0;
	page->begun = true;
	if (page->currency[0] == '\0')
		memcpy(page->currency, page->account_currency, CURRENCY_SIZE);
	next = is_next_page(parser);
	parser->continues = false;
	if (next)
		return go_on(parser, err);
	if (mt940_statement_end(parser, err) < 0)
		return -1;
	return begin(parser, err);
}

/* --- balances ---------------------------------------------------------- */

/* opening + movements = closing, page for page, or both figures. */
static int
check_chain(struct parser *parser, struct err *err)
{
	const struct mt940_page *page = &parser->page;
	const int64_t net = page->sums.credit - page->sums.debit;
	char opening[CURRENCY_AMOUNT_SIZE], moved[CURRENCY_AMOUNT_SIZE],
		sum_text[CURRENCY_AMOUNT_SIZE], closing[CURRENCY_AMOUNT_SIZE],
		message[320];
	int64_t sum = page->opening.amount;

	if (money_add(&sum, net, err) < 0)
		return mt940_refuse(parser, 0, _("amount"), err);
	if (sum == page->closing.amount)
		return 0;
	snprintf(message, sizeof(message),
		_("opening %s + movements %s = %s, but the closing balance "
		  "says %s"),
		currency_amount_text(
			page->opening.amount, page->currency, opening),
		currency_amount_text(net, page->currency, moved),
		currency_amount_text(sum, page->currency, sum_text),
		currency_amount_text(
			page->closing.amount, page->currency, closing));
	return mt940_statement_disagree(parser, message, err);
}

int
mt940_statement_close(struct parser *parser, struct err *err)
{
	const struct mt940_page *page = &parser->page;

	parser->st.has_closing = true;
	parser->st.closing = page->closing.amount;
	parser->closing_day = page->closing.day;
	parser->continues = page->closing.on_page;
	return page->opening.seen ? check_chain(parser, err) : 0;
}

/* --- the end ----------------------------------------------------------- */

/*
 * An opening balance is that of the end of its day, the closing balance of
 * the statement before: the statement begins on the next one, unless it is all
 * of one day.  Without both it is the days of its movements.
 */
static void
set_period(struct parser *parser)
{
	struct statement *const st = &parser->st;
	const int32_t opening = parser->opening_day;
	const int32_t closing = parser->closing_day;

	st->from = parser->first;
	st->to = parser->last;
	if (opening != DAY_NONE && closing != DAY_NONE) {
		st->from = opening < closing ? opening + 1 : closing;
		st->to = closing;
	} else if (st->from == DAY_NONE) {
		st->from = st->to = closing != DAY_NONE ? closing
			: opening != DAY_NONE		? opening
							: parser->page.made;
	}
}

int
mt940_statement_end(struct parser *parser, struct err *err)
{
	if (!parser->is_open)
		return 0;
	parser->is_open = parser->continues = false;
	set_period(parser);
	return parser->sink.end(parser->sink.ctx, &parser->st, err);
}
