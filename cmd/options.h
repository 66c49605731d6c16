#ifndef CMD_OPTIONS_H
#define CMD_OPTIONS_H

#include "command.h"

/*
 * Command lines by a command's table of options.
 *
 * --name VALUE, --name=VALUE and flags, before, between and after operands;
 * "--" ends the options, "-" is an operand.  Names are never abbreviated, and
 * no option stands twice.
 */

/** options_parse(command, argc, argv, arguments, err): ${argv} without the
 * program and the command; operands are put to its front.  ERR_USAGE with a
 * hint. */
int options_parse(const struct command *command, int argc, char **argv,
	struct arguments *arguments, struct err *err);

/** options_value(arguments, name): what was given, or NULL. */
const char *options_value(const struct arguments *arguments, const char *name);

/** options_has(arguments, name): whether it was given. */
bool options_has(const struct arguments *arguments, const char *name);

/** options_format(arguments): the value of --format, "table" if not given. */
const char *options_format(const struct arguments *arguments);

/* For --format of every command that prints rows. */
#define OPTION_FORMAT                                                          \
	{                                                                      \
		"format", "FORMAT", option_formats,                            \
			N_("how to print: table (the default), csv, json")     \
	}
extern const char *const option_formats[];

#endif
