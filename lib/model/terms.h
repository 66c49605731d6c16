#ifndef MODEL_TERMS_H
#define MODEL_TERMS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/vec.h"
#include "model/day.h"
#include "model/entry.h"

/*
 * The words of the trade and the rows of reference data (contract.md,
 * Reference data in) as plain data: orders, fees, policies, channels, taxes.
 *
 * Texts are NUL-terminated UTF-8, never NULL ("" where there is none) and
 * belong to whoever made the struct.  Amounts are fen, days and moments are
 * Asia/Shanghai.  A rule's field that matches everything is TERM_ANY ("any"),
 * except a project, whose "any" is "".
 *
 * To add a CA, a price or a delivery rule, change data, not this file.
 */

#define TERM_ANY "any"

enum business {
	BUSINESS_NEW,
	BUSINESS_RENEW,
	BUSINESS_REISSUE,
	BUSINESS_CHANGE,
	BUSINESS_UNLOCK,
	BUSINESS_REVOKE,
	BUSINESS_COUNT
};

enum cert_kind { CERT_ORG, CERT_ORG_PERSON, CERT_PERSON, CERT_KIND_COUNT };

enum key_kind { KEY_MAIN, KEY_SUB, KEY_KIND_COUNT };

enum pay_method {
	PAY_WECHAT,
	PAY_ALIPAY,
	PAY_BANK_TRANSFER,
	PAY_CARD,
	PAY_NONE,
	PAY_METHOD_COUNT
};

enum review { REVIEW_PENDING, REVIEW_APPROVED, REVIEW_REJECTED, REVIEW_COUNT };

enum invoice_kind {
	INVOICE_NONE,
	INVOICE_GENERAL,
	INVOICE_SPECIAL,
	INVOICE_KIND_COUNT
};

enum fee_basis { FEE_TERM, FEE_PER_YEAR, FEE_PER_ORDER, FEE_BASIS_COUNT };

/* When the price of a certificate is earned (docs/revenue.md). */
enum recognition {
	RECOGNITION_RATABLE_DAY, /* day by day over its term */
	RECOGNITION_AT_DELIVERY,
	RECOGNITION_COUNT
};

enum verify_mode {
	VERIFY_NONE,
	VERIFY_OUTBOUND,
	VERIFY_INBOUND,
	VERIFY_TRANSFER,
	VERIFY_MODE_COUNT,
	VERIFY_BY_POLICY = VERIFY_MODE_COUNT /* of an order only */
};

enum pin_channel {
	PIN_NONE,
	PIN_BANK_REMARK,
	PIN_SMS_HANDLER,
	PIN_SMS_HOLDER,
	PIN_WITH_KEY,
	PIN_CHANNEL_COUNT
};

/* The words of the files, in the order of the enums. */
extern const char *const business_names[BUSINESS_COUNT];
extern const char *const cert_kind_names[CERT_KIND_COUNT];
extern const char *const key_kind_names[KEY_KIND_COUNT];
extern const char *const pay_method_names[PAY_METHOD_COUNT];
extern const char *const review_names[REVIEW_COUNT];
extern const char *const invoice_kind_names[INVOICE_KIND_COUNT];
extern const char *const fee_basis_names[FEE_BASIS_COUNT];
extern const char *const recognition_names[RECOGNITION_COUNT];
extern const char *const verify_mode_names[VERIFY_MODE_COUNT];
extern const char *const pin_channel_names[PIN_CHANNEL_COUNT];

/** terms_find(names, count, word): the index of ${word}, or -1. */
int terms_find(const char *const *names, int count, const char *word);

/* One row of `orders`: one version of an order as the service hall has it. */
struct order_row {
	long line;
	const char *order_no, *ca;
	struct moment created_at;
	const char *business, *cert_kind; /* words of the tables above */
	int years;			  /* 1 if the file says nothing */
	int main_keys, sub_keys;	  /* 1 and 0 if it says nothing */
	const char *project, *applicant_name, *uscc;
	const char *account_no, *bank_name, *bank_code; /* account as written */
	const char *handler_name, *handler_mobile;
	const char *holder_name, *holder_mobile;
	const char *pay_method;
	const char *pay_refs; /* ';' between, no blanks, none twice */
	bool claimed;	      /* the two below hold something */
	int64_t claimed_fen;
	struct moment claimed_at;
	const char *claimed_trade_no, *voucher_ref;
	enum review review;	      /* pending if the file says nothing */
	struct moment reviewed_at;    /* MOMENT_NONE: not said */
	enum verify_mode verify_mode; /* VERIFY_BY_POLICY: not said */
	const char *verify_code;      /* SECRET: never in a message or a log */
	enum invoice_kind invoice_kind;
	const char *invoice_title, *invoice_tax_no, *invoice_address;
	const char *invoice_phone, *invoice_bank, *invoice_account;
	const char *invoice_email;
	int32_t prior_cert_end; /* DAY_NONE: not said */
};

/* One dated price (domain.md, What is due). */
struct fee {
	long line;
	const char *ca, *business, *cert_kind, *key_kind;
	const char *project; /* "": any */
	const char *source;  /* where the price was published */
	int years;	     /* 0: any */
	enum fee_basis basis;
	int64_t amount;
	int64_t next_year; /* -1: ${amount} again */
	int32_t from, to;  /* both in force; DAY_NONE: open */
};

/* One rule of a CA; working days unless said otherwise. */
struct policy {
	long line;
	const char *ca, *pay_method, *cert_kind, *business;
	enum verify_mode verify_mode;
	enum pin_channel pin_channel;
	bool own_account_required, review_before_payment, one_payment_only;
	int review_days, return_days;
	int buffer_days; /* calendar days after a claim */
	int max_attempts;
	int expire_days; /* calendar days */
	int code_length;
	const char *receiving_account;
	const char *code_alphabet; /* "digits" or "upper" */
};

/* One merchant account and how its settlement looks at the bank. */
struct channel {
	long line;
	enum source source; /* SOURCE_WECHAT or SOURCE_ALIPAY */
	const char *merchant_no, *settlement_payer;
	const char *settlement_remark; /* template; "": payer and amount */
};

/* One dated tax rate. */
struct tax {
	long line;
	const char *ca, *business;
	const char *tax_code, *tax_name;
	int rate;	  /* in 1/10000: 600 is 6 % */
	int32_t from, to; /* both in force; DAY_NONE: open */
	enum recognition recognition;
};

struct fees {
	VEC(struct fee);
};

struct policies {
	VEC(struct policy);
};

struct channels {
	VEC(struct channel);
};

struct taxes {
	VEC(struct tax);
};

#endif
