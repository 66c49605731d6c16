#include "base/vec.h"

#include "base/arena.h"

#include <string.h>

void *
vec_grow(void **at, size_t *count, size_t *size, size_t each,
	struct arena *arena, struct err *err)
{
	if (*count == *size) {
		const size_t wider = *size > 0 ? *size * 2 : 8;
		void *bytes = arena_alloc(arena, wider * each, err);

		if (bytes == NULL)
			return NULL;
		if (*count > 0)
			memcpy(bytes, *at, *count * each);
		*at = bytes;
		*size = wider;
	}
	return memset((char *)*at + (*count)++ * each, 0, each);
}
