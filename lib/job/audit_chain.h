#ifndef JOB_AUDIT_CHAIN_H
#define JOB_AUDIT_CHAIN_H

#include "base/vec.h"
#include "job/finding.h"
#include "job/head_folder.h"

/* The chain of events, in itself and against the heads that were signed. */

struct db;

/* An event that covers the rows of a run in a table. */
struct chained_rows {
	int64_t seq;
	int run_id;
	const char *table;
};

struct audit_chain {
	const struct kept_heads *heads;
	struct findings *findings;
	struct arena *arena;	/* of what is kept below */
	int64_t seq;		/* of the last event seen; 0: none */
	char hash[HEAD_HEX + 1];
	size_t head;		/* the next one to meet */
	bool rewritten;		/* said already */
	struct {
		VEC(struct chained_rows);
	} rows;			/* in order of seq */
};

/** audit_chain_check(chain, db, err): walk all events; say gaps, events that
 * are not what was hashed or do not follow the one before, heads that were
 * signed upon another chain, an end that was cut off or an older book that was
 * put back.  Fills in chain->rows. */
int audit_chain_check(struct audit_chain *chain, struct db *db,
	struct err *err);

/** audit_chain_unsigned(chain): how many events came after the last head. */
int64_t audit_chain_unsigned(const struct audit_chain *chain);

#endif
