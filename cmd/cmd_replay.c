#include "base/err.h"
#include "base/i18n.h"
#include "command.h"
#include "job/job_replay.h"
#include "model/day.h"
#include "options.h"
#include "progress.h"

#include <stdio.h>
#include <string.h>

static int
read_day(const struct arguments *arguments, const char *name, int32_t *day,
	struct err *err)
{
	const char *text = options_value(arguments, name);

	*day = DAY_NONE;
	if (text == NULL)
		return 0;
	if (day_parse(text, strlen(text), day, err) == 0)
		return 0;
	err->code = ERR_USAGE;
	return err_within(err, "--%s", name);
}

/* One of the two files. */
static int
read_file(const struct arguments *arguments, struct job_replay_options *replay,
	struct err *err)
{
	const char *fees = options_value(arguments, "fees");
	const char *policies = options_value(arguments, "policies");

	if ((fees != NULL) == (policies != NULL)) {
		err_set(err, ERR_USAGE,
			_("replay: one file is needed, --fees or --policies"));
		return err_hint(err, _("See: yifen %s --help"), "replay");
	}
	replay->kind = fees != NULL ? "fees" : "policies";
	replay->path = fees != NULL ? fees : policies;
	return 0;
}

static void
summarize(const struct job_replay_result *result)
{
	char day[DAY_TEXT_SIZE];

	fprintf(stderr,
		_("as of %s: of %lld orders %lld would have come out "
		  "otherwise\n"),
		day_text(result->day, day), (long long)result->orders,
		(long long)result->differ);
	if (result->drift > 0)
		fprintf(stderr,
			_("the nights themselves decided %lld orders otherwise "
			  "than in one go: one by one, by the data and the "
			  "orders of their day\n"),
			(long long)result->drift);
}

static int
run(const struct arguments *arguments, struct err *err)
{
	struct job_replay_options replay = {
		.format = options_format(arguments),
	};
	struct job_replay_result result;
	struct progress progress;
	int rc;

	if (read_file(arguments, &replay, err) < 0 ||
		read_day(arguments, "from", &replay.from, err) < 0 ||
		read_day(arguments, "to", &replay.to, err) < 0)
		return -1;
	progress_init(&progress);
	rc = job_replay(&replay, &progress.ui, stdout, &result, err);
	progress_end(&progress);
	if (rc < 0)
		return -1;
	summarize(&result);
	return STATUS_DONE;
}

static const struct option options[] = {
	{ "fees", "FILE", NULL, N_("with this fee file instead") },
	{ "policies", "FILE", NULL, N_("with this policy file instead") },
	{ "from", "DAY", NULL,
		N_("from the nightly of that day; the first one if not "
		   "given") },
	{ "to", "DAY", NULL,
		N_("to the nightly of that day; the last one if not given") },
	OPTION_FORMAT,
	{ .name = NULL },
};

const struct command cmd_replay = {
	.name = "replay",
	.group = GROUP_ASK,
	.summary = N_("what a changed fee or policy file would have changed"),
	.usage = "--fees FILE|--policies FILE [OPTION]...",
	.options = options,
	.details = N_("Nothing is stored. A file that load would refuse is "
		      "refused."),
	.run = run,
};
