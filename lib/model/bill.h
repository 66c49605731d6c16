#ifndef MODEL_BILL_H
#define MODEL_BILL_H

#include <stdbool.h>
#include <stdint.h>

/*
 * What a channel's document says in all.  Several documents tell of the same
 * money (formats.md 2.2, 2.3): their totals are compared by family, account
 * and period, in each figure that both state.
 */

enum bill_family {
	FAMILY_ALIPAY_TRADE,   /* 业务明细 and its 汇总 */
	FAMILY_ALIPAY_ACCOUNT, /* 账务明细 and its 汇总 */
	FAMILY_WECHAT_FUND,    /* 资金账单, whose summary is in the file */
	BILL_FAMILY_COUNT
};

enum bill_document { DOCUMENT_DETAIL, DOCUMENT_SUMMARY, BILL_DOCUMENT_COUNT };

/* Counts of rows, else minor units, signed as the documents' columns are. */
enum bill_figure {
	FIGURE_IN_COUNT, /* payments, or income */
	FIGURE_IN,
	FIGURE_OUT_COUNT, /* refunds, or expense */
	FIGURE_OUT,
	FIGURE_ORDERED,	 /* 订单金额 */
	FIGURE_RECEIVED, /* 商家实收 */
	FIGURE_FEE,	 /* 服务费: negative is charged */
	FIGURE_NET,	 /* what is left of all */
	BILL_FIGURE_COUNT
};

struct bill_total {
	enum bill_family family;
	enum bill_document document;
	const char *account; /* as in struct statement */
	int32_t from, to;
	struct {
		bool stated;
		int64_t value;
	} figures[BILL_FIGURE_COUNT];
};

extern const char *const bill_family_names[BILL_FAMILY_COUNT];
/* "detail", "summary"; as files and people name them; their columns. */
extern const char *const bill_document_names[BILL_DOCUMENT_COUNT];
extern const char *const bill_titles[BILL_FAMILY_COUNT][BILL_DOCUMENT_COUNT];
extern const char
	*const bill_figure_names[BILL_FAMILY_COUNT][BILL_FIGURE_COUNT];

/** bill_figure_is_count(figure): it counts rows; all others are money. */
bool bill_figure_is_count(enum bill_figure figure);

#endif
