#include "format/iso20022/camt.h"

#include "base/err.h"
#include "base/i18n.h"

#include <string.h>

/* --- balances ---------------------------------------------------------- */

static struct camt_balance *
find_balance(struct parser *parser)
{
	const char *type = camt_text(parser, BAL_TYPE);

	if (strcmp(type, "OPBD") == 0)
		return &parser->opening;
	if (strcmp(type, "PRCD") == 0)
		return &parser->previous;
	if (strcmp(type, "CLBD") == 0)
		return &parser->closing;
	return NULL; /* interim, available, forward: no part of the chain */
}

static int
read_balance(
	struct parser *parser, struct camt_balance *balance, struct err *err)
{
	struct moment moment = MOMENT_NONE;
	bool credit = true; /* without CdtDbtInd, as seen in real files */

	if (*camt_text(parser, BAL_AMOUNT) == '\0') {
		err_set(err, ERR_INPUT, _("Bal: Amt is missing"));
		return camt_refuse(parser, BAL_TYPE, err);
	}
	if (camt_currency(parser, ST_CURRENCY, err) < 0 ||
		camt_currency(parser, BAL_CURRENCY, err) < 0 ||
		camt_amount(parser, BAL_AMOUNT, &balance->amount, err) < 0)
		return -1;
	if (*camt_text(parser, BAL_SIDE) != '\0' &&
		camt_side(parser, BAL_SIDE, &credit, err) < 0)
		return -1;
	if (*camt_text(parser, BAL_DAY) != '\0' &&
		camt_moment(parser, BAL_DAY, &moment, err) < 0)
		return -1;
	balance->seen = true;
	balance->day = moment.day;
	if (!credit)
		balance->amount = -balance->amount;
	return 0;
}

int
camt_balance_end(struct parser *parser, struct err *err)
{
	struct camt_balance *const kept = find_balance(parser);
	struct camt_balance read;

	if (kept == NULL)
		return 0;
	if (read_balance(parser, &read, err) < 0)
		return -1;
	if (kept->seen && kept->amount != read.amount) {
		err_set(err, ERR_INPUT,
			_("two balances %s with different amounts"),
			camt_text(parser, BAL_TYPE));
		return camt_refuse(parser, BAL_TYPE, err);
	}
	*kept = read;
	return 0;
}

/* --- the statement ----------------------------------------------------- */

void
camt_statement_start(struct parser *parser, long line, long column)
{
	camt_clear(parser, ST_ID, SLOT_COUNT - 1);
	parser->st = (struct statement){
		.source = SOURCE_BANK, .from = DAY_NONE, .to = DAY_NONE
	};
	parser->begun = parser->has_account = false;
	parser->line = line;
	parser->column = column;
	parser->currency[0] = parser->foreign[0] = '\0';
	parser->opening = parser->previous = parser->closing =
		(struct camt_balance){ .day = DAY_NONE };
	parser->booked = parser->all = (struct camt_sums){ .credit = 0 };
	parser->ordinal = parser->details = 0;
	parser->first = parser->last = DAY_NONE;
	parser->statements++;
}

/* The day that an element of the statement names, DAY_NONE without it. */
static int
read_day(const struct parser *parser, enum camt_slot slot,
	struct moment *moment, struct err *err)
{
	*moment = MOMENT_NONE;
	if (*camt_text(parser, slot) == '\0')
		return 0;
	return camt_moment(parser, slot, moment, err);
}

int
camt_statement_day(const struct parser *parser, int32_t *day, struct err *err)
{
	static const enum camt_slot slots[] = { ST_TO, ST_FROM, ST_CREATED,
		MSG_CREATED };
	struct moment moment = { parser->closing.day, NO_TIME };

	for (size_t i = 0; i < sizeof(slots) / sizeof(*slots); i++)
		if (moment.day == DAY_NONE &&
			read_day(parser, slots[i], &moment, err) < 0)
			return -1;
	*day = moment.day;
	return 0;
}

/* FrToDt, else the days of the balances.  A period that ends at midnight of
 * the day after the closing balance ends with the balance's day. */
static int
read_period(struct parser *parser, struct err *err)
{
	struct moment from, to;
	const int32_t closing = parser->closing.day;

	if (read_day(parser, ST_FROM, &from, err) < 0 ||
		read_day(parser, ST_TO, &to, err) < 0)
		return -1;
	if (to.day != DAY_NONE && to.second == 0 && closing != DAY_NONE &&
		closing == to.day - 1)
		to.day = closing;
	if (from.day == DAY_NONE && to.day == DAY_NONE) {
		from.day = parser->opening.day;
		to.day = closing;
	}
	if (from.day != DAY_NONE && to.day != DAY_NONE && from.day > to.day) {
		err_set(err, ERR_INPUT, _("the period begins after its end"));
		return camt_refuse(parser,
			*camt_text(parser, ST_FROM) != '\0' ? ST_FROM : ST_ID,
			err);
	}
	parser->st.from = from.day;
	parser->st.to = to.day;
	return 0;
}

/* What is known of the statement, as far as it has been read. */
static int
describe(struct parser *parser, struct err *err)
{
	struct statement *const st = &parser->st;
	const char *iban = camt_text(parser, ST_IBAN);
	const struct camt_balance *opening =
		parser->opening.seen ? &parser->opening : &parser->previous;

	st->account = *iban != '\0' ? iban : camt_text(parser, ST_OTHER);
	if (!parser->has_account || *st->account == '\0')
		return err_at(err, ERR_INPUT, parser->line, parser->column,
			_("%s: %s is missing"), parser->kind->statement,
			parser->has_account ? "Acct/Id" : "Acct");
	st->currency = parser->currency;
	st->reference = camt_text(parser, ST_ID);
	st->has_opening = opening->seen;
	st->opening = opening->amount;
	st->has_closing = parser->closing.seen;
	st->closing = parser->closing.amount;
	return read_period(parser, err);
}

int
camt_statement_begin(struct parser *parser, struct err *err)
{
	if (parser->begun)
		return 0;
	if (camt_currency(parser, ST_CURRENCY, err) < 0 ||
		describe(parser, err) < 0)
		return -1;
	parser->begun = true;
	return parser->sink.begin(parser->sink.ctx, &parser->st, err);
}

/* What of the period is not stated is that of the entries.  Entries beyond
 * the end that is stated make the period no wider. */
static void
complete_period(struct parser *parser)
{
	struct statement *const st = &parser->st;
	const bool stated = st->from != DAY_NONE || st->to != DAY_NONE;

	if (parser->first == DAY_NONE)
		return;
	if (st->from == DAY_NONE)
		st->from = stated && st->to < parser->first ? st->to
							    : parser->first;
	if (st->to == DAY_NONE)
		st->to = stated && parser->last < st->from ? st->from
							   : parser->last;
}

int
camt_statement_end(struct parser *parser, struct err *err)
{
	struct statement *const st = &parser->st;

	if (camt_statement_begin(parser, err) < 0 || describe(parser, err) < 0)
		return -1;
	st->entries = parser->booked.credits + parser->booked.debits;
	st->credit = parser->booked.credit;
	st->debit = parser->booked.debit;
	complete_period(parser);
	if (camt_check_totals(parser, err) < 0)
		return -1;
	return parser->sink.end(parser->sink.ctx, st, err);
}
