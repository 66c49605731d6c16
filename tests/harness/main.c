/*
 * The runner: all suites, or those whose names begin with an argument.
 * CUnit's own return value is 0 when asserts fail, so it is not used.
 */
#include "suite.h"

#include <CUnit/Basic.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
fail(const char *file, int line, const char *what)
{
	CU_assertImplementation(CU_FALSE, (unsigned)line, what, file, "",
		CU_FALSE);
}

void
check_text(const char *got, const char *want, const char *file, int line)
{
	char what[2048];

	if (got != NULL && strcmp(got, want) == 0) {
		CU_PASS("same text");
		return;
	}
	snprintf(what, sizeof(what), "got  \"%s\"\n        want \"%s\"",
		got == NULL ? "(null)" : got, want);
	fail(file, line, what);
}

void
check_int(long long got, long long want, const char *file, int line)
{
	char what[128];

	if (got == want) {
		CU_PASS("same number");
		return;
	}
	snprintf(what, sizeof(what), "got %lld, want %lld", got, want);
	fail(file, line, what);
}

void
check_case(const char *label, int condition, const char *text,
	const char *file, int line)
{
	char what[1024];

	if (condition) {
		CU_PASS("holds");
		return;
	}
	snprintf(what, sizeof(what), "%s: %s", label, text);
	fail(file, line, what);
}

char *
slurp(const char *path, size_t *len)
{
	FILE *file = fopen(path, "rb");
	char *bytes = NULL;
	size_t size = 0, got;

	*len = 0;
	if (file == NULL)
		return NULL;
	do {
		size += 65536;
		bytes = realloc(bytes, size + 1);
		got = fread(bytes + *len, 1, size - *len, file);
		*len += got;
	} while (got > 0);
	bytes[*len] = '\0';
	fclose(file);
	return bytes;
}

static int
wanted(const char *name, int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (strncmp(name, argv[i], strlen(argv[i])) == 0)
			return 1;
	return argc < 2;
}

int
main(int argc, char **argv)
{
	unsigned failed;

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (CU_initialize_registry() != CUE_SUCCESS)
		return 2;
	for (const struct suite *const *s = suites; *s != NULL; s++) {
		CU_pSuite suite;

		if (!wanted((*s)->name, argc, argv))
			continue;
		suite = CU_add_suite((*s)->name, NULL, NULL);
		for (const struct test *t = (*s)->tests; t->run != NULL; t++)
			if (CU_add_test(suite, t->name, t->run) == NULL)
				return 2;
	}
	CU_basic_set_mode(CU_BRM_NORMAL);
	CU_basic_run_tests();
	failed = CU_get_number_of_failures() +
		CU_get_number_of_suites_failed();
	if (CU_get_number_of_tests_run() == 0)
		failed++;
	CU_cleanup_registry();
	return failed > 0;
}
