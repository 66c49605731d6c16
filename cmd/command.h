#ifndef CMD_COMMAND_H
#define CMD_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Commands: "yifen NAME ..." is one row of commands[].
 *
 * To add a command
 * ----------------
 * 1. cmd/cmd_NAME.c: define "const struct command cmd_NAME"; its run() turns
 *    arguments into one call of a job (lib/job) and prints nothing but a
 *    summary: answers are written by the job.
 * 2. cmd/commands.c: add &cmd_NAME to commands[], in its group.
 * 3. docs/man/yifen-NAME.1: its page, with every option.
 * 4. tests/cli/NAME-*.sh: a right use, a wrong use, what it answers.
 *
 * Parser, "yifen NAME --help" and the check of the manual (tests/checks/
 * docs.sh) all come from the one table of options.
 */

struct err;

enum command_group {
	GROUP_BOOK,
	GROUP_DAY,
	GROUP_PEOPLE,
	GROUP_ASK,
	GROUP_COUNT
};

struct option {
	const char *name;	  /* without the dashes; NULL ends a table */
	const char *value;	  /* "FORMAT": it takes one; NULL: a flag */
	const char *const *words; /* the values there are, ended by NULL;
				   * NULL: any */
	const char *help;	  /* N_() */
};

/* What stood on the command line. */
struct given {
	const struct option *option;
	const char *value; /* NULL of a flag */
};

#define GIVEN_MAX 32

struct arguments {
	const struct command *command;
	struct given given[GIVEN_MAX];
	size_t given_count;
	const char *const *operands; /* "-" among them is standard input */
	size_t operand_count;
	bool help; /* --help: nothing else matters */
};

struct command {
	const char *name;
	enum command_group group;
	const char *summary; /* N_(): one line, lower case */
	const char *usage;   /* operands: "[OPTION]... FILE..." */
	size_t operands_min, operands_max;
	const struct option *options; /* ended by a NULL name */
	const char *details;	      /* N_() more lines of help, or NULL */

	/* The exit status, or -1 with ${err}. */
	int (*run)(const struct arguments *arguments, struct err *err);
};

#define OPERANDS_MANY ((size_t)-1)

/* All commands, by group, ended by NULL. */
extern const struct command *const commands[];

/** command_find(name): the command of that name, or NULL. */
const struct command *command_find(const char *name);

/* Exit statuses beside those of errors (base/err.def). */
enum { STATUS_DONE = 0, STATUS_BREAKS = 1, STATUS_REFUSED = 3 };

extern const struct command cmd_init, cmd_stop, cmd_load, cmd_formats,
	cmd_parse, cmd_import, cmd_nightly, cmd_deliver, cmd_list, cmd_pending,
	cmd_explain, cmd_replay, cmd_propose, cmd_decide_approve,
	cmd_decide_reject, cmd_report, cmd_keys, cmd_audit, cmd_invoices;

#endif
