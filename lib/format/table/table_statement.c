/*
 * The statement of a table: what labels state of it, what its rows add up to,
 * and whether their balances are a chain.
 */
#include "format/table/table.h"

#include "base/err.h"
#include "base/i18n.h"
#include "format/bill.h"
#include "format/columns.h"
#include "model/money.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
table_statement_reset(struct parser *parser)
{
	parser->st = (struct statement){ .source = SOURCE_BANK,
		.account = "",
		.currency = "",
		.reference = "",
		.from = DAY_NONE,
		.to = DAY_NONE };
	parser->begun = false;
	parser->chained = true;
	parser->debits = parser->credits = 0;
	parser->first = parser->last = DAY_NONE;
	chain_init(&parser->chain);
}

/* --- labels -------------------------------------------------------------- */

static int
count_of(const char *text, int64_t *count, struct err *err)
{
	static const char digits[] = "0123456789";
	const size_t len = strlen(text);

	if (len == 0 || len > 15 || text[strspn(text, digits)] != '\0')
		return err_set(
			err, ERR_INPUT, _("\"%.40s\" is not a count"), text);
	*count = strtoll(text, NULL, 10);
	return 0;
}

static int
keep_text(struct buf *buf, const char *text, struct err *err)
{
	buf_clear(buf);
	buf_puts(buf, text);
	return buf_check(buf, err);
}

static int
keep_label(struct parser *p, const struct profile_label *label,
	const char *text, int64_t *value, struct err *err)
{
	switch (label->label) {
	case LABEL_ACCOUNT:
		if (table_is_rounded(text))
			return err_set(err, ERR_INPUT,
				_("\"%.40s\" is a number that was rounded"),
				text);
		return keep_text(&p->said_account, text, err);
	case LABEL_CURRENCY:
		if (table_currency(text, &text, err) < 0)
			return -1;
		return keep_text(&p->said_currency, text, err);
	case LABEL_COUNT:
	case LABEL_DEBIT_COUNT:
	case LABEL_CREDIT_COUNT:
		return count_of(text, value, err);
	case LABEL_DEBIT_SUM:
	case LABEL_CREDIT_SUM:
	case LABEL_OPENING:
	case LABEL_CLOSING:
		return table_money(text, label->minor, value, err);
	case LABEL_PERIOD:
		return table_period(text, &p->said_from, &p->said_to, err);
	case LABEL_MUST:
		if (profile_lists(label->values.is, text))
			return 0;
		err_set(err, ERR_INPUT, _("expected %s, found \"%.80s\""),
			label->values.is ? label->values.is : "", text);
		return err_hint(err,
			_("It is the bank's answer, but holds no statement: "
			  "ask for it again."));
	case LABEL_IGNORE:
	case LABEL_COUNT_:
		break;
	}
	return 0;
}

int
table_statement_label(struct parser *parser, const struct profile_label *label,
	const char *text, long line, long column, struct err *err)
{
	struct table_said *said = &parser->said[label->label];
	int64_t value = 0;

	if (*text == '\0' && label->label != LABEL_MUST)
		return 0;
	if (keep_label(parser, label, text, &value, err) < 0)
		return err_within(
			err, "%ld:%ld: %s", line, column, label->name);
	*said = (struct table_said){ true, value, line, column, label->name };
	return 0;
}

/* --- begin and end ------------------------------------------------------- */

static int
begin(struct parser *p, const char *account, const char *currency,
	struct err *err)
{
	if (keep_text(&p->account, account, err) < 0 ||
		keep_text(&p->currency, currency, err) < 0)
		return -1;
	p->st.account = buf_text(&p->account);
	p->st.currency = buf_text(&p->currency);
	p->begun = true;
	return p->sink->begin(p->sink->ctx, &p->st, err);
}

int
table_statement_of(struct parser *parser, const char *account,
	const char *currency, struct err *err)
{
	const char *said = buf_text(&parser->said_account);

	if (*currency == '\0')
		currency = buf_text(&parser->said_currency);
	if (*account == '\0')
		account = said;
	else if (*said != '\0' && strcmp(said, account) != 0)
		return err_at(err, ERR_INPUT, parser->line, 1,
			_("the statement is that of %.40s, this row is one of "
			  "%.40s"),
			said, account);
	if (parser->begun && strcmp(parser->st.account, account) != 0) {
		if (table_statement_end(parser, err) < 0)
			return -1;
		table_statement_reset(parser);
	}
	if (!parser->begun)
		return begin(parser, account, currency, err);
	if (strcmp(parser->st.currency, currency) == 0)
		return 0;
	return err_at(err, ERR_INPUT, parser->line, 1,
		_("the statement is in %.20s, this row is in %.20s"),
		parser->st.currency, currency);
}

static int
check_period(const struct parser *p, const struct entry *entry, struct err *err)
{
	char day[DAY_TEXT_SIZE], from[DAY_TEXT_SIZE], to[DAY_TEXT_SIZE];

	if (p->said_from == DAY_NONE ||
		(entry->booked.day >= p->said_from &&
			entry->booked.day <= p->said_to))
		return 0;
	return err_at(err, ERR_INPUT, entry->line, 1,
		_("%s is outside of the period that the file states, %s to %s"),
		day_text(entry->booked.day, day), day_text(p->said_from, from),
		day_text(p->said_to, to));
}

