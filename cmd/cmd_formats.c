#include "base/err.h"
#include "base/i18n.h"
#include "command.h"
#include "job/job_formats.h"
#include "options.h"

#include <stdio.h>

static int
run(const struct arguments *arguments, struct err *err)
{
	return job_formats(options_format(arguments), stdout, err);
}

static const struct option options[] = {
	OPTION_FORMAT,
	{ .name = NULL },
};

const struct command cmd_formats = {
	.name = "formats",
	.group = GROUP_ASK,
	.summary = N_("what can be imported, with the recognised variants"),
	.usage = "[OPTION]...",
	.options = options,
	.run = run,
};
