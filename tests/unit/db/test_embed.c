#include "suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * sql/embed.awk, which has to refuse what it does not understand.  Each case
 * is one file below a folder of its own, and what is said about it ("" for
 * nothing), without the folder.
 */
static const struct {
	const char *path, *text, *said;
} cases[] = {
	{ "sql/queries/a/b.sql", "-- What it is for.\nselect 1\n", "" },
	{ "sql/queries/a/b.sql",
		"-- What.\n-- params: a int4,\n--\tb text\n"
		"-- columns: n int8\nselect $1 where $2 <> ''\n",
		"" },
	{ "sql/queries/a/b.sql", "-- What.\n-- columns: none\nselect\n", "" },
	{ "sql/queries/a/b.sql", "-- What.\n-- copy: t (a int4, b bool)\n",
		"" },
	{ "sql/queries/a/b.sql",
		"-- What.\n-- copy: t (a int4)\nCOPY t (a)\n"
		"FROM stdin (FORMAT binary);\n",
		"" },
	{ "sql/queries/a/b.sql",
		"-- What.\nselect '\\n \" ?\?/ ?\?= \t \\\"' -- \xe4\xb8\x80\n",
		"" },
	{ "sql/queries/a/b.sql", "select 1\n",
		"1: the head does not say what the statement is for" },
	{ "sql/queries/a/b.sql", "-- What.\n-- columns: n int8\n",
		"2: there is no statement" },
	{ "sql/queries/a/b.sql", "-- What.\n-- columns: n\nselect 1\n",
		"2: columns: \" n\" is not a name and a type" },
	{ "sql/queries/a/b.sql", "-- What.\n-- columns: n numeric\nselect 1\n",
		"2: columns: n: \"numeric\" is none of bool int4 int8 text "
		"bytea date timestamptz" },
	{ "sql/queries/a/b.sql", "-- What.\n-- columns: N int8\nselect 1\n",
		"2: columns: \"N\" is no name" },
	{ "sql/queries/a/b.sql",
		"-- What.\n-- columns: n int8, n int4\nselect 1\n",
		"2: columns: n stands twice" },
	{ "sql/queries/a/b.sql",
		"-- What.\n-- columns: n int8\n-- columns: m int4\nselect 1\n",
		"3: a second \"columns:\"" },
	{ "sql/queries/a/b.sql", "-- What.\n-- columns: n int8,\nselect 1\n",
		"3: the list of columns breaks off" },
	{ "sql/queries/a/b.sql", "-- What.\n-- column: n int8\nselect 1\n",
		"2: write \"-- params:\", \"-- columns:\" or \"-- copy:\"" },
	{ "sql/queries/a/b.sql", "-- What.\n-- params: n int8\nselect 1\n",
		"2: the statement uses 0 parameters, its head names 1" },
	{ "sql/queries/a/b.sql", "-- What.\nselect $12\n",
		"1: the statement uses 12 parameters, its head names 0" },
	{ "sql/queries/a/b.sql", "-- What.\n-- copy: t\n",
		"2: write \"-- copy: TABLE (column type, ...)\"" },
	{ "sql/queries/a/b.sql",
		"-- What.\n-- copy: t (a int4)\ncopy t (b) from stdin\n",
		"2: the text is not that of the head: copy t (a) from stdin "
		"(format binary)" },
	{ "sql/queries/a/b.sql",
		"-- What.\n-- params: n int4\n-- copy: t (a int4)\n",
		"3: a copy has neither params nor columns" },
	{ "sql/queries/a/B-c.sql", "-- What.\nselect 1\n",
		"1: folder and file are named [a-z][a-z0-9_]*.sql" },
	{ "sql/migrations/0001_a.sql", "create table t (n int4);\n", "" },
	{ "sql/migrations/0002_a.sql", "create table t (n int4);\n",
		"1: migration 0001 is missing" },
	{ "sql/migrations/1_a.sql", "create table t (n int4);\n",
		"1: migrations are named NNNN_what.sql" },
	{ "sql/migrations/0001_a.sql", "\n", "1: an empty migration" },
	{ "sql/other.sql", "", "1: neither a query nor a migration" },
};

static int
shell(const char *command, const char *folder, const char *path)
{
	setenv("FOLDER", folder, 1);
	setenv("FILE", path, 1);
	return system(command);
}

/* Embed one file; the first line that was said, without its place. */
static void
embed(const char *folder, const char *path, const char *text, char said[512])
{
	char name[256];
	FILE *file;
	size_t len;
	char *all;

	said[0] = '\0';
	snprintf(name, sizeof(name), "%s/%s", folder, path);
	CHECK_INT(shell("rm -rf \"$FOLDER/sql\" && "
			"mkdir -p \"$(dirname \"$FILE\")\"",
			  folder, name),
		0);
	file = fopen(name, "w");
	fputs(text, file);
	fclose(file);
	shell("LC_ALL=C awk -v header=\"$FOLDER/sqlbook.h\" "
	      "-v code=\"$FOLDER/sqlbook.c\" -f sql/embed.awk \"$FILE\" "
	      "2> \"$FOLDER/said\" || echo failed >> \"$FOLDER/said\"",
		folder, name);
	snprintf(name, sizeof(name), "%s/said", folder);
	all = slurp(name, &len);
	if (len > 0) {
		const size_t place = strlen(folder) + strlen(path) + 2;

		CHECK_CASE(all, strstr(all, "\nfailed") != NULL);
		CHECK_CASE(all, len > place);
		snprintf(said, 512, "%.*s", (int)strcspn(all + place, "\n"),
			all + place);
	}
	free(all);
}

static void
contracts(void)
{
	char folder[] = "/tmp/yifen-embed-XXXXXX", said[512];

	if (mkdtemp(folder) == NULL)
		CU_FAIL_FATAL("no folder");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		embed(folder, cases[i].path, cases[i].text, said);
		if (said[0] == ' ')
			memmove(said, said + 1, strlen(said));
		CHECK_TEXT(said, cases[i].said);
		if (*cases[i].said == '\0')
			CHECK_CASE(cases[i].text,
				shell("cc -std=c11 -Wall -Werror -c "
				      "-o \"$FOLDER/x.o\" "
				      "\"$FOLDER/sqlbook.c\"",
					folder, "") == 0);
	}
	shell("rm -rf \"$FOLDER\"", folder, "");
}

static void
nothing_to_embed(void)
{
	char folder[] = "/tmp/yifen-embed-XXXXXX";

	if (mkdtemp(folder) == NULL)
		CU_FAIL_FATAL("no folder");
	CHECK_INT(shell("awk -v header=\"$FOLDER/sqlbook.h\" "
			"-v code=\"$FOLDER/sqlbook.c\" -f sql/embed.awk "
			"</dev/null && cc -std=c11 -Wall -Werror -c "
			"-o \"$FOLDER/x.o\" \"$FOLDER/sqlbook.c\"",
			  folder, ""),
		0);
	shell("rm -rf \"$FOLDER\"", folder, "");
}

static const struct test tests[] = {
	{ "embed.awk refuses a contract that it does not understand",
		contracts },
	{ "embed.awk copes with nothing", nothing_to_embed },
	{ NULL, NULL },
};

const struct suite test_embed = { "db/embed", tests };
