#include "format/mt940/mt940.h"

#include "base/err.h"
#include "base/i18n.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS "0123456789"
#define NUMBER_MAX ((size_t)15) /* digits */

static const char *
value_of(const struct parser *parser)
{
	return buf_text(&parser->field.text);
}

/* The length of the field without blanks at its end. */
static size_t
value_len(const struct parser *parser)
{
	size_t len = parser->field.text.len;

	while (len > 0 && value_of(parser)[len - 1] == ' ')
		len--;
	return len;
}

static int
refuse(const struct parser *parser, size_t offset, const char *part,
	const char *what, struct err *err)
{
	err_set(err, ERR_INPUT, "%s", what);
	return mt940_refuse(parser, offset, part, err);
}

static int
twice(const struct parser *parser, const char *part, struct err *err)
{
	return refuse(parser, 0, part, _("it is there twice"), err);
}

/* A field of the other one of the two messages. */
static int
refuse_message(const struct parser *parser, const char *part, struct err *err)
{
	refuse(parser, 0, part,
		parser->interim ? _("this is an MT940, a statement")
				: _("this is an MT942, an interim report"),
		err);
	return err_hint(err, _("Read it with --as %s."),
		parser->interim ? "mt940" : "mt942");
}

void
mt940_message_start(struct parser *parser)
{
	struct mt940_page *const page = &parser->page;
	const struct buf reference = page->reference, account = page->account;

	*page = (struct mt940_page){ .reference = reference,
		.account = account,
		.sequence = -1,
		.made = DAY_NONE };
	buf_clear(&page->reference);
	buf_clear(&page->account);
	buf_clear(&parser->early);
}

int
mt940_message_reference(struct parser *parser, struct err *err)
{
	buf_add(&parser->page.reference, value_of(parser), value_len(parser));
	return buf_check(&parser->page.reference, err);
}

/* The currency that some banks write behind the account's number. */
static size_t
cut_currency(struct mt940_page *page, const char *text, size_t len)
{
	const size_t code = CURRENCY_SIZE - 1;

	if (len <= code || !currency_is_code(text + len - code, code) ||
		strchr(DIGITS " /", text[len - code - 1]) == NULL)
		return len;
	memcpy(page->account_currency, text + len - code, code);
	len -= code;
	while (len > 0 && strchr(" /", text[len - 1]) != NULL)
		len--;
	return len;
}

/* BANK/ACCOUNT, ACCOUNT, with or without a currency at the end. */
int
mt940_message_account(struct parser *parser, struct err *err)
{
	struct mt940_page *const page = &parser->page;
	const char *text = value_of(parser), *slash;
	const size_t blanks = strspn(text, " ");
	size_t len = value_len(parser);

	if (page->has_account)
		return twice(parser, _("account"), err);
	page->has_account = true;
	if (len > 0) {
		text += blanks;
		len -= blanks;
	}
	len = cut_currency(page, text, len);
	slash = memchr(text, '/', len);
	if (slash != NULL && slash + 1 < text + len) {
		len -= (size_t)(slash + 1 - text);
		text = slash + 1;
	}
	if (len == 0)
		return refuse(parser, 0, _("account"), _("it is empty"), err);
	buf_add(&page->account, text, len);
	return buf_check(&page->account, err);
}

static bool
read_number(const char *text, size_t *len, int64_t *number)
{
	*len = strspn(text, DIGITS);
	*number = strtoll(text, NULL, 10);
	return *len > 0 && *len <= NUMBER_MAX;
}

/* NUMBER or NUMBER/PAGE. */
int
mt940_message_number(struct parser *parser, struct err *err)
{
	struct mt940_page *const page = &parser->page;
	const char *text = value_of(parser);
	const size_t len = value_len(parser);
	size_t first, second;

	if (page->has_number)
		return twice(parser, _("statement number"), err);
	page->has_number = true;
	if (read_number(text, &first, &page->number)) {
		if (first == len)
			return 0;
		if (text[first] == '/' &&
			read_number(
				text + first + 1, &second, &page->sequence) &&
			first + 1 + second == len)
			return 0;
	}
	err_set(err, ERR_INPUT,
		_("\"%.*s\" is not a number, or two with / "
		  "between them"),
		mt940_shown(text, 20), text);
	return mt940_refuse(parser, 0, _("statement number"), err);
}

int
mt940_message_made(struct parser *parser, struct err *err)
{
	if (mt940_day(value_of(parser), true, &parser->page.made))
		return 0;
	err_set(err, ERR_INPUT, _("\"%.*s\" is not a day (YYMMDD)"),
		mt940_shown(value_of(parser), 6), value_of(parser));
	return mt940_refuse(parser, 0, _("date"), err);
}

/* --- currencies and balances ------------------------------------------- */

/* The currency at ${offset}, which must be that of the page. */
static int
read_currency(struct parser *parser, size_t offset, struct err *err)
{
	char *const known = parser->page.currency;
	const char *text = value_of(parser) + offset;
	char code[CURRENCY_SIZE];

	snprintf(code, sizeof(code), "%s", text);
	if (!currency_is_code(code, strlen(code))) {
		err_set(err, ERR_INPUT, _("\"%.*s\" is not a currency"),
			mt940_shown(text, 3), text);
		return mt940_refuse(parser, offset, _("currency"), err);
	}
	if (*known == '\0')
		memcpy(known, code, sizeof(code));
	if (strcmp(known, code) == 0)
		return 0;
	err_set(err, ERR_INPUT, _("%s, but the statement is in %s"), code,
		known);
	return mt940_refuse(parser, offset, _("currency"), err);
}

