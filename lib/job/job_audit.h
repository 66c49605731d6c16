#ifndef JOB_JOB_AUDIT_H
#define JOB_JOB_AUDIT_H

#include <stdio.h>

struct err;
struct job_ui;

struct job_audit_options {
	const char *offline; /* a folder like YIFEN_HOME; NULL: the book */
	const char *key;     /* the public key; NULL: the folder's own */
	const char *format;  /* how to print */
};

struct job_audit_result {
	long findings; /* rows that were printed */
	long heads;    /* that are good */
	long long events, unsigned_events; /* of the book */
	long files;    /* that heads list */
	long taken;    /* of these, from the outbox to where they go */
	char key[65];  /* fingerprint of the key that verified */
};

/**
 * job_audit(options, ui, out, result, err):
 * Verify the audit trail (docs/audit.md): heads by their signatures; and the
 * chain, every row, the closings and the archive by the book, in one view of
 * it, or, offline, the files that heads list.  What does not hold is a row of
 * the answer and no failure.
 */
int job_audit(const struct job_audit_options *options, const struct job_ui *ui,
	FILE *out, struct job_audit_result *result, struct err *err);

#endif
