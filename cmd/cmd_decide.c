/*
 * approve and reject: two words for one use case.
 */
#include "base/err.h"
#include "base/i18n.h"
#include "command.h"
#include "job/job_propose.h"
#include "options.h"

static int
run_approve(const struct arguments *arguments, struct err *err)
{
	return job_decide(arguments->operands[0], true,
		options_value(arguments, "reason"), err);
}

static int
run_reject(const struct arguments *arguments, struct err *err)
{
	return job_decide(arguments->operands[0], false,
		options_value(arguments, "reason"), err);
}

static const struct option options[] = {
	{ "reason", "TEXT", NULL, N_("why; needed") },
	{ .name = NULL },
};

const struct command cmd_decide_approve = {
	.name = "approve",
	.group = GROUP_PEOPLE,
	.summary = N_("approve what somebody else proposed"),
	.usage = "PROPOSAL --reason TEXT",
	.operands_min = 1,
	.operands_max = 1,
	.options = options,
	.details = N_("Refused where the facts have changed since it was "
		      "proposed. The next nightly does it."),
	.run = run_approve,
};

const struct command cmd_decide_reject = {
	.name = "reject",
	.group = GROUP_PEOPLE,
	.summary = N_("reject what somebody else proposed"),
	.usage = "PROPOSAL --reason TEXT",
	.operands_min = 1,
	.operands_max = 1,
	.options = options,
	.run = run_reject,
};
