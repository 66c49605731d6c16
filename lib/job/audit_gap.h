#ifndef JOB_AUDIT_GAP_H
#define JOB_AUDIT_GAP_H

#include <stdint.h>

#include "job/head_folder.h"

/*
 * A book that was put back to an older state: heads signed what is no longer
 * in it.  One person proposes to go on from there, another approves, and the
 * next head says so, signed: from it on those heads count no more
 * (docs/audit.md).
 */

struct db;
struct err;
struct findings;
struct job_ui;
struct session;

/** audit_gap_drop(heads, fault, ctx, err): take those heads out that a later
 * one gives up.  One that gives up what it cannot is handed to ${fault}. */
int audit_gap_drop(struct kept_heads *heads, head_fault_fn *fault, void *ctx,
	struct err *err);

/** audit_gap_tell(heads, ui): a line for people for each gap. */
void audit_gap_tell(const struct kept_heads *heads, const struct job_ui *ui);

/** audit_gap_check(heads, db, findings, err): each gap that a head tells of
 * was accepted by two people in this book. */
int audit_gap_check(const struct kept_heads *heads, struct db *db,
	struct findings *findings, struct err *err);

/** audit_gap_propose(session, head, reason, number, err): that the book goes
 * on although ${head}, the last one, signed more; the number of the proposal.
 * ERR_USAGE if there is no gap. */
int audit_gap_propose(struct session *session, const char *head,
	const char *reason, int64_t *number, struct err *err);

#endif
