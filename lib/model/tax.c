#include "model/tax.h"

#include "base/err.h"
#include "base/i18n.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define RATE_ONE 10000
#define RATE_PLACES 4

int64_t
tax_of(int64_t gross, int rate)
{
	const __int128 whole = RATE_ONE + rate;

	return (int64_t)(((__int128)gross * rate * 2 + whole) / (whole * 2));
}

const char *
tax_rate_text(int rate, char *text)
{
	size_t len;

	snprintf(text, TAX_RATE_TEXT_SIZE, "%d.%0*d", rate / RATE_ONE,
		RATE_PLACES, rate % RATE_ONE);
	len = strlen(text);
	while (text[len - 1] == '0')
		len--;
	if (text[len - 1] == '.')
		len--;
	text[len] = '\0';
	return text;
}

static bool
concerns(const struct tax *tax, const char *ca, const char *business)
{
	return strcmp(tax->ca, ca) == 0 &&
		(strcmp(tax->business, business) == 0 ||
			strcmp(tax->business, TERM_ANY) == 0);
}

/* How many days it lies away from being in force, 0 if it is. */
static int64_t
distance(const struct tax *tax, int32_t day)
{
	if (tax->from != DAY_NONE && day < tax->from)
		return (int64_t)tax->from - day;
	if (tax->to != DAY_NONE && day > tax->to)
		return (int64_t)day - tax->to;
	return 0;
}

static const char *
span_text(const struct tax *tax, char *text, size_t size)
{
	char from[DAY_TEXT_SIZE], to[DAY_TEXT_SIZE];

	snprintf(text, size, "%s..%s", day_text(tax->from, from),
		day_text(tax->to, to));
	return text;
}

static const struct tax_row *
no_rate(const struct tax_row *nearest, const char *ca, const char *business,
	int32_t day, struct err *err)
{
	char text[DAY_TEXT_SIZE], span[2 * DAY_TEXT_SIZE + 2];

	err_set(err, ERR_CONFIG, _("there is no tax rate of %s/%s on %s"), ca,
		business, day_text(day, text));
	if (nearest == NULL)
		err_hint(err, _("No row names %s: load taxes."), ca);
	else
		err_hint(err,
			_("The nearest row is %s/%s, in force %s: load taxes."),
			ca, nearest->tax.business,
			span_text(&nearest->tax, span, sizeof(span)));
	return NULL;
}

/* Whether ${row} counts before ${than}, both being in force; it was loaded
 * later. */
static bool
wins(const struct tax_row *row, const struct tax_row *than)
{
	return than == NULL || strcmp(row->tax.business, TERM_ANY) != 0 ||
		strcmp(than->tax.business, TERM_ANY) == 0;
}

const struct tax_row *
tax_find(const struct tax_table *table, const char *ca, const char *business,
	int32_t day, struct err *err)
{
	const struct tax_row *best = NULL, *nearest = NULL;

	for (size_t i = 0; i < table->count; i++) {
		const struct tax_row *row = &table->at[i];

		if (!concerns(&row->tax, ca, business))
			continue;
		if (nearest == NULL ||
			distance(&row->tax, day) < distance(&nearest->tax, day))
			nearest = row;
		if (distance(&row->tax, day) == 0 && wins(row, best))
			best = row;
	}
	return best != NULL ? best : no_rate(nearest, ca, business, day, err);
}
