#include "base/err.h"
#include "base/i18n.h"
#include "command.h"
#include "job/job_deliver.h"
#include "options.h"
#include "progress.h"

static const char *const channels[] = { "micro-deposit", "sms", "counter",
	NULL };

static int
run(const struct arguments *arguments, struct err *err)
{
	const struct job_deliver_options deliver = {
		.channel = options_value(arguments, "channel"),
		.plain = options_has(arguments, "plain-outbox"),
	};
	struct progress progress;
	int rc;

	progress_init(&progress);
	rc = job_deliver(&deliver, &progress.ui, err);
	progress_end(&progress);
	return rc;
}

static const struct option options[] = {
	{ "channel", "CHANNEL", channels,
		N_("only micro-deposit, sms or counter") },
	{ "plain-outbox", NULL, NULL,
		N_("write in clear: for demonstration and tests only") },
	{ .name = NULL },
};

const struct command cmd_deliver = {
	.name = "deliver",
	.group = GROUP_DAY,
	.summary = N_("hand the outbox over; safe to repeat"),
	.usage = "[OPTION]...",
	.options = options,
	.details = N_("Writes what waits into YIFEN_HOME/outbox, encrypted and "
		      "signed to the channel's\ncertificate; a channel "
		      "without one writes nothing and says so."),
	.run = run,
};
