#include "command.h"

#include <string.h>

const struct command *const commands[] = { &cmd_init, &cmd_load, &cmd_keys,
	&cmd_stop,
	&cmd_parse, &cmd_import, &cmd_nightly, &cmd_deliver, &cmd_propose,
	&cmd_decide_approve, &cmd_decide_reject, &cmd_invoices, &cmd_list,
	&cmd_pending, &cmd_explain, &cmd_report, &cmd_replay, &cmd_audit,
	&cmd_formats, NULL };

const struct command *
command_find(const char *name)
{
	for (const struct command *const *c = commands; *c != NULL; c++)
		if (strcmp((*c)->name, name) == 0)
			return *c;
	return NULL;
}
