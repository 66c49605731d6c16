#include "model/entry.h"

/* The words of contract.md, "list entries"; never translated. */
const char *const source_names[SOURCE_COUNT] = {
	[SOURCE_WECHAT] = "wechat",
	[SOURCE_ALIPAY] = "alipay",
	[SOURCE_BANK] = "bank",
};

const char *const entry_kind_names[ENTRY_KIND_COUNT] = {
	[ENTRY_PAYMENT] = "payment",
	[ENTRY_REFUND] = "refund",
	[ENTRY_FEE] = "fee",
	[ENTRY_SETTLEMENT] = "settlement",
	[ENTRY_MICRO_DEPOSIT] = "micro-deposit",
	[ENTRY_RETURN] = "return",
	[ENTRY_OTHER] = "other",
};