/* The smallest amounts that are reported: only their currency matters. */
int
mt940_message_floor(struct parser *parser, struct err *err)
{
	if (!parser->interim)
		return refuse_message(parser, _("floor limit"), err);
	return read_currency(parser, 0, err);
}

/* C or D, day, currency (a closing balance may lack it), amount. */
static int
read_balance(struct parser *parser, bool has_currency,
	struct mt940_balance *balance, struct err *err)
{
	const char *text = value_of(parser);
	const size_t day = 1, currency = 7;
	size_t amount = currency + CURRENCY_SIZE - 1;

	if (*text != 'C' && *text != 'D') {
		err_set(err, ERR_INPUT, _("\"%.*s\" is neither C nor D"),
			mt940_shown(text, 1), text);
		return mt940_refuse(parser, 0, _("mark"), err);
	}
	if (!mt940_day(text + day, false, &balance->day)) {
		err_set(err, ERR_INPUT, _("\"%.*s\" is not a day (YYMMDD)"),
			mt940_shown(text + day, 6), text + day);
		return mt940_refuse(parser, day, _("date"), err);
	}
	if (!has_currency && mt940_amount_len(text + currency) > 0)
		amount = currency;
	else if (read_currency(parser, currency, err) < 0)
		return -1;
	if (mt940_amount(parser, amount, value_len(parser) - amount,
		    _("amount"), parser->page.currency, &balance->amount,
		    err) < 0)
		return -1;
	if (*text == 'D')
		balance->amount = -balance->amount;
	balance->seen = true;
	balance->on_page = parser->field.name[2] == 'M';
	return 0;
}

int
mt940_message_opening(struct parser *parser, struct err *err)
{
	if (parser->interim)
		return refuse_message(parser, _("opening balance"), err);
	if (parser->page.opening.seen)
		return twice(parser, _("opening balance"), err);
	return read_balance(parser, true, &parser->page.opening, err);
}

int
mt940_message_closing(struct parser *parser, struct err *err)
{
	struct mt940_page *const page = &parser->page;

	if (parser->interim)
		return refuse_message(parser, _("closing balance"), err);
	if (page->closing.seen)
		return twice(parser, _("closing balance"), err);
	if (mt940_entry_end(parser, err) < 0 ||
		read_balance(parser, !page->opening.seen, &page->closing, err) <
			0 ||
		mt940_statement_page(parser, err) < 0)
		return -1;
	page->closed = true;
	return mt940_statement_close(parser, err);
}

/* --- sums -------------------------------------------------------------- */

/* What the page's movements of one side are. */
struct side {
	long count;
	int64_t sum;
};

static int
check_sum(struct parser *parser, const struct side *said,
	const struct side *found, struct err *err)
{
	const char *currency = parser->page.currency;
	char text[2][CURRENCY_AMOUNT_SIZE], message[200];

	if (said->count != found->count) {
		snprintf(message, sizeof(message),
			_("it says %ld entries, but there are %ld"),
			said->count, found->count);
		if (mt940_statement_disagree(parser, message, err) < 0)
			return -1;
	}
	if (said->sum == found->sum)
		return 0;
	snprintf(message, sizeof(message),
		_("it says a sum of %s, but the entries add up to %s"),
		currency_amount_text(said->sum, currency, text[0]),
		currency_amount_text(found->sum, currency, text[1]));
	return mt940_statement_disagree(parser, message, err);
}

/* How many movements of one side there are, and their sum. */
int
mt940_message_sum(struct parser *parser, struct err *err)
{
	struct mt940_page *const page = &parser->page;
	const bool credit = parser->field.name[2] == 'C';
	const char *text = value_of(parser);
	struct side said, found;
	size_t digits, amount;
	int64_t count;

	if (!read_number(text, &digits, &count))
		return refuse(parser, 0, _("count"),
			_("it does not begin with a number"), err);
	amount = digits + CURRENCY_SIZE - 1;
	if (mt940_entry_end(parser, err) < 0 ||
		read_currency(parser, digits, err) < 0 ||
		mt940_amount(parser, amount, value_len(parser) - amount,
			_("amount"), page->currency, &said.sum, err) < 0 ||
		mt940_statement_page(parser, err) < 0)
		return -1;
	page->closed = true;
	said.count = (long)count;
	found.count = credit ? page->sums.credits : page->sums.debits;
	found.sum = credit ? page->sums.credit : page->sums.debit;
	return check_sum(parser, &said, &found, err);
}

int
mt940_message_end(struct parser *parser, struct err *err)
{
	const struct mt940_page *page = &parser->page;

	if (mt940_entry_end(parser, err) < 0)
		return -1;
	if (!page->begun && !page->opening.seen && page->made == DAY_NONE) {
		err_at(err, ERR_INPUT, parser->line, 0,
			_("a statement without balances and movements ends "
			  "here"));
		return err_hint(err, _("It was cut off: download it again."));
	}
	if (mt940_statement_page(parser, err) < 0)
		return -1;
	if (page->closing.seen && page->closing.on_page)
		return 0;
	return mt940_statement_end(parser, err);
}
