/*
 * MT940 and MT942: the corpus of real files, where it is there, by what its
 * index says of them.
 */
#include "suite.h"

#include "base/err.h"
#include "heard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CORPUS "../shared/corpus/"

extern const struct format format_mt940;
extern const struct format format_mt942;

/* Files of which the index's own counts are not the statements in them, and
 * those that are refused, rightly. */
static const struct {
	const char *name;
	long statements; /* more than the index counts */
	const char *refused;
	const char *disagrees; /* what the index does not check */
} special[] = {
	/* A :20: behind the end mark of a DOS file. */
	{ "__two_accounts.txt", 1, NULL, NULL },
	/* It begins with :34F:. */
	{ "__statement-details-mt942.txt", 1, NULL, NULL },
	/* 22nd month; 6th of the 78th; then a closing balance of "11 27421". */
	{ "__mt940-headers.txt", 0, ":61: value date: \"362268\" is not a day",
		NULL },
	/* The movement's :86: is written as a second :25:. */
	{ "__sepa_snippet_broken.sta", 0, ":25: after the movements", NULL },
	/* A movement of nobody after the end of the statement. */
	{ "self-provided__multiline.sta", 0, ":61: outside of a statement",
		NULL },
	/* Its sum is not that of its only movement. */
	{ "self-provided__mt942.sta", 0, NULL,
		"it says a sum of 2.30, but the entries add up to 0.42" },
};

static size_t
find_special(const char *path)
{
	const size_t count = sizeof(special) / sizeof(*special);
	size_t i = 0;

	while (i < count && strstr(path, special[i].name) == NULL)
		i++;
	return i;
}

/* The number after ${word} in what the index says, -1 without it. */
static long
figure(const char *says, const char *word)
{
	const char *at = strstr(says, word);

	return at == NULL ? -1 : strtol(at + strlen(word), NULL, 10);
}

/* Pages that go on with the statement before them: :60M: after :62M:. */
static long
count_pages(const char *text)
{
	const char *at = text;
	bool open = false;
	long pages = 0;

	while ((at = strstr(at, ":6")) != NULL) {
		if (strncmp(at, ":60M:", 5) == 0 && open)
			pages++;
		if (strncmp(at, ":62", 3) == 0)
			open = at[3] == 'M';
		at++;
	}
	return pages;
}

/* A figure of the index with two places: "10.5", "-6760", "11". */
static const char *
two_places(const char *figure_text, char *out, size_t size)
{
	const size_t len = strspn(figure_text, "-0123456789.");
	const char *point = memchr(figure_text, '.', len);
	const size_t places =
		point == NULL ? 0 : len - (size_t)(point + 1 - figure_text);

	snprintf(out, size, "%.*s%s%.*s", (int)len, figure_text,
		point == NULL ? "." : "", 2 - (int)places, "00");
	return out;
}

/* Each "MISMATCH open A + B != close C" is a disagreement with A, B and C. */
static long
check_mismatches(const char *label, const char *says, const char *heard)
{
	long count = 0;

	while ((says = strstr(says, "MISMATCH open ")) != NULL) {
		char a[32], b[32], c[32], want[128];

		says += strlen("MISMATCH open ");
		two_places(says, a, sizeof(a));
		two_places(strstr(says, " + ") + 3, b, sizeof(b));
		two_places(strstr(says, " close ") + 7, c, sizeof(c));
		snprintf(want, sizeof(want), "opening %s + movements %s = ", a,
			b);
		CHECK_CASE(label, strstr(heard, want) != NULL);
		snprintf(want, sizeof(want), "closing balance says %s\n", c);
		CHECK_CASE(label, strstr(heard, want) != NULL);
		count++;
	}
	return count;
}

static void
check_read(const char *label, const char *says, const char *text, size_t which,
	const struct heard *heard)
{
	const bool is_special = which < sizeof(special) / sizeof(*special);
	const char *also = is_special ? special[which].disagrees : NULL;
	const char *lines = buf_text(&heard->text);
	long mismatches = 0;

	CHECK_CASE(label,
		heard->ended ==
			figure(says, ":20:x") - count_pages(text) +
				(is_special ? special[which].statements : 0));
	CHECK_CASE(label, heard->begun == heard->ended);
	CHECK_CASE(label, heard->entries == figure(says, ":61:x"));
	/* What the index's reader could not read is no disagreement. */
	if (strstr(says, "unparsed :61:") == NULL)
		mismatches = check_mismatches(label, says, lines);
	if (also != NULL) {
		CHECK_CASE(label, strstr(lines, also) != NULL);
		mismatches++;
	}
	CHECK_CASE(label, heard->disagreed == mismatches);
}

static void
check_corpus_file(
	const struct format *format, const char *path, const char *says)
{
	const size_t which = find_special(path);
	struct heard heard = { .begun = 0 };
	struct err err = ERR_INIT;
	char name[1024], label[2048];
	const char *refused = NULL;
	char *text;
	size_t len;
	int rc;

	if (which < sizeof(special) / sizeof(*special))
		refused = special[which].refused;
	snprintf(name, sizeof(name), "%s%s", CORPUS, path);
	text = slurp(name, &len);
	CHECK_CASE(name, text != NULL);
	if (text == NULL)
		return;
	CHECK_CASE(path,
		format_probe(text, len < FORMAT_HEAD ? len : FORMAT_HEAD,
			&err) == format);
	rc = heard_read(format, text, len, 7, &heard, &err);
	snprintf(label, sizeof(label), "%s: %.300s", path, err.message);
	CHECK_CASE(label, (rc < 0) == (refused != NULL));
	if (rc < 0)
		CHECK_CASE(label,
			refused != NULL &&
				strstr(err.message, refused) != NULL);
	else
		check_read(label, says, text, which, &heard);
	free(text);
	heard_forget(&heard);
}

static void
test_corpus(void)
{
	size_t len;
	char *index = slurp(CORPUS "INDEX.tsv", &len), *save = NULL, *line;
	int files_read = 0;

	if (index == NULL) {
		puts("SKIPPED: format_mt940 corpus: " CORPUS
		     "INDEX.tsv is not there");
		CU_PASS("skipped");
		return;
	}
	for (line = strtok_r(index, "\n", &save); line != NULL;
		line = strtok_r(NULL, "\n", &save)) {
		char *end = strchr(line, '\t');

		if (strncmp(line, "mt94", 4) != 0 || end == NULL)
			continue;
		*end = '\0';
		check_corpus_file(
			line[4] == '0' ? &format_mt940 : &format_mt942, line,
			end + 1);
		files_read++;
	}
	CU_ASSERT(files_read > 120);
	free(index);
}

static const struct test tests[] = {
	{ "real files are read as the index says", test_corpus },
	{ NULL, NULL },
};

const struct suite test_mt940_corpus = { "format/mt940_corpus", tests };
