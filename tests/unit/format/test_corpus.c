/*
 * Real files (FUZZ_CORPUS, else ../shared/corpus), which are no part of the
 * project: each of them through the probe, and through every format as if --as
 * had named it, whole and in pieces.  It ends in a result or in an error that
 * a person can use; what is right of each the fixtures say.
 */
#include "suite.h"

#include "audit.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define CORPUS "../shared/corpus"
#define DEPTH_MAX 8

struct counts {
	long files, known;
};

/* What libxml2 says first of two faults depends on the pieces. */
static void
check_same(const char *path, const struct audit *a, const struct audit *b)
{
	const size_t common = a->before < b->before ? a->before : b->before;

	CHECK_CASE(path, a->failed == b->failed);
	if (a->failed)
		CHECK_CASE(path,
			strncmp(buf_text(&a->said), buf_text(&b->said),
				common) == 0);
	else
		CHECK_TEXT(buf_text(&b->said), buf_text(&a->said));
}

static void
check_format(const char *path, const struct format *format, const char *bytes,
	size_t len)
{
	const size_t cuts[] = { len / 3, len / 3 + 1, len / 2 };
	struct audit whole = AUDIT_INIT, pieces = AUDIT_INIT;
	char label[1200];

	snprintf(label, sizeof(label), "%s as %s", path, format->name);
	audit_parse(&whole, format, bytes, len, NULL, 0);
	audit_parse(&pieces, format, bytes, len, cuts, 3);
	if (whole.broken[0] != '\0' || pieces.broken[0] != '\0') {
		CHECK_TEXT(whole.broken, label);
		CHECK_TEXT(pieces.broken, label);
	}
	check_same(label, &whole, &pieces);
	audit_release(&whole);
	audit_release(&pieces);
}

static void
check_file(const char *path, struct counts *counts)
{
	struct audit unknown = AUDIT_INIT;
	struct err err = ERR_INIT;
	size_t len, head;
	char *bytes = slurp(path, &len);

	CHECK_CASE(path, bytes != NULL);
	if (bytes == NULL)
		return;
	head = len < FORMAT_HEAD ? len : FORMAT_HEAD;
	counts->files++;
	if (format_probe(bytes, head, &err) != NULL)
		counts->known++;
	else
		audit_failure(&unknown, &err);
	if (unknown.broken[0] != '\0')
		CHECK_TEXT(unknown.broken, path);
	for (const struct format *const *f = formats; *f != NULL; f++)
		check_format(path, *f, bytes, len);
	audit_release(&unknown);
	free(bytes);
}

static void
walk(const char *folder, int depth, struct counts *counts)
{
	DIR *dir = depth < DEPTH_MAX ? opendir(folder) : NULL;
	const struct dirent *item;

	while (dir != NULL && (item = readdir(dir)) != NULL) {
		char path[1024];
		struct stat st;

		if (item->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, item->d_name);
		if (lstat(path, &st) < 0)
			continue;
		if (S_ISDIR(st.st_mode))
			walk(path, depth + 1, counts);
		else if (S_ISREG(st.st_mode))
			check_file(path, counts);
	}
	if (dir != NULL)
		closedir(dir);
}

static void
test_real_files(void)
{
	const char *named = getenv("FUZZ_CORPUS");
	const char *folder = named != NULL ? named : CORPUS;
	struct counts counts = { 0, 0 };
	struct stat st;

	if (stat(folder, &st) < 0) {
		printf("SKIPPED: format/corpus: %s is not there\n", folder);
		return;
	}
	walk(folder, 0, &counts);
	CHECK_CASE(folder, counts.files > 0);
	printf("\n= %ld real files, %ld of a known format\n", counts.files,
		counts.known);
}

static const struct test tests[] = {
	{ "real files end in a result or a clear error", test_real_files },
	{ NULL, NULL },
};

const struct suite test_corpus = { "format/corpus", tests };
