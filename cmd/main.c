/*
 * yifen: look up the command, parse its options, run it, print its error.
 */
#include "base/err.h"
#include "base/i18n.h"
#include "command.h"
#include "help.h"
#include "io/limits.h"
#include "job/process.h"
#include "language.h"
#include "options.h"
#include "say.h"

#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int
unknown_command(const char *name, struct err *err)
{
	err_set(err, ERR_USAGE,
		name[0] == '-' ? _("there is no option %s")
			       : _("there is no command '%s'"),
		name);
	return err_hint(err, _("See: yifen --help"));
}

/* "head" has seen enough, "less" was left: not a failure. */
static bool
reader_is_gone(void)
{
	struct pollfd out = { .fd = STDOUT_FILENO, .events = POLLOUT };

	return poll(&out, 1, 0) == 1 && (out.revents & POLLERR) != 0;
}

/* A full disk must not look like a complete answer. */
static int
finish_output(struct err *err)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return 0;
	return err_errno(err, ERR_IO, _("standard output"));
}

static int
run_command(const char *name, int argc, char **argv, struct err *err)
{
	const struct command *command = command_find(name);
	struct arguments arguments;

	if (command == NULL)
		return unknown_command(name, err);
	if (options_parse(command, argc, argv, &arguments, err) < 0)
		return -1;
	if (arguments.help) {
		help_command(command);
		return STATUS_DONE;
	}
	return command->run(&arguments, err);
}

static int
run(int argc, char **argv, struct err *err)
{
	if (argc < 2) {
		err_set(err, ERR_USAGE, _("which command?"));
		return err_hint(err, _("See: yifen --help"));
	}
	if (strcmp(argv[1], "--help") == 0) {
		help_program();
		return STATUS_DONE;
	}
	if (strcmp(argv[1], "--version") == 0) {
		help_version();
		return STATUS_DONE;
	}
	return run_command(argv[1], argc - 2, argv + 2, err);
}

/* How large an input may be, if somebody wants it otherwise. */
static int
set_limits(struct err *err)
{
	const char *text = getenv("YIFEN_LIMITS");

	return text == NULL ? 0 : limits_set(text, err);
}

int
main(int argc, char **argv)
{
	struct err err = ERR_INIT;
	int status;

	process_prepare();
	language_init();
	status = set_limits(&err) < 0 ? -1 : run(argc, argv, &err);
	if (status >= 0 && finish_output(&err) < 0)
		status = -1;
	if (status >= 0)
		return status;
	if (err.code == ERR_IO && reader_is_gone())
		return STATUS_DONE;
	say_error(&err);
	return err_status(err.code);
}
