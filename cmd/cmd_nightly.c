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

/* What the nights came to together. */
struct outcome {
	struct progress progress;
	int32_t last; /* the night that was asked for */
	int refused_files;
	int open_breaks; /* now */
};

/* A night that was caught up is one line; the one asked for says it all. */
static void
on_night(void *ctx, const struct job_nightly_result *night)
{
	struct outcome *outcome = ctx;

	progress_end(&outcome->progress);
	outcome->refused_files += night->refused_files;
	outcome->open_breaks = night->open_breaks;
	if (night->date < outcome->last)
		night_summary_line(night);
	else
		night_summary_print(night);
}

static int
run(const struct arguments *arguments, struct err *err)
{
	struct outcome outcome = { .refused_files = 0 };
	struct job_nightly_options nightly = {
		.inbox = options_value(arguments, "inbox"),
		.one_night = options_has(arguments, "no-catch-up"),
		.no_reports = options_has(arguments, "no-reports"),
		.ended = on_night,
		.ctx = &outcome,
	};
	int rc;

	if (read_date(arguments, &nightly.date, err) < 0)
		return -1;
	outcome.last = nightly.date;
	progress_init(&outcome.progress);
	rc = job_nightly(&nightly, &outcome.progress.ui, err);
	progress_end(&outcome.progress);
	if (rc < 0)
		return -1;
	if (outcome.refused_files > 0)
		return STATUS_REFUSED;
	return options_has(arguments, "strict") && outcome.open_breaks > 0
		? STATUS_BREAKS
		: STATUS_DONE;
}

static const struct option options[] = {
	{ "date", "DAY", NULL, N_("the business day, YYYY-MM-DD; needed") },
	{ "inbox", "DIR", NULL, N_("import every file of this folder first") },
	{ "no-catch-up", NULL, NULL,
		N_("do this night only, not those between the last one and "
		   "it") },
	{ "no-reports", NULL, NULL,
		N_("write none now; the same date again writes them") },
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
	.details = N_("The nights between the last one and this one are done "
		      "first, in order, each with\nthe files of its day. The "
		      "same date again changes no answer. A run that was "
		      "killed\nleft either all or nothing of each file."),
	.run = run,
};
