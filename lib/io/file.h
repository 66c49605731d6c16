#ifndef IO_FILE_H
#define IO_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/vec.h"

/* Files of our own: made whole or not at all. */

struct arena;
struct err;

/** file_write(path, mode, bytes, len, err): write under a temporary name in
 * the same folder, fsync, rename, fsync the folder; the temporary is removed
 * on failure. */
int file_write(const char *path, mode_t mode, const void *bytes, size_t len,
	struct err *err);

/** file_create(path, mode, bytes, len, err): the same, but never over what is
 * there already: 1 if it was made, 0 if ${path} exists. */
int file_create(const char *path, mode_t mode, const void *bytes, size_t len,
	struct err *err);

/** file_keep(path, mode, bytes, len, err): file_write(), unless the file holds
 * just that. */
int file_keep(const char *path, mode_t mode, const void *bytes, size_t len,
	struct err *err);

/** file_remove(path, err): lastingly; not there: fine. */
int file_remove(const char *path, struct err *err);

/* A file being made in pieces, under a hidden temporary name. */
struct file_draft;

int file_draft_open(const char *path, mode_t mode, struct file_draft **draft,
	struct err *err);
int file_draft_add(struct file_draft *draft, const void *bytes, size_t len,
	struct err *err);

/** file_draft_commit(draft, err): sync it, give it its name. */
int file_draft_commit(struct file_draft *draft, struct err *err);

/** file_draft_close(draft): the temporary goes if it was not committed. */
void file_draft_close(struct file_draft *draft);

/** file_forget_drafts(path, err): remove what processes that were killed left
 * of ${path} under temporary names; nobody may be writing it. */
int file_forget_drafts(const char *path, struct err *err);

/** file_make_folder(path, mode, err): with its parents; there already: fine. */
int file_make_folder(const char *path, mode_t mode, struct err *err);

struct file_names {
	VEC(const char *);	/* whole paths, sorted */
};

/** file_list(arena, folder, names, err): the regular files of ${folder} and
 * the folders in it, without hidden ones and symbolic links. */
int file_list(struct arena *arena, const char *folder,
	struct file_names *names, struct err *err);

/** file_read(arena, path, max, text, len, err): all of a regular file of at
 * most ${max} bytes, and a NUL; ERR_LIMIT, or ERR_IO, for a symbolic link,
 * too. */
int file_read(struct arena *arena, const char *path, size_t max, char **text,
	size_t *len, struct err *err);

/** file_exists(path): whether anything is there. */
bool file_exists(const char *path);

/** file_check_writers(path, err): ERR_CONFIG if others than its owner may
 * write ${path}, a file or folder that says what yifen is to do.  What is not
 * there is nobody's. */
int file_check_writers(const char *path, struct err *err);

#endif
