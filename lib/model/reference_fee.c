#include "base/err.h"
#include "base/i18n.h"
#include "model/reference_spec.h"

#include <string.h>

#define YEARS_MAX 99

/* `fees` (domain.md, What is due). */

static const struct column columns[] = {
	COLUMN(struct fee, "ca", ca, column_code, COLUMN_FILLED),
	COLUMN(struct fee, "business", business, column_word,
		COLUMN_FILLED | COLUMN_ANY, NAMES(business_names)),
	COLUMN(struct fee, "cert_kind", cert_kind, column_word,
		COLUMN_FILLED | COLUMN_ANY, NAMES(cert_kind_names)),
	COLUMN(struct fee, "key_kind", key_kind, column_word,
		COLUMN_FILLED | COLUMN_ANY, NAMES(key_kind_names)),
	COLUMN(struct fee, "project", project, column_text,
		COLUMN_EXTRA | COLUMN_FREE),
	COLUMN(struct fee, "years", years, column_int, 0, .min = 1,
		.max = YEARS_MAX),
	COLUMN(struct fee, "basis", basis, column_enum, COLUMN_FILLED,
		NAMES(fee_basis_names)),
	COLUMN(struct fee, "amount_yuan", amount, column_money, COLUMN_FILLED),
	COLUMN(struct fee, "next_year_yuan", next_year, column_money, 0),
	COLUMN(struct fee, "valid_from", from, column_day, 0),
	COLUMN(struct fee, "valid_to", to, column_day, 0),
	COLUMN(struct fee, "source", source, column_text, COLUMN_FREE),
};

static int
check(const struct reference *ref, struct table_row *row,
	union reference_any *any, struct err *err)
{
	const struct fee *const fee = &any->fee;

	(void)ref;
	if (fee->basis == FEE_TERM && fee->years == 0 &&
		table_report(row, "years", false, err,
			_("empty, but a price of basis term is for a number "
			  "of years")) < 0)
		return -1;
	if (fee->basis != FEE_PER_YEAR && fee->next_year >= 0 &&
		table_report(row, "next_year_yuan", true, err,
			_("ignored: only the basis per_year has a next "
			  "year")) < 0)
		return -1;
	return reference_check_days(row, fee->from, fee->to, err);
}

static int
keep(struct reference *ref, const union reference_any *any, struct err *err)
{
	struct fee *const fee = vec_push(&ref->fees, ref->arena, err);

	if (fee == NULL)
		return -1;
	*fee = any->fee;
	return 0;
}

/*
 * Which orders a row is for.  Two rows that are equally specific and fit one
 * order have the same words here: what is "any" in one is so in the other.
 */
static int
compare_key(const struct fee *a, const struct fee *b)
{
	int c = strcmp(a->ca, b->ca);

	if (c == 0)
		c = strcmp(a->project, b->project);
	if (c == 0)
		c = strcmp(a->business, b->business);
	if (c == 0)
		c = strcmp(a->key_kind, b->key_kind);
	if (c == 0)
		c = strcmp(a->cert_kind, b->cert_kind);
	return c != 0 ? c : (a->years > b->years) - (a->years < b->years);
}

static int
compare(const struct reference *ref, size_t a, size_t b)
{
	const struct fee *const fee_a = &ref->fees.at[a];
	const struct fee *const fee_b = &ref->fees.at[b];
	const int c = compare_key(fee_a, fee_b);

	if (c != 0)
		return c;
	if (fee_a->from != fee_b->from)
		return fee_a->from < fee_b->from ? -1 : 1;
	return (a > b) - (a < b);
}

static int32_t
last_day(const struct fee *fee)
{
	return fee->to == DAY_NONE ? INT32_MAX : fee->to;
}

/* The later line is reported, the earlier one named, with a day of both. */
static int
report(struct reference *ref, size_t a, size_t b, int32_t day, struct err *err)
{
	char text[DAY_TEXT_SIZE];
	const size_t first = a < b ? a : b, second = a < b ? b : a;

	if (day == DAY_NONE)
		return reference_late(ref, second, err,
			_("the row on line %ld is as specific as this one and "
			  "in force on the same days"),
			ref->lines.at[first]);
	return reference_late(ref, second, err,
		_("the row on line %ld is as specific as this one and also in "
		  "force on %s"),
		ref->lines.at[first], day_text(day, text));
}

static int
clash(struct reference *ref, size_t *before, size_t at, struct err *err)
{
	const struct fee *const old = &ref->fees.at[*before];
	const struct fee *const new = &ref->fees.at[at];
	const size_t was = *before;

	if (compare_key(old, new) != 0) {
		*before = at;
		return 0;
	}
	if (last_day(new) > last_day(old))
		*before = at;
	if (new->from > last_day(old))
		return 0;
	return report(ref, was, at, new->from, err);
}

static int
finish(struct reference *ref, struct err *err)
{
	return reference_clashes(ref, ref->fees.count, compare, clash, err);
}

const struct reference_spec reference_fees = {
	.columns = columns,
	.count = sizeof(columns) / sizeof(columns[0]),
	.defaults.fee = {
		.ca = "", .business = TERM_ANY, .cert_kind = TERM_ANY,
		.key_kind = TERM_ANY, .project = "", .source = "",
		.next_year = -1, .from = DAY_NONE, .to = DAY_NONE,
	},
	.place = "valid_from",
	.check = check,
	.keep = keep,
	.finish = finish,
};
