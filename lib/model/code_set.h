#ifndef MODEL_CODE_SET_H
#define MODEL_CODE_SET_H

#include <stdbool.h>
#include <stddef.h>

/* Keyed digests of codes, of which one is asked: is it among them?  Sixteen
 * bytes each, side by side: there is one of every code that ever was. */

#define CODE_DIGEST_SIZE 16

struct arena;
struct err;

struct code_set {
	unsigned char (*at)[CODE_DIGEST_SIZE];
	size_t count, size;
};

/** code_set_add(set, arena, digests, count, err): more of them. */
int code_set_add(struct code_set *set, struct arena *arena,
	const unsigned char *digests, size_t count, struct err *err);

/** code_set_ready(set): after the last of them, before the first question. */
void code_set_ready(struct code_set *set);

/** code_set_has(set, digest) */
bool code_set_has(const struct code_set *set, const unsigned char *digest);

#endif
