#include "format/camt.h"

#include "base/err.h"
#include "base/i18n.h"
#include "model/money.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define SCALE_DEFAULT 2

/* ISO 4217: currencies whose minor unit is not 1/100. */
static const struct {
	const char *code;
	int scale;
} scales[] = {
	{ "BIF", 0 },
	{ "CLP", 0 },
	{ "DJF", 0 },
	{ "GNF", 0 },
	{ "ISK", 0 },
	{ "JPY", 0 },
	{ "KMF", 0 },
	{ "KRW", 0 },
	{ "PYG", 0 },
	{ "RWF", 0 },
	{ "UGX", 0 },
	{ "UYI", 0 },
	{ "VND", 0 },
	{ "VUV", 0 },
	{ "XAF", 0 },
	{ "XOF", 0 },
	{ "XPF", 0 },
	{ "BHD", 3 },
	{ "IQD", 3 },
	{ "JOD", 3 },
	{ "KWD", 3 },
	{ "LYD", 3 },
	{ "OMR", 3 },
	{ "TND", 3 },
	{ "CLF", 4 },
	{ "UYW", 4 },
};

static int
scale_of(const char *currency)
{
	for (size_t i = 0; i < sizeof(scales) / sizeof(*scales); i++)
		if (strcmp(scales[i].code, currency) == 0)
			return scales[i].scale;
	return SCALE_DEFAULT;
}

/* ${minor} as people write it in that currency. */
const char *
camt_amount_text(
	int64_t minor, const char *currency, char text[CAMT_AMOUNT_SIZE])
{
	const uint64_t size = minor < 0 ? 0 - (uint64_t)minor : (uint64_t)minor;
	const int scale = scale_of(currency);
	uint64_t unit = 1;

	for (int i = 0; i < scale; i++)
		unit *= 10;
	if (scale == 0)
		snprintf(text, CAMT_AMOUNT_SIZE, "%s%" PRIu64,
			minor < 0 ? "-" : "", size);
	else
		snprintf(text, CAMT_AMOUNT_SIZE, "%s%" PRIu64 ".%0*" PRIu64,
			minor < 0 ? "-" : "", size / unit, scale, size % unit);
	return text;
}

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
	if (money_parse_scaled(text, strlen(text), scale_of(parser->currency),
		    &amount, err) < 0)
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
	if (strlen(text) != CAMT_CURRENCY_SIZE - 1 ||
		strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") !=
			CAMT_CURRENCY_SIZE - 1) {
		err_set(err, ERR_INPUT, _("\"%.20s\" is not a currency"), text);
		return camt_refuse(parser, slot, err);
	}
	if (parser->currency[0] == '\0')
		memcpy(parser->currency, text, CAMT_CURRENCY_SIZE);
	else if (strcmp(parser->currency, text) != 0 &&
		parser->foreign[0] == '\0')
		memcpy(parser->foreign, text, CAMT_CURRENCY_SIZE);
	return 0;
}
