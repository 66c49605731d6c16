#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stddef.h>
#include <stdint.h>

/*
 * From texts to numbers: a hash table in an arena.  One text may have several
 * numbers; they come back in the order in which they were added.
 */

struct arena;
struct err;
struct map_node;

struct map {
	struct arena *arena;
	struct map_node **slots;
	size_t size;	/* a power of two, or 0 */
	size_t count;
};

/* One number of a text; ${next} is another number of the same text. */
struct map_node {
	const char *key;
	uint32_t len, hash;
	size_t value;
	struct map_node *next;	/* same key, added later */
	struct map_node *last;	/* of the first node: the end of its chain */
	struct map_node *slot_next;
};

void map_init(struct map *map, struct arena *arena);

/** map_add(map, key, len, value, err): ${key} is borrowed, not copied. */
int map_add(struct map *map, const char *key, size_t len, size_t value,
	struct err *err);

/** map_get(map, key, len): the first number, or NULL. */
const struct map_node *map_get(const struct map *map, const char *key,
	size_t len);

#endif
