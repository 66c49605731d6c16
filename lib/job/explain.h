#ifndef JOB_EXPLAIN_ANSWER_H
#define JOB_EXPLAIN_ANSWER_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/vec.h"

/*
 * The answer of "yifen explain": what happened (explain_events.c), for the
 * money in it which rules were asked and why each candidate won or lost
 * (explain_trace.c), and what is still to come.
 */

struct arena;
struct db;
struct err;
struct subject;

/* A row of the answer, before it is put into words. */
struct explained {
	const char *what, *at, *subject;
	const char *note;	/* the sentence with its arguments */
	const char *reason;	/* another note, "" if none */
	bool has_amount;
	int64_t amount;
	int64_t entry_id;	/* of which this is the outcome, 0: none */
	int decided_in;		/* the run of that decision; or 0 */
	int run_id;		/* 0: none */
};

struct explanation {
	VEC(struct explained);
};

/** explain_print(db, subject, format, out, err): the whole answer. */
int explain_print(struct db *db, const struct subject *subject,
	const char *format, FILE *out, struct err *err);

/** explain_trace(db, event, whole, arena, out, err): why the entry of
 * ${event} came to that: every rule, or (not ${whole}) the one that decided. */
int explain_trace(struct db *db, const struct explained *event, bool whole,
	struct arena *arena, struct explanation *out, struct err *err);

#endif
