#include "model/terms.h"

#include <string.h>

const char *const business_names[BUSINESS_COUNT] = {
	[BUSINESS_NEW] = "new",
	[BUSINESS_RENEW] = "renew",
	[BUSINESS_REISSUE] = "reissue",
	[BUSINESS_CHANGE] = "change",
	[BUSINESS_UNLOCK] = "unlock",
	[BUSINESS_REVOKE] = "revoke",
};

const char *const cert_kind_names[CERT_KIND_COUNT] = {
	[CERT_ORG] = "org",
	[CERT_ORG_PERSON] = "org_person",
	[CERT_PERSON] = "person",
};

const char *const key_kind_names[KEY_KIND_COUNT] = {
	[KEY_MAIN] = "main",
	[KEY_SUB] = "sub",
};

const char *const pay_method_names[PAY_METHOD_COUNT] = {
	[PAY_WECHAT] = "wechat",
	[PAY_ALIPAY] = "alipay",
	[PAY_BANK_TRANSFER] = "bank_transfer",
	[PAY_CARD] = "card",
	[PAY_NONE] = "none",
};

const char *const review_names[REVIEW_COUNT] = {
	[REVIEW_PENDING] = "pending",
	[REVIEW_APPROVED] = "approved",
	[REVIEW_REJECTED] = "rejected",
};

const char *const invoice_kind_names[INVOICE_KIND_COUNT] = {
	[INVOICE_NONE] = "none",
	[INVOICE_GENERAL] = "general",
	[INVOICE_SPECIAL] = "special",
};

const char *const fee_basis_names[FEE_BASIS_COUNT] = {
	[FEE_TERM] = "term",
	[FEE_PER_YEAR] = "per_year",
	[FEE_PER_ORDER] = "per_order",
};

const char *const recognition_names[RECOGNITION_COUNT] = {
	[RECOGNITION_RATABLE_DAY] = "ratable_day",
	[RECOGNITION_AT_DELIVERY] = "at_delivery",
};

const char *const verify_mode_names[VERIFY_MODE_COUNT] = {
	[VERIFY_NONE] = "none",
	[VERIFY_OUTBOUND] = "outbound",
	[VERIFY_INBOUND] = "inbound",
	[VERIFY_TRANSFER] = "transfer",
};

const char *const pin_channel_names[PIN_CHANNEL_COUNT] = {
	[PIN_NONE] = "none",
	[PIN_BANK_REMARK] = "bank-remark",
	[PIN_SMS_HANDLER] = "sms-handler",
	[PIN_SMS_HOLDER] = "sms-holder",
	[PIN_WITH_KEY] = "with-key",
};

int
terms_find(const char *const *names, int count, const char *word)
{
	for (int i = 0; i < count; i++)
		if (strcmp(names[i], word) == 0)
			return i;
	return -1;
}
