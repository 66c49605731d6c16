#include "model/code_set.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

static int
compare(const void *a, const void *b)
{
	return memcmp(a, b, CODE_DIGEST_SIZE);
}

int
code_set_add(struct code_set *set, struct arena *arena,
	const unsigned char *digests, size_t count, struct err *err)
{
	if (count == 0)
		return 0;
	if (count > set->size - set->count) {
		const size_t size = 2 * set->count + count;
		void *bytes = arena_extend(arena, set->at,
			set->count * CODE_DIGEST_SIZE, size * CODE_DIGEST_SIZE,
			err);

		if (bytes == NULL)
			return -1;
		set->at = bytes;
		set->size = size;
	}
	memcpy(set->at + set->count, digests, count * CODE_DIGEST_SIZE);
	set->count += count;
	return 0;
}

void
code_set_ready(struct code_set *set)
{
	if (set->count > 1)
		qsort(set->at, set->count, CODE_DIGEST_SIZE, compare);
}

bool
code_set_has(const struct code_set *set, const unsigned char *digest)
{
	return set->count > 0 &&
		bsearch(digest, set->at, set->count, CODE_DIGEST_SIZE,
			compare) != NULL;
}
