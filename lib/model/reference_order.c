#include "base/err.h"
#include "base/i18n.h"
#include "base/map.h"
#include "model/reference_spec.h"

#include <string.h>

#define YEARS_MAX 99
#define KEYS_MAX 9999
#define KEYS_EMPTY (-1)
#define CLAIM_EMPTY (-1)
#define CODE_MIN 4
#define CODE_MAX 12
#define REF_MAX 64

/*
 * `orders`.  Nothing here may quote verify_code, which can be a PIN; nor the
 * whole of an account, telephone or taxpayer's number (see ident.h).
 */

static int
secret_code(const char *text, struct err *err)
{
	const size_t len = strlen(text);

	if (len < CODE_MIN || len > CODE_MAX ||
		strspn(text,
			"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			"abcdefghijklmnopqrstuvwxyz") != len)
		return err_set(err, ERR_INPUT,
			_("a code has %d to %d letters and digits, nothing "
			  "else"),
			CODE_MIN, CODE_MAX);
	return 0;
}

/* Whether the ${len} bytes at ${ref} stand in the list ${list} of ${end}. */
static bool
is_listed(const char *list, const char *end, const char *ref, size_t len)
{
	while (list < end) {
		const char *stop = memchr(list, ';', (size_t)(end - list));

		if (stop == NULL)
			stop = end;
		if ((size_t)(stop - list) == len && memcmp(list, ref, len) == 0)
			return true;
		list = stop + 1;
	}
	return false;
}

/* Merchant order numbers: blanks, empty ones and repetitions are left out,
 * in place, since the list only becomes shorter. */
static int
read_pay_refs(
	const struct column *column, char *text, void *out, struct err *err)
{
	char *end = text;

	for (const char *p = text; *p != '\0';) {
		size_t len;

		p += strspn(p, "; ");
		len = strcspn(p, "; ");
		if (len > REF_MAX)
			return err_set(err, ERR_INPUT,
				_("a merchant order number has %zu bytes, "
				  "more than %d"),
				len, REF_MAX);
		if (len > 0 && !is_listed(text, end, p, len)) {
			if (end > text)
				*end++ = ';';
			memmove(end, p, len);
			end += len;
		}
		p += len;
	}
	*end = '\0';
	return column_text(column, text, out, err);
}

#define ORDER(name, member, ...)                                               \
	COLUMN(struct order_row, name, member, __VA_ARGS__)

static const struct column columns[] = {
	ORDER("order_no", order_no, column_ident, COLUMN_FILLED,
		.ident = ident_order_no),
	ORDER("ca", ca, column_code, COLUMN_FILLED),
	ORDER("created_at", created_at, column_moment, COLUMN_FILLED),
	ORDER("business", business, column_word, COLUMN_FILLED,
		NAMES(business_names)),
	ORDER("cert_kind", cert_kind, column_word, COLUMN_FILLED,
		NAMES(cert_kind_names)),
	ORDER("years", years, column_int, 0, .min = 1, .max = YEARS_MAX),
	ORDER("main_keys", main_keys, column_int, 0, .min = 0, .max = KEYS_MAX),
	ORDER("sub_keys", sub_keys, column_int, 0, .min = 0, .max = KEYS_MAX),
	ORDER("project", project, column_text, COLUMN_FREE),
	ORDER("applicant_name", applicant_name, column_text,
		COLUMN_FILLED | COLUMN_FREE),
	ORDER("uscc", uscc, column_ident, COLUMN_NEEDED, .ident = ident_uscc),
	ORDER("account_no", account_no, column_ident, COLUMN_NEEDED,
		.ident = ident_account),
	ORDER("bank_name", bank_name, column_text, COLUMN_FREE),
	ORDER("bank_code", bank_code, column_ident, 0, .ident = ident_cnaps),
	ORDER("handler_name", handler_name, column_text, COLUMN_FREE),
	ORDER("handler_mobile", handler_mobile, column_ident, 0,
		.ident = ident_mobile),
	ORDER("holder_name", holder_name, column_text, COLUMN_FREE),
	ORDER("holder_mobile", holder_mobile, column_ident, 0,
		.ident = ident_mobile),
	ORDER("pay_method", pay_method, column_word, COLUMN_FILLED,
		NAMES(pay_method_names)),
	ORDER("pay_refs", pay_refs, read_pay_refs, COLUMN_NEEDED),
	ORDER("claimed_yuan", claimed_fen, column_money, COLUMN_NEEDED),
	ORDER("claimed_at", claimed_at, column_moment, COLUMN_NEEDED),
	ORDER("claimed_trade_no", claimed_trade_no, column_text, 0),
	ORDER("voucher_ref", voucher_ref, column_text, 0),
	ORDER("review", review, column_enum, COLUMN_NEEDED,
		NAMES(review_names)),
	ORDER("reviewed_at", reviewed_at, column_moment, COLUMN_NEEDED),
	ORDER("verify_mode", verify_mode, column_enum, 0,
		NAMES(verify_mode_names)),
	ORDER("verify_code", verify_code, column_ident, COLUMN_SECRET,
		.ident = secret_code),
	ORDER("invoice_kind", invoice_kind, column_enum, 0,
		NAMES(invoice_kind_names)),
	ORDER("invoice_title", invoice_title, column_text, COLUMN_FREE),
	ORDER("invoice_tax_no", invoice_tax_no, column_ident, 0,
		.ident = ident_tax_no),
	ORDER("invoice_address", invoice_address, column_text, COLUMN_FREE),
	ORDER("invoice_phone", invoice_phone, column_text, 0),
	ORDER("invoice_bank", invoice_bank, column_text, COLUMN_FREE),
	ORDER("invoice_account", invoice_account, column_ident, 0,
		.ident = ident_account),
	ORDER("invoice_email", invoice_email, column_ident, 0,
		.ident = ident_email),
	ORDER("prior_cert_end", prior_cert_end, column_day, 0),
};

static int
check_ca(const struct reference *ref, struct table_row *row,
	const struct order_row *order, struct err *err)
{
	if (ref->cas == NULL ||
		map_get(ref->cas, order->ca, strlen(order->ca)) != NULL)
		return 0;
	return table_report(row, "ca", false, err,
		_("no policy names the CA \"%.40s\""), order->ca);
}

/* No keys given, by empty cells or by zeros, count as one main key. */
static void
check_keys(struct order_row *order)
{
	if (order->main_keys == KEYS_EMPTY)
		order->main_keys = 0;
	if (order->sub_keys == KEYS_EMPTY)
		order->sub_keys = 0;
	if (order->main_keys + order->sub_keys == 0)
		order->main_keys = 1;
}

/* A claim is an amount with a time. */
static int
check_claim(struct table_row *row, struct order_row *order, struct err *err)
{
	const bool amount = order->claimed_fen != CLAIM_EMPTY;
	const bool at = order->claimed_at.day != DAY_NONE;

	order->claimed = amount && at;
	if (!amount)
		order->claimed_fen = 0;
	if (amount == at)
		return 0;
	if (amount)
		return table_report(row, "claimed_at", false, err,
			_("empty, but claimed_yuan is not"));
	return table_report(row, "claimed_yuan", false, err,
		_("empty, but claimed_at is not"));
}

/* An organisation is known by its code; a person may have none. */
static int
check_uscc(
	struct table_row *row, const struct order_row *order, struct err *err)
{
	if (order->uscc[0] != '\0' ||
		strcmp(order->cert_kind, cert_kind_names[CERT_PERSON]) == 0)
		return 0;
	return table_report(row, "uscc", false, err,
		_("empty, but a certificate of an organisation needs it"));
}

/* What each kind of invoice cannot be written without. */
static int
check_invoice(
	struct table_row *row, const struct order_row *order, struct err *err)
{
	const struct {
		const char *column, *text;
		enum invoice_kind from;
	} needs[] = {
		{ "invoice_title", order->invoice_title, INVOICE_GENERAL },
		{ "invoice_tax_no", order->invoice_tax_no, INVOICE_SPECIAL },
		{ "invoice_address", order->invoice_address, INVOICE_SPECIAL },
		{ "invoice_phone", order->invoice_phone, INVOICE_SPECIAL },
		{ "invoice_bank", order->invoice_bank, INVOICE_SPECIAL },
		{ "invoice_account", order->invoice_account, INVOICE_SPECIAL },
	};

	for (size_t i = 0; i < sizeof(needs) / sizeof(needs[0]); i++)
		if (order->invoice_kind >= needs[i].from &&
			needs[i].text[0] == '\0' &&
			table_report(row, needs[i].column, false, err,
				_("empty, but a %s invoice needs it"),
				invoice_kind_names[order->invoice_kind]) < 0)
			return -1;
	return 0;
}

/* What is odd, though the order can be taken. */
static int
warn(struct table_row *row, const struct order_row *order, struct err *err)
{
	const bool prior =
		strcmp(order->business, business_names[BUSINESS_RENEW]) == 0 ||
		strcmp(order->business, business_names[BUSINESS_REISSUE]) == 0;
	const bool to_account = order->verify_mode == VERIFY_OUTBOUND ||
		order->verify_mode == VERIFY_INBOUND;

	if (prior && order->prior_cert_end == DAY_NONE &&
		table_report(row, "prior_cert_end", true, err,
			_("empty, so the term of this %s is not known"),
			order->business) < 0)
		return -1;
	if (to_account && order->account_no[0] == '\0' &&
		table_report(row, "account_no", true, err,
			_("empty, but verify_mode is %s"),
			verify_mode_names[order->verify_mode]) < 0)
		return -1;
	if (order->invoice_kind == INVOICE_GENERAL && order->uscc[0] != '\0' &&
		order->invoice_tax_no[0] == '\0' &&
		table_report(row, "invoice_tax_no", true, err,
			_("empty, but an organisation's invoice needs it")) < 0)
		return -1;
	if (order->review == REVIEW_PENDING ||
		order->reviewed_at.day != DAY_NONE)
		return 0;
	return table_report(row, "reviewed_at", true, err,
		_("empty, but review is %s"), review_names[order->review]);
}

static int
check(const struct reference *ref, struct table_row *row,
	union reference_any *any, struct err *err)
{
	struct order_row *const order = &any->order;

	check_keys(order);
	if (check_ca(ref, row, order, err) < 0 ||
		check_claim(row, order, err) < 0 ||
		check_uscc(row, order, err) < 0 ||
		check_invoice(row, order, err) < 0)
		return -1;
	return warn(row, order, err);
}

static int
keep(struct reference *ref, const union reference_any *any, struct err *err)
{
	if (ref->on_order == NULL)
		return 0;
	return ref->on_order(ref->on_order_ctx, &any->order, err);
}

/* The code is not to stay in memory when the order has been handed on; the
 * text lies in the scratch arena, so it may be written to. */
static void
forget(const union reference_any *any)
{
	char *const code = (char *)(uintptr_t)any->order.verify_code;

	if (code[0] != '\0')
		explicit_bzero(code, strlen(code));
}

const struct reference_spec reference_orders = {
	.columns = columns,
	.count = sizeof(columns) / sizeof(columns[0]),
	.defaults.order = {
		.order_no = "", .ca = "", .created_at = { DAY_NONE, NO_TIME },
		.business = "", .cert_kind = "", .years = 1,
		.main_keys = KEYS_EMPTY, .sub_keys = KEYS_EMPTY,
		.project = "", .applicant_name = "", .uscc = "",
		.account_no = "", .bank_name = "", .bank_code = "",
		.handler_name = "", .handler_mobile = "", .holder_name = "",
		.holder_mobile = "", .pay_method = "", .pay_refs = "",
		.claimed_fen = CLAIM_EMPTY,
		.claimed_at = { DAY_NONE, NO_TIME },
		.claimed_trade_no = "", .voucher_ref = "",
		.review = REVIEW_PENDING,
		.reviewed_at = { DAY_NONE, NO_TIME },
		.verify_mode = VERIFY_BY_POLICY, .verify_code = "",
		.invoice_kind = INVOICE_NONE, .invoice_title = "",
		.invoice_tax_no = "", .invoice_address = "",
		.invoice_phone = "", .invoice_bank = "",
		.invoice_account = "", .invoice_email = "",
		.prior_cert_end = DAY_NONE,
	},
	.check = check,
	.keep = keep,
	.forget = forget,
};
