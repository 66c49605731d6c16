#include "format/iso20022/camt.h"

#include "base/err.h"
#include "base/i18n.h"
#include "model/money.h"

#include <string.h>
#include <strings.h>

/* Words that stand where a reference is mandatory and there is none. */
static const char *const no_references[] = { "NOTPROVIDED", "NOT PROVIDED",
	"NONREF", "NONE" };

/* Charges and commissions: external code set of bank transaction codes
 * (families and sub-families), and SWIFT's types in proprietary codes. */
static const char *const fee_codes[] = { "CHRG", "COMM", "FEES", "NCHG", "NCOM",
	"CHG", "COM" };

/* Reversal due to a return, or to a request for cancellation. */
static const char *const return_codes[] = { "RRTN", "RPCR" };

enum status { STATUS_BOOKED, STATUS_OTHER };

static const struct {
	const char *code;
	enum status status;
} statuses[] = {
	{ "", STATUS_BOOKED },
	{ "BOOK", STATUS_BOOKED },
	{ "PDNG", STATUS_OTHER },
	{ "INFO", STATUS_OTHER },
	{ "FUTR", STATUS_OTHER },
};

static bool
is_one_of(const char *text, size_t len, const char *const *words, size_t count)
{
	for (size_t i = 0; len > 0 && i < count; i++)
		if (strlen(words[i]) == len &&
			strncasecmp(words[i], text, len) == 0)
			return true;
	return false;
}

#define IS_ONE_OF(text, len, words)                                            \
	is_one_of(text, len, words, sizeof(words) / sizeof(*(words)))

static const char *
reference(const char *text)
{
	return IS_ONE_OF(text, strlen(text), no_references) ? "" : text;
}

static bool
is_letter_or_digit(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
		(c >= '0' && c <= '9');
}

/* Whether a word of ${text}, between anything but letters and digits, is one
 * of the fee codes: "NCHG+808" is. */
static bool
has_fee_code(const char *text)
{
	while (*text != '\0') {
		size_t len = 0;

		while (is_letter_or_digit(text[len]))
			len++;
		if (len > 0 && IS_ONE_OF(text, len, fee_codes))
			return true;
		text += len > 0 ? len : 1;
	}
	return false;
}

/* --- details ----------------------------------------------------------- */

/* What this detail says of ${which}; the entry keeps it only while all of
 * its details say the same. */
static void
agree(struct parser *parser, enum camt_agreed which, const char *text)
{
	struct buf *const kept = &parser->agreed[which];

	if (parser->entry_details == 1)
		buf_puts(kept, text);
	else if (strcmp(buf_text(kept), text) != 0)
		parser->differs[which] = true;
}

static const char *
agreed(const struct parser *parser, enum camt_agreed which)
{
	return parser->differs[which] ? "" : buf_text(&parser->agreed[which]);
}

/* The party's name, else that of whoever it acted for. */
static const char *
name_of(const struct parser *parser, enum camt_slot party,
	enum camt_slot ultimate)
{
	const char *name = camt_text(parser, party);

	return *name != '\0' ? name : camt_text(parser, ultimate);
}

int
camt_detail_end(struct parser *parser, struct err *err)
{
	parser->entry_details++;
	agree(parser, AGREED_DEBTOR,
		name_of(parser, T_DEBTOR, T_DEBTOR_ULTIMATE));
	agree(parser, AGREED_DEBTOR_ACCOUNT,
		camt_text(parser, T_DEBTOR_ACCOUNT));
	agree(parser, AGREED_CREDITOR,
		name_of(parser, T_CREDITOR, T_CREDITOR_ULTIMATE));
	agree(parser, AGREED_CREDITOR_ACCOUNT,
		camt_text(parser, T_CREDITOR_ACCOUNT));
	agree(parser, AGREED_END_TO_END,
		reference(camt_text(parser, T_END_TO_END)));
	agree(parser, AGREED_INSTRUCTION,
		reference(camt_text(parser, T_INSTRUCTION)));
	agree(parser, AGREED_SERVICER,
		reference(camt_text(parser, T_SERVICER)));
	agree(parser, AGREED_ORIGINAL,
		reference(camt_text(parser, T_ORIGINAL)));
	camt_clear(parser, T_END_TO_END, T_CREDITOR_ULTIMATE);
	for (int i = 0; i < AGREED_COUNT; i++)
		if (buf_check(&parser->agreed[i], err) < 0)
			return -1;
	return 0;
}

