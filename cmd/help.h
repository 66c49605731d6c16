#ifndef CMD_HELP_H
#define CMD_HELP_H

#include "command.h"

/* Help on standard output, from the tables. */

void help_program(void);
void help_command(const struct command *command);
void help_version(void);

#endif
