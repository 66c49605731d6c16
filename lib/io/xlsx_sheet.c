#include "io/xlsx_sheet.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/xlsx_book.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define ROWS_MAX 1048576
#define COLUMNS_MAX                                                            \
	((size_t)512) /* the formats take no more (lib/format/columns.h) */

/* Depths of <worksheet><sheetData><row><c> and of what is in a cell. */
enum { ROOT, DATA, ROW, CELL, INSIDE };

void
xlsx_sheet_begin(struct xlsx_sheet *sheet, const struct xlsx_context *context,
	struct buf *out)
{
	sheet->context = context;
	sheet->out = out;
	sheet->depth = 0;
	sheet->in_data = sheet->refused = false;
	sheet->row = sheet->column = sheet->lines = sheet->fields = 0;
}

/* --- failures ---------------------------------------------------------- */

/* "7:3: C7: what is wrong", from what is in ${err}. */
static int
at_cell(struct xlsx_sheet *sheet, struct err *err)
{
	char name[XLSX_CELL_NAME_SIZE];

	sheet->refused = true;
	err_within(err, "%s", xlsx_cell_name(sheet->row, sheet->column, name));
	return err_within(err, "%ld:%ld", sheet->row, sheet->column);
}

static int
at_row(struct xlsx_sheet *sheet, struct err *err)
{
	sheet->refused = true;
	return err_within(err, "%ld", sheet->row);
}

/* --- where rows and cells stand ---------------------------------------- */

static int
begin_row(struct xlsx_sheet *sheet, const struct xml_attribute *attributes,
	size_t count, struct err *err)
{
	const char *said = xlsx_book_attribute(attributes, count, "r");
	long row = sheet->row + 1;
	char *end;

	sheet->column = sheet->fields = 0;
	if (said != NULL) {
		row = strtol(said, &end, 10);
		if (!isdigit((unsigned char)*said) || *end != '\0')
			row = 0;
	}
	if (row <= sheet->row || row > ROWS_MAX) {
		err_set(err, ERR_INPUT,
			_("\"%.40s\" is not the number of a later row"),
			said != NULL ? said : "");
		return at_row(sheet, err);
	}
	sheet->row = row;
	return 0;
}

static int
begin_cell(struct xlsx_sheet *sheet, const struct xml_attribute *attributes,
	size_t count, struct err *err)
{
	const char *said = xlsx_book_attribute(attributes, count, "r");
	long row = sheet->row, column = sheet->column + 1;

	xlsx_cell_begin(&sheet->cell, attributes, count);
	if (said != NULL &&
		(xlsx_cell_place(said, &row, &column) < 0 ||
			row != sheet->row || column <= sheet->column)) {
		err_set(err, ERR_INPUT,
			_("\"%.40s\" is not the next cell of the row"), said);
		return at_row(sheet, err);
	}
	sheet->column = column;
	return 0;
}

/* --- CSV --------------------------------------------------------------- */

/* A field with one blank for each line break in it. */
static void
add_field(struct buf *out, const struct buf *text)
{
	const bool quoted = strpbrk(buf_text(text), ",\"") != NULL;

	if (quoted)
		buf_putc(out, '"');
	for (const char *p = buf_text(text); *p != '\0'; p++) {
		if (p[0] == '\r' && p[1] == '\n')
			continue;
		if (*p == '\r' || *p == '\n')
			buf_putc(out, ' ');
		else
			buf_putc(out, *p);
		if (*p == '"')
			buf_putc(out, '"');
	}
	if (quoted)
		buf_putc(out, '"');
}

static int
end_cell(struct xlsx_sheet *sheet, struct err *err)
{
	struct buf *const out = sheet->out;

	buf_clear(&sheet->text);
	if (xlsx_cell_text(&sheet->cell, sheet->context, &sheet->text, err) <
			0 ||
		buf_check(&sheet->text, err) < 0)
		return at_cell(sheet, err);
	if (sheet->text.len == 0)
		return 0;
	if ((size_t)sheet->column > COLUMNS_MAX) {
		err_set(err, ERR_LIMIT, _("more than %zu values in a line"),
			COLUMNS_MAX);
		return at_cell(sheet, err);
	}
	if (sheet->fields == 0) {
		for (; sheet->lines < sheet->row - 1; sheet->lines++) {
			buf_putc(out, '\n');
			sheet->gaps++;
		}
		sheet->fields = 1;
	}
	for (; sheet->fields < sheet->column; sheet->fields++)
		buf_putc(out, ',');
	add_field(out, &sheet->text);
	return buf_check(out, err);
}

static int
end_row(struct xlsx_sheet *sheet, struct err *err)
{
	if (sheet->fields == 0)
		return 0;
	buf_putc(sheet->out, '\n');
	sheet->lines++;
	return buf_check(sheet->out, err);
}

/* --- XML --------------------------------------------------------------- */

static int
on_start(void *ctx, const char *space, const char *name,
	const struct xml_attribute *attributes, size_t count, long line,
	long column, struct err *err)
{
	struct xlsx_sheet *sheet = ctx;
	const int depth = sheet->depth++;

	(void)space, (void)line, (void)column;
	if (depth == ROOT)
		return xlsx_book_root(name, "worksheet", err);
	if (depth == DATA)
		sheet->in_data = strcmp(name, "sheetData") == 0;
	if (!sheet->in_data)
		return 0;
	if (depth == ROW && strcmp(name, "row") == 0)
		return begin_row(sheet, attributes, count, err);
	if (depth == CELL && strcmp(name, "c") == 0)
		return begin_cell(sheet, attributes, count, err);
	if (depth >= INSIDE)
		xlsx_cell_start(&sheet->cell, name);
	return 0;
}

static int
on_end(void *ctx, const char *name, const char *text, long line, long column,
	struct err *err)
{
	struct xlsx_sheet *sheet = ctx;
	const int depth = --sheet->depth;

	(void)line, (void)column;
	if (!sheet->in_data)
		return 0;
	if (depth >= INSIDE)
		return xlsx_cell_end(&sheet->cell, name, text, err) < 0
			? at_cell(sheet, err)
			: 0;
	if (depth == CELL && strcmp(name, "c") == 0)
		return end_cell(sheet, err);
	if (depth == ROW && strcmp(name, "row") == 0)
		return end_row(sheet, err);
	return 0;
}

struct xml_handler
xlsx_sheet_handler(struct xlsx_sheet *sheet)
{
	return (struct xml_handler){ sheet, on_start, on_end };
}

void
xlsx_sheet_release(struct xlsx_sheet *sheet)
{
	xlsx_cell_release(&sheet->cell);
	buf_release(&sheet->text);
}
