/*
 * CSV as RFC 4180 has it: UTF-8 without BOM, a header row, quotes only where
 * they are needed; lines end in LF (contract.md).  A text that a spreadsheet
 * would take for a formula begins with an apostrophe (formula.h); JSON is for
 * whoever needs every text as it is.
 */
#include "report/writer.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "model/note.h"
#include "report/formula.h"

#include <stdlib.h>
#include <string.h>

struct state {
	struct buf line, note, safe;
};

static void
add_text(struct buf *line, const char *text)
{
	if (text[strcspn(text, ",\"\r\n")] == '\0') {
		buf_puts(line, text);
		return;
	}
	buf_putc(line, '"');
	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '"')
			buf_putc(line, '"');
		buf_putc(line, *p);
	}
	buf_putc(line, '"');
}

static void
add_safe(struct state *state, const char *text)
{
	buf_clear(&state->safe);
	formula_defuse(&state->safe, text);
	add_text(&state->line, buf_text(&state->safe));
}

static int
put_line(struct writer *writer, struct buf *line, struct err *err)
{
	buf_putc(line, '\n');
	fwrite(buf_text(line), 1, line->len, writer->out);
	return buf_check(line, err);
}

static int
open_csv(struct writer *writer, struct err *err)
{
	struct state *state = calloc(1, sizeof(*state));

	writer->state = state;
	if (state == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	for (size_t i = 0; i < writer->count; i++) {
		if (i > 0)
			buf_putc(&state->line, ',');
		add_text(&state->line, writer->columns[i].name);
	}
	return put_line(writer, &state->line, err);
}

static void
add_value(struct state *state, const struct column *column,
	const struct field *field)
{
	if (field->null)
		return;
	switch (column->type) {
	case COLUMN_INT:
	case COLUMN_FEN:
		buf_int(&state->line, field->number);
		break;
	case COLUMN_NOTE:
		buf_clear(&state->note);
		note_render(&state->note, field->text, false);
		add_safe(state, buf_text(&state->note));
		break;
	case COLUMN_DAY:
	case COLUMN_TEXT:
		add_safe(state, field->text);
		break;
	}
}

static int
row_csv(struct writer *writer, const struct field *fields, struct err *err)
{
	struct state *state = writer->state;

	buf_clear(&state->line);
	for (size_t i = 0; i < writer->count; i++) {
		if (i > 0)
			buf_putc(&state->line, ',');
		add_value(state, &writer->columns[i], &fields[i]);
	}
	if (buf_check(&state->note, err) < 0 || buf_check(&state->safe, err) < 0)
		return -1;
	return put_line(writer, &state->line, err);
}

static int
end_csv(struct writer *writer, struct err *err)
{
	(void)writer;
	(void)err;
	return 0;
}

static void
close_csv(struct writer *writer)
{
	struct state *state = writer->state;

	if (state == NULL)
		return;
	buf_release(&state->line);
	buf_release(&state->note);
	buf_release(&state->safe);
	free(state);
	writer->state = NULL;
}

const struct writer_kind writer_csv = { "csv", open_csv, row_csv, end_csv,
	close_csv };
