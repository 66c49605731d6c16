#include "format/wechat/wechat_totals.h"

#include "base/err.h"
#include "base/i18n.h"
#include "format/bill.h"
#include "format/format.h"
#include "format/wechat/wechat_row.h"
#include "model/money.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const char *const wechat_total_layouts[] = { WECHAT_COUNT
	",应结订单总金额,退款总金额,充值券退款总金额,"
	"手续费总金额,订单总金额,申请退款总金额",
	WECHAT_COUNT ",应结订单总金额,手续费总金额,订单总金额",
	WECHAT_COUNT ",总交易额,总退款金额,总代金券或立减优惠退款金额,"
		     "手续费总金额",
	WECHAT_COUNT ",总交易额,总退款金额,总企业红包退款金额,手续费总金额",
	NULL };

/* What a column of the last line is the sum of; the first is the count. */
static const struct {
	const char *name;
	enum wechat_column column;
} totals[] = {
	{ "应结订单总金额", DUE },
	{ "总交易额", DUE },
	{ "退款总金额", REFUND },
	{ "总退款金额", REFUND },
	{ "充值券退款总金额", COUPON_BACK },
	{ "总代金券或立减优惠退款金额", COUPON_BACK },
	{ "总企业红包退款金额", COUPON_BACK },
	{ "手续费总金额", FEE },
	{ "订单总金额", ORDERED },
	{ "申请退款总金额", REFUND_ASKED },
};

static int
check_count(const struct row *row, const struct cell *cell,
	const struct sink *sink, const struct statement *st, struct err *err)
{
	char said[MONEY_TEXT_SIZE], got[MONEY_TEXT_SIZE];
	int64_t stated;

	if (bill_count(row, cell, WECHAT_COUNT, &stated, err) < 0)
		return -1;
	if (stated == st->entries)
		return 0;
	snprintf(said, sizeof(said), "%" PRId64, stated);
	snprintf(got, sizeof(got), "%ld", st->entries);
	return bill_disagree(sink, st, row->line, row_column(row, cell),
		WECHAT_COUNT, said, got, err);
}

/* A column that the rows do not have adds up to nothing: a bill of payments
 * must state no refunds. */
static int64_t
sum_of(const char *field, const int64_t *sums)
{
	for (size_t i = 0; i < sizeof(totals) / sizeof(*totals); i++)
		if (strcmp(totals[i].name, field) == 0)
			return sums[totals[i].column];
	return 0;
}

static int
check_sum(const struct row *row, const struct cell *cell, const char *field,
	int64_t sum, const struct sink *sink, const struct statement *st,
	struct err *err)
{
	char said[MONEY_TEXT_SIZE], got[MONEY_TEXT_SIZE];
	int64_t stated;

	if (money_parse(cell->text, cell->len, &stated, err) < 0)
		return row_at(row, cell, field, err);
	if (stated == sum)
		return 0;
	return bill_disagree(sink, st, row->line, row_column(row, cell), field,
		money_text(stated, said), money_text(sum, got), err);
}

int
wechat_totals_check(const struct header *header, const struct row *row,
	const int64_t *sums, const struct sink *sink,
	const struct statement *st, struct err *err)
{
	for (size_t i = 0; i < header->columns; i++) {
		const struct cell *cell = &row->cells[i];
		char field[64];
		size_t len;
		const char *name = header_name(header->names, i, &len);
		int rc;

		snprintf(field, sizeof(field), "%.*s", (int)len, name);
		rc = i == 0 ? check_count(row, cell, sink, st, err)
			    : check_sum(row, cell, field, sum_of(field, sums),
				      sink, st, err);
		if (rc < 0)
			return -1;
	}
	return 0;
}
