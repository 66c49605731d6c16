#ifndef JOB_CLOSE_H
#define JOB_CLOSE_H

#include "core/book.h"

/* The end of a night, in the transaction that decides it: the books close, or
 * the run is red. */

struct err;
struct job_nightly_result;
struct job_ui;
struct session;

/** close_night(session, book, ui, result, err): store the closing, compare it
 * with the facts.  A difference is said line by line on ${ui} and in
 * result->residual and result->faults: it is no failure here. */
int close_night(struct session *session, struct book *book,
	const struct job_ui *ui, struct job_nightly_result *result,
	struct err *err);

/** close_run(session, result, err): the run is over, and how it went. */
int close_run(struct session *session, const struct job_nightly_result *result,
	struct err *err);

#endif
