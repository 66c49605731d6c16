#ifndef JOB_SUBJECT_H
#define JOB_SUBJECT_H

#include <stdbool.h>
#include <stdint.h>

/* What a person names: an order (ORDER_NO, CA/ORDER_NO), an entry (E12.345), a
 * verification (V7.1), a break (B.17). */

struct err;
struct session;

struct subject {
	int64_t order_id, entry_id, verification_id, break_id; /* 0: not */
};

/** subject_label(text, subject): whether ${text} is a label of an entry, a
 * verification or a break; asks nobody whether there is such a thing. */
bool subject_label(const char *text, struct subject *subject);

/** subject_order(session, text, subject, err): the one order of that number;
 * ERR_USAGE names those there are. */
int subject_order(struct session *session, const char *text,
	struct subject *subject, struct err *err);

/** subject_find(session, text, subject, err): any of them, that is there. */
int subject_find(struct session *session, const char *text,
	struct subject *subject, struct err *err);

#endif
