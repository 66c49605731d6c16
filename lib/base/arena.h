#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

/*
 * Memory that is released in one go.
 *
 * One arena per unit of work (a file, a night, a report), passed explicitly.
 * What is taken from it lives until arena_release() or arena_reset().  An
 * arena may have a limit, so that an input cannot exhaust the machine.
 * Functions that allocate return NULL on failure, with ${err} filled in.
 */

struct arena_block;

struct arena {
	struct arena_block *block;	/* the newest */
	size_t used;			/* bytes handed out, all blocks */
	size_t limit;			/* 0: none */
};

#define ARENA_INIT { .block = NULL, .used = 0, .limit = 0 }

struct err;

/** arena_alloc(arena, size, err): ${size} zeroed bytes, aligned for any
 * type; NULL with ERR_MEMORY or ERR_LIMIT in ${err}. */
void *arena_alloc(struct arena *arena, size_t size, struct err *err);

/** arena_extend(arena, old, old_size, size, err): the bytes of ${old} (NULL:
 * none) with room for ${size}, larger than before; what is beyond ${old_size}
 * is not cleared.  ${old} is no more: a large one is not kept beside the new. */
void *arena_extend(struct arena *arena, void *old, size_t old_size,
	size_t size, struct err *err);

/** arena_text(arena, text, len, err): a NUL-terminated copy. */
char *arena_text(struct arena *arena, const char *text, size_t len,
	struct err *err);

/** arena_format(arena, err, format, ...): printf into the arena. */
char *arena_format(struct arena *arena, struct err *err, const char *format,
	...) __attribute__((format(printf, 3, 4)));

/** arena_reset(arena): forget everything, keep one block for reuse. */
void arena_reset(struct arena *arena);

/** arena_release(arena): give everything back; ${arena} is empty again. */
void arena_release(struct arena *arena);

#endif
