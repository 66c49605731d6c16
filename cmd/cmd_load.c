#include "base/err.h"
#include "base/i18n.h"
#include "command.h"
#include "job/job_load.h"
#include "options.h"
#include "progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char *const kinds[] = { "orders", "fees", "policies", "channels",
	"calendar", "taxes", NULL };

static int
check_kind(const char *kind, struct err *err)
{
	for (size_t i = 0; kinds[i] != NULL; i++)
		if (strcmp(kinds[i], kind) == 0)
			return 0;
	err_set(err, ERR_USAGE, _("nothing called '%s' can be loaded"), kind);
	return err_hint(err, _("Say one of: %s"),
		"orders, fees, policies, channels, calendar, taxes");
}

static void
summarize(const struct job_load_result *result)
{
	fprintf(stderr,
		ngettext("%" PRId64 " row taken in\n",
			"%" PRId64 " rows taken in\n",
			(unsigned long)result->rows),
		result->rows);
	if (result->refused_rows > 0)
		fprintf(stderr,
			ngettext("%" PRId64 " row refused\n",
				"%" PRId64 " rows refused\n",
				(unsigned long)result->refused_rows),
			result->refused_rows);
	if (result->refused_files > 0)
		fprintf(stderr,
			ngettext("%d file refused whole\n",
				"%d files refused whole\n",
				(unsigned long)result->refused_files),
			result->refused_files);
}

static int
run(const struct arguments *arguments, struct err *err)
{
	const struct job_load_options load = {
		.kind = arguments->operands[0],
		.files = arguments->operands + 1,
		.count = arguments->operand_count - 1,
		.partial = options_has(arguments, "partial"),
	};
	struct job_load_result result = { .files = 0 };
	struct progress progress;
	int rc;

	if (check_kind(load.kind, err) < 0)
		return -1;
	progress_init(&progress);
	rc = job_load(&load, &progress.ui, &result, err);
	progress_end(&progress);
	if (rc < 0)
		return -1;
	summarize(&result);
	return result.refused_files > 0 || result.refused_rows > 0
		? STATUS_REFUSED
		: STATUS_DONE;
}

static const struct option options[] = {
	{ "partial", NULL, NULL,
		N_("take the good rows of a file that has bad ones") },
	{ .name = NULL },
};

const struct command cmd_load = {
	.name = "load",
	.group = GROUP_BOOK,
	.summary = N_("take in reference data"),
	.usage = "orders|fees|policies|channels|calendar|taxes FILE...",
	.operands_min = 2,
	.operands_max = OPERANDS_MANY,
	.options = options,
	.details = N_("FILE is CSV in UTF-8 with a header row; - is standard "
		      "input. A file with a\nbad row is refused whole."),
	.run = run,
};
