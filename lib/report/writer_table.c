/*
 * A table for people: headings in their language, columns aligned by display
 * width, amounts in yuan and to the right.  The widths come from the first
 * rows; a long answer is then printed as it comes, and a wider value only
 * moves its own row.
 */
#include "report/writer.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "model/money.h"
#include "model/note.h"
#include "report/width.h"

#include <stdlib.h>

#define ROWS_MEASURED 1000
#define GAP 2 /* blanks between columns */

struct state {
	struct arena arena;
	size_t *widths;
	const char **held; /* texts of the rows that are measured */
	long count;
	bool measured;
	size_t owed; /* blanks before the next text of the line */
	struct buf text, raw;
};

/* What stands in the cell, in state->text. */
static void
render(struct state *state, const struct column *column,
	const struct field *field)
{
	char fen[MONEY_TEXT_SIZE];

	buf_clear(&state->text);
	if (field->null)
		return;
	switch (column->type) {
	case COLUMN_INT:
		buf_int(&state->text, field->number);
		break;
	case COLUMN_FEN:
		buf_puts(&state->text, money_text(field->number, fen));
		break;
	case COLUMN_NOTE:
		buf_clear(&state->raw);
		note_render(&state->raw, field->text, true);
		width_clean(&state->text, buf_text(&state->raw));
		break;
	case COLUMN_DAY:
	case COLUMN_TEXT:
		width_clean(&state->text, field->text);
		break;
	}
}

/* Blanks are owed until something follows: none stand at a line's end. */
static void
put_cell(struct writer *writer, size_t i, const char *text)
{
	struct state *state = writer->state;
	const size_t width = width_text(text);
	const size_t blanks =
		state->widths[i] > width ? state->widths[i] - width : 0;

	if (column_is_number(&writer->columns[i]))
		state->owed += blanks;
	if (text[0] != '\0') {
		fprintf(writer->out, "%*s", (int)state->owed, "");
		fputs(text, writer->out);
		state->owed = 0;
	}
	if (!column_is_number(&writer->columns[i]))
		state->owed += blanks;
	state->owed += GAP;
}

static void
end_line(struct writer *writer)
{
	struct state *state = writer->state;

	putc('\n', writer->out);
	state->owed = 0;
}

static void
put_headings(struct writer *writer)
{
	for (size_t i = 0; i < writer->count; i++)
		put_cell(writer, i, _(writer->columns[i].title));
	end_line(writer);
}

/* The widths are known: the heading and the rows held so far. */
static void
put_held(struct writer *writer)
{
	struct state *state = writer->state;

	state->measured = true;
	put_headings(writer);
	for (long row = 0; row < state->count; row++) {
		for (size_t i = 0; i < writer->count; i++)
			put_cell(writer, i,
				state->held[(size_t)row * writer->count + i]);
		end_line(writer);
	}
	arena_release(&state->arena);
	state->held = NULL;
}

static void
widen(struct state *state, size_t i, const char *text)
{
	const size_t width = width_text(text);

	if (width > state->widths[i])
		state->widths[i] = width;
}

static int
hold(struct writer *writer, const struct field *fields, struct err *err)
{
	struct state *state = writer->state;
	const char **row = state->held + (size_t)state->count * writer->count;

	for (size_t i = 0; i < writer->count; i++) {
		render(state, &writer->columns[i], &fields[i]);
		row[i] = arena_text(&state->arena, buf_text(&state->text),
			state->text.len, err);
		if (row[i] == NULL || buf_check(&state->text, err) < 0)
			return -1;
		widen(state, i, row[i]);
	}
	if (++state->count == ROWS_MEASURED)
		put_held(writer);
	return 0;
}

static int
open_table(struct writer *writer, struct err *err)
{
	struct state *state = calloc(1, sizeof(*state));

	writer->state = state;
	if (state == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	state->widths = calloc(writer->count, sizeof(*state->widths));
	state->held = arena_alloc(&state->arena,
		ROWS_MEASURED * writer->count * sizeof(*state->held), err);
	if (state->widths == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	for (size_t i = 0; i < writer->count; i++)
		state->widths[i] = width_text(_(writer->columns[i].title));
	return state->held == NULL ? -1 : 0;
}

static int
row_table(struct writer *writer, const struct field *fields, struct err *err)
{
	struct state *state = writer->state;

	if (!state->measured)
		return hold(writer, fields, err);
	for (size_t i = 0; i < writer->count; i++) {
		render(state, &writer->columns[i], &fields[i]);
		put_cell(writer, i, buf_text(&state->text));
	}
	end_line(writer);
	return buf_check(&state->text, err);
}

/* What stands under a column; the first, which is never added up, says what
 * the line is. */
static const char *
total_text(struct writer *writer, size_t i)
{
	struct state *state = writer->state;
	struct field total;

	if (i == 0)
		return _("total");
	total = writer_total(writer, i);
	render(state, &writer->columns[i], &total);
	return buf_text(&state->text);
}

static void
put_totals(struct writer *writer)
{
	for (size_t i = 0; i < writer->count; i++)
		put_cell(writer, i, total_text(writer, i));
	end_line(writer);
}

static int
end_table(struct writer *writer, struct err *err)
{
	struct state *state = writer->state;

	const bool totals = writer->rows > 0 && writer_has_totals(writer);

	if (!state->measured) {
		for (size_t i = 0; totals && i < writer->count; i++)
			widen(state, i, total_text(writer, i));
		put_held(writer);
	}
	if (totals)
		put_totals(writer);
	return buf_check(&state->text, err);
}

static void
close_table(struct writer *writer)
{
	struct state *state = writer->state;

	if (state == NULL)
		return;
	arena_release(&state->arena);
	buf_release(&state->text);
	buf_release(&state->raw);
	free(state->widths);
	free(state);
	writer->state = NULL;
}

const struct writer_kind writer_table = { "table", open_table, row_table,
	end_table, close_table };
