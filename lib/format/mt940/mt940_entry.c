#include "format/mt940/mt940.h"

#include "base/err.h"
#include "base/i18n.h"
#include "model/money.h"

#include <ctype.h>
#include <string.h>

#define DIGITS "0123456789"
#define TYPE_LEN ((size_t)4) /* a letter and a code */

/* Which way the money went.  A reversed credit is money out (formats.md 4.3:
 * so the balances say); expected ones were not booked. */
static const struct mark {
	const char *code;
	bool credit, expected;
	unsigned marks;
} all_marks[] = {
	{ "RC", false, false, MARK_RETURN },
	{ "RD", true, false, MARK_RETURN },
	{ "EC", true, true, MARK_NONE },
	{ "ED", false, true, MARK_NONE },
	{ "C", true, false, MARK_NONE },
	{ "D", false, false, MARK_NONE },
};

/* Transaction types (SWIFT) that tell what a movement is. */
static const struct {
	const char *code;
	unsigned marks;
} types[] = {
	{ "CHG", MARK_FEE },
	{ "COM", MARK_FEE },
	{ "RTI", MARK_RETURN },
};

/* --- the parts of :61: ------------------------------------------------- */

static const struct mark *
find_mark(const char *text)
{
	for (size_t i = 0; i < sizeof(all_marks) / sizeof(*all_marks); i++)
		if (strncmp(text, all_marks[i].code,
			    strlen(all_marks[i].code)) == 0)
			return &all_marks[i];
	return NULL;
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Where the parts begin, as far as the text goes. */
struct parts {
	size_t digits;	  /* of both days */
	size_t entry_day; /* MMDD, 0: not there */
	size_t mark;
	const struct mark *kind; /* NULL: none is there */
	size_t amount, type;
};

/* Days and mark; the letter after the mark is the third one of the currency,
 * so DR is a debit in EUR, and RD a reversal. */
static void
find_parts(const char *text, struct parts *parts)
{
	const size_t days = strspn(text, DIGITS);
	const char *at;

	*parts = (struct parts){ .digits = days, .mark = days };
	if (days == 10)
		parts->entry_day = 6;
	else if (days == 6)
		parts->mark += strspn(text + days, " ") == 4 ? 4 : 0;
	at = text + parts->mark;
	parts->kind = find_mark(at);
	if (parts->kind == NULL)
		return;
	at += strlen(parts->kind->code);
	at += is_capital(*at);
	parts->amount = (size_t)(at - text);
	parts->type = parts->amount + mt940_amount_len(at);
}

bool
mt940_entry_is_cut(const char *text)
{
	const size_t len = strlen(text);
	struct parts parts;

	find_parts(text, &parts);
	if (parts.kind == NULL)
		return text[parts.mark] == '\0' ||
			(strchr("RE", text[parts.mark]) != NULL &&
				text[parts.mark + 1] == '\0');
	return parts.type + TYPE_LEN > len;
}

/* The day of booking is the entry day; where there is none, the value day. */
static int
read_days(struct parser *parser, const struct parts *parts, struct err *err)
{
	const char *text = buf_text(&parser->field.text);
	int32_t *const day = &parser->movement.day;

	if (parts->digits != 6 && parts->digits != 10) {
		err_set(err, ERR_INPUT,
			_("\"%.*s\" is neither YYMMDD nor YYMMDDMMDD"),
			mt940_shown(text, 10), text);
		return mt940_refuse(parser, 0, _("value date"), err);
	}
	if (!mt940_day(text, parts->entry_day == 0, day)) {
		err_set(err, ERR_INPUT, _("\"%.*s\" is not a day (YYMMDD)"), 6,
			text);
		return mt940_refuse(parser, 0, _("value date"), err);
	}
	if (parts->entry_day == 0 ||
		mt940_day_near(text + parts->entry_day, *day, day))
		return 0;
	err_set(err, ERR_INPUT, _("\"%.4s\" is not a day (MMDD)"),
		text + parts->entry_day);
	return mt940_refuse(parser, parts->entry_day, _("entry date"), err);
}

static int
read_amount(struct parser *parser, const struct parts *parts, struct err *err)
{
	const char *text = buf_text(&parser->field.text);
	struct mt940_movement *const m = &parser->movement;

	if (parts->kind == NULL) {
		err_set(err, ERR_INPUT,
			_("\"%.*s\" is not C, D, RC, RD, EC or ED"),
			mt940_shown(text + parts->mark, 2), text + parts->mark);
		return mt940_refuse(parser, parts->mark, _("mark"), err);
	}
	if (mt940_amount(parser, parts->amount, parts->type - parts->amount,
		    _("amount"), parser->page.currency, &m->amount, err) < 0)
		return -1;
	m->credit = parts->kind->credit;
	if (!m->credit)
		m->amount = -m->amount;
	m->expected = parts->kind->expected;
	m->marks = parts->kind->marks;
	return 0;
}

/* A letter and a code of three letters and digits, filled up with blanks: what
 * is left of a damaged amount (1E2,) is none. */
static bool
is_type(const char *text)
{
	if (!is_capital(*text))
		return false;
	for (size_t i = 1; i < TYPE_LEN; i++)
		if (!isalnum((unsigned char)text[i]) && text[i] != ' ')
			return false;
	return true;
}

static int
read_type(struct parser *parser, const struct parts *parts, struct err *err)
{
	const char *text = buf_text(&parser->field.text) + parts->type;

	if (!is_type(text)) {
		err_set(err, ERR_INPUT,
			_("\"%.*s\" is not a letter and a code of three"),
			mt940_shown(text, TYPE_LEN), text);
		return mt940_refuse(
			parser, parts->type, _("transaction type"), err);
	}
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (strncmp(text + 1, types[i].code, TYPE_LEN - 1) == 0)
			parser->movement.marks |= types[i].marks;
	return 0;
}

/* Reference//bank's reference; some banks write, behind blanks that fill up
 * the first one, the other side's name. */
static int
read_references(
	struct parser *parser, const char *text, size_t len, struct err *err)
{
	struct mt940_movement *const m = &parser->movement;
	const char *bank = memmem(text, len, "//", 2);
	const size_t own = bank != NULL ? (size_t)(bank - text) : len;
	const char *gap = memmem(text, own, "  ", 2);
	const size_t first = gap != NULL ? (size_t)(gap - text) : own;

	buf_add(&m->reference, text, mt940_reference(text, first));
	if (bank != NULL) {
		bank += 2;
		buf_add(&m->bank_reference, bank,
			mt940_reference(bank, (size_t)(text + len - bank)));
	}
	if (buf_check(&m->reference, err) < 0 ||
		buf_check(&m->bank_reference, err) < 0)
		return -1;
	return mt940_text_remark(parser, text + first, own - first, err);
}

/* --- the movement ------------------------------------------------------ */

static void
start(struct parser *parser)
{
	struct mt940_movement *const m = &parser->movement;
	struct buf *const texts[] = { &m->reference, &m->bank_reference,
		&m->end_to_end, &m->name, &m->account, &m->remark };

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		buf_clear(texts[i]);
	m->open = true;
	m->has_info = false;
	m->line = parser->field.line;
}

int
mt940_entry_movement(struct parser *parser, struct err *err)
{
	struct mt940_movement *const m = &parser->movement;
	const char *text, *more;
	struct parts parts;
	size_t len;

	if (mt940_entry_end(parser, err) < 0 ||
		mt940_statement_page(parser, err) < 0)
		return -1;
	start(parser);
	text = buf_text(&parser->field.text);
	find_parts(text, &parts);
	if (read_days(parser, &parts, err) < 0 ||
		read_amount(parser, &parts, err) < 0 ||
		read_type(parser, &parts, err) < 0)
		return -1;
	text += parts.type + TYPE_LEN;
	len = strcspn(text, "\n");
	if (read_references(parser, text, len, err) < 0)
		return -1;
	for (more = text + len; *more != '\0'; more += len) {
		more++;
		len = strcspn(more, "\n");
		if (mt940_text_remark(parser, more, len, err) < 0)
			return -1;
	}
	if (parser->early.len == 0)
		return 0;
	if (mt940_info(parser, buf_text(&parser->early), err) < 0)
		return -1;
	buf_clear(&parser->early);
	m->has_info = true;
	return 0;
}

/* An :86: is of the movement before it, after the closing balance of the
 * statement.  One before all movements is of the first one, if that has no
 * other: then nobody could tell whose they are. */
int
mt940_entry_info(struct parser *parser, struct err *err)
{
	const char *text = buf_text(&parser->field.text);

	if (parser->page.closed)
		return 0;
	if (!parser->movement.open) {
		if (parser->early.len > 0)
			buf_putc(&parser->early, '\n');
		buf_puts(&parser->early, text);
		if (parser->early.len > MT940_FIELD_MAX)
			return mt940_refuse_size(parser, MT940_FIELD_MAX, err);
		return buf_check(&parser->early, err);
	}
	if (parser->movement.has_info) {
		err_set(err, ERR_INPUT,
			_("a text before the movement and one after it: whose "
			  "they are cannot be told"));
		mt940_refuse(parser, 0, _("text"), err);
		return err_hint(
			err, _("Ask the bank to write :86: after each :61:."));
	}
	return mt940_info(parser, text, err);
}

int
mt940_entry_bank(struct parser *parser, struct err *err)
{
	if (!parser->movement.open)
		return 0;
	return mt940_info_bank(parser, buf_text(&parser->field.text), err);
}

/* --- handing over ------------------------------------------------------ */

static int
add_up(struct parser *parser, struct err *err)
{
	const struct mt940_movement *m = &parser->movement;
	struct mt940_sums *const sums = &parser->page.sums;
	struct statement *const st = &parser->st;
	const bool credit = m->credit;
	const int64_t size = credit ? m->amount : -m->amount;

	if (money_add(credit ? &sums->credit : &sums->debit, size, err) < 0 ||
		money_add(credit ? &st->credit : &st->debit, size, err) < 0) {
		err_within(err, "%ld: :61: %s", m->line, _("amount"));
		return mt940_hint(err);
	}
	if (credit)
		sums->credits++;
	else
		sums->debits++;
	st->entries++;
	if (parser->first == DAY_NONE || m->day < parser->first)
		parser->first = m->day;
	if (parser->last == DAY_NONE || m->day > parser->last)
		parser->last = m->day;
	return 0;
}

/* Our own account is never the other side. */
static bool
is_own(const struct parser *parser)
{
	return strcmp(buf_text(&parser->movement.account),
		       buf_text(&parser->account)) == 0;
}

int
mt940_entry_end(struct parser *parser, struct err *err)
{
	struct mt940_movement *const m = &parser->movement;
	const struct buf *ref =
		m->end_to_end.len > 0 ? &m->end_to_end : &m->reference;
	const struct entry entry = {
		.line = m->line,
		.kind = m->amount > 0 ? ENTRY_PAYMENT : ENTRY_OTHER,
		.marks = m->marks,
		.booked = { m->day, NO_TIME },
		.amount = m->amount,
		.external_id = buf_text(&m->bank_reference),
		.txn = buf_text(&m->bank_reference),
		.ref = buf_text(ref),
		.name = buf_text(&m->name),
		.account = is_own(parser) ? "" : buf_text(&m->account),
		.remark = buf_text(&m->remark),
		.original = m->marks & MARK_RETURN ? buf_text(ref) : "",
	};

	if (!m->open)
		return 0;
	m->open = false;
	if (m->expected)
		return 0;
	if (add_up(parser, err) < 0)
		return -1;
	return parser->sink.entry(parser->sink.ctx, &parser->st, &entry, err);
}
