#ifndef HARNESS_SUITE_H
#define HARNESS_SUITE_H

#include <CUnit/CUnit.h>

/*
 * A test file tests/unit/LAYER/test_FILE.c (or tests/db/test_FILE.c) defines
 *
 *	const struct suite test_FILE = { "layer/file", tests };
 *
 * where tests[] ends with { NULL, NULL } and names read as sentences.  The
 * Makefile makes the list of suites from the file names.
 */

struct test {
	const char *name;
	void (*run)(void);
};

struct suite {
	const char *name;
	const struct test *tests;
};

extern const struct suite *const suites[];	/* generated, ended by NULL */

/* Like CU_ASSERT, but a failure shows the texts or numbers. */
#define CHECK_TEXT(got, want)                                                 \
	check_text((got), (want), __FILE__, __LINE__)
#define CHECK_INT(got, want)                                                  \
	check_int((long long)(got), (long long)(want), __FILE__, __LINE__)
/* A case of a table: the label says which. */
#define CHECK_CASE(label, condition)                                          \
	check_case((label), (condition), #condition, __FILE__, __LINE__)

void check_text(const char *got, const char *want, const char *file, int line);
void check_int(long long got, long long want, const char *file, int line);
void check_case(const char *label, int condition, const char *text,
	const char *file, int line);

/* Read a whole file (fixtures) into memory from malloc, or NULL. */
char *slurp(const char *path, size_t *len);

#endif
