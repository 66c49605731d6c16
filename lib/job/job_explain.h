#ifndef JOB_EXPLAIN_H
#define JOB_EXPLAIN_H

#include <stdio.h>

struct err;

/**
 * job_explain(subject, format, out, err):
 * Print why an order (ORDER_NO or CA/ORDER_NO), entry (E12.345), verification
 * (V7.1) or break (B.17) is as it is: every event in order, each with the run
 * that wrote it; of money, also the rules that were tried before the one that
 * decided.  ERR_USAGE if there is no such thing, or if several CAs have an
 * order of that number; the hint then names them.  No secret is in it.
 */
int job_explain(
	const char *subject, const char *format, FILE *out, struct err *err);

#endif
