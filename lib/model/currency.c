#include "model/currency.h"

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

int
currency_scale(const char *code)
{
	for (size_t i = 0; i < sizeof(scales) / sizeof(*scales); i++)
		if (scales[i].code[0] == code[0] &&
			strcmp(scales[i].code, code) == 0)
			return scales[i].scale;
	return SCALE_DEFAULT;
}

const char *
currency_amount_text(
	int64_t minor, const char *code, char text[CURRENCY_AMOUNT_SIZE])
{
	const uint64_t size = minor < 0 ? 0 - (uint64_t)minor : (uint64_t)minor;
	const int scale = currency_scale(code);
	uint64_t unit = 1;

	for (int i = 0; i < scale; i++)
		unit *= 10;
	if (scale == 0)
		snprintf(text, CURRENCY_AMOUNT_SIZE, "%s%" PRIu64,
			minor < 0 ? "-" : "", size);
	else
		snprintf(text, CURRENCY_AMOUNT_SIZE, "%s%" PRIu64 ".%0*" PRIu64,
			minor < 0 ? "-" : "", size / unit, scale, size % unit);
	return text;
}

bool
currency_is_code(const char *text, size_t len)
{
	if (len != CURRENCY_SIZE - 1)
		return false;
	for (size_t i = 0; i < len; i++)
		if (text[i] < 'A' || text[i] > 'Z')
			return false;
	return true;
}
