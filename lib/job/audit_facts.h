#ifndef JOB_AUDIT_FACTS_H
#define JOB_AUDIT_FACTS_H

#include "job/audit_chain.h"

/* The facts against the chain: every row is what its event digested, every row
 * has an event, closed days add up, and what guards the book is in place. */

struct db;

/** audit_facts_check(chain, db, err): ${chain} was walked. */
int audit_facts_check(struct audit_chain *chain, struct db *db,
	struct err *err);

/** audit_facts_totals(chain, db, err): the control totals of each head, made
 * again from the book. */
int audit_facts_totals(struct audit_chain *chain, struct db *db,
	struct err *err);

#endif
