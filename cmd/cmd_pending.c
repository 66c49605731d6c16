#include "base/err.h"
#include "base/i18n.h"
#include "command.h"
#include "filters.h"
#include "job/job_pending.h"
#include "options.h"

#include <stdio.h>

static int
run(const struct arguments *arguments, struct err *err)
{
	struct job_filter filters[GIVEN_MAX];

	return job_pending(filters, filters_of(arguments, filters),
		options_format(arguments), stdout, err);
}

static const struct option options[] = {
	OPTION_FORMAT,
	{ "ca", "CA", NULL, N_("only of that CA") },
	{ "state", "STATE", NULL,
		N_("only in that state: pending, sent, booked, returned ...") },
	{ "older-than", "DAYS", NULL,
		N_("only what has been so for more days than that: 3d") },
	{ .name = NULL },
};

const struct command cmd_pending = {
	.name = "pending",
	.group = GROUP_ASK,
	.summary = N_("verifications that are not finished, and the next "
		      "step"),
	.usage = "[OPTION]...",
	.options = options,
	.details = N_("For reviewers: of an account only the last four digits "
		      "are shown, of a PIN\nnothing."),
	.run = run,
};
