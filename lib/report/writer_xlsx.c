/*
 * A workbook (ECMA-376) by libxlsxwriter: headings that stay, a filter, widths
 * that fit, money as numbers with two decimals, days as dates, charts drawn by
 * the spreadsheet from a sheet of their own.  Texts are inline strings, which
 * no spreadsheet takes for a formula (reliability.md G27).
 *
 * The library writes to a path only: that of a file in memory.  Rows go to a
 * temporary file as they come, so that memory does not grow with them.
 */
#include "report/xlsx_internal.h"

#include "base/err.h"
#include "base/i18n.h"
#include "model/day.h"
#include "report/series.h"
#include "report/width.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define HEAD_ROW 3	  /* title, days, a blank; then the headings */
#define ROWS_MAX 1048000L /* the format holds 1,048,576 */

static int
refuse(lxw_error error, struct err *err)
{
	return err_set(err, ERR_IO, _("the workbook cannot be written: %s"),
		lxw_strerror(error));
}

/* --- beginning --------------------------------------------------------- */

/* The same rows give the same bytes: it was made on the day it is of. */
static void
set_properties(struct writer *writer, struct xlsx *x)
{
	lxw_doc_properties properties = {
		.title = _(writer->report->title),
		.comments = (char *)(uintptr_t)writer->span, /* only read */
		.created = writer->day == DAY_NONE
			? 1
			: (time_t)writer->day * 86400,
	};

	workbook_set_properties(x->book, &properties);
}

static int
open_book(struct writer *writer, struct xlsx *x, struct err *err)
{
	char path[64];
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };

	x->fd = memfd_create("workbook", MFD_CLOEXEC);
	if (x->fd < 0)
		return err_errno(err, ERR_IO, _("a file in memory"));
	snprintf(path, sizeof(path), "/proc/self/fd/%d", x->fd);
	x->book = workbook_new_opt(path, &options);
	if (x->book == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	set_properties(writer, x);
	x->sheet = workbook_add_worksheet(x->book, writer->report->name);
	if (x->sheet == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	return xlsx_cells_formats(x, err);
}

static void
put_head(struct writer *writer, struct xlsx *x)
{
	xlsx_cells_text(x, 0, 0, _(writer->report->title), x->title);
	xlsx_cells_text(x, 1, 0, writer->span, NULL);
	for (size_t i = 0; i < writer->count; i++) {
		const char *title = _(writer->columns[i].title);

		xlsx_cells_text(x, HEAD_ROW, i, title, x->head);
		x->widths[i] = width_text(title) + 3; /* the filter's arrow */
	}
	worksheet_freeze_panes(x->sheet, HEAD_ROW + 1, 1);
	worksheet_set_landscape(x->sheet);
	worksheet_set_paper(x->sheet, 9); /* A4 */
	worksheet_fit_to_pages(x->sheet, 1, 0);
	worksheet_repeat_rows(x->sheet, HEAD_ROW, HEAD_ROW);
}

static int
open_xlsx(struct writer *writer, struct err *err)
{
	const struct report *report = writer->report;
	struct xlsx *x = calloc(1, sizeof(*x));

	writer->state = x;
	if (x == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	x->fd = -1;
	x->widths = calloc(writer->count, sizeof(*x->widths));
	x->series = calloc(report->chart_count + 1, sizeof(*x->series));
	if (x->widths == NULL || x->series == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	for (size_t i = 0; i < report->chart_count; i++)
		series_init(&x->series[i], &report->charts[i]);
	if (open_book(writer, x, err) < 0)
		return -1;
	put_head(writer, x);
	return 0;
}

/* --- rows -------------------------------------------------------------- */

static int
row_xlsx(struct writer *writer, const struct field *fields, struct err *err)
{
	struct xlsx *x = writer->state;
	const lxw_row_t row = (lxw_row_t)(HEAD_ROW + 1 + writer->rows);

	if (writer->rows >= ROWS_MAX) {
		err_set(err, ERR_LIMIT,
			_("a workbook holds no more than %ld rows"), ROWS_MAX);
		return err_hint(err, _("Ask for fewer days, or for CSV."));
	}
	for (size_t i = 0; i < writer->report->chart_count; i++)
		if (series_add(&x->series[i], fields, err) < 0)
			return -1;
	for (size_t i = 0; i < writer->count; i++)
		xlsx_cells_put(x, row, i, &writer->columns[i], &fields[i], false);
	return buf_check(&x->text, err);
}

/* --- the end ----------------------------------------------------------- */

static void
put_totals(struct writer *writer, struct xlsx *x, lxw_row_t row)
{
	xlsx_cells_text(x, row, 0, _("total"), x->total);
	for (size_t i = 1; i < writer->count; i++) {
		const struct field total = writer_total(writer, i);

		xlsx_cells_put(x, row, i, &writer->columns[i], &total, true);
	}
}

/* The rows are all there; what frames them. */
static void
finish_sheet(struct writer *writer, struct xlsx *x)
{
	const lxw_row_t last = (lxw_row_t)(HEAD_ROW + writer->rows);

	if (writer->rows > 0) {
		worksheet_autofilter(x->sheet, HEAD_ROW, 0, last,
			(lxw_col_t)(writer->count - 1));
		if (writer_has_totals(writer))
			put_totals(writer, x, last + 1);
	}
	xlsx_cells_widths(x, writer->count);
}

static int
copy_out(struct xlsx *x, FILE *out, struct err *err)
{
	char piece[65536];
	ssize_t got;
	off_t at = 0;

	while ((got = pread(x->fd, piece, sizeof(piece), at)) > 0) {
		fwrite(piece, 1, (size_t)got, out);
		at += got;
	}
	return got < 0 ? err_errno(err, ERR_IO, _("a file in memory")) : 0;
}

static int
end_xlsx(struct writer *writer, struct err *err)
{
	struct xlsx *x = writer->state;
	lxw_error error;

	finish_sheet(writer, x);
	if (xlsx_charts_put(writer, x, err) < 0 || buf_check(&x->text, err) < 0)
		return -1;
	error = workbook_close(x->book);
	x->book = NULL;
	if (error == LXW_NO_ERROR)
		error = x->failed;
	if (error != LXW_NO_ERROR)
		return refuse(error, err);
	return copy_out(x, writer->out, err);
}

static void
close_xlsx(struct writer *writer)
{
	struct xlsx *x = writer->state;

	if (x == NULL)
		return;
	/* It has no other way to let go of what it holds. */
	if (x->book != NULL)
		(void)workbook_close(x->book);
	if (x->fd >= 0)
		close(x->fd);
	if (x->series != NULL)
		for (size_t i = 0; i < writer->report->chart_count; i++)
			series_release(&x->series[i]);
	buf_release(&x->text);
	free(x->series);
	free(x->widths);
	free(x);
	writer->state = NULL;
}

const struct writer_kind writer_xlsx = { "xlsx", open_xlsx, row_xlsx, end_xlsx,
	close_xlsx };
