#include "base/err.h"
#include "base/i18n.h"
#include "command.h"
#include "job/job_import.h"
#include "model/day.h"
#include "options.h"
#include "progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* --no-bill DAY stands instead of files; the two exclude each other. */
static int
read_no_bill(const struct arguments *arguments,
	struct job_import_options *import, struct err *err)
{
	const char *day = options_value(arguments, "no-bill");

	import->no_bill = DAY_NONE;
	if (day == NULL && import->count == 0) {
		err_set(err, ERR_USAGE, _("%s: an operand is missing"),
			"import");
		return err_hint(err, _("Usage: yifen %s %s"), "import",
			arguments->command->usage);
	}
	if (day == NULL)
		return 0;
	if (import->count > 0)
		return err_set(err, ERR_USAGE,
			_("--no-bill says that there is no file, but '%s' is "
			  "given"),
			import->files[0]);
	if (import->as == NULL) {
		err_set(err, ERR_USAGE, _("--no-bill does not say whose bill"));
		return err_hint(
			err, _("Add --as wechat, --as alipay or --as bank."));
	}
	if (day_parse(day, strlen(day), &import->no_bill, err) < 0) {
		err->code = ERR_USAGE;
		return err_within(err, "--no-bill");
	}
	return 0;
}

static void
summarize(const struct job_import_result *result, bool dry_run)
{
	if (dry_run)
		fprintf(stderr, "%s\n", _("nothing was stored (--dry-run)"));
	fprintf(stderr,
		_("files: %d imported, %d known already, %d refused; "
		  "new entries: %" PRId64 "\n"),
		result->files, result->known_files, result->refused_files,
		result->entries);
}

static int
run(const struct arguments *arguments, struct err *err)
{
	struct job_import_options import = {
		.as = options_value(arguments, "as"),
		.account = options_value(arguments, "account"),
		.dry_run = options_has(arguments, "dry-run"),
		.files = arguments->operands,
		.count = arguments->operand_count,
	};
	struct job_import_result result = { .files = 0 };
	struct progress progress;
	int rc;

	if (read_no_bill(arguments, &import, err) < 0)
		return -1;
	progress_init(&progress);
	rc = job_import(&import, &progress.ui, &result, err);
	progress_end(&progress);
	if (rc < 0)
		return -1;
	if (import.no_bill == DAY_NONE)
		summarize(&result, import.dry_run);
	return result.refused_files > 0 ? STATUS_REFUSED : STATUS_DONE;
}

static const struct option options[] = {
	{ "as", "FORMAT", NULL,
		N_("read files as this format, see: yifen formats") },
	{ "account", "NO", NULL,
		N_("the account of files that do not hold it") },
	{ "dry-run", NULL, NULL, N_("say what would be, store nothing") },
	{ "no-bill", "DAY", NULL,
		N_("state that there is no bill for that day") },
	{ .name = NULL },
};

const struct command cmd_import = {
	.name = "import",
	.group = GROUP_DAY,
	.summary = N_("take in bills and bank statements"),
	.usage = "[OPTION]... FILE... | --no-bill DAY --as "
		 "wechat|alipay|bank [--account NO]",
	.operands_max = OPERANDS_MANY,
	.options = options,
	.details =
		N_("Files may be .gz, .zip and .xlsx. A file is stored whole "
		   "or not at all; the\nsame file again changes nothing."),
	.run = run,
};
