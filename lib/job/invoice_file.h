#ifndef JOB_INVOICE_FILE_H
#define JOB_INVOICE_FILE_H

#include "io/digest.h"
#include "model/invoice.h"

/* The file in which invoices go to the bureau, in one of three formats. */

struct err;
struct invoice_template;

/** invoice_file_write(format, template, items, path, sha256, err): whole or
 * not at all; ${sha256} gets its digest. */
int
invoice_file_write(const char *format, const struct invoice_template *template,
	const struct invoice_items *items, const char *path,
	unsigned char sha256[DIGEST_SIZE], struct err *err);

#endif
