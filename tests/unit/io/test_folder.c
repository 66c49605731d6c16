/* A folder is there whole, or as it was before. */
#include "suite.h"

#include "base/err.h"
#include "io/file.h"
#include "io/folder.h"
#include "scratch.h"

static int
put(struct folder_draft *draft, const char *name, const char *text)
{
	struct err err = ERR_INIT;
	FILE *out;

	if (folder_draft_create(draft, name, &out, &err) < 0)
		return -1;
	fputs(text, out);
	return folder_draft_finish(out, &err);
}

static bool
has(const char *folder, const char *name)
{
	char path[512];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return file_exists(path);
}

/* A folder ${path} of one file; committed or not. */
static void
make(const char *path, const char *name, bool commit)
{
	struct err err = ERR_INIT;
	struct folder_draft *draft;

	CHECK_INT(folder_draft_open(path, &draft, &err), 0);
	CHECK_INT(put(draft, name, "x"), 0);
	if (commit)
		CHECK_INT(folder_draft_commit(draft, &err), 0);
	folder_draft_close(draft);
}

static void
whole_or_not(void)
{
	char folder[64], path[256];

	scratch_make(folder);
	scratch_path(folder, "day", path);
	make(path, "one", false);
	CU_ASSERT_FALSE(file_exists(path));
	CU_ASSERT_FALSE(has(folder, ".day.draft"));
	make(path, "one", true);
	CU_ASSERT_TRUE(has(path, "one"));
	make(path, "two", false);
	CU_ASSERT_TRUE(has(path, "one"));
	make(path, "two", true);
	CU_ASSERT_TRUE(has(path, "two"));
	CU_ASSERT_FALSE(has(path, "one"));
	CU_ASSERT_FALSE(has(folder, ".day.draft"));
	scratch_remove(folder);
}

/* What a killed process left is no part of the next one. */
static void
leftovers(void)
{
	char folder[64], path[256], draft[256];

	scratch_make(folder);
	scratch_path(folder, "day", path);
	make(scratch_path(folder, ".day.draft", draft), "old", true);
	make(path, "new", true);
	CU_ASSERT_TRUE(has(path, "new"));
	CU_ASSERT_FALSE(has(path, "old"));
	scratch_remove(folder);
}

static void
nowhere(void)
{
	char folder[64], path[256];
	struct err err = ERR_INIT;
	struct folder_draft *draft;

	scratch_make(folder);
	scratch_path(folder, "none/day", path);
	CHECK_INT(folder_draft_open(path, &draft, &err), -1);
	CHECK_INT(err.code, ERR_IO);
	scratch_remove(folder);
}

static void
twice_the_same_file(void)
{
	char folder[64], path[256];
	struct err err = ERR_INIT;
	struct folder_draft *draft;

	scratch_make(folder);
	scratch_path(folder, "day", path);
	CHECK_INT(folder_draft_open(path, &draft, &err), 0);
	CHECK_INT(put(draft, "a", "1"), 0);
	CHECK_INT(put(draft, "a", "2"), -1);
	folder_draft_close(draft);
	CU_ASSERT_FALSE(file_exists(path));
	scratch_remove(folder);
}

static const struct test tests[] = {
	{ "folder is made whole, or the old one stays", whole_or_not },
	{ "folder takes nothing over from a process that was killed",
		leftovers },
	{ "folder says where it cannot be made", nowhere },
	{ "folder refuses a second file of a name", twice_the_same_file },
	{ NULL, NULL },
};

const struct suite test_folder = { "io/folder", tests };
