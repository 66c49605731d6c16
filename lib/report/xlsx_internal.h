#ifndef REPORT_XLSX_INTERNAL_H
#define REPORT_XLSX_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <xlsxwriter.h>

#include "base/buf.h"
#include "report/writer.h"

/* A workbook that is being written: writer_xlsx.c, its cells and charts. */

struct err;
struct series;

struct xlsx {
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *title, *head, *fen, *day, *total, *total_fen;
	struct buf text;
	size_t *widths;	       /* of each column, in characters */
	struct series *series; /* one a chart */
	int fd;
	lxw_error failed; /* the first cell that was not taken */
};

/** xlsx_cells_formats(x, err): how cells look. */
int xlsx_cells_formats(struct xlsx *x, struct err *err);

/** xlsx_cells_text(x, row, column, text, format): an inline string. */
void xlsx_cells_text(struct xlsx *x, lxw_row_t row, size_t column,
	const char *text, lxw_format *format);

/** xlsx_cells_put(x, row, at, column, field, total): a value of its type, of
 * the last row if ${total}. */
void xlsx_cells_put(struct xlsx *x, lxw_row_t row, size_t at,
	const struct column *column, const struct field *field, bool total);

/** xlsx_cells_widths(x, count): as wide as what they hold. */
void xlsx_cells_widths(const struct xlsx *x, size_t count);

/** xlsx_charts_put(writer, x, err): what is charted, with the charts beside
 * it, on a sheet of its own. */
int
xlsx_charts_put(const struct writer *writer, struct xlsx *x, struct err *err);

#endif
