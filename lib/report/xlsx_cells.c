#include "report/xlsx_internal.h"

#include "base/err.h"
#include "base/i18n.h"
#include "model/day.h"
#include "model/money.h"
#include "model/note.h"
#include "report/width.h"

#include <inttypes.h>
#include <string.h>

#define WIDTH_MAX 60 /* characters of a column */

/* A cell is a binary64, of which a spreadsheet shows 15 digits: a larger
 * amount is written as a text, which is exact. */
#define NUMBER_MAX INT64_C(999999999999999)

static void
note_error(struct xlsx *x, lxw_error error)
{
	if (x->failed == LXW_NO_ERROR)
		x->failed = error;
}

/* --- how they look ----------------------------------------------------- */

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

int
xlsx_cells_formats(struct xlsx *x, struct err *err)
{
	x->title = make_format(x->book, NULL, true);
	x->head = make_format(x->book, NULL, true);
	x->fen = make_format(x->book, "#,##0.00;[Red]-#,##0.00", false);
	x->day = make_format(x->book, "yyyy-mm-dd", false);
	x->total = make_format(x->book, NULL, true);
	x->total_fen = make_format(x->book, "#,##0.00;[Red]-#,##0.00", true);
	if (x->title == NULL || x->head == NULL || x->fen == NULL ||
		x->day == NULL || x->total == NULL || x->total_fen == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	format_set_font_size(x->title, 14);
	format_set_bg_color(x->head, 0xE8EDF3);
	format_set_bottom(x->head, LXW_BORDER_THIN);
	format_set_top(x->total, LXW_BORDER_THIN);
	format_set_top(x->total_fen, LXW_BORDER_THIN);
	return 0;
}

/* --- what they hold ----------------------------------------------------- */

void
xlsx_cells_text(struct xlsx *x, lxw_row_t row, size_t column, const char *text,
	lxw_format *format)
{
	note_error(x,
		worksheet_write_string(
			x->sheet, row, (lxw_col_t)column, text, format));
}

static void
widen(struct xlsx *x, size_t column, size_t width)
{
	if (width > x->widths[column])
		x->widths[column] = width > WIDTH_MAX ? WIDTH_MAX : width;
}

/* As a spreadsheet keeps it; the only place where one is needed. */
static void
put_number(struct xlsx *x, lxw_row_t row, size_t column, int64_t number,
	int64_t unit, lxw_format *format)
{
	char text[MONEY_TEXT_SIZE];

	if (number < -NUMBER_MAX || number > NUMBER_MAX) {
		if (unit == 100)
			money_text(number, text);
		else
			snprintf(text, sizeof(text), "%" PRId64, number);
		xlsx_cells_text(x, row, column, text, format);
		widen(x, column, strlen(text) + 1);
		return;
	}
	note_error(x,
		worksheet_write_number(x->sheet, row, (lxw_col_t)column,
			(double)number / (double)unit, format));
	snprintf(text, sizeof(text), "%" PRId64, number);
	widen(x, column, strlen(text) * 4 / 3 + 3);
}

static void
put_day(struct xlsx *x, lxw_row_t row, size_t column, const char *text)
{
	int year, month, day;
	lxw_datetime date = { 0 };

	if (sscanf(text, "%4d-%2d-%2d", &year, &month, &day) != 3) {
		xlsx_cells_text(x, row, column, text, NULL);
		return;
	}
	date.year = year;
	date.month = month;
	date.day = day;
	note_error(x,
		worksheet_write_datetime(
			x->sheet, row, (lxw_col_t)column, &date, x->day));
	widen(x, column, 12);
}

static void
put_words(struct xlsx *x, lxw_row_t row, size_t column, const char *text)
{
	xlsx_cells_text(x, row, column, text, NULL);
	widen(x, column, width_text(text) + 1);
}

void
xlsx_cells_put(struct xlsx *x, lxw_row_t row, size_t at,
	const struct column *column, const struct field *field, bool total)
{
	if (field->null) {
		if (total)
			xlsx_cells_text(x, row, at, "", x->total);
		return;
	}
	switch (column->type) {
	case COLUMN_INT:
		put_number(
			x, row, at, field->number, 1, total ? x->total : NULL);
		break;
	case COLUMN_FEN:
		put_number(x, row, at, field->number, 100,
			total ? x->total_fen : x->fen);
		break;
	case COLUMN_DAY:
		put_day(x, row, at, field->text);
		break;
	case COLUMN_NOTE:
		buf_clear(&x->text);
		note_render(&x->text, field->text, true);
		put_words(x, row, at, buf_text(&x->text));
		break;
	case COLUMN_TEXT:
		put_words(x, row, at, field->text);
		break;
	}
}

void
xlsx_cells_widths(const struct xlsx *x, size_t count)
{
	for (size_t i = 0; i < count; i++)
		worksheet_set_column(x->sheet, (lxw_col_t)i, (lxw_col_t)i,
			(double)x->widths[i], NULL);
}
