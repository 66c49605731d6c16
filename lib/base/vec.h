#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stddef.h>

/*
 * A growing array of things of one type, in an arena.
 *
 *	struct orders { VEC(struct order) };
 *	struct order *o = vec_push(&orders, arena, err);   (zeroed, or NULL)
 *	orders.at[i], orders.count
 *
 * A copy of the struct is good until the array grows: that may free the bytes.
 */

struct arena;
struct err;

#define VEC(type)                                                             \
	type *at;                                                             \
	size_t count;                                                         \
	size_t size

#define vec_push(vec, arena, err)                                             \
	((__typeof__((vec)->at))vec_grow((void **)&(vec)->at, &(vec)->count,  \
		&(vec)->size, sizeof(*(vec)->at), (arena), (err)))

/** vec_grow(...): for vec_push() only. */
void *vec_grow(void **at, size_t *count, size_t *size, size_t each,
	struct arena *arena, struct err *err);

#endif
