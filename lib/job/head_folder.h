#ifndef JOB_HEAD_FOLDER_H
#define JOB_HEAD_FOLDER_H

#include <stdbool.h>

#include "base/vec.h"
#include "model/head.h"

/*
 * The folder of signed heads, YIFEN_HOME/audit: NNNNNN.head, NNNNNN.sig (the
 * signature of its bytes) and audit.pub (the public key, PEM).  A head that is
 * there has its signature: that is written first.
 */

struct arena;
struct err;
struct sign_key;

#define HEAD_KEY "audit.pub"

struct kept_head {
	struct head head;
	char digest[HEAD_HEX + 1];	/* of its bytes */
};

struct kept_heads {
	VEC(struct kept_head);
};

/* A head that is not as it must be: a kind of finding and a note. */
typedef int head_fault_fn(void *ctx, const char *kind, int number,
	const char *note, struct err *err);

/** head_folder_read(arena, folder, key, heads, fault, ctx, err): all heads in
 * order of their numbers, each verified by the public ${key}.  Those that are
 * not good are handed to ${fault}, and are not among ${heads}. */
int head_folder_read(struct arena *arena, const char *folder,
	const struct sign_key *key, struct kept_heads *heads,
	head_fault_fn *fault, void *ctx, struct err *err);

/** head_folder_last(arena, folder, key, last, err): the newest one; its number
 * is 0 if there is none.  ERR_AUDIT if it is not good. */
int head_folder_last(struct arena *arena, const char *folder,
	const struct sign_key *key, struct kept_head *last, struct err *err);

/** head_folder_one(arena, folder, number, key, kept, err): that one; ERR_AUDIT
 * if it is not good. */
int head_folder_one(struct arena *arena, const char *folder, int number,
	const struct sign_key *key, struct kept_head *kept, struct err *err);

/** head_folder_add(arena, folder, key, head, err): sign it, lay it there. */
int head_folder_add(struct arena *arena, const char *folder,
	const struct sign_key *key, const struct head *head, struct err *err);

#endif
