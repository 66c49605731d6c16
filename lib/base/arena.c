#include "base/arena.h"

#include "base/err.h"
#include "base/i18n.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE ((size_t)64 * 1024)

struct arena_block {
	struct arena_block *older;
	size_t size;
	size_t used;
	alignas(max_align_t) char bytes[];
};

static struct arena_block *
block_new(size_t size)
{
	struct arena_block *block = malloc(sizeof(*block) + size);

	if (block != NULL)
		*block = (struct arena_block){ .size = size };
	return block;
}

/* Blocks grow with the arena, so that a large one is not a long chain. */
static size_t
block_size(const struct arena *arena, size_t wanted)
{
	size_t size = arena->used / 4;

	if (size < BLOCK_SIZE)
		size = BLOCK_SIZE;
	if (size > 256 * BLOCK_SIZE)
		size = 256 * BLOCK_SIZE;
	return wanted > size ? wanted : size;
}

void *
arena_alloc(struct arena *arena, size_t size, struct err *err)
{
	const size_t align = alignof(max_align_t);
	const size_t need = (size + align - 1) & ~(align - 1);
	struct arena_block *block = arena->block;
	void *bytes;

	if (need < size || (arena->limit > 0 &&
		need > arena->limit - arena->used)) {
		err_set(err, ERR_LIMIT,
			_("more memory is needed than the limit of %zu bytes"),
			arena->limit);
		return NULL;
	}
	if (block == NULL || block->size - block->used < need) {
		block = block_new(block_size(arena, need));
		if (block == NULL) {
			err_set(err, ERR_MEMORY, _("memory is exhausted"));
			return NULL;
		}
		block->older = arena->block;
		arena->block = block;
	}
	bytes = block->bytes + block->used;
	block->used += need;
	arena->used += need;
	return memset(bytes, 0, need);
}

char *
arena_text(struct arena *arena, const char *text, size_t len, struct err *err)
{
	char *copy = arena_alloc(arena, len + 1, err);

	if (copy != NULL && len > 0)
		memcpy(copy, text, len);
	return copy;
}

char *
arena_format(struct arena *arena, struct err *err, const char *format, ...)
{
	va_list args;
	char *text;
	int len;

	va_start(args, format);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len < 0) {
		err_set(err, ERR_BUG, "a text cannot be formatted");
		return NULL;
	}
	text = arena_alloc(arena, (size_t)len + 1, err);
	if (text == NULL)
		return NULL;
	va_start(args, format);
	vsnprintf(text, (size_t)len + 1, format, args);
	va_end(args);
	return text;
}

void
arena_reset(struct arena *arena)
{
	struct arena_block *block = arena->block;

	while (block != NULL && block->older != NULL) {
		struct arena_block *older = block->older;

		free(block);
		block = older;
	}
	if (block != NULL)
		block->used = 0;
	arena->block = block;
	arena->used = 0;
}

void
arena_release(struct arena *arena)
{
	struct arena_block *block = arena->block;

	while (block != NULL) {
		struct arena_block *older = block->older;

		free(block);
		block = older;
	}
	*arena = (struct arena){ .limit = arena->limit };
}
