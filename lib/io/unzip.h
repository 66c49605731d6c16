#ifndef IO_UNZIP_H
#define IO_UNZIP_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The entries of a zip file from its beginning to its end, by libarchive, so
 * that no two of them can lie over each other.  LIMIT_ENTRIES holds; folders
 * are passed over; encrypted ones, links, and names that lead out of the
 * archive are refused (reliability.md G25, G26).
 */

struct err;
struct unzip;

/* More bytes of the file into ${bytes}: their count, 0 at the end, or -1. */
typedef long
unzip_read_fn(void *ctx, char *bytes, size_t size, struct err *err);

int unzip_open(
	unzip_read_fn *read, void *ctx, struct unzip **unzip, struct err *err);

/** unzip_next(unzip, name, err): go to the next entry: 1, 0 at the end, -1.
 * Its ${name} is UTF-8, lives until the next call. */
int unzip_next(struct unzip *unzip, const char **name, struct err *err);

/** unzip_read(unzip, bytes, size, err): the next bytes of the entry: their
 * count, 0 at its end (its checksum is right), -1 on failure. */
long unzip_read(struct unzip *unzip, char *bytes, size_t size, struct err *err);

/** unzip_can_skip(unzip): whether unzip_next() would pass over the rest of the
 * entry without inflating it; if not, it must be read to be counted. */
bool unzip_can_skip(const struct unzip *unzip);

void unzip_close(struct unzip *unzip);

#endif
