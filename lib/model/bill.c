#include "model/bill.h"

const char *const bill_family_names[BILL_FAMILY_COUNT] = {
	[FAMILY_ALIPAY_TRADE] = "alipay-trade",
	[FAMILY_ALIPAY_ACCOUNT] = "alipay-account",
	[FAMILY_WECHAT_FUND] = "wechat-fund",
};

const char *const bill_document_names[BILL_DOCUMENT_COUNT] = {
	[DOCUMENT_DETAIL] = "detail",
	[DOCUMENT_SUMMARY] = "summary",
};

const char *const bill_titles[BILL_FAMILY_COUNT][BILL_DOCUMENT_COUNT] = {
	[FAMILY_ALIPAY_TRADE] = { "业务明细", "业务明细(汇总)" },
	[FAMILY_ALIPAY_ACCOUNT] = { "账务明细", "账务明细(汇总)" },
	[FAMILY_WECHAT_FUND] = { "资金账单", "" },
};

/* As the columns of the summaries; "" where a family has no such figure. */
const char *const bill_figure_names[BILL_FAMILY_COUNT][BILL_FIGURE_COUNT] = {
	[FAMILY_ALIPAY_TRADE] = { "交易订单总笔数", "", "退款订单总笔数", "",
		"订单金额", "商家实收", "服务费", "实收净额" },
	[FAMILY_ALIPAY_ACCOUNT] = { "收入笔数", "收入金额", "支出笔数",
		"支出金额", "", "", "", "总金额" },
	[FAMILY_WECHAT_FUND] = { "收入笔数", "收入金额", "支出笔数", "支出金额",
		"", "", "", "" },
};

bool
bill_figure_is_count(enum bill_figure figure)
{
	return figure == FIGURE_IN_COUNT || figure == FIGURE_OUT_COUNT;
}
