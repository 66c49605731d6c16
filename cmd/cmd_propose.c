#include "base/err.h"
#include "base/i18n.h"
#include "command.h"
#include "job/job_propose.h"
#include "options.h"

#include <stdio.h>
#include <string.h>

static int
run(const struct arguments *arguments, struct err *err)
{
	const struct job_propose_options propose = {
		.verb = arguments->operands[0],
		.operands = arguments->operands + 1,
		.count = arguments->operand_count - 1,
		.reason = options_value(arguments, "reason"),
	};
	int number;

	if (job_propose(&propose, &number, err) < 0)
		return -1;
	printf("P.%d\n", number);
	if (strcmp(propose.verb, "hold") == 0)
		fprintf(stderr, "%s\n", _("the order is held from now on"));
	else
		fprintf(stderr,
			_("somebody else decides: yifen approve P.%d, or "
			  "reject\n"),
			number);
	return STATUS_DONE;
}

static const struct option options[] = {
	{ "reason", "TEXT", NULL, N_("why; needed") },
	{ .name = NULL },
};

const struct command cmd_propose = {
	.name = "propose",
	.group = GROUP_PEOPLE,
	.summary = N_("propose what a rule cannot decide; somebody else "
		      "approves it"),
	.usage = "match|split|refund|write-off|undo|release|hold|reopen|close|repeat|"
		 "accept-gap "
		 "SUBJECT [ORDER|ORDER=YUAN...] --reason TEXT",
	.operands_min = 2,
	.operands_max = OPERANDS_MANY,
	.options = options,
	.details = N_("match ENTRY ORDER        all of it stands on that "
		      "order\n"
		      "split ENTRY ORDER=YUAN...   it stands on several\n"
		      "refund ENTRY             it is to go back to where it "
		      "came from\n"
		      "write-off ENTRY          it will never be explained\n"
		      "undo ENTRY               take it off its orders again\n"
		      "release ENTRY            held money counts as the "
		      "applicant's own\n"
		      "release ORDER            lift a hold\n"
		      "hold ORDER               its PIN does not leave; at "
		      "once\n"
		      "reopen VERIFICATION      another attempt may follow\n"
		      "close BREAK              it was looked into\n"
		      "repeat CHANNEL/BATCH     hand a batch over again; the "
		      "next deliver does it\n"
		      "accept-gap HEAD          the book was put back: it goes "
		      "on, HEAD is the last\n"
		      "The next nightly does what was approved. Who you are, "
		      "PGUSER says."),
	.run = run,
};
