/*
 * Only the language of messages follows the environment.  Text is UTF-8 and
 * numbers have their points in every locale: an answer never depends on who
 * asks.
 */
#include "language.h"

#include "base/i18n.h"

#include <limits.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DOMAIN "yifen"

/* What the environment says, the strongest first. */
static const char *
wanted(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *value = getenv(names[i]);

		if (value != NULL && value[0] != '\0')
			return value;
	}
	return "C";
}

/* <dir of the program>/locale in the build tree, else where it installs. */
static void
bind_messages(void)
{
	char path[PATH_MAX + 16];
	const ssize_t len = readlink("/proc/self/exe", path, PATH_MAX);
	struct stat st;
	char *slash;

	bind_textdomain_codeset(DOMAIN, "UTF-8");
	textdomain(DOMAIN);
	if (len > 0) {
		path[len] = '\0';
		slash = strrchr(path, '/');
		snprintf(slash + 1, (size_t)(path + sizeof(path) - slash - 1),
			"locale");
		if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
			bindtextdomain(DOMAIN, path);
			return;
		}
	}
	bindtextdomain(DOMAIN, PREFIX "/share/locale");
}

void
language_init(void)
{
	const char *language = getenv("LANGUAGE");
	const bool chinese = strncmp(wanted(), "zh", 2) == 0;

	setlocale(LC_CTYPE, "C.UTF-8");
	if (!chinese) {
		/* A LANGUAGE alone does not say zh. */
		setlocale(LC_MESSAGES, "C");
	} else {
		/* Any locale but "C" lets gettext look at LANGUAGE; the one
		 * that was asked for need not be installed. */
		setlocale(LC_MESSAGES, "C.UTF-8");
		if (language == NULL || language[0] == '\0')
			setenv("LANGUAGE", "zh_CN", 1);
	}
	bind_messages();
}
