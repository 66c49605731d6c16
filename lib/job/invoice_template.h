#ifndef JOB_INVOICE_TEMPLATE_H
#define JOB_INVOICE_TEMPLATE_H

#include <stddef.h>

#include "handout/invoice_sheet.h"

/* The tax bureau's workbook, understood and filled. */

struct err;
struct xlsx_form;

struct invoice_template {
	struct xlsx_form *form; /* NULL: none was given */
	struct invoice_sheet sheets[INVOICE_SHEETS];
};

/** invoice_template_open(template, path, err): ERR_INPUT says what of it is
 * not as expected. */
int invoice_template_open(
	struct invoice_template *template, const char *path, struct err *err);
void invoice_template_close(struct invoice_template *template);

/** invoice_template_check(template, items, err): whether each value is what
 * the workbook takes. */
int invoice_template_check(const struct invoice_template *template,
	const struct invoice_items *items, struct err *err);

/* Takes what is made.  -1 stops the making. */
typedef int invoice_template_write_fn(
	void *ctx, const void *bytes, size_t len, struct err *err);

/** invoice_template_fill(template, items, write, ctx, err): a copy of the
 * workbook with the rows of ${items} through ${write}. */
int invoice_template_fill(const struct invoice_template *template,
	const struct invoice_items *items, invoice_template_write_fn *write,
	void *ctx, struct err *err);

#endif
