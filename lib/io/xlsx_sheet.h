#ifndef IO_XLSX_SHEET_H
#define IO_XLSX_SHEET_H

#include <stdbool.h>

#include "base/buf.h"
#include "io/xlsx_cell.h"
#include "io/xml.h"

/* A sheet's XML to lines of CSV, as they come (xlsx.h says how). */

struct xlsx_sheet {
	const struct xlsx_context *context;
	struct buf *out; /* gets the lines */
	int depth;
	bool in_data; /* within <sheetData> */
	bool refused; /* the failure is one of a cell, with its place */
	long row;     /* the one that is being read, from 1 */
	long column;  /* of the last cell of it */
	long lines;   /* that stand in the text */
	long fields;  /* of the row that stand there; 0: it has no line yet */
	long gaps;    /* empty lines, since the caller set it to 0 */
	struct xlsx_cell cell;
	struct buf text; /* of the cell */
};

/** xlsx_sheet_begin(sheet, context, out): a sheet without rows yet. */
void xlsx_sheet_begin(struct xlsx_sheet *sheet,
	const struct xlsx_context *context, struct buf *out);

/** xlsx_sheet_handler(sheet): who reads the part. */
struct xml_handler xlsx_sheet_handler(struct xlsx_sheet *sheet);

void xlsx_sheet_release(struct xlsx_sheet *sheet);

#endif
