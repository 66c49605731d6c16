#include "base/err.h"
#include "base/i18n.h"
#include "command.h"
#include "filters.h"
#include "job/job_list.h"
#include "options.h"

#include <stdio.h>

static int
run(const struct arguments *arguments, struct err *err)
{
	struct job_filter filters[GIVEN_MAX];
	const struct job_list_options list = {
		.list = arguments->operands[0],
		.format = options_format(arguments),
		.filters = filters,
		.filter_count = filters_of(arguments, filters),
	};

	return job_list(&list, stdout, err);
}

/* Which of them a list knows, and their values, the job says. */
static const struct option options[] = {
	OPTION_FORMAT,
	{ "ca", "CA", NULL,
		N_("orders, matches, verifications, releases, breaks, waiting: "
		   "of that CA") },
	{ "order", "ORDER_NO", NULL, N_("the same lists: of that order") },
	{ "verdict", "VERDICT", NULL, N_("orders: unpaid, paid, short ...") },
	{ "source", "SOURCE", NULL,
		N_("entries, waiting, files: wechat, alipay or bank") },
	{ "account", "NO", NULL, N_("entries, files: of that account") },
	{ "kind", "KIND", NULL,
		N_("entries: payment, refund ...; breaks: short, suspense "
		   "...; waiting: missing, settlement-difference, expired") },
	{ "state", "STATE", NULL,
		N_("entries, verifications, releases, breaks, files, "
		   "deliveries, proposals; breaks: open (the default), "
		   "proposed, resolved, all") },
	{ "rule", "RULE", NULL, N_("entries, matches: by that rule") },
	{ "date", "DAY", NULL,
		N_("entries: booked on; runs: of that business day") },
	{ "mode", "MODE", NULL,
		N_("verifications: outbound, inbound or transfer") },
	{ "channel", "CHANNEL", NULL,
		N_("releases: bank-remark, sms-handler, sms-holder or "
		   "with-key; deliveries: micro-deposit, sms or counter") },
	{ "run", "RUN_ID", NULL, N_("matches, files: of that run") },
	{ "command", "COMMAND", NULL, N_("runs: of that command") },
	{ "verb", "VERB", NULL, N_("proposals: match, split ...") },
	{ "actor", "ROLE", NULL, N_("proposals: by that person") },
	{ "status", "STATUS", NULL, N_("runs: done, refused or incomplete") },
	{ .name = NULL },
};

const struct command cmd_list = {
	.name = "list",
	.group = GROUP_ASK,
	.summary = N_("list what is in the book"),
	.usage = "orders|entries|matches|verifications|releases|breaks|waiting|"
		 "files|runs|deliveries|proposals [OPTION]...",
	.operands_min = 1,
	.operands_max = 1,
	.options = options,
	.run = run,
};
