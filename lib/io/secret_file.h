#ifndef IO_SECRET_FILE_H
#define IO_SECRET_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Files with secrets: read only where nobody else may read them. */

struct err;

/** secret_file_folder(path, err): ERR_CONFIG unless it is a folder that only
 * its owner may enter. */
int secret_file_folder(const char *path, struct err *err);

/** secret_file_read(path, others, bytes, size, len, err): up to ${size} bytes;
 * more are refused, and so is a file with any of the mode bits ${others}, a
 * symbolic link, and what is no regular file. */
int secret_file_read(const char *path, mode_t others, void *bytes, size_t size,
	size_t *len, struct err *err);

/** secret_file_key(path, others, key, size, err): exactly ${size} bytes. */
int secret_file_key(const char *path, mode_t others, void *key, size_t size,
	struct err *err);

/** secret_file_lock(folder, fd, err): nobody else holds it until
 * secret_file_unlock(fd), or the end of the process; ERR_LOCKED. */
int secret_file_lock(const char *folder, int *fd, struct err *err);
void secret_file_unlock(int fd);

/** secret_file_destroy(path, err): overwrite, sync, remove, sync the folder:
 * 1.  A drive that moves what is written keeps old blocks (docs/secrets.md). */
int secret_file_destroy(const char *path, struct err *err);

#endif
