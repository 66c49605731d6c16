#include "base/err.h"
#include "base/i18n.h"
#include "model/reference_spec.h"

#include <string.h>

#define DAYS_MAX 3650
#define ATTEMPTS_MAX 99

/* `policies`: how a CA takes money, verifies accounts and delivers PINs. */

static const char *const alphabets[] = { "digits", "upper" };

static const struct column columns[] = {
	COLUMN(struct policy, "ca", ca, column_code, COLUMN_FILLED),
	COLUMN(struct policy, "pay_method", pay_method, column_word,
		COLUMN_FILLED | COLUMN_ANY, NAMES(pay_method_names)),
	COLUMN(struct policy, "cert_kind", cert_kind, column_word,
		COLUMN_FILLED | COLUMN_ANY, NAMES(cert_kind_names)),
	COLUMN(struct policy, "business", business, column_word,
		COLUMN_FILLED | COLUMN_ANY, NAMES(business_names)),
	COLUMN(struct policy, "verify_mode", verify_mode, column_enum,
		COLUMN_FILLED, NAMES(verify_mode_names)),
	COLUMN(struct policy, "pin_channel", pin_channel, column_enum,
		COLUMN_FILLED, NAMES(pin_channel_names)),
	COLUMN(struct policy, "own_account_required", own_account_required,
		column_yes_no, COLUMN_FILLED),
	COLUMN(struct policy, "review_before_payment", review_before_payment,
		column_yes_no, COLUMN_FILLED),
	COLUMN(struct policy, "one_payment_only", one_payment_only,
		column_yes_no, COLUMN_FILLED),
	COLUMN(struct policy, "review_days", review_days, column_int, 0,
		.min = 0, .max = DAYS_MAX),
	COLUMN(struct policy, "return_days", return_days, column_int, 0,
		.min = 0, .max = DAYS_MAX),
	COLUMN(struct policy, "buffer_days", buffer_days, column_int, 0,
		.min = 0, .max = DAYS_MAX),
	COLUMN(struct policy, "max_attempts", max_attempts, column_int, 0,
		.min = 1, .max = ATTEMPTS_MAX),
	COLUMN(struct policy, "expire_days", expire_days, column_int, 0,
		.min = 0, .max = DAYS_MAX),
	COLUMN(struct policy, "receiving_account", receiving_account,
		column_ident, 0, .ident = ident_account),
	COLUMN(struct policy, "code_length", code_length, column_int,
		COLUMN_EXTRA, .min = 4, .max = 12),
	COLUMN(struct policy, "code_alphabet", code_alphabet, column_word,
		COLUMN_EXTRA, NAMES(alphabets)),
};

static int
check(const struct reference *ref, struct table_row *row,
	union reference_any *any, struct err *err)
{
	const struct policy *const policy = &any->policy;

	(void)ref;
	if (policy->pin_channel != PIN_BANK_REMARK ||
		policy->verify_mode == VERIFY_OUTBOUND)
		return 0;
	return table_report(row, "pin_channel", true, err,
		_("bank-remark delivers nothing while verify_mode is %s, not "
		  "outbound"),
		verify_mode_names[policy->verify_mode]);
}

static int
keep(struct reference *ref, const union reference_any *any, struct err *err)
{
	struct policy *const policy = vec_push(&ref->policies, ref->arena, err);

	if (policy == NULL)
		return -1;
	*policy = any->policy;
	return 0;
}

/* Which orders a row is for; equal words are equal specificity (see fees). */
static int
compare_key(const struct policy *a, const struct policy *b)
{
	int c = strcmp(a->ca, b->ca);

	if (c == 0)
		c = strcmp(a->business, b->business);
	if (c == 0)
		c = strcmp(a->pay_method, b->pay_method);
	return c != 0 ? c : strcmp(a->cert_kind, b->cert_kind);
}

static int
compare(const struct reference *ref, size_t a, size_t b)
{
	const int c = compare_key(&ref->policies.at[a], &ref->policies.at[b]);

	return c != 0 ? c : (a > b) - (a < b);
}

static int
clash(struct reference *ref, size_t *before, size_t at, struct err *err)
{
	if (compare_key(&ref->policies.at[*before], &ref->policies.at[at]) == 0)
		return reference_late(ref, at, err,
			_("the row on line %ld is for the same business, "
			  "pay_method and cert_kind"),
			ref->lines.at[*before]);
	*before = at;
	return 0;
}

static int
finish(struct reference *ref, struct err *err)
{
	return reference_clashes(ref, ref->policies.count, compare, clash, err);
}

const struct reference_spec reference_policies = {
	.columns = columns,
	.count = sizeof(columns) / sizeof(columns[0]),
	.defaults.policy = {
		.ca = "", .pay_method = TERM_ANY, .cert_kind = TERM_ANY,
		.business = TERM_ANY, .review_days = 3, .return_days = 2,
		.buffer_days = 3, .max_attempts = 3, .expire_days = 10,
		.code_length = 6, .receiving_account = "",
		.code_alphabet = "digits",
	},
	.place = "ca",
	.check = check,
	.keep = keep,
	.finish = finish,
};
