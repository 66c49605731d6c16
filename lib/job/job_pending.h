#ifndef JOB_PENDING_H
#define JOB_PENDING_H

#include <stddef.h>
#include <stdio.h>

#include "job/job_list.h"

struct err;

/** job_pending(filters, count, format, out, err): verifications that are not
 * finished, with what must happen next; filters: ca, state, older-than (days,
 * "3d").  Of an account it shows four characters. */
int job_pending(const struct job_filter *filters, size_t count,
	const char *format, FILE *out, struct err *err);

#endif
