#ifndef IO_XLSX_FORM_H
#define IO_XLSX_FORM_H

#include <stddef.h>

#include "base/form.h"

/*
 * Somebody else's workbook, filled: rows are put into sheets that are named,
 * behind their heads (base/form.h), and every other part of the zip is copied
 * byte for byte, hidden sheets and version stamp too.  In streams: no part is
 * held whole.  The limits of source.h hold for the workbook.
 */

struct err;
struct file_draft;
struct xlsx_form;

#define XLSX_FORM_SHEETS_MAX 8

/** xlsx_form_open(path, names, count, stamp, form, err): read the heads of the
 * ${count} sheets of these names, and the sheet ${stamp}, which holds a text
 * "pt:..." that says the version.  ERR_INPUT if one of them is not there, or
 * a sheet to be filled holds data. */
int xlsx_form_open(const char *path, const char *const *names, size_t count,
	const char *stamp, struct xlsx_form **form, struct err *err);

/** xlsx_form_sheet(form, i): the head of sheet names[i]. */
const struct form_sheet *
xlsx_form_sheet(const struct xlsx_form *form, size_t i);

/** xlsx_form_stamp(form): "pt:20260401". */
const char *xlsx_form_stamp(const struct xlsx_form *form);

/** xlsx_form_fill(form, rows, write, ctx, err): the whole zip through
 * ${write}, with ${rows[i]} in sheet names[i]. */
int xlsx_form_fill(struct xlsx_form *form, const struct form_rows *rows,
	int (*write)(void *ctx, const void *bytes, size_t len, struct err *err),
	void *ctx, struct err *err);

void xlsx_form_close(struct xlsx_form *form);

#endif
