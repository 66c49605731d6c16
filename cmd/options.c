#include "options.h"

#include "base/err.h"
#include "base/i18n.h"

#include <stdio.h>
#include <string.h>

const char *const option_formats[] = { "table", "csv", "json", NULL };

/* The option whose name is the first ${len} bytes of ${name}, or NULL. */
static const struct option *
find(const struct command *command, const char *name, size_t len)
{
	for (const struct option *o = command->options; o->name != NULL; o++)
		if (strlen(o->name) == len && memcmp(o->name, name, len) == 0)
			return o;
	return NULL;
}

/* "a, b or c" for hints. */
static void
join(char *text, size_t size, const char *const *words)
{
	size_t len = 0;

	text[0] = '\0';
	for (size_t i = 0; words[i] != NULL && len < size; i++) {
		const int n = snprintf(text + len, size - len, "%s%s",
			i == 0 ? "" : ", ", words[i]);

		len += n > 0 ? (size_t)n : 0;
	}
}

static int
see_help(const struct command *command, struct err *err)
{
	return err_hint(err, _("See: yifen %s --help"), command->name);
}

static int
check_word(const struct option *option, const char *value, struct err *err)
{
	char words[200];

	if (option->words == NULL)
		return 0;
	for (size_t i = 0; option->words[i] != NULL; i++)
		if (strcmp(option->words[i], value) == 0)
			return 0;
	join(words, sizeof(words), option->words);
	err_set(err, ERR_USAGE, _("--%s: there is no '%s'"), option->name,
		value);
	return err_hint(err, _("Say one of: %s"), words);
}

static int
keep(struct arguments *arguments, const struct option *option,
	const char *value, struct err *err)
{
	if (options_has(arguments, option->name)) {
		err_set(err, ERR_USAGE, _("--%s stands twice"), option->name);
		return see_help(arguments->command, err);
	}
	if (value != NULL && check_word(option, value, err) < 0)
		return -1;
	if (arguments->given_count == GIVEN_MAX)
		return err_set(err, ERR_USAGE, _("too many options"));
	arguments->given[arguments->given_count++] =
		(struct given){ option, value };
	return 0;
}

/* One option; ${next} is the argument after it, or NULL.  How many arguments
 * it took, or -1. */
static int
take(struct arguments *arguments, const char *arg, const char *next,
	struct err *err)
{
	const char *name = arg + 2, *equals = strchr(arg, '=');
	const size_t len =
		equals == NULL ? strlen(name) : (size_t)(equals - name);
	const struct option *option = find(arguments->command, name, len);
	const char *value = equals == NULL ? NULL : equals + 1;

	if (arg[1] != '-' || option == NULL) {
		err_set(err, ERR_USAGE, _("%s knows no option %s"),
			arguments->command->name, arg);
		return see_help(arguments->command, err);
	}
	if (option->value == NULL && value != NULL) {
		err_set(err, ERR_USAGE, _("--%s takes no value"), option->name);
		return see_help(arguments->command, err);
	}
	if (option->value == NULL || value != NULL)
		return keep(arguments, option, value, err) < 0 ? -1 : 1;
	if (next == NULL) {
		err_set(err, ERR_USAGE, _("--%s needs a value: %s"),
			option->name, option->value);
		return see_help(arguments->command, err);
	}
	return keep(arguments, option, next, err) < 0 ? -1 : 2;
}

static int
check_operands(const struct arguments *arguments, struct err *err)
{
	const struct command *command = arguments->command;

	if (arguments->operand_count < command->operands_min)
		err_set(err, ERR_USAGE, _("%s: an operand is missing"),
			command->name);
	else if (arguments->operand_count > command->operands_max)
		err_set(err, ERR_USAGE, _("%s: '%s' is one operand too many"),
			command->name,
			arguments->operands[command->operands_max]);
	else
		return 0;
	return err_hint(
		err, _("Usage: yifen %s %s"), command->name, command->usage);
}

int
options_parse(const struct command *command, int argc, char **argv,
	struct arguments *arguments, struct err *err)
{
	bool only_operands = false;

	*arguments = (struct arguments){ .command = command,
		.operands = (const char *const *)argv };
	for (int i = 0; i < argc;) {
		char *arg = argv[i];
		int took = 1;

		if (!only_operands && strcmp(arg, "--help") == 0) {
			arguments->help = true;
			return 0;
		}
		if (!only_operands && strcmp(arg, "--") == 0)
			only_operands = true;
		else if (only_operands || arg[0] != '-' || arg[1] == '\0')
			argv[arguments->operand_count++] = arg;
		else
			took = take(arguments, arg,
				i + 1 < argc ? argv[i + 1] : NULL, err);
		if (took < 0)
			return -1;
		i += took;
	}
	return check_operands(arguments, err);
}

/* The given one of that name; asking for one that the table lacks is a bug. */
static const struct given *
given(const struct arguments *arguments, const char *name)
{
	for (size_t i = 0; i < arguments->given_count; i++)
		if (strcmp(arguments->given[i].option->name, name) == 0)
			return &arguments->given[i];
	return NULL;
}

const char *
options_value(const struct arguments *arguments, const char *name)
{
	const struct given *g = given(arguments, name);

	return g == NULL ? NULL : g->value;
}

bool
options_has(const struct arguments *arguments, const char *name)
{
	return given(arguments, name) != NULL;
}

const char *
options_format(const struct arguments *arguments)
{
	const char *format = options_value(arguments, "format");

	return format == NULL ? "table" : format;
}
