#ifndef IO_ARCHIVE_H
#define IO_ARCHIVE_H

#include "io/digest.h"

/*
 * The content-addressed archive of imported files: YIFEN_HOME/archive/ab/
 * SHA-256 of the original bytes.  A bank's statement brings codes back, so
 * every copy is sealed, in chunks, each bound to its place; written under a
 * temporary name, synced, renamed, the folder synced.
 */

struct err;
struct keys;

/** archive_put(folder, keys, path, digest, err): keep a sealed copy of the
 * file at ${path} whose SHA-256 is ${digest}; nothing if it is there and
 * opens.  Each chunk names the data key it is sealed with, the one in use, so
 * a rotation of the keys leaves copies as they are. */
int archive_put(const char *folder, const struct keys *keys, const char *path,
	const unsigned char digest[DIGEST_SIZE], struct err *err);

/** archive_check(folder, keys, digest, err): open the copy and compare its
 * content with its name. */
int archive_check(const char *folder, const struct keys *keys,
	const unsigned char digest[DIGEST_SIZE], struct err *err);

#endif
