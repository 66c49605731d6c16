#include "format/bill.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "format/chain.h"
#include "format/columns.h"
#include "format/format.h"
#include "model/money.h"

int
bill_disagree(const struct sink *sink, const struct statement *st, long line,
	long column, const char *field, const char *said, const char *got,
	struct err *err)
{
	struct buf message = BUF_INIT;
	int rc;

	buf_printf(&message, "%ld:", line);
	if (column > 0)
		buf_printf(&message, "%ld:", column);
	buf_printf(&message, _(" %s: the file says %s, its rows give %s"),
		field, said, got);
	rc = buf_check(&message, err);
	if (rc == 0)
		rc = sink->disagree(sink->ctx, st, buf_text(&message), err);
	buf_release(&message);
	return rc;
}

int
bill_count(const struct row *row, const struct cell *cell, const char *field,
	int64_t *count, struct err *err)
{
	int64_t hundredths;

	if (money_parse(cell->text, cell->len, &hundredths, err) < 0)
		return row_at(row, cell, field, err);
	if (hundredths % 100 != 0 || hundredths < 0) {
		err_set(err, ERR_INPUT, _("\"%.*s\" is not a count"),
			cell_shown(cell), cell->text);
		return row_at(row, cell, field, err);
	}
	*count = hundredths / 100;
	return 0;
}

int
bill_chain(const struct sink *sink, struct statement *st,
	const struct chain *chain, const char *field, struct err *err)
{
	char said[MONEY_TEXT_SIZE], expected[MONEY_TEXT_SIZE];
	struct chain_result result;

	if (!chain_end(chain, false, &result))
		return bill_disagree(sink, st, result.line, 0, field,
			money_text(result.said, said),
			money_text(result.expected, expected), err);
	st->has_opening = st->has_closing = true;
	st->opening = result.opening;
	st->closing = result.closing;
	return 0;
}

void
bill_state(struct bill_total *total, enum bill_figure figure, int64_t value)
{
	total->figures[figure].stated = true;
	total->figures[figure].value = value;
}

int
bill_tell(const struct sink *sink, const struct statement *st,
	struct bill_total *total, struct err *err)
{
	total->account = st->account;
	total->from = st->from;
	total->to = st->to;
	return sink->total == NULL ? 0 : sink->total(sink->ctx, total, err);
}
