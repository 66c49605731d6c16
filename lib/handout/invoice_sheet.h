#ifndef HANDOUT_INVOICE_SHEET_H
#define HANDOUT_INVOICE_SHEET_H

#include "base/form.h"
#include "model/invoice.h"

/*
 * What goes into the tax bureau's workbook for issuing many invoices
 * (批量开票-导入开票模板, facts.md 2.1).  Columns are found by the header of
 * row 3, never by position; every value is checked against the rule of row 2
 * (必填, 限N字符) and the list of the column.  Amounts hold the tax (是否含税).
 */

struct arena;
struct err;

enum invoice_sheet_kind {
	INVOICE_SHEET_HEADS, /* a row an invoice */
	INVOICE_SHEET_LINES, /* a row a line */
	INVOICE_SHEETS
};

/* As the bureau names them, and the one with the version. */
extern const char *const invoice_sheet_names[INVOICE_SHEETS];
#define INVOICE_STAMP_SHEET "excelVersion"

#define INVOICE_FIELDS_MAX 16

struct invoice_sheet {
	enum invoice_sheet_kind kind;
	const struct form_sheet *form;
	size_t at[INVOICE_FIELDS_MAX]; /* the column of each field */
	struct invoice_rule {
		bool always, of_special; /* must be filled */
		size_t chars;		 /* at most */
	} rules[INVOICE_FIELDS_MAX];
};

/** invoice_sheet_map(sheet, kind, form, err): find the columns.  ERR_INPUT
 * names a header that is missing, twice there, or must be filled though nobody
 * here knows what with; and a rule that is not understood. */
int invoice_sheet_map(struct invoice_sheet *sheet, enum invoice_sheet_kind kind,
	const struct form_sheet *form, struct err *err);

/** invoice_sheet_row(sheet, item, arena, cells, err): the row of ${item} into
 * ${cells}, one a column of the form, NULL if blank.  ERR_INPUT names serial,
 * column and what is wrong. */
int invoice_sheet_row(const struct invoice_sheet *sheet,
	const struct invoice_item *item, struct arena *arena,
	const char **cells, struct err *err);

#endif
