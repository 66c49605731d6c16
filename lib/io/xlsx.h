#ifndef IO_XLSX_H
#define IO_XLSX_H

#include <stddef.h>

#include "io/unzip.h"

/*
 * Workbooks (.xlsx, .xlsm; ECMA-376, transitional or strict) as texts: each
 * visible sheet that is not empty, as RFC 4180 CSV in UTF-8, in the order in
 * which they lie in the file.
 *
 * One line for each row of the sheet, empty ones too, so that the number of
 * the line is that of the row: a line break within a cell becomes one blank.
 * Cells stand where their reference says; gaps are empty fields; empty cells
 * at the end of a row are left out.  A cell is what the workbook holds, see
 * xlsx_cell.h.
 *
 * The zip is gone through from its beginning at least twice: once or more
 * until its relations, strings and styles are known, and once for the sheets,
 * which are never held whole.  Limits: 1,048,576 rows, 512 columns,
 * LIMIT_STRINGS, and those of the zip (source.h).
 */

struct err;
struct xlsx;

/* The zip file, and who counts what is inflated and handed on. */
struct xlsx_zip {
	void *ctx;
	int (*rewind)(void *ctx, struct err *err);
	unzip_read_fn *read;
	int (*inflated)(void *ctx, long count, struct err *err);
};

/** xlsx_open(zip, xlsx, err): all but the sheets is read.  ERR_INPUT names
 * the part of the package that is wrong, or what it is instead. */
int xlsx_open(const struct xlsx_zip *zip, struct xlsx **xlsx, struct err *err);

/** xlsx_next(xlsx, name, err): go to the next sheet: 1, 0 at the end, -1.
 * Its ${name} lives as long as ${xlsx}.  What is left of the sheet before is
 * passed over. */
int xlsx_next(struct xlsx *xlsx, const char **name, struct err *err);

/** xlsx_read(xlsx, bytes, size, err): the next bytes of its text: their count,
 * 0 at its end, -1 on failure, "ROW:COLUMN: " in front of what is wrong with
 * a cell. */
long xlsx_read(struct xlsx *xlsx, char *bytes, size_t size, struct err *err);

void xlsx_close(struct xlsx *xlsx);

#endif
