#include "base/err.h"
#include "base/i18n.h"
#include "command.h"
#include "job/job_explain.h"
#include "options.h"

#include <stdio.h>

static int
run(const struct arguments *arguments, struct err *err)
{
	return job_explain(
		arguments->operands[0], options_format(arguments), stdout, err);
}

static const struct option options[] = {
	OPTION_FORMAT,
	{ .name = NULL },
};

const struct command cmd_explain = {
	.name = "explain",
	.group = GROUP_ASK,
	.summary = N_("why something is as it is: rules, candidates, events, "
		      "in order"),
	.usage = "ORDER_NO|CA/ORDER_NO|ENTRY_ID|BREAK_ID|VERIFICATION_ID "
		 "[OPTION]...",
	.operands_min = 1,
	.operands_max = 1,
	.options = options,
	.details = N_("Ids are those of the lists: E12.345 an entry, B.17 a "
		      "break, V7.1 a verification."),
	.run = run,
};
