#include "base/err.h"
#include "base/i18n.h"
#include "command.h"
#include "job/job_audit.h"
#include "options.h"
#include "progress.h"

#include <stdio.h>

static void
summarize(const struct job_audit_options *options,
	const struct job_audit_result *r)
{
	fprintf(stderr, _("key %s: %ld heads, %ld files\n"), r->key, r->heads,
		r->files);
	if (r->taken > 0)
		fprintf(stderr,
			_("%ld files of the outbox were taken away since\n"),
			r->taken);
	if (options->offline == NULL)
		fprintf(stderr, _("%lld events, %lld of them after the last head\n"),
			r->events, r->unsigned_events);
	if (r->findings == 0)
		fprintf(stderr, _("nothing was found\n"));
	else
		fprintf(stderr,
			ngettext("%ld finding\n", "%ld findings\n",
				(unsigned long)r->findings),
			r->findings);
}

static int
run(const struct arguments *arguments, struct err *err)
{
	const struct job_audit_options audit = {
		.offline = options_value(arguments, "offline"),
		.key = options_value(arguments, "key"),
		.format = options_format(arguments),
	};
	struct job_audit_result result;
	struct progress progress;
	int rc;

	progress_init(&progress);
	rc = job_audit(&audit, &progress.ui, stdout, &result, err);
	progress_end(&progress);
	if (rc < 0)
		return -1;
	summarize(&audit, &result);
	return result.findings == 0 ? STATUS_DONE : err_status(ERR_AUDIT);
}

static const struct option options[] = {
	{ "offline", "DIR", NULL,
		N_("by the files of that folder alone, without the database") },
	{ "key", "FILE", NULL,
		N_("the public key; audit/audit.pub if not given") },
	OPTION_FORMAT,
	{ .name = NULL },
};

const struct command cmd_audit = {
	.name = "audit",
	.group = GROUP_ASK,
	.summary = N_("verify the audit trail, the archive, the closed days"),
	.usage = "[OPTION]...",
	.options = options,
	.details = N_("Nothing is changed. The exit status is 4 if anything "
		      "was found."),
	.run = run,
};
