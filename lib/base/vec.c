#include "base/vec.h"

#include "base/arena.h"

#include <string.h>

void *
vec_grow(void **at, size_t *count, size_t *size, size_t each,
	struct arena *arena, struct err *err)
{
	if (*count == *size) {
		/* Most arrays in a book hold one thing. */
		const size_t wider = *size > 0 ? *size * 2 : 1;
		void *bytes = arena_extend(arena, *at, *count * each,
			wider * each, err);

		if (bytes == NULL)
			return NULL;
		*at = bytes;
		*size = wider;
	}
	return memset((char *)*at + (*count)++ * each, 0, each);
}
