#include "help.h"

#include "base/i18n.h"
#include "report/width.h"

#include <stdio.h>
#include <string.h>

#define NAME_WIDTH 26

static const char *const group_titles[GROUP_COUNT] = {
	[GROUP_BOOK] = N_("The book:"),
	[GROUP_DAY] = N_("Day by day:"),
	[GROUP_PEOPLE] = N_("Deciding:"),
	[GROUP_ASK] = N_("Asking:"),
};

/* What every command may answer; contract.md, Exit status. */
static const struct {
	int status;
	const char *meaning;
} statuses[] = {
	{ 0, N_("done; breaks may be open: they are data") },
	{ 1, N_("done, --strict was given and breaks are open") },
	{ 2, N_("wrong usage or configuration") },
	{ 3, N_("some input was refused; the rest was done") },
	{ 4, N_("the run is incomplete, or its residual is not zero") },
	{ 5, N_("another run holds the lock") },
	{ 6, N_("the database cannot be reached") },
	{ 70, N_("a bug") },
};

/* "  left      right", the right part in a column. */
static void
put_pair(const char *left, const char *right)
{
	const size_t width = width_text(left);

	printf("  %s", left);
	if (width + 2 > NAME_WIDTH)
		printf("\n%*s", NAME_WIDTH + 2, "");
	else
		printf("%*s", (int)(NAME_WIDTH - width), "");
	printf("%s\n", right);
}

static void
put_option(const struct option *option)
{
	char left[64];

	if (option->value == NULL)
		snprintf(left, sizeof(left), "--%s", option->name);
	else
		snprintf(left, sizeof(left), "--%s %s", option->name,
			option->value);
	put_pair(left, _(option->help));
}

void
help_program(void)
{
	printf("%s\n\n", _("Usage: yifen COMMAND [OPTION]... [OPERAND]..."));
	printf("%s\n",
		_("The nightly back office of a certificate authority: "
		  "matches money to orders,\nverifies accounts, "
		  "releases PINs and closes the books to zero."));
	for (int group = 0; group < GROUP_COUNT; group++) {
		printf("\n%s\n", _(group_titles[group]));
		for (const struct command *const *c = commands; *c != NULL; c++)
			if ((int)(*c)->group == group)
				put_pair((*c)->name, _((*c)->summary));
	}
	printf("\n%s\n",
		_("More: yifen COMMAND --help, yifen --version, "
		  "man yifen"));
}

void
help_command(const struct command *command)
{
	char text[16];

	printf(_("Usage: yifen %s %s\n"), command->name, command->usage);
	printf("\n%s\n", _(command->summary));
	if (command->details != NULL)
		printf("\n%s\n", _(command->details));
	printf("\n%s\n", _("Options:"));
	for (const struct option *o = command->options; o->name != NULL; o++)
		put_option(o);
	put_pair("--help", _("show this and do nothing"));
	printf("\n%s\n", _("Exit status:"));
	for (size_t i = 0; i < sizeof(statuses) / sizeof(*statuses); i++) {
		snprintf(text, sizeof(text), "%d", statuses[i].status);
		printf("  %-4s%s\n", text, _(statuses[i].meaning));
	}
}

void
help_version(void)
{
	printf("yifen %s\n", YIFEN_VERSION);
}
