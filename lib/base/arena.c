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
#define OWN_SIZE BLOCK_SIZE /* what grows beyond it has a block of its own */

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

static int
check_limit(const struct arena *arena, size_t more, struct err *err)
{
	if (arena->limit == 0 || more <= arena->limit - arena->used)
		return 0;
	return err_set(err, ERR_LIMIT,
		_("more memory is needed than the limit of %zu bytes"),
		arena->limit);
}

/* ${size} bytes that nobody cleared. */
static void *
take(struct arena *arena, size_t size, size_t align, struct err *err)
{
	struct arena_block *block = arena->block;
	size_t from = 0;

	if (check_limit(arena, size, err) < 0)
		return NULL;
	if (block != NULL)
		from = (block->used + align - 1) & ~(align - 1);
	if (block == NULL || block->size < from || block->size - from < size) {
		block = block_new(block_size(arena, size));
		if (block == NULL) {
			err_set(err, ERR_MEMORY, _("memory is exhausted"));
			return NULL;
		}
		block->older = arena->block;
		arena->block = block;
		from = 0;
	}
	block->used = from + size;
	arena->used += size;
	return block->bytes + from;
}

void *
arena_alloc(struct arena *arena, size_t size, struct err *err)
{
	void *bytes = take(arena, size, alignof(max_align_t), err);

	return bytes != NULL ? memset(bytes, 0, size) : NULL;
}

char *
arena_text(struct arena *arena, const char *text, size_t len, struct err *err)
{
	char *copy = take(arena, len + 1, 1, err);

	if (copy == NULL)
		return NULL;
	if (len > 0)
		memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

/* Where the chain points to the block of its own that ${bytes} begin. */
static struct arena_block **
block_of(struct arena *arena, const void *bytes)
{
	struct arena_block **at = &arena->block;

	while (*at != NULL && (*at)->bytes != bytes)
		at = &(*at)->older;
	return at;
}

/* A block of its own, behind the one that small things are taken from. */
static void *
extend_own(struct arena *arena, void *old, size_t old_size, size_t size,
	struct err *err)
{
	const bool own = old != NULL && old_size >= OWN_SIZE;
	struct arena_block **at = own ? block_of(arena, old)
		: arena->block != NULL ? &arena->block->older : &arena->block;
	struct arena_block *rest = own ? (*at)->older : *at;
	struct arena_block *block =
		realloc(own ? *at : NULL, sizeof(*block) + size);

	if (block == NULL) {
		err_set(err, ERR_MEMORY, _("memory is exhausted"));
		return NULL;
	}
	*block = (struct arena_block){ .older = rest, .size = size,
		.used = size };
	*at = block;
	if (!own && old_size > 0)
		memcpy(block->bytes, old, old_size);
	return block->bytes;
}

void *
arena_extend(struct arena *arena, void *old, size_t old_size, size_t size,
	struct err *err)
{
	void *bytes;

	if (size < OWN_SIZE) {
		bytes = take(arena, size, alignof(max_align_t), err);
		if (bytes != NULL && old_size > 0)
			memcpy(bytes, old, old_size);
		return bytes;
	}
	if (check_limit(arena, size - old_size, err) < 0)
		return NULL;
	bytes = extend_own(arena, old, old_size, size, err);
	if (bytes != NULL)
		arena->used += size - old_size;
	return bytes;
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
	text = take(arena, (size_t)len + 1, 1, err);
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
