#include "base/err.h"
#include "base/i18n.h"
#include "command.h"
#include "job/job_report.h"
#include "model/day.h"
#include "options.h"

#include <stdio.h>
#include <string.h>

static int
read_day(const struct arguments *arguments, const char *name, int32_t *day,
	struct err *err)
{
	const char *text = options_value(arguments, name);

	if (text == NULL)
		return 0;
	if (day_parse(text, strlen(text), day, err) < 0) {
		err->code = ERR_USAGE;
		return err_within(err, "--%s", name);
	}
	return 0;
}

static int
run(const struct arguments *arguments, struct err *err)
{
	struct job_report_options report = {
		.report = arguments->operands[0],
		.format = options_format(arguments),
		.from = DAY_NONE,
		.to = DAY_NONE,
	};

	if (read_day(arguments, "date", &report.from, err) < 0)
		return -1;
	report.to = report.from;
	if (read_day(arguments, "from", &report.from, err) < 0 ||
		read_day(arguments, "to", &report.to, err) < 0)
		return -1;
	return job_report(&report, stdout, err);
}

static const char *const formats[] = { "table", "csv", "json", "xlsx", "html",
	NULL };

static const struct option options[] = {
	{ "format", "FORMAT", formats,
		N_("how to print: table (the default), csv, json, xlsx, "
		   "html") },
	{ "date", "DAY", NULL, N_("that day alone") },
	{ "from", "DAY", NULL, N_("from that day on") },
	{ "to", "DAY", NULL, N_("up to that day") },
	{ .name = NULL },
};

const struct command cmd_report = {
	.name = "report",
	.group = GROUP_ASK,
	.summary = N_("answers over days: the closing, breaks, settlement ..."),
	.usage = "NAME [OPTION]...",
	.operands_min = 1,
	.operands_max = 1,
	.options = options,
	.details = N_("NAME is one of aging, balances, breaks, closing, daily, "
		      "deferred, invoices, items,\nnight, overdue, pending, "
		      "revenue, rules, settlement, taxes, trend. Without a "
		      "day: the\nlast one that was closed. A day "
		      "that is closed prints the same for ever."),
	.run = run,
};
