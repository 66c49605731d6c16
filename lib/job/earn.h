#ifndef JOB_EARN_H
#define JOB_EARN_H

#include <stdbool.h>
#include <stdint.h>

/* What a nightly makes of revenue (docs/revenue.md). */

struct err;
struct job_ui;
struct session;

/** earn_is_due(session, date, due, err): whether a contract would change in a
 * night that decides nothing. */
int earn_is_due(
	struct session *s, int32_t date, bool *due, struct err *err);

/** earn_night(session, run, date, ui, err): after what the night decided is
 * stored: the steps of its contracts, and the months that are over.  Says
 * which day lacks a tax rate, once taxes were loaded at all: nothing else
 * needs one. */
int earn_night(struct session *s, int run_id, int32_t date,
	const struct job_ui *ui, struct err *err);

#endif
