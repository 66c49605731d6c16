/*
 * camt.052, 053 and 054: where it is there, the corpus of real files, by what
 * its index says of them.
 */
#include "suite.h"

#include "camt_pieces.h"

#include <stdlib.h>

#define CORPUS "../shared/corpus/"

/* Files that are refused, each with its reason; no other may be. */
static const struct {
	const char *path, *why;
} exceptions[] = {
	/* Nothing but an empty Document in them. */
	{ "052__valid_namespace.xml", "no BkToCstmrAcctRpt/Rpt in it" },
	{ "053__valid_namespace.xml", "no BkToCstmrStmt/Stmt in it" },
	{ "general__invalid_namespace.xml", "no BkToCstmrStmt/Stmt in it" },
	/* A header and no statement. */
	{ "test__data__camt053.v2.wrong.xml", "no BkToCstmrStmt/Stmt in it" },
};

/* The one whose totals do not agree though its balances say nothing: a sample
 * with fourteen entries in its summary that was cut to one. */
static const char cut_sample[] = "053__valid_example_with_datetime.xml";
static const char cut_says[] = "TtlNtries says 14 entries, but there are 1";

#define EXCEPTIONS (sizeof(exceptions) / sizeof(*exceptions))

static bool excepted[EXCEPTIONS];

/* Why a file is to be refused, or NULL. */
static const char *
find_exception(const char *path)
{
	for (size_t i = 0; i < EXCEPTIONS; i++) {
		if (strstr(path, exceptions[i].path) != NULL) {
			excepted[i] = true;
			return exceptions[i].why;
		}
	}
	return NULL;
}

/* The number after ${word} in what the index says. */
static long
figure(const char *says, const char *word)
{
	const char *at = strstr(says, word);

	return at == NULL ? -1 : strtol(at + strlen(word), NULL, 10);
}

/* How many entries say that they are not booked: <Sts>PDNG</Sts>, or a choice
 * within it. */
static long
count_unbooked(const char *text)
{
	static const char status[] = "<Sts>", choice[] = "<Cd>";
	long count = 0;

	while ((text = strstr(text, status)) != NULL) {
		text += strlen(status);
		text += strspn(text, " \t\r\n");
		if (strncmp(text, choice, strlen(choice)) == 0)
			text += strlen(choice);
		count += strncmp(text, "PDNG", 4) == 0 ||
			strncmp(text, "INFO", 4) == 0;
	}
	return count;
}

/* A chain that does not hold is told with both figures, no other total is. */
static void
check_totals(const char *path, const char *label, const char *says,
	const struct heard *heard)
{
	char opening[64];

	if (strstr(path, cut_sample) != NULL) {
		CHECK_CASE(label, strstr(heard->message, cut_says) != NULL);
		return;
	}
	if (strstr(says, "BALANCE: MISMATCH") == NULL) {
		CHECK_CASE(label, heard->disagreed == 0);
		return;
	}
	CHECK_CASE(label, heard->disagreed > 0);
	snprintf(opening, sizeof(opening), "opening %ld.",
		figure(says, "MISMATCH open "));
	CHECK_CASE(label, strstr(heard->message, opening) != NULL);
	CHECK_CASE(label,
		strstr(heard->message, "but the closing balance says") != NULL);
}

static void
check_file(const char *path, const char *says)
{
	struct heard heard = { .begun = 0 };
	const char *why = find_exception(path);
	const struct format *format;
	struct err err = ERR_INIT;
	char name[1024], label[2048];
	long unbooked;
	char *text;
	size_t len;
	int rc;

	snprintf(name, sizeof(name), "%s%s", CORPUS, path);
	text = slurp(name, &len);
	CHECK_CASE(name, text != NULL);
	if (text == NULL)
		return;
	format =
		format_probe(text, len < FORMAT_HEAD ? len : FORMAT_HEAD, &err);
	/* "camt.052..." is camt052's. */
	CHECK_CASE(path,
		format != NULL && strncmp(format->name, "camt", 4) == 0 &&
			strncmp(format->name + 4, path + 5, 3) == 0);
	rc = format == NULL ? -1
			    : heard_read(format, text, len, 4096, &heard, &err);
	unbooked = count_unbooked(text);
	free(text);
	snprintf(label, sizeof(label), "%s: %.300s %.300s", path, err.message,
		heard.message);
	if (why != NULL) {
		CHECK_CASE(label, rc == -1 && strstr(err.message, why) != NULL);
		CHECK_CASE(label, heard.begun == 0);
	} else {
		CHECK_CASE(label, rc == 0);
		CHECK_CASE(label, heard.ended == figure(says, "stmts="));
		CHECK_CASE(label,
			heard.entries == figure(says, "ntry=") - unbooked);
		CHECK_CASE(label, heard.entries == heard.ended_entries);
		check_totals(path, label, says, &heard);
	}
	heard_forget(&heard);
}

static void
test_corpus(void)
{
	size_t len;
	char *index = slurp(CORPUS "INDEX.tsv", &len), *save = NULL, *line;
	int files = 0;

	if (index == NULL) {
		puts("SKIPPED: format_camt corpus: " CORPUS
		     "INDEX.tsv is not there");
		CU_PASS("skipped");
		return;
	}
	for (line = strtok_r(index, "\n", &save); line != NULL;
		line = strtok_r(NULL, "\n", &save)) {
		char *end = strchr(line, '\t');

		if (strncmp(line, "camt.05", 7) != 0 || end == NULL)
			continue;
		*end = '\0';
		check_file(line, end + 1);
		files++;
	}
	CU_ASSERT(files > 80);
	for (size_t i = 0; i < EXCEPTIONS; i++)
		CHECK_CASE(exceptions[i].path, excepted[i]);
	free(index);
}

static const struct test tests[] = {
	{ "real files are read as the index says", test_corpus },
	{ NULL, NULL },
};

const struct suite test_camt_corpus = { "format/camt_corpus", tests };
