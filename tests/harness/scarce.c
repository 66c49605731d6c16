#include "scarce.h"

#include <stddef.h>

static long left = -1;
static bool failed;

void
scarce_after(long count)
{
	left = count;
	failed = false;
}

bool
scarce_failed(void)
{
	return failed;
}

/* The linker's names: calls of realloc() come to the first, and the second
 * is the C library's. */
void *__wrap_realloc(void *bytes, size_t size);
void *__real_realloc(void *bytes, size_t size);

void *
__wrap_realloc(void *bytes, size_t size)
{
	if (left >= 0 && left-- == 0) {
		failed = true;
		return NULL;
	}
	return __real_realloc(bytes, size);
}
