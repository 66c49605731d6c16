#include "base/err.h"
#include "base/i18n.h"
#include "command.h"
#include "job/job_keys.h"
#include "job/job_rotate.h"
#include "options.h"
#include "progress.h"

#include <stdio.h>
#include <string.h>

static int
rotate(struct err *err)
{
	struct progress progress;
	int rc;

	progress_init(&progress);
	rc = job_rotate(&progress.ui, err);
	progress_end(&progress);
	return rc;
}

static int
run(const struct arguments *arguments, struct err *err)
{
	if (arguments->operand_count == 0)
		return job_keys_list(options_format(arguments), stdout, err);
	if (strcmp(arguments->operands[0], "rotate") == 0)
		return rotate(err);
	err_set(err, ERR_USAGE, _("keys: there is no \"%s\""),
		arguments->operands[0]);
	return err_hint(err, _("Usage: yifen %s %s"), "keys",
		arguments->command->usage);
}

static const struct option options[] = { OPTION_FORMAT, { .name = NULL } };

const struct command cmd_keys = {
	.name = "keys",
	.group = GROUP_BOOK,
	.summary = N_("list the keys of the book, or make new ones"),
	.usage = "[rotate] [OPTION]...",
	.operands_max = 1,
	.options = options,
	.details = N_("rotate makes a new key-encryption key, wraps every data "
		      "key with it and destroys the old one. YIFEN_KEK says "
		      "where it is kept: file, credential:NAME or store:URI; "
		      "YIFEN_CIPHER which profile it is of: aes or sm. Killed, "
		      "it is run again."),
	.run = run,
};
