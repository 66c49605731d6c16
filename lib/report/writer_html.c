/*
 * The section of a report in a page (page.h).  The rows are written as they
 * come, so the charts stand after them and the style puts them first.  A
 * browser that is given every row of a large book does not answer any more:
 * past ROWS_SHOWN the section says where the rest is.
 */
#include "report/writer.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "model/money.h"
#include "model/note.h"
#include "report/html.h"
#include "report/series.h"
#include "report/svg.h"

#include <stdlib.h>

#define ROWS_SHOWN 2000

struct state {
	struct buf line, note;
	struct series *series; /* one a chart */
};

static int
put(struct writer *writer, struct err *err)
{
	struct state *state = writer->state;
	int rc = buf_check(&state->line, err);

	if (rc == 0)
		fwrite(buf_text(&state->line), 1, state->line.len,
			writer->out);
	buf_clear(&state->line);
	return rc;
}

/* --- the head ---------------------------------------------------------- */

static void
add_headings(struct writer *writer, struct buf *line)
{
	buf_puts(line, "<div class=\"wide\"><table>\n<thead><tr>");
	for (size_t i = 0; i < writer->count; i++) {
		buf_puts(line,
			column_is_number(&writer->columns[i])
				? "<th class=\"n\">"
				: "<th>");
		html_text(line, _(writer->columns[i].title));
		buf_puts(line, "</th>");
	}
	buf_puts(line, "</tr></thead>\n<tbody>\n");
}

static void
add_head(struct writer *writer, struct buf *line)
{
	buf_puts(line, "<p class=\"soft\">");
	html_text(line, _(writer->report->about));
	buf_puts(line, " <span class=\"d\">");
	html_text(line, writer->span);
	buf_puts(line, "</span></p>\n<div class=\"section\">\n");
}

static int
open_html(struct writer *writer, struct err *err)
{
	const struct report *report = writer->report;
	struct state *state = calloc(1, sizeof(*state));

	writer->state = state;
	if (state == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	if (report->chart_count > 0) {
		state->series =
			calloc(report->chart_count, sizeof(*state->series));
		if (state->series == NULL)
			return err_set(
				err, ERR_MEMORY, _("memory is exhausted"));
	}
	for (size_t i = 0; i < report->chart_count; i++)
		series_init(&state->series[i], &report->charts[i]);
	add_head(writer, &state->line);
	return put(writer, err);
}

/* --- rows -------------------------------------------------------------- */

static void
add_value(struct state *state, const struct column *column,
	const struct field *field)
{
	char fen[MONEY_TEXT_SIZE];

	if (field->null)
		return;
	switch (column->type) {
	case COLUMN_INT:
		buf_int(&state->line, field->number);
		break;
	case COLUMN_FEN:
		buf_puts(&state->line, money_text(field->number, fen));
		break;
	case COLUMN_NOTE:
		buf_clear(&state->note);
		note_render(&state->note, field->text, true);
		html_text(&state->line, buf_text(&state->note));
		break;
	case COLUMN_DAY:
	case COLUMN_TEXT:
		html_text(&state->line, field->text);
		break;
	}
}

/* On a phone the heading stands beside its value. */
static void
add_cell(struct state *state, const struct column *column,
	const struct field *field)
{
	buf_puts(&state->line, "<td data-label=\"");
	html_text(&state->line, _(column->title));
	buf_puts(&state->line, "\"");
	if (column->type == COLUMN_DAY)
		buf_puts(&state->line, " class=\"d\"");
	if (column_is_number(column))
		buf_puts(&state->line,
			!field->null && field->number < 0
				? " class=\"n minus\""
				: " class=\"n\"");
	buf_putc(&state->line, '>');
	add_value(state, column, field);
	buf_puts(&state->line, "</td>");
}

static int
row_html(struct writer *writer, const struct field *fields, struct err *err)
{
	struct state *state = writer->state;

	for (size_t i = 0; i < writer->report->chart_count; i++)
		if (series_add(&state->series[i], fields, err) < 0)
			return -1;
	if (writer->rows >= ROWS_SHOWN)
		return 0;
	if (writer->rows == 0)
		add_headings(writer, &state->line);
	buf_puts(&state->line, "<tr>");
	for (size_t i = 0; i < writer->count; i++)
		add_cell(state, &writer->columns[i], &fields[i]);
	buf_puts(&state->line, "</tr>\n");
	if (buf_check(&state->note, err) < 0)
		return -1;
	return put(writer, err);
}

/* --- the end ----------------------------------------------------------- */

static void
add_totals(struct writer *writer, struct state *state)
{
	const struct field said = field_text(_("total"));

	buf_puts(&state->line, "<tfoot><tr>");
	for (size_t i = 0; i < writer->count; i++) {
		const struct field total = writer_total(writer, i);

		if (i == 0) {
			buf_puts(&state->line, "<td>");
			html_text(&state->line, said.text);
			buf_puts(&state->line, "</td>");
		} else {
			add_cell(state, &writer->columns[i], &total);
		}
	}
	buf_puts(&state->line, "</tr></tfoot>\n");
}

static void
add_end(struct writer *writer, struct buf *line)
{
	if (writer->rows == 0) {
		buf_puts(line, "<p class=\"none\">");
		html_text(line, _(writer->report->empty));
		buf_puts(line, "</p>\n");
		return;
	}
	buf_puts(line, "</tbody>\n");
	if (writer_has_totals(writer))
		add_totals(writer, writer->state);
	buf_puts(line, "</table></div>\n");
	if (writer->rows > ROWS_SHOWN) {
		buf_puts(line, "<p class=\"soft\">");
		buf_printf(line,
			_("The first %d of %ld rows; all of them are in the "
			  "CSV file and the workbook."),
			ROWS_SHOWN, writer->rows);
		buf_puts(line, "</p>\n");
	}
}

static int
end_html(struct writer *writer, struct err *err)
{
	struct state *state = writer->state;
	struct buf *line = &state->line;

	add_end(writer, line);
	for (size_t i = 0; i < writer->report->chart_count; i++)
		svg_chart(line, &state->series[i], writer->columns);
	buf_puts(line, "</div>\n");
	return put(writer, err);
}

static void
close_html(struct writer *writer)
{
	struct state *state = writer->state;

	if (state == NULL)
		return;
	if (state->series != NULL)
		for (size_t i = 0; i < writer->report->chart_count; i++)
			series_release(&state->series[i]);
	free(state->series);
	buf_release(&state->line);
	buf_release(&state->note);
	free(state);
	writer->state = NULL;
}

const struct writer_kind writer_html = { "html", open_html, row_html, end_html,
	close_html };
