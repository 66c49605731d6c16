#include "core/closing.h"

#include "base/err.h"
#include "model/money.h"

static struct closing_line *
line_of(struct book *book, int account_id)
{
	for (size_t i = 0; i < book->closing.count; i++)
		if (book->closing.at[i].account_id == account_id)
			return &book->closing.at[i];
	return NULL;
}

/* Where a decided entry went; NULL: it stands in suspense. */
static int64_t *
column_of(struct closing_line *line, const struct book_entry *e)
{
	switch (e->fate) {
	case FATE_MATCHED:
		return e->amount > 0 ? &line->matched : &line->refunded;
	case FATE_PAYMENT:
		return &line->refunded;
	case FATE_VERIFICATION:
		return &line->micro_deposits;
	case FATE_SETTLED:
		return &line->settled;
	case FATE_WRITTEN_OFF:
		return &line->written_off;
	default:
		return e->kind == ENTRY_FEE ? &line->fees : NULL;
	}
}

/* The match that was undone tonight is taken out of its column again. */
static int
take_out(const struct book *book, struct closing_line *line,
	const struct book_entry *e, struct err *err)
{
	for (size_t i = 0; i < book->undone.count; i++)
		if (book->undone.at[i].entry_id == e->id)
			return money_add(e->written_off ? &line->written_off
					: e->amount > 0 ? &line->matched
							: &line->refunded,
				-e->amount, err);
	return 0;
}

int
closing_make(struct book *book, struct err *err)
{
	for (size_t i = 0; i < book->entries.count; i++) {
		const struct book_entry *e = &book->entries.at[i];
		struct closing_line *line = line_of(book, e->account_id);
		int64_t *column;

		if (e->fate == FATE_STANDS || line == NULL)
			continue;
		if (take_out(book, line, e, err) < 0)
			return -1;
		column = column_of(line, e);
		line->closing_count += column == NULL;
		if (money_add(column == NULL ? &line->closing : column,
			    e->amount, err) < 0)
			return -1;
	}
	return 0;
}

int64_t
closing_residual(const struct closing_line *l)
{
	const int64_t went[] = { l->in_debit, l->matched, l->refunded, l->fees,
		l->settled, l->micro_deposits, l->written_off, l->closing };
	int64_t left = l->opening;
	bool absurd = __builtin_add_overflow(left, l->in_credit, &left);

	for (size_t i = 0; i < sizeof(went) / sizeof(*went); i++)
		absurd |= __builtin_sub_overflow(left, went[i], &left);
	return absurd ? INT64_MAX : left;
}
