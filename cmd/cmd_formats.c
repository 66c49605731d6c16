#include "base/err.h"
#include "base/i18n.h"
#include "command.h"
#include "job/job_check.h"
#include "job/job_formats.h"
#include "options.h"

#include <stdio.h>

static int
check(const struct arguments *arguments, struct err *err)
{
	const struct job_check_options options = {
		.profile = options_value(arguments, "check"),
		.file = arguments->operands[0],
		.format = options_format(arguments),
	};
	bool refused = false;

	if (job_check(&options, stdout, &refused, err) < 0)
		return -1;
	return refused ? STATUS_REFUSED : STATUS_DONE;
}

static int
run(const struct arguments *arguments, struct err *err)
{
	const bool checks = options_has(arguments, "check");

	if (checks && arguments->operand_count == 1)
		return check(arguments, err);
	if (checks || arguments->operand_count > 0) {
		err_set(err, ERR_USAGE,
			_("--check takes a profile and one file"));
		return err_hint(err, _("Usage: yifen %s %s"), "formats",
			arguments->command->usage);
	}
	return job_formats(options_format(arguments), stdout, err);
}

static const struct option options[] = {
	{ "check", "PROFILE", NULL, N_("say what this profile makes of FILE") },
	OPTION_FORMAT,
	{ .name = NULL },
};

const struct command cmd_formats = {
	.name = "formats",
	.group = GROUP_ASK,
	.summary = N_("what can be imported, with the recognised variants"),
	.usage = "[OPTION]... [--check PROFILE FILE]",
	.operands_max = 1,
	.options = options,
	.run = run,
};
