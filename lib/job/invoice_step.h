#ifndef JOB_INVOICE_STEP_H
#define JOB_INVOICE_STEP_H

#include "job/job_invoices.h"

/* What the verbs of "yifen invoices" work with; each is a file of its own. */

struct session;

struct invoice_step {
	struct session *session;
	const struct job_invoices_options *options;
	const struct job_ui *ui;
	int32_t day; /* at which the books stand */
	int refused;
};

typedef int invoice_step_fn(struct invoice_step *step, struct err *err);

invoice_step_fn invoice_request, invoice_export, invoice_number_issue,
	invoice_number_red, invoice_number_withdraw;

/** invoice_step_within(step, work, err): ${work} in one transaction. */
int invoice_step_within(
	struct invoice_step *step, invoice_step_fn *work, struct err *err);

#endif
