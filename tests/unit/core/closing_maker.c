/*
 * The closing of every night that a maker decides: nobody needs to ask for it.
 */
#include "core/closing.h"
#include "maker_internal.h"

static struct closing_line *
line_of(struct maker *m, int account_id, enum source source)
{
	struct closing_line *line;

	for (size_t i = 0; i < m->book.closing.count; i++) {
		line = &m->book.closing.at[i];
		if (line->account_id == account_id)
			return line;
	}
	line = MAKER_ADD(m, &m->book.closing);
	*line = (struct closing_line){ .account_id = account_id,
		.source = source,
		.account = source_names[source] };
	return line;
}

struct closing_line *
maker_line(struct maker *m, enum source source)
{
	return line_of(m, maker_account(source), source);
}

void
maker_open_lines(struct maker *m)
{
	for (size_t i = 0; i < m->book.closing.count; i++) {
		struct closing_line *line = &m->book.closing.at[i];

		line->in_count = line->in_credit = line->in_debit = 0;
	}
	for (size_t i = 0; i < m->book.entries.count; i++) {
		const struct book_entry *e = &m->book.entries.at[i];
		struct closing_line *line =
			line_of(m, e->account_id, e->source);

		if (!e->is_new || e->stands)
			continue;
		line->in_count++;
		/* A sum that is too large is for decide() to find. */
		if (e->amount < 0
				? __builtin_sub_overflow(line->in_debit,
					  e->amount, &line->in_debit)
				: __builtin_add_overflow(line->in_credit,
					  e->amount, &line->in_credit))
			return;
	}
}

void
maker_carry_lines(struct maker *m, struct book *next)
{
	for (size_t i = 0; i < m->book.closing.count; i++) {
		const struct closing_line *was = &m->book.closing.at[i];
		struct closing_line *line = MAKER_ADD(m, &next->closing);

		*line = (struct closing_line){ .account_id = was->account_id,
			.source = was->source,
			.account = was->account,
			.expected = was->expected,
			.opening = m->decided ? was->closing : was->opening };
	}
}

void
maker_check_lines(struct maker *m)
{
	for (size_t i = 0; i < m->book.closing.count; i++) {
		const struct closing_line *line = &m->book.closing.at[i];

		if (closing_residual(line) != 0)
			err_set(&m->err, ERR_RESIDUAL,
				"%s does not close: %lld is left",
				line->account,
				(long long)closing_residual(line));
		maker_must(closing_residual(line) == 0, m);
	}
}
