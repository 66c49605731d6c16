#ifndef MODEL_INVOICE_NUMBERS_H
#define MODEL_INVOICE_NUMBERS_H

#include "model/problem.h"
#include "model/table.h"

/*
 * A file of the numbers that the bureau gave: CSV with the columns serial,
 * number, issued_on, and of red ones reason.
 */

struct invoice_number {
	long line;
	const char *serial, *number;
	int32_t issued_on;  /* DAY_NONE: not said */
	const char *reason; /* a word of invoice_reasons[]; "" of a blue one */
};

struct invoice_numbers {
	VEC(struct invoice_number);
	struct arena *arena;
	struct problems problems;
	struct table table;
};

/** invoice_numbers_open(numbers, red, arena): begin a file of blue or of red
 * ones. */
void invoice_numbers_open(
	struct invoice_numbers *numbers, bool red, struct arena *arena);

/** invoice_numbers_row(numbers, line, fields, count, err): a csv_row_fn. */
int invoice_numbers_row(void *numbers, long line,
	const struct csv_field *fields, size_t count, struct err *err);

#endif
