#ifndef JOB_PROPOSE_H
#define JOB_PROPOSE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * People: one proposes, somebody else decides, the next nightly does it
 * (domain.md, Who may do what).  Who is who, and who may what, the database
 * knows: a person is the role that logged in (sql/migrations/0005_people.sql).
 */

struct err;

struct job_propose_options {
	const char *verb;	     /* "match" */
	const char *const *operands; /* what it is about, and the parts */
	size_t count;
	const char *reason;
};

/** job_propose(options, number, err): the number of the proposal.  ERR_USAGE
 * if it makes no sense, or this person may not. */
int job_propose(const struct job_propose_options *options, int *number,
	struct err *err);

/** job_decide(number, approve, reason, err): "P.12" or "12"; ERR_USAGE as
 * above, and if what it was proposed upon has changed. */
int job_decide(
	const char *number, bool approve, const char *reason, struct err *err);

/** job_propose_refusal(err): put what the database refused a person into that
 * person's language; -1. */
int job_propose_refusal(struct err *err);

#endif
