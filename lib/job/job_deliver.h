#ifndef JOB_DELIVER_H
#define JOB_DELIVER_H

#include <stdbool.h>

struct err;
struct job_ui;

struct job_deliver_options {
	const char *channel; /* micro-deposit, sms, counter; NULL: all */
	bool plain;	     /* in clear, for demonstration and tests */
};

/** job_deliver(options, ui, err): hand the outbox over.  Lines of ${ui} say
 * which batches were written, and which channel has no certificate. */
int job_deliver(const struct job_deliver_options *options,
	const struct job_ui *ui, struct err *err);

#endif
