/*
 * A workbook (ECMA-376) by libxlsxwriter: headings that stay, a filter, widths
 * that fit, money as numbers with two decimals, days as dates, charts drawn by
 * the spreadsheet from a sheet of their own.  Texts are inline strings, which
 * no spreadsheet takes for a formula (reliability.md G27).
 *
 * The library writes to a path only: that of a file in memory.  Rows go to a
 * temporary file as they come, so that memory does not grow with them.
 */
#include "report/writer.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "model/day.h"
#include "model/money.h"
#include "model/note.h"
#include "report/series.h"
#include "report/width.h"

#include <xlsxwriter.h>

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define HEAD_ROW 3	  /* title, days, a blank; then the headings */
#define WIDTH_MAX 60	  /* characters of a column */
#define ROWS_MAX 1048000L /* the format holds 1,048,576 */

/* A cell is a binary64, of which a spreadsheet shows 15 digits: a larger
 * amount is written as a text, which is exact. */
#define NUMBER_MAX INT64_C(999999999999999)

struct state {
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *title, *head, *fen, *day, *total, *total_fen, *wrap;
	struct buf text;
	size_t *widths;
	struct series *series;
	int fd;
	lxw_error failed; /* the first cell that was not taken */
};

static void
note_error(struct state *s, lxw_error error)
{
	if (s->failed == LXW_NO_ERROR)
		s->failed = error;
}

static int
refuse(lxw_error error, struct err *err)
{
	return err_set(err, ERR_IO, _("the workbook cannot be written: %s"),
		lxw_strerror(error));
}

/* --- beginning --------------------------------------------------------- */

static lxw_format *
make_format(lxw_workbook *book, const char *number, bool bold)
{
	lxw_format *format = workbook_add_format(book);

	if (format == NULL)
		return NULL;
	if (number != NULL)
		format_set_num_format(format, number);
	if (bold)
		format_set_bold(format);
	return format;
}

