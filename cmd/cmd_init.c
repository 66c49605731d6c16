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
	rc = job_init(&progress.ui, err);
	progress_end(&progress);
	return rc;
}

static const struct option options[] = { { .name = NULL } };

const struct command cmd_init = {
	.name = "init",
	.group = GROUP_BOOK,
	.summary = N_("make the book: folders, database, roles, keys"),
	.usage = "",
	.options = options,
	.details = N_("Makes what is missing in YIFEN_HOME (./var) and brings "
		      "the schema up to this\nprogram; again changes nothing."),
	.run = run,
};
