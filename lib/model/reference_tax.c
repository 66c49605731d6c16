#include "base/err.h"
#include "base/i18n.h"
#include "model/reference_spec.h"

#include <string.h>

#define TAX_CODE_LEN 19

/* `taxes`: the rates for invoices and revenue.  A later row of the same key
 * wins, so no two rows clash. */

static int
tax_code(const char *text, struct err *err)
{
	const size_t digits = strspn(text, "0123456789");

	if (text[digits] != '\0')
		return err_set(err, ERR_INPUT,
			_("character %zu is not a digit"), digits + 1);
	if (digits != TAX_CODE_LEN)
		return err_set(err, ERR_INPUT, _("has %zu digits, not %d"),
			digits, TAX_CODE_LEN);
	return 0;
}

static const struct column columns[] = {
	COLUMN(struct tax, "ca", ca, column_code, COLUMN_FILLED),
	COLUMN(struct tax, "business", business, column_word,
		COLUMN_FILLED | COLUMN_ANY, NAMES(business_names)),
	COLUMN(struct tax, "tax_code", tax_code, column_ident, COLUMN_FILLED,
		.ident = tax_code),
	COLUMN(struct tax, "tax_name", tax_name, column_text,
		COLUMN_FILLED | COLUMN_FREE),
	COLUMN(struct tax, "rate", rate, column_rate, COLUMN_FILLED),
	COLUMN(struct tax, "valid_from", from, column_day, 0),
	COLUMN(struct tax, "valid_to", to, column_day, 0),
	COLUMN(struct tax, "recognition", recognition, column_enum,
		COLUMN_EXTRA, NAMES(recognition_names)),
};

static int
check(const struct reference *ref, struct table_row *row,
	union reference_any *any, struct err *err)
{
	(void)ref;
	return reference_check_days(row, any->tax.from, any->tax.to, err);
}

static int
keep(struct reference *ref, const union reference_any *any, struct err *err)
{
	struct tax *const tax = vec_push(&ref->taxes, ref->arena, err);

	if (tax == NULL)
		return -1;
	*tax = any->tax;
	return 0;
}

const struct reference_spec reference_taxes = {
	.columns = columns,
	.count = sizeof(columns) / sizeof(columns[0]),
	.defaults.tax = {
		.ca = "", .business = TERM_ANY, .tax_code = "",
		.tax_name = "", .from = DAY_NONE, .to = DAY_NONE,
	},
	.check = check,
	.keep = keep,
};