int
table_statement_add(struct parser *parser, const struct entry *entry,
	const int64_t *balance, struct err *err)
{
	struct statement *st = &parser->st;
	const int64_t amount = entry->amount;
	const int32_t day = entry->booked.day;
	const bool out = amount < 0;

	if (check_period(parser, entry, err) < 0)
		return -1;
	if (amount == INT64_MIN ||
		money_add(out ? &st->debit : &st->credit,
			out ? -amount : amount, err) < 0)
		return err_within(err, "%ld", entry->line);
	*(out ? &parser->debits : &parser->credits) += 1;
	if (st->entries == 0 || day < parser->first)
		parser->first = day;
	if (st->entries == 0 || day > parser->last)
		parser->last = day;
	st->entries++;
	parser->chained = parser->chained && balance != NULL;
	if (!parser->chained)
		return 0;
	return chain_add(&parser->chain, entry->line, entry->booked, amount,
		*balance, err);
}

/* --- what must agree ------------------------------------------------------ */

static int
compare(struct parser *p, enum table_label label, int64_t got, bool money,
	struct err *err)
{
	const struct table_said *said = &p->said[label];
	char said_text[MONEY_TEXT_SIZE], got_text[MONEY_TEXT_SIZE];
	const int64_t value = label == LABEL_DEBIT_SUM && said->value < 0
		? -said->value
		: said->value;

	if (!said->has || value == got)
		return 0;
	if (money) {
		money_text(value, said_text);
		money_text(got, got_text);
	} else {
		snprintf(
			said_text, sizeof(said_text), "%lld", (long long)value);
		snprintf(got_text, sizeof(got_text), "%lld", (long long)got);
	}
	return bill_disagree(p->sink, &p->st, said->line, said->column,
		said->name, said_text, got_text, err);
}

static const char *
balance_name(const struct parser *p)
{
	return profile_column(&p->profile, TABLE_BALANCE)->name;
}

/* The balances after the rows make opening and closing; a label that states
 * one must say the same. */
static int
check_chain(struct parser *p, struct err *err)
{
	struct statement *st = &p->st;
	char said[MONEY_TEXT_SIZE], got[MONEY_TEXT_SIZE];
	struct chain_result result;

	if (!p->chained || st->entries == 0 || p->chain.rows == 0)
		return 0;
	if (!chain_end(&p->chain, p->profile.newest_first, &result))
		return bill_disagree(p->sink, st, result.line, 0,
			balance_name(p), money_text(result.said, said),
			money_text(result.expected, got), err);
	st->has_opening = st->has_closing = true;
	st->opening = result.opening;
	st->closing = result.closing;
	if (compare(p, LABEL_OPENING, st->opening, true, err) < 0)
		return -1;
	return compare(p, LABEL_CLOSING, st->closing, true, err);
}

/* Labels alone state both balances. */
static int
check_balances(struct parser *p, struct err *err)
{
	struct statement *st = &p->st;
	const struct table_said *opening = &p->said[LABEL_OPENING];
	const struct table_said *closing = &p->said[LABEL_CLOSING];
	int64_t sum = opening->value;

	if (st->has_opening || !opening->has || !closing->has)
		return 0;
	st->has_opening = st->has_closing = true;
	st->opening = opening->value;
	st->closing = closing->value;
	if (money_add(&sum, st->credit - st->debit, err) < 0)
		return err_within(err, "%ld", closing->line);
	return compare(p, LABEL_CLOSING, sum, true, err);
}

static int
check_totals(struct parser *p, struct err *err)
{
	const struct statement *st = &p->st;

	if (compare(p, LABEL_COUNT, st->entries, false, err) < 0 ||
		compare(p, LABEL_DEBIT_COUNT, p->debits, false, err) < 0 ||
		compare(p, LABEL_CREDIT_COUNT, p->credits, false, err) < 0 ||
		compare(p, LABEL_DEBIT_SUM, st->debit, true, err) < 0)
		return -1;
	return compare(p, LABEL_CREDIT_SUM, st->credit, true, err);
}

/* Labels are of one statement. */
static void
forget_labels(struct parser *p)
{
	memset(p->said, 0, sizeof(p->said));
	p->said_from = p->said_to = DAY_NONE;
	buf_clear(&p->said_account);
	buf_clear(&p->said_currency);
}

int
table_statement_end(struct parser *parser, struct err *err)
{
	struct statement *st = &parser->st;

	if (!parser->begun && table_statement_of(parser, "", "", err) < 0)
		return -1;
	st->from = parser->said_from != DAY_NONE ? parser->said_from
						 : parser->first;
	st->to = parser->said_to != DAY_NONE ? parser->said_to : parser->last;
	if (check_totals(parser, err) < 0 || check_chain(parser, err) < 0 ||
		check_balances(parser, err) < 0 ||
		parser->sink->end(parser->sink->ctx, st, err) < 0)
		return -1;
	parser->begun = false;
	forget_labels(parser);
	return 0;
}
