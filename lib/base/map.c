#include "base/map.h"

#include "base/arena.h"

#include <string.h>

/* FNV-1a, 64 bits: the texts are ours or few, and order never depends on it. */
static uint32_t
hash_of(const char *key, size_t len)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)key[i]) * 0x100000001b3u;
	return (uint32_t)(hash ^ hash >> 32);
}

void
map_init(struct map *map, struct arena *arena)
{
	*map = (struct map){ .arena = arena };
}

static struct map_node *
find(const struct map *map, const char *key, size_t len, uint32_t hash)
{
	struct map_node *node;

	if (map->size == 0)
		return NULL;
	node = map->slots[hash & (map->size - 1)];
	while (node != NULL && (node->hash != hash || node->len != len ||
		memcmp(node->key, key, len) != 0))
		node = node->slot_next;
	return node;
}

static int
widen(struct map *map, struct err *err)
{
	const size_t size = map->size > 0 ? map->size * 2 : 256;
	struct map_node **slots =
		arena_alloc(map->arena, size * sizeof(struct map_node *), err);

	if (slots == NULL)
		return -1;
	for (size_t i = 0; i < map->size; i++) {
		struct map_node *node = map->slots[i];

		while (node != NULL) {
			struct map_node *after = node->slot_next;
			struct map_node **slot = &slots[node->hash & (size - 1)];

			node->slot_next = *slot;
			*slot = node;
			node = after;
		}
	}
	map->slots = slots;
	map->size = size;
	return 0;
}

int
map_add(struct map *map, const char *key, size_t len, size_t value,
	struct err *err)
{
	const uint32_t hash = hash_of(key, len);
	struct map_node *first = find(map, key, len, hash);
	struct map_node *node = arena_alloc(map->arena, sizeof(*node), err);

	if (node == NULL)
		return -1;
	*node = (struct map_node){
		.key = key, .len = (uint32_t)len, .hash = hash, .value = value
	};
	node->last = node;
	if (first != NULL) {
		first->last->next = node;
		first->last = node;
		return 0;
	}
	if (map->count >= map->size && widen(map, err) < 0)
		return -1;
	map->count++;
	node->slot_next = map->slots[hash & (map->size - 1)];
	map->slots[hash & (map->size - 1)] = node;
	return 0;
}

const struct map_node *
map_get(const struct map *map, const char *key, size_t len)
{
	return find(map, key, len, hash_of(key, len));
}
