#include "base/err.h"
#include "base/i18n.h"
#include "command.h"
#include "job/job_nightly.h"
#include "model/day.h"
#include "options.h"
#include "progress.h"
#include "night_summary.h"

#include <string.h>

static int
read_date(const struct arguments *arguments, int32_t *day, struct err *err)
{
	const char *text = options_value(arguments, "date");

	if (text == NULL) {
		err_set(err, ERR_USAGE, _("nightly: --date is missing"));
		return err_hint(
			err, _("Name the business day: --date YYYY-MM-DD"));
	}
	if (day_parse(text, strlen(text), day, err) < 0) {
		err->code = ERR_USAGE;
		return err_within(err, "--date");
	}
	return 0;
}

static int
run(const struct arguments *arguments, struct err *err)
{
	struct job_nightly_options nightly = {
		.inbox = options_value(arguments, "inbox"),
	};
	struct job_nightly_result result = { .run_id = 0 };
	struct progress progress;
	int rc;

	if (read_date(arguments, &nightly.date, err) < 0)
		return -1;
	progress_init(&progress);
	rc = job_nightly(&nightly, &progress.ui, &result, err);
	progress_end(&progress);
	if (rc == 0 || result.run_id != 0)
		night_summary_print(nightly.date, &result);
	if (rc < 0)
		return -1;
	if (result.refused_files > 0)
		return STATUS_REFUSED;
	return options_has(arguments, "strict") && result.open_breaks > 0
		? STATUS_BREAKS
		: STATUS_DONE;
}

static const struct option options[] = {
	{ "date", "DAY", NULL, N_("the business day, YYYY-MM-DD; needed") },
	{ "inbox", "DIR", NULL, N_("import every file of this folder first") },
	{ "strict", NULL, NULL, N_("exit with 1 while breaks are open") },
	{ .name = NULL },
};

const struct command cmd_nightly = {
	.name = "nightly",
	.group = GROUP_DAY,
	.summary = N_("the main job: import, match, verify, reconcile, "
		      "release"),
	.usage = "--date DAY [OPTION]...",
	.options = options,
	.details = N_("The same date again changes no answer. A run that was "
		      "killed left either all or\nnothing of each file."),
	.run = run,
};
