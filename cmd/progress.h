#ifndef CMD_PROGRESS_H
#define CMD_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "job/ui.h"

/*
 * A bar on standard error while a job works: only on a terminal, and only
 * after a second of work.  Lines that the job says stand above it.
 */

struct progress {
	struct job_ui ui; /* hand &progress.ui to the job */
	bool terminal;
	bool shown;
	int64_t begun, drawn; /* milliseconds */
};

void progress_init(struct progress *progress);

/** progress_end(progress): take the bar away. */
void progress_end(struct progress *progress);

#endif
