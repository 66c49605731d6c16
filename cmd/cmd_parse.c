#include "base/err.h"
#include "base/i18n.h"
#include "command.h"
#include "job/job_parse.h"
#include "options.h"
#include "progress.h"

#include <stdio.h>

static const char *const formats[] = { "json", NULL };

static int
run(const struct arguments *arguments, struct err *err)
{
	const struct job_parse_options parse = {
		.as = options_value(arguments, "as"),
		.files = arguments->operands,
		.count = arguments->operand_count,
	};
	struct job_parse_result result = { .refused_files = 0 };
	struct progress progress;
	int rc;

	progress_init(&progress);
	rc = job_parse(&parse, stdout, &progress.ui, &result, err);
	progress_end(&progress);
	if (rc < 0)
		return -1;
	return result.refused_files > 0 ? STATUS_REFUSED : STATUS_DONE;
}

static const struct option options[] = {
	{ "as", "FORMAT", NULL,
		N_("read files as this format, see: yifen formats") },
	{ "format", "FORMAT", formats, N_("how to print: json") },
	{ .name = NULL },
};

const struct command cmd_parse = {
	.name = "parse",
	.group = GROUP_DAY,
	.summary = N_("show what a file says without storing it"),
	.usage = "[OPTION]... FILE...",
	.operands_min = 1,
	.operands_max = OPERANDS_MANY,
	.options = options,
	.details = N_("Needs no database. Prints JSON, one object a statement; "
		      "what does not agree\nwithin a file goes to standard "
		      "error."),
	.run = run,
};