/* --- the entry --------------------------------------------------------- */

void
camt_entry_start(struct parser *parser, long line, long column)
{
	parser->entry_line = line;
	parser->entry_column = column;
	parser->entry_details = 0;
	parser->marks = MARK_NONE;
	parser->ordinal++;
	camt_clear(parser, N_REFERENCE, R_TEXT);
	buf_clear(&parser->remark);
	for (int i = 0; i < AGREED_COUNT; i++) {
		buf_clear(&parser->agreed[i]);
		parser->differs[i] = false;
	}
}

static int
missing(const struct parser *parser, const char *what, struct err *err)
{
	return err_at(err, ERR_INPUT, parser->entry_line, parser->entry_column,
		_("Ntry: %s is missing"), what);
}

static int
read_status(const struct parser *parser, enum status *status, struct err *err)
{
	const char *code = camt_text(parser, N_STATUS);

	for (size_t i = 0; i < sizeof(statuses) / sizeof(*statuses); i++) {
		if (strcmp(statuses[i].code, code) == 0) {
			*status = statuses[i].status;
			return 0;
		}
	}
	err_set(err, ERR_INPUT, _("\"%.40s\" is not BOOK, PDNG, INFO or FUTR"),
		code);
	return camt_refuse(parser, N_STATUS, err);
}

static int
read_reversal(const struct parser *parser, bool *reversal, struct err *err)
{
	const char *text = camt_text(parser, N_REVERSAL);

	*reversal = false;
	if (*text == '\0')
		return 0;
	*reversal = strcmp(text, "true") == 0 || strcmp(text, "1") == 0;
	if (*reversal || strcmp(text, "false") == 0 || strcmp(text, "0") == 0)
		return 0;
	err_set(err, ERR_INPUT, _("\"%.40s\" is not true or false"), text);
	return camt_refuse(parser, N_REVERSAL, err);
}

/* BookgDt, else ValDt, else the day of the statement. */
static int
read_booked(const struct parser *parser, struct moment *booked, struct err *err)
{
	if (*camt_text(parser, N_BOOKED) != '\0')
		return camt_moment(parser, N_BOOKED, booked, err);
	if (*camt_text(parser, N_VALUE) != '\0')
		return camt_moment(parser, N_VALUE, booked, err);
	booked->second = NO_TIME;
	if (camt_statement_day(parser, &booked->day, err) < 0)
		return -1;
	if (booked->day == DAY_NONE)
		return missing(parser, "BookgDt", err);
	return 0;
}

/* A figure that cannot be read is none. */
static int64_t
read_charge(const struct parser *parser, enum camt_slot slot)
{
	struct err ignored = ERR_INIT;
	int64_t charge = 0;

	return camt_amount(parser, slot, &charge, &ignored) < 0 ? 0 : charge;
}

/* Whether the whole amount is what the element says that the bank charged. */
static bool
is_charge(const struct parser *parser, enum camt_slot slot, int64_t amount)
{
	return amount > 0 && *camt_text(parser, slot) != '\0' &&
		read_charge(parser, slot) == amount;
}

static unsigned
find_marks(const struct parser *parser, int64_t amount, bool reversal)
{
	const char *family = camt_text(parser, N_FAMILY);
	const char *sub = camt_text(parser, N_SUBFAMILY);
	unsigned marks = parser->marks;

	if (IS_ONE_OF(family, strlen(family), fee_codes) ||
		IS_ONE_OF(sub, strlen(sub), fee_codes) ||
		has_fee_code(camt_text(parser, N_PROPRIETARY)) ||
		is_charge(parser, N_CHARGES, amount) ||
		is_charge(parser, N_CHARGE, amount))
		marks |= MARK_FEE;
	if (reversal || IS_ONE_OF(sub, strlen(sub), return_codes))
		marks |= MARK_RETURN;
	return marks;
}

/*
 * The other side is the debtor of a credit and the creditor of a debit.  A
 * reversal keeps the roles of the payment that it undoes, so there it is the
 * other way round; and where that would be ourselves, by our own account
 * number, likewise.
 */
