#ifndef JOB_PROPOSE_REPEAT_H
#define JOB_PROPOSE_REPEAT_H

#include <stdint.h>

/* A batch that is to be handed over again (docs/outbox.md). */

struct err;
struct session;

/** propose_repeat(session, batch, reason, number, err): "CHANNEL/BATCH", as
 * "sms/000012" or "sms/12"; the number of the proposal. */
int propose_repeat(struct session *session, const char *batch,
	const char *reason, int64_t *number, struct err *err);

#endif
