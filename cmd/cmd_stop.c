#include "base/err.h"
#include "base/i18n.h"
#include "command.h"
#include "job/job_init.h"
#include "progress.h"

static int
run(const struct arguments *arguments, struct err *err)
{
	struct progress progress;
	int rc;

	(void)arguments;
	progress_init(&progress);
	rc = job_stop(&progress.ui, err);
	progress_end(&progress);
	return rc;
}

static const struct option options[] = { { .name = NULL } };

const struct command cmd_stop = {
	.name = "stop",
	.group = GROUP_BOOK,
	.summary = N_("stop the private database cluster"),
	.usage = "",
	.options = options,
	.details = N_("A server that YIFEN_DATABASE or PGHOST names is left "
		      "alone."),
	.run = run,
};
