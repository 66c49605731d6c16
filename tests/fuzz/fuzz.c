/*
 * The targets of "make fuzz" (tests/fuzz/run.sh runs them), one program.
 * FUZZ_TARGET names one: a format's name, or one of the table below.  Without
 * it the names are printed, one a line.
 */
#include "fuzz.h"

#include "model/reference.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	fuzz_fn *run;
} targets[] = {
	{ "source", fuzz_source },
	{ "csv", fuzz_csv },
	{ "decode", fuzz_decode },
	{ "xml", fuzz_xml },
};

static const char *name;
static fuzz_fn *run;

static void
print_names(void)
{
	for (const struct format *const *f = formats; *f != NULL; f++)
		puts((*f)->name);
	for (size_t i = 0; i < sizeof(targets) / sizeof(*targets); i++)
		puts(targets[i].name);
	for (int i = 0; i < REFERENCE_KIND_COUNT; i++)
		puts(reference_names[i]);
}

static fuzz_fn *
find(const char *wanted)
{
	if (format_find(wanted) != NULL)
		return fuzz_format;
	for (size_t i = 0; i < sizeof(targets) / sizeof(*targets); i++)
		if (strcmp(targets[i].name, wanted) == 0)
			return targets[i].run;
	for (int i = 0; i < REFERENCE_KIND_COUNT; i++)
		if (strcmp(reference_names[i], wanted) == 0)
			return fuzz_reference;
	return NULL;
}

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	name = getenv("FUZZ_TARGET");
	if (name == NULL) {
		print_names();
		exit(0);
	}
	run = find(name);
	if (run == NULL) {
		fprintf(stderr, "FUZZ_TARGET: there is no %s\n", name);
		exit(2);
	}
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	run(name, (const char *)data, size);
	return 0;
}

/* FNV-1a, 64 bits. */
static uint64_t
hash(const char *bytes, size_t len)
{
	uint64_t h = 14695981039346656037U;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)bytes[i]) * 1099511628211U;
	return h ^ h >> 32;
}

struct fuzz_cuts
fuzz_cut(const char *bytes, size_t len)
{
	const uint64_t h = hash(bytes, len);
	const size_t a = (h & 0xffffffff) % (len + 1);
	const size_t b = (h >> 32) % (len + 1);

	return (struct fuzz_cuts){ { a < b ? a : b, a < b ? b : a } };
}

unsigned
fuzz_number(const char *bytes, size_t len)
{
	return (unsigned)(hash(bytes, len) >> 16 & 0xffff);
}

void
fuzz_fail(const char *what, const char *a, const char *b)
{
	fprintf(stderr, "%s: %s\n", name, what);
	if (a != NULL)
		fprintf(stderr, "--- one\n%s\n", a);
	if (b != NULL)
		fprintf(stderr, "--- other\n%s\n", b);
	abort();
}

void
fuzz_check(const struct audit *audit)
{
	if (audit->broken[0] != '\0')
		fuzz_fail(audit->broken, buf_text(&audit->said), NULL);
}

void
fuzz_same(const struct audit *a, const struct audit *b, bool strict)
{
	const char *one = buf_text(&a->said), *other = buf_text(&b->said);
	const size_t common = a->before < b->before ? a->before : b->before;

	fuzz_check(a);
	fuzz_check(b);
	if (!strict && a->failed && b->failed) {
		if (strncmp(one, other, common) != 0)
			fuzz_fail("in pieces it said another", one, other);
	} else if (strcmp(one, other) != 0) {
		fuzz_fail("in pieces it is another", one, other);
	}
}
