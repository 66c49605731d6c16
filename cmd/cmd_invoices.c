#include "base/err.h"
#include "base/i18n.h"
#include "command.h"
#include "job/job_invoices.h"
#include "model/day.h"
#include "options.h"
#include "progress.h"

#include <string.h>

static int
read_date(const struct arguments *arguments, int32_t *day, struct err *err)
{
	const char *text = options_value(arguments, "date");

	*day = DAY_NONE;
	if (text == NULL || day_parse(text, strlen(text), day, err) == 0)
		return 0;
	err->code = ERR_USAGE;
	return err_within(err, "--date");
}

static int
run(const struct arguments *arguments, struct err *err)
{
	struct job_invoices_options invoices = {
		.verb = arguments->operands[0],
		.operands = arguments->operands + 1,
		.count = arguments->operand_count - 1,
		.ca = options_value(arguments, "ca"),
		.combine = options_has(arguments, "combine"),
		.format = options_value(arguments, "format"),
		.template = options_value(arguments, "template"),
		.from = options_value(arguments, "from"),
		.whole = options_has(arguments, "whole"),
		.reason = options_value(arguments, "reason"),
	};
	struct progress progress;
	int refused = 0, rc;

	if (read_date(arguments, &invoices.date, err) < 0)
		return -1;
	progress_init(&progress);
	rc = job_invoices(&invoices, &refused, &progress.ui, err);
	progress_end(&progress);
	if (rc < 0)
		return -1;
	return refused > 0 ? STATUS_REFUSED : STATUS_DONE;
}

static const char *const formats[] = { "xlsx", "xml", "csv", NULL };

static const struct option options[] = {
	{ "ca", "CA", NULL, N_("request, export: of that CA alone") },
	{ "combine", NULL, NULL,
		N_("request: the orders of one buyer on one invoice") },
	{ "format", "FORMAT", formats,
		N_("export: xlsx (the default), xml, csv") },
	{ "template", "FILE", NULL,
		N_("export: the tax bureau's workbook, to be filled") },
	{ "from", "FILE", NULL,
		N_("issue, red: a CSV of serial, number, issued_on (and of red "
		   "ones reason)") },
	{ "date", "DAY", NULL,
		N_("issue, red: the day of the invoice; else that of the "
		   "books") },
	{ "whole", NULL, NULL,
		N_("red: all that is left, not what a refund asks for") },
	{ "reason", "TEXT", NULL,
		N_("red: error, return, termination or discount; withdraw: "
		   "why") },
	{ .name = NULL },
};

const struct command cmd_invoices = {
	.name = "invoices",
	.group = GROUP_PEOPLE,
	.summary = N_("request invoices, hand them to the tax bureau, enter "
		      "its numbers"),
	.usage = "request|export|issue|red|withdraw [SERIAL [NUMBER]] "
		 "[OPTION]...",
	.operands_min = 1,
	.operands_max = 3,
	.options = options,
	.details = N_("request                paid orders whose buyers want an "
		      "invoice\n"
		      "export                 what was requested, into "
		      "YIFEN_HOME/outbox/invoices\n"
		      "issue SERIAL NUMBER    the bureau issued it\n"
		      "red SERIAL NUMBER      it was reversed\n"
		      "withdraw SERIAL        it will not be issued\n"
		      "Where each stands: yifen report invoices. Who you are, "
		      "PGUSER says: finance."),
	.run = run,
};
