#include "format/iso20022/camt.h"

#include "base/err.h"
#include "base/i18n.h"
#include "model/currency.h"
#include "model/money.h"

#include <string.h>

/* --- values ------------------------------------------------------------ */

static bool
is_decimal(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	text += digits;
	if (*text == '.') {
		const size_t places = strspn(text + 1, "0123456789");

		digits += places;
		text += 1 + places;
	}
	return digits > 0 && *text == '\0';
}

int
camt_sum(const struct parser *parser, enum camt_slot slot, int64_t *minor,
	struct err *err)
{
	const char *text = camt_text(parser, slot);
	const bool negative = *text == '-';
	int64_t amount = 0;

	text += negative;
	if (!is_decimal(text)) {
		err_set(err, ERR_INPUT, _("\"%.40s\" is not an amount"), text);
		return camt_refuse(parser, slot, err);
	}
	if (money_parse_scaled(text, strlen(text),
		    currency_scale(parser->currency), &amount, err) < 0)
		return camt_refuse(parser, slot, err);
	*minor = negative ? -amount : amount;
	return 0;
}

int
camt_amount(const struct parser *parser, enum camt_slot slot, int64_t *minor,
	struct err *err)
{
	if (*camt_text(parser, slot) == '-') {
		err_set(err, ERR_INPUT,
			_("\"%.40s\": an amount has no sign, its side is "
			  "CdtDbtInd"),
			camt_text(parser, slot));
		return camt_refuse(parser, slot, err);
	}
	return camt_sum(parser, slot, minor, err);
}

int
camt_side(const struct parser *parser, enum camt_slot slot, bool *credit,
	struct err *err)
{
	const char *text = camt_text(parser, slot);

	*credit = strcmp(text, "CRDT") == 0;
	if (*credit || strcmp(text, "DBIT") == 0)
		return 0;
	err_set(err, ERR_INPUT, _("\"%.40s\" is neither CRDT nor DBIT"), text);
	return camt_refuse(parser, slot, err);
}

int
camt_moment(const struct parser *parser, enum camt_slot slot,
	struct moment *moment, struct err *err)
{
	static const char midnight[] = "T24:00:00";
	const size_t day_len = strlen("2026-11-23");
	const char *text = camt_text(parser, slot);
	size_t len = strlen(text);

	/* A day with a zone is that day; 24:00 is the end of the day, which
	 * only a day alone can say here. */
	if (len > day_len &&
		(strchr("Z+-", text[day_len]) != NULL ||
			strncmp(text + day_len, midnight, strlen(midnight)) ==
				0))
		len = day_len;
	if (moment_parse(text, len, moment, err) < 0)
		return camt_refuse(parser, slot, err);
	return 0;
}

int
camt_currency(struct parser *parser, enum camt_slot slot, struct err *err)
{
	const char *text = camt_text(parser, slot);

	if (*text == '\0')
		return 0;
	if (!currency_is_code(text, strlen(text))) {
		err_set(err, ERR_INPUT, _("\"%.20s\" is not a currency"), text);
		return camt_refuse(parser, slot, err);
	}
	if (parser->currency[0] == '\0')
		memcpy(parser->currency, text, CURRENCY_SIZE);
	else if (strcmp(parser->currency, text) != 0 &&
		parser->foreign[0] == '\0')
		memcpy(parser->foreign, text, CURRENCY_SIZE);
	return 0;
}
