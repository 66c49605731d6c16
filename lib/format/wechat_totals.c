#include "format/wechat_totals.h"

#include "base/err.h"
#include "base/i18n.h"
#include "format/format.h"
#include "format/wechat_row.h"
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

/* A count is written as 45 or 45.0: ${hundredths} of it. */
static int
check_count(const struct row *row, const struct cell *cell, int64_t hundredths,
	const struct sink *sink, const struct statement *st, struct err *err)
{
	char said[MONEY_TEXT_SIZE], got[MONEY_TEXT_SIZE];

	if (hundredths % 100 != 0 || hundredths < 0) {
		err_set(err, ERR_INPUT, _("\"%.*s\" is not a count"),
			cell_shown(cell), cell->text);
		return row_at(row, cell, WECHAT_COUNT, err);
	}
	if (hundredths / 100 == st->entries)
		return 0;
	snprintf(said, sizeof(said), "%" PRId64, hundredths / 100);
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

int
wechat_totals_check(const struct header *header, const struct row *row,
	const int64_t *sums, const struct sink *sink,
	const struct statement *st, struct err *err)
{
	for (size_t i = 0; i < header->columns; i++) {
		const struct cell *cell = &row->cells[i];
		char said[MONEY_TEXT_SIZE], got[MONEY_TEXT_SIZE], field[64];
		size_t len;
		const char *name = header_name(header->names, i, &len);
		int64_t stated, sum;
		int rc = 0;

		snprintf(field, sizeof(field), "%.*s", (int)len, name);
		if (money_parse(cell->text, cell->len, &stated, err) < 0)
			return row_at(row, cell, field, err);
		sum = sum_of(field, sums);
		if (i == 0)
			rc = check_count(row, cell, stated, sink, st, err);
		else if (stated != sum)
			rc = bill_disagree(sink, st, row->line,
				row_column(row, cell), field,
				money_text(stated, said), money_text(sum, got),
				err);
		if (rc < 0)
			return -1;
	}
	return 0;
}
