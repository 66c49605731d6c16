#ifndef JOB_DELIVER_ALL_H
#define JOB_DELIVER_ALL_H

#include <stdbool.h>
#include <stdint.h>

#include "job/recipients.h"

/* What the files of "yifen deliver" share: job_deliver.c runs it, and what was
 * decided before is finished before anything more is decided. */

struct err;
struct job_deliver_options;
struct job_ui;
struct session;

struct deliver {
	struct session *session;
	const struct job_deliver_options *options;
	const struct job_ui *ui;
	struct recipients recipients;
	int32_t day; /* at which the books stand */
	int run_id;  /* 0: nothing has been decided */
	bool told;   /* which earlier batches cannot be written */
};

/** deliver_is_asked_for(deliver, folder): --channel names it, or nothing. */
bool deliver_is_asked_for(const struct deliver *deliver, const char *folder);

/** deliver_must_wait(deliver, folder): nobody has a key for it, and nobody has
 * said that it may be in clear. */
bool deliver_must_wait(const struct deliver *deliver, const char *folder);

/** deliver_finish(deliver, err): write the batches that were decided and are
 * not there yet; then that run is over. */
int deliver_finish(struct deliver *deliver, struct err *err);

/** deliver_decide(deliver, err): what goes, and in which batches, in one
 * transaction, which leaves nothing if nothing goes. */
int deliver_decide(struct deliver *deliver, struct err *err);

/** deliver_repeat(deliver, err): within the transaction of deliver_decide(): the
 * batches that two people want handed over again get a number. */
int deliver_repeat(struct deliver *deliver, struct err *err);

#endif