static int
make_formats(struct state *s, struct err *err)
{
	s->title = make_format(s->book, NULL, true);
	s->head = make_format(s->book, NULL, true);
	s->fen = make_format(s->book, "#,##0.00;[Red]-#,##0.00", false);
	s->day = make_format(s->book, "yyyy-mm-dd", false);
	s->total = make_format(s->book, NULL, true);
	s->total_fen = make_format(s->book, "#,##0.00;[Red]-#,##0.00", true);
	s->wrap = make_format(s->book, NULL, false);
	if (s->title == NULL || s->head == NULL || s->fen == NULL ||
		s->day == NULL || s->total == NULL || s->total_fen == NULL ||
		s->wrap == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	format_set_font_size(s->title, 14);
	format_set_bg_color(s->head, 0xE8EDF3);
	format_set_bottom(s->head, LXW_BORDER_THIN);
	format_set_top(s->total, LXW_BORDER_THIN);
	format_set_top(s->total_fen, LXW_BORDER_THIN);
	return 0;
}

/* The same rows give the same bytes: it was made on the day it is of. */
static void
set_properties(struct writer *writer, struct state *s)
{
	lxw_doc_properties properties = {
		.title = _(writer->report->title),
		.comments = (char *)(uintptr_t)writer->span, /* only read */
		.created = writer->day == DAY_NONE
			? 1
			: (time_t)writer->day * 86400,
	};

	workbook_set_properties(s->book, &properties);
}

static int
open_book(struct writer *writer, struct state *s, struct err *err)
{
	char path[64];
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };

	s->fd = memfd_create("workbook", MFD_CLOEXEC);
	if (s->fd < 0)
		return err_errno(err, ERR_IO, _("a file in memory"));
	snprintf(path, sizeof(path), "/proc/self/fd/%d", s->fd);
	s->book = workbook_new_opt(path, &options);
	if (s->book == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	set_properties(writer, s);
	s->sheet = workbook_add_worksheet(s->book, writer->report->name);
	if (s->sheet == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	return make_formats(s, err);
}

static void
put_text(struct state *s, lxw_row_t row, size_t column, const char *text,
	lxw_format *format)
{
	note_error(s, worksheet_write_string(s->sheet, row, (lxw_col_t)column,
			text, format));
}

static void
put_head(struct writer *writer, struct state *s)
{
	put_text(s, 0, 0, _(writer->report->title), s->title);
	put_text(s, 1, 0, writer->span, NULL);
	for (size_t i = 0; i < writer->count; i++) {
		const char *title = _(writer->columns[i].title);

		put_text(s, HEAD_ROW, i, title, s->head);
		s->widths[i] = width_text(title) + 3; /* the filter's arrow */
	}
	worksheet_freeze_panes(s->sheet, HEAD_ROW + 1, 1);
	worksheet_set_landscape(s->sheet);
	worksheet_set_paper(s->sheet, 9); /* A4 */
	worksheet_fit_to_pages(s->sheet, 1, 0);
	worksheet_repeat_rows(s->sheet, HEAD_ROW, HEAD_ROW);
}

static int
open_xlsx(struct writer *writer, struct err *err)
{
	const struct report *report = writer->report;
	struct state *s = calloc(1, sizeof(*s));

	writer->state = s;
	if (s == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	s->fd = -1;
	s->widths = calloc(writer->count, sizeof(*s->widths));
	s->series = calloc(report->chart_count + 1, sizeof(*s->series));
	if (s->widths == NULL || s->series == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	for (size_t i = 0; i < report->chart_count; i++)
		series_init(&s->series[i], &report->charts[i]);
	if (open_book(writer, s, err) < 0)
		return -1;
	put_head(writer, s);
	return 0;
}

/* --- cells ------------------------------------------------------------- */

static void
widen(struct state *s, size_t column, size_t width)
{
	if (width > s->widths[column])
		s->widths[column] = width > WIDTH_MAX ? WIDTH_MAX : width;
}

/* As a spreadsheet keeps it; the only place where one is needed. */
static void
put_number(struct state *s, lxw_row_t row, size_t column, int64_t number,
	int64_t unit, lxw_format *format)
{
	char text[MONEY_TEXT_SIZE];

	if (number < -NUMBER_MAX || number > NUMBER_MAX) {
		if (unit == 100)
			money_text(number, text);
		else
			snprintf(text, sizeof(text), "%lld",
				(long long)number);
		put_text(s, row, column, text, format);
		widen(s, column, strlen(text) + 1);
		return;
	}
	note_error(s, worksheet_write_number(s->sheet, row, (lxw_col_t)column,
			(double)number / (double)unit, format));
	snprintf(text, sizeof(text), "%lld", (long long)number);
	widen(s, column, strlen(text) * 4 / 3 + 3);
}

static void
put_day(struct state *s, lxw_row_t row, size_t column, const char *text)
{
	int year, month, day;
	lxw_datetime date = { 0 };

	if (sscanf(text, "%4d-%2d-%2d", &year, &month, &day) != 3) {
		put_text(s, row, column, text, NULL);
		return;
	}
	date.year = year;
	date.month = month;
	date.day = day;
	note_error(s, worksheet_write_datetime(s->sheet, row,
			(lxw_col_t)column, &date, s->day));
	widen(s, column, 12);
}

static void
put_words(struct state *s, lxw_row_t row, size_t column, const char *text)
{
	put_text(s, row, column, text, s->wrap);
	widen(s, column, width_text(text) + 1);
}

static void
put_cell(struct state *s, lxw_row_t row, size_t at,
	const struct column *column, const struct field *field, bool total)
{
	if (field->null) {
		if (total)
			put_text(s, row, at, "", s->total);
		return;
	}
	switch (column->type) {
	case COLUMN_INT:
		put_number(s, row, at, field->number, 1,
			total ? s->total : NULL);
		break;
	case COLUMN_FEN:
		put_number(s, row, at, field->number, 100,
			total ? s->total_fen : s->fen);
		break;
	case COLUMN_DAY:
		put_day(s, row, at, field->text);
		break;
	case COLUMN_NOTE:
		buf_clear(&s->text);
		note_render(&s->text, field->text, true);
		put_words(s, row, at, buf_text(&s->text));
		break;
	case COLUMN_TEXT:
		put_words(s, row, at, field->text);
		break;
	}
}

static int
row_xlsx(struct writer *writer, const struct field *fields, struct err *err)
{
	struct state *s = writer->state;
	const lxw_row_t row = (lxw_row_t)(HEAD_ROW + 1 + writer->rows);

	if (writer->rows >= ROWS_MAX) {
		err_set(err, ERR_LIMIT,
			_("a workbook holds no more than %ld rows"), ROWS_MAX);
		return err_hint(err, _("Ask for fewer days, or for CSV."));
	}
	for (size_t i = 0; i < writer->report->chart_count; i++)
		if (series_add(&s->series[i], fields, err) < 0)
			return -1;
	for (size_t i = 0; i < writer->count; i++)
		put_cell(s, row, i, &writer->columns[i], &fields[i], false);
	return buf_check(&s->text, err);
}

/* --- charts ------------------------------------------------------------ */

#define CHART_SHEET "charts"
#define CHART_ROWS 20 /* of the sheet that a chart covers */

static int
put_chart_figures(struct writer *writer, lxw_worksheet *sheet,
	const struct series *series, lxw_row_t top, struct state *s)
{
	const struct chart *chart = series->chart;
	lxw_worksheet *const page = s->sheet;
	lxw_row_t row = top;

	s->sheet = sheet;
	put_text(s, row, 0, _(writer->columns[chart->by].title), s->head);
	for (size_t k = 0; k < chart->count; k++)
		put_text(s, row, k + 1,
			_(writer->columns[chart->values[k]].title), s->head);
	for (size_t i = series_first(series); i < series->groups.count; i++) {
		const struct series_group *group = &series->groups.at[i];

		put_text(s, ++row, 0, group->name, NULL);
		for (size_t k = 0; k < chart->count; k++) {
			const struct column *column =
				&writer->columns[chart->values[k]];
			const struct field value = field_int(group->values[k]);

			put_cell(s, row, k + 1, column, &value, false);
		}
	}
	s->sheet = page;
	return (int)row;
}

static int
put_chart(struct writer *writer, struct state *s, lxw_worksheet *sheet,
	const struct series *series, lxw_row_t *top, struct err *err)
{
	const struct chart *chart = series->chart;
	lxw_chart *drawn = workbook_add_chart(s->book,
		chart->kind == CHART_BAR ? LXW_CHART_COLUMN : LXW_CHART_LINE);
	const lxw_row_t last = (lxw_row_t)put_chart_figures(
		writer, sheet, series, *top, s);
	const lxw_col_t beside = CHART_SERIES_MAX + 2;

	if (drawn == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	chart_title_set_name(drawn, _(chart->title));
	for (size_t k = 0; k < chart->count; k++) {
		lxw_chart_series *line = chart_add_series(drawn, NULL, NULL);

		if (line == NULL)
			return err_set(
				err, ERR_MEMORY, _("memory is exhausted"));
		chart_series_set_categories(
			line, CHART_SHEET, *top + 1, 0, last, 0);
		chart_series_set_values(line, CHART_SHEET, *top + 1,
			(lxw_col_t)(k + 1), last, (lxw_col_t)(k + 1));
		chart_series_set_name(
			line, _(writer->columns[chart->values[k]].title));
	}
	worksheet_insert_chart(sheet, *top, beside, drawn);
	*top = (last > *top + CHART_ROWS ? last : *top + CHART_ROWS) + 2;
	return 0;
}

static int
put_charts(struct writer *writer, struct state *s, struct err *err)
{
	lxw_worksheet *sheet = NULL;
	lxw_row_t top = 0;

	for (size_t i = 0; i < writer->report->chart_count; i++) {
		if (s->series[i].groups.count == 0)
			continue;
		if (sheet == NULL)
			sheet = workbook_add_worksheet(s->book, CHART_SHEET);
		if (sheet == NULL)
			return err_set(
				err, ERR_MEMORY, _("memory is exhausted"));
		if (put_chart(writer, s, sheet, &s->series[i], &top, err) < 0)
			return -1;
	}
	if (sheet != NULL)
		worksheet_set_column(sheet, 0, CHART_SERIES_MAX, 16, NULL);
	return 0;
}

/* --- the end ----------------------------------------------------------- */

static void
put_totals(struct writer *writer, struct state *s, lxw_row_t row)
{
	put_text(s, row, 0, _("total"), s->total);
	for (size_t i = 1; i < writer->count; i++) {
		const struct field total = writer_total(writer, i);

		put_cell(s, row, i, &writer->columns[i], &total, true);
	}
}

/* The rows are all there; what frames them. */
static void
finish_sheet(struct writer *writer, struct state *s)
{
	const lxw_row_t last = (lxw_row_t)(HEAD_ROW + writer->rows);

	if (writer->rows > 0) {
		worksheet_autofilter(s->sheet, HEAD_ROW, 0, last,
			(lxw_col_t)(writer->count - 1));
		if (writer_has_totals(writer))
			put_totals(writer, s, last + 1);
	}
	for (size_t i = 0; i < writer->count; i++)
		worksheet_set_column(s->sheet, (lxw_col_t)i, (lxw_col_t)i,
			(double)s->widths[i], NULL);
}

static int
copy_out(struct state *s, FILE *out, struct err *err)
{
	char piece[65536];
	ssize_t got;
	off_t at = 0;

	while ((got = pread(s->fd, piece, sizeof(piece), at)) > 0) {
		fwrite(piece, 1, (size_t)got, out);
		at += got;
	}
	return got < 0 ? err_errno(err, ERR_IO, _("a file in memory")) : 0;
}

static int
end_xlsx(struct writer *writer, struct err *err)
{
	struct state *s = writer->state;
	lxw_error error;

	finish_sheet(writer, s);
	if (put_charts(writer, s, err) < 0 || buf_check(&s->text, err) < 0)
		return -1;
	error = workbook_close(s->book);
	s->book = NULL;
	if (error == LXW_NO_ERROR)
		error = s->failed;
	if (error != LXW_NO_ERROR)
		return refuse(error, err);
	return copy_out(s, writer->out, err);
}

static void
close_xlsx(struct writer *writer)
{
	struct state *s = writer->state;

	if (s == NULL)
		return;
	/* It has no other way to let go of what it holds. */
	if (s->book != NULL)
		(void)workbook_close(s->book);
	if (s->fd >= 0)
		close(s->fd);
	if (s->series != NULL)
		for (size_t i = 0; i < writer->report->chart_count; i++)
			series_release(&s->series[i]);
	buf_release(&s->text);
	free(s->series);
	free(s->widths);
	free(s);
	writer->state = NULL;
}

const struct writer_kind writer_xlsx = { "xlsx", open_xlsx, row_xlsx, end_xlsx,
	close_xlsx };
