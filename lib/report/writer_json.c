/*
 * One JSON array of objects, one object a line.  A number that is not known
 * is null; a text that is not known is "", as in CSV.
 */
#include "report/writer.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "model/note.h"
#include "report/json.h"

#include <stdlib.h>

struct state {
	struct buf line, note;
};

static int
open_json(struct writer *writer, struct err *err)
{
	writer->state = calloc(1, sizeof(struct state));
	if (writer->state == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	return 0;
}

static void
add_value(struct state *state, const struct column *column,
	const struct field *field)
{
	const char *text = field->null ? "" : field->text;

	switch (column->type) {
	case COLUMN_INT:
	case COLUMN_FEN:
		if (field->null)
			buf_puts(&state->line, "null");
		else
			json_int(&state->line, field->number);
		break;
	case COLUMN_NOTE:
		buf_clear(&state->note);
		note_render(&state->note, text, false);
		json_text(&state->line, buf_text(&state->note));
		break;
	case COLUMN_DAY:
	case COLUMN_TEXT:
		json_text(&state->line, text);
		break;
	}
}

static int
row_json(struct writer *writer, const struct field *fields, struct err *err)
{
	struct state *state = writer->state;

	buf_clear(&state->line);
	buf_puts(&state->line, writer->rows == 0 ? "[\n{" : ",\n{");
	for (size_t i = 0; i < writer->count; i++) {
		json_key(&state->line, i == 0, writer->columns[i].name);
		add_value(state, &writer->columns[i], &fields[i]);
	}
	buf_putc(&state->line, '}');
	fwrite(buf_text(&state->line), 1, state->line.len, writer->out);
	return buf_check(&state->line, err);
}

static int
end_json(struct writer *writer, struct err *err)
{
	(void)err;
	fputs(writer->rows == 0 ? "[]\n" : "\n]\n", writer->out);
	return 0;
}

static void
close_json(struct writer *writer)
{
	struct state *state = writer->state;

	if (state == NULL)
		return;
	buf_release(&state->line);
	buf_release(&state->note);
	free(state);
	writer->state = NULL;
}

const struct writer_kind writer_json = { "json", open_json, row_json, end_json,
	close_json };
