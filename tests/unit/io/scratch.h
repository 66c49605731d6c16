#ifndef TEST_IO_SCRATCH_H
#define TEST_IO_SCRATCH_H

#include <CUnit/CUnit.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A folder of our own under /tmp, and what is put in it. */

static inline const char *
scratch_make(char folder[64])
{
	strcpy(folder, "/tmp/yifen-test-XXXXXX");
	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(folder));
	return folder;
}

static inline const char *
scratch_path(const char *folder, const char *name, char path[256])
{
	snprintf(path, 256, "%s/%s", folder, name);
	return path;
}

static inline const char *
scratch_put(const char *folder, const char *name, const void *bytes, size_t len,
	char path[256])
{
	FILE *file = fopen(scratch_path(folder, name, path), "wb");

	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	CU_ASSERT_EQUAL(fwrite(bytes, 1, len, file), len);
	CU_ASSERT_EQUAL(fclose(file), 0);
	return path;
}

static inline int
scratch_remove_one(
	const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st, (void)type, (void)at;
	return remove(path);
}

static inline void
scratch_remove(const char *folder)
{
	CU_ASSERT_EQUAL(
		nftw(folder, scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
}

#endif
