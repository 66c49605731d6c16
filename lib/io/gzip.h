#ifndef IO_GZIP_H
#define IO_GZIP_H

#include <stddef.h>

/*
 * gzip (RFC 1952) in pieces, by zlib, which checks length and CRC of each
 * member (libarchive 3.6 does not).  Several members are one content; other
 * bytes after the last are refused.
 */

struct err;
struct gzip;

/* More compressed bytes into ${bytes}: their count, 0 at the end, or -1. */
typedef long gzip_read_fn(void *ctx, char *bytes, size_t size, struct err *err);

int
gzip_open(gzip_read_fn *read, void *ctx, struct gzip **gzip, struct err *err);

/** gzip_read(gzip, bytes, size, err): the next bytes of the content: their
 * count, 0 at its end, -1 on failure (ERR_INPUT if it is damaged). */
long gzip_read(struct gzip *gzip, char *bytes, size_t size, struct err *err);

void gzip_close(struct gzip *gzip);

#endif
