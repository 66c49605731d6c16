#ifndef IO_XLSX_CELL_H
#define IO_XLSX_CELL_H

#include <stdbool.h>

#include "base/buf.h"
#include "io/xlsx_strings.h"
#include "io/xlsx_styles.h"
#include "io/xlsx_text.h"
#include "io/xml.h"

/*
 * A cell of a sheet (ISO/IEC 29500-1 18.3.1.4), as a text: a shared or own
 * text as it is, a number as xlsx_number.h says, a date where the style shows
 * one, TRUE or FALSE.  Of a formula the value counts that was computed when
 * the workbook was saved; an error (#REF!) and a formula without a value are
 * refused.
 */

struct err;

/* What the cells of all sheets have in common. */
struct xlsx_context {
	struct xlsx_strings strings;
	struct xlsx_styles styles;
	bool since_1904;
};

struct xlsx_cell {
	char type[12];	/* "" is a number */
	char style[12]; /* "" is none */
	bool has_formula, has_value;
	struct xlsx_text text; /* <is> */
	struct buf value;      /* <v> */
};

/** xlsx_cell_begin(cell, attributes, count): a cell without a value yet. */
void xlsx_cell_begin(struct xlsx_cell *cell,
	const struct xml_attribute *attributes, size_t count);

/** xlsx_cell_start(cell, name), xlsx_cell_end(cell, name, said, err): an
 * element within it starts, ends. */
void xlsx_cell_start(struct xlsx_cell *cell, const char *name);
int xlsx_cell_end(struct xlsx_cell *cell, const char *name, const char *said,
	struct err *err);

/** xlsx_cell_text(cell, context, out, err): ${out} gets its text. */
int xlsx_cell_text(const struct xlsx_cell *cell,
	const struct xlsx_context *context, struct buf *out, struct err *err);

void xlsx_cell_release(struct xlsx_cell *cell);

/** xlsx_cell_place(reference, row, column): "C7" is row 7, column 3; -1 if it
 * is no reference to a cell of a sheet. */
int xlsx_cell_place(const char *reference, long *row, long *column);

#define XLSX_CELL_NAME_SIZE 16

/** xlsx_cell_name(row, column, name): the other way; returns ${name}. */
const char *xlsx_cell_name(long row, long column, char *name);

#endif
