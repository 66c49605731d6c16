#ifndef JOB_INVOICES_H
#define JOB_INVOICES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Invoices (docs/invoices.md): requested from paid orders, exported for the
 * tax bureau, issued with its numbers, reversed in red, withdrawn.  Each is
 * one transaction and safe to repeat; who may do it, the database says.
 */

struct err;
struct job_ui;

struct job_invoices_options {
	const char *verb; /* "request" */
	const char *const *operands;
	size_t count;
	const char *ca; /* NULL: all */
	bool combine;	/* request: the orders of one buyer on one invoice */
	const char *format, *template; /* export */
	const char *from;	       /* issue, red: a file of numbers */
	int32_t date;	    /* issue, red: DAY_NONE is that of the books */
	bool whole;	    /* red: all that is left */
	const char *reason; /* red, withdraw */
};

/** job_invoices(options, refused, ui, err): ${refused} counts what could not
 * be done while the rest was; lines of ${ui} say what, and what was done. */
int job_invoices(const struct job_invoices_options *options, int *refused,
	const struct job_ui *ui, struct err *err);

#endif
