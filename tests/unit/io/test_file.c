#include "suite.h"

#include "base/arena.h"
#include "base/err.h"
#include "io/file.h"
#include "scratch.h"

#include <string.h>
#include <sys/stat.h>

static int
count_files(const char *folder)
{
	struct arena arena = ARENA_INIT;
	struct file_names names = { .count = 0 };
	struct err err = ERR_INIT;
	int count = file_list(&arena, folder, &names, &err) < 0
		? -1
		: (int)names.count;

	arena_release(&arena);
	return count;
}

/* How many names there are in ${folder}, hidden ones too. */
static int hidden_count;

static int
count_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st, (void)type;
	hidden_count += path[at->base] == '.';
	return 0;
}

static int
count_hidden(const char *folder)
{
	hidden_count = 0;
	nftw(folder, count_one, 16, FTW_PHYS);
	return hidden_count;
}

static void
test_write(void)
{
	char folder[64], path[256], *bytes;
	struct err err = ERR_INIT;
	struct stat st;
	size_t len;

	scratch_make(folder);
	scratch_path(folder, "a", path);
	CU_ASSERT_FALSE(file_exists(path));
	CHECK_INT(file_write(path, 0640, "one", 3, &err), 0);
	CHECK_INT(file_write(path, 0600, "three", 5, &err), 0);
	CU_ASSERT_TRUE(file_exists(path));
	bytes = slurp(path, &len);
	CHECK_INT(len, 5);
	CHECK_TEXT(bytes, "three");
	free(bytes);
	CHECK_INT(stat(path, &st), 0);
	CHECK_INT(st.st_mode & 07777, 0600);
	CHECK_INT(file_write(path, 0600, "", 0, &err), 0);
	CHECK_INT(stat(path, &st), 0);
	CHECK_INT(st.st_size, 0);
	CHECK_INT(count_hidden(folder), 0);
	scratch_remove(folder);
}

static void
test_create(void)
{
	char folder[64], path[256], *bytes;
	struct err err = ERR_INIT;
	size_t len;

	scratch_make(folder);
	scratch_path(folder, "a", path);
	CHECK_INT(file_create(path, 0600, "one", 3, &err), 1);
	CHECK_INT(file_create(path, 0600, "two", 3, &err), 0);
	bytes = slurp(path, &len);
	CHECK_TEXT(bytes, "one");
	free(bytes);
	CHECK_INT(count_hidden(folder), 0);
	scratch_remove(folder);
}

static void
test_failures(void)
{
	char folder[64], path[256];
	struct err err = ERR_INIT;
	struct file_draft *draft;

	scratch_make(folder);
	scratch_path(folder, "none/a", path);
	CHECK_INT(file_write(path, 0600, "x", 1, &err), -1);
	CHECK_INT(err.code, ERR_IO);
	CU_ASSERT(strstr(err.message, path) != NULL);
	/* A folder of that name: the rename fails, the temporary goes. */
	scratch_path(folder, "b", path);
	CHECK_INT(file_make_folder(path, 0700, &err), 0);
	CHECK_INT(file_write(path, 0600, "x", 1, &err), -1);
	CHECK_INT(count_hidden(folder), 0);
	/* A draft that is given up. */
	scratch_path(folder, "c", path);
	CHECK_INT(file_draft_open(path, 0600, &draft, &err), 0);
	CHECK_INT(file_draft_add(draft, "x", 1, &err), 0);
	CHECK_INT(count_hidden(folder), 1);
	CU_ASSERT_FALSE(file_exists(path));
	file_draft_close(draft);
	file_draft_close(NULL);
	CHECK_INT(count_hidden(folder), 0);
	scratch_remove(folder);
}

static void
test_folders(void)
{
	char folder[64], path[256];
	struct err err = ERR_INIT;
	struct stat st;

	scratch_make(folder);
	scratch_path(folder, "a/b/c", path);
	CHECK_INT(file_make_folder(path, 0700, &err), 0);
	CHECK_INT(file_make_folder(path, 0700, &err), 0);
	CHECK_INT(stat(path, &st), 0);
	CHECK_INT(st.st_mode & 07777, 0700);
	scratch_path(folder, "a/d//", path);
	CHECK_INT(file_make_folder(path, 0700, &err), 0);
	scratch_put(folder, "f", "", 0, path);
	CHECK_INT(file_make_folder(path, 0700, &err), -1);
	CHECK_INT(err.code, ERR_IO);
	scratch_path(folder, "f/g", path);
	CHECK_INT(file_make_folder(path, 0700, &err), -1);
	scratch_remove(folder);
}

static void
test_list(void)
{
	struct arena arena = ARENA_INIT;
	struct file_names names = { .count = 0 };
	struct err err = ERR_INIT;
	char folder[64], path[256], link[256];

	scratch_make(folder);
	CHECK_INT(
		file_make_folder(scratch_path(folder, "b/c", path), 0700, &err),
		0);
	scratch_put(folder, "b/c/2", "", 0, path);
	scratch_put(folder, "z", "", 0, path);
	scratch_put(folder, "a", "", 0, path);
	scratch_put(folder, ".hidden", "", 0, path);
	CHECK_INT(symlink("a", scratch_path(folder, "link", link)), 0);
	CHECK_INT(symlink("..", scratch_path(folder, "b/up", link)), 0);
	CHECK_INT(file_list(&arena, folder, &names, &err), 0);
	CHECK_INT(names.count, 3);
	CHECK_TEXT(names.at[0], scratch_path(folder, "a", path));
	CHECK_TEXT(names.at[1], scratch_path(folder, "b/c/2", path));
	CHECK_TEXT(names.at[2], scratch_path(folder, "z", path));
	arena_release(&arena);
	CHECK_INT(count_files(scratch_path(folder, "none", path)), -1);
	CHECK_INT(count_files(scratch_path(folder, "b/", path)), 1);
	scratch_remove(folder);
}

/* What stands in the folder, and whether it is a temporary name of "a.csv". */
static const struct {
	const char *name;
	bool goes;
} drafts[] = {
	{ ".a.csv.Ab3dEf", true },
	{ ".a.csv.______", true },
	{ "a.csv", false },
	{ "a.csv.Ab3dEf", false },
	{ ".a.csv", false },
	{ ".a.csv.Ab3dE", false },
	{ ".a.csv.Ab3dEfg", false },
	{ ".b.csv.Ab3dEf", false },
	{ ".aa.csv.Ab3dEf", false },
};

static void
test_forget(void)
{
	char folder[64], path[256];
	struct err err = ERR_INIT;

	scratch_make(folder);
	for (size_t i = 0; i < sizeof(drafts) / sizeof(*drafts); i++)
		scratch_put(folder, drafts[i].name, "x", 1, path);
	CHECK_INT(file_forget_drafts(scratch_path(folder, "a.csv", path),
			&err), 0);
	for (size_t i = 0; i < sizeof(drafts) / sizeof(*drafts); i++)
		CHECK_CASE(drafts[i].name,
			file_exists(scratch_path(folder, drafts[i].name,
				path)) != drafts[i].goes);
	scratch_remove(folder);
	CHECK_INT(file_forget_drafts(path, &err), 0);
}

static const struct test tests[] = {
	{ "file_write makes a file whole, or replaces it", test_write },
	{ "file_create never replaces", test_create },
	{ "a failed write leaves nothing behind", test_failures },
	{ "file_forget_drafts removes temporary names", test_forget },
	{ "file_make_folder makes the parents too", test_folders },
	{ "file_list names regular files in order", test_list },
	{ NULL, NULL },
};

const struct suite test_file = { "io/file", tests };