static void
find_party(const struct parser *parser, bool credit, struct entry *entry)
{
	const char *own = parser->st.account;
	const char *debtor = agreed(parser, AGREED_DEBTOR_ACCOUNT);
	const char *creditor = agreed(parser, AGREED_CREDITOR_ACCOUNT);
	bool is_debtor = credit;

	if (*debtor != '\0' && strcmp(debtor, own) == 0)
		is_debtor = false;
	else if (*creditor != '\0' && strcmp(creditor, own) == 0)
		is_debtor = true;
	entry->account = is_debtor ? debtor : creditor;
	entry->name =
		agreed(parser, is_debtor ? AGREED_DEBTOR : AGREED_CREDITOR);
}

static void
find_references(const struct parser *parser, struct entry *entry)
{
	const char *const candidates[] = {
		reference(camt_text(parser, N_SERVICER)),
		reference(camt_text(parser, N_REFERENCE)),
		parser->entry_details == 1 ? agreed(parser, AGREED_SERVICER)
					   : "",
	};

	entry->external_id = "";
	for (size_t i = 0; i < sizeof(candidates) / sizeof(*candidates); i++)
		if (*entry->external_id == '\0')
			entry->external_id = candidates[i];
	entry->txn = entry->external_id;
	entry->ref = agreed(parser, AGREED_END_TO_END);
	entry->original = "";
	if (!(entry->marks & MARK_RETURN))
		return;
	/* The returned payment's own references stand in the return. */
	entry->original = agreed(parser, AGREED_ORIGINAL);
	if (*entry->original == '\0')
		entry->original = entry->ref;
	if (*entry->original == '\0')
		entry->original = agreed(parser, AGREED_INSTRUCTION);
}

static int
add_sums(struct camt_sums *sums, bool credit, int64_t amount, struct err *err)
{
	if (credit)
		sums->credits++;
	else
		sums->debits++;
	return money_add(credit ? &sums->credit : &sums->debit, amount, err);
}

static int
hand_over(struct parser *parser, bool credit, bool reversal, int64_t amount,
	struct err *err)
{
	struct entry entry = {
		.line = parser->ordinal,
		.kind = credit ? ENTRY_PAYMENT : ENTRY_OTHER,
		.marks = find_marks(parser, amount, reversal),
		.amount = credit ? amount : -amount,
		.remark = buf_text(&parser->remark),
	};

	if (read_booked(parser, &entry.booked, err) < 0 ||
		buf_check(&parser->remark, err) < 0)
		return -1;
	find_party(parser, credit != reversal, &entry);
	find_references(parser, &entry);
	if (parser->first == DAY_NONE || entry.booked.day < parser->first)
		parser->first = entry.booked.day;
	if (parser->last == DAY_NONE || entry.booked.day > parser->last)
		parser->last = entry.booked.day;
	return parser->sink.entry(parser->sink.ctx, &parser->st, &entry, err);
}

int
camt_entry_end(struct parser *parser, struct err *err)
{
	enum status status = STATUS_OTHER;
	bool credit, reversal;
	int64_t amount;

	if (*camt_text(parser, N_AMOUNT) == '\0')
		return missing(parser, "Amt", err);
	if (*camt_text(parser, N_SIDE) == '\0')
		return missing(parser, "CdtDbtInd", err);
	if (camt_currency(parser, ST_CURRENCY, err) < 0 ||
		camt_currency(parser, N_CURRENCY, err) < 0 ||
		camt_amount(parser, N_AMOUNT, &amount, err) < 0 ||
		camt_side(parser, N_SIDE, &credit, err) < 0 ||
		read_reversal(parser, &reversal, err) < 0 ||
		read_status(parser, &status, err) < 0 ||
		camt_statement_begin(parser, err) < 0)
		return -1;
	if (add_sums(&parser->all, credit, amount, err) < 0)
		return camt_refuse(parser, N_AMOUNT, err);
	if (status != STATUS_BOOKED)
		return 0;
	if (add_sums(&parser->booked, credit, amount, err) < 0)
		return camt_refuse(parser, N_AMOUNT, err);
	parser->details +=
		parser->entry_details > 0 ? parser->entry_details : 1;
	return hand_over(parser, credit, reversal, amount, err);
}
