#ifndef IO_ZIP_H
#define IO_ZIP_H

#include <stddef.h>

/*
 * A zip file that is being made, by libarchive: deflated, without zip64 and
 * without times, so that the same entries give the same bytes.
 */

struct err;
struct zip;

/* Takes what is made.  -1 stops the making. */
typedef int
zip_write_fn(void *ctx, const void *bytes, size_t len, struct err *err);

int zip_open(zip_write_fn *write, void *ctx, struct zip **zip, struct err *err);

/** zip_entry(zip, name, err): the next file begins; ${name} is UTF-8. */
int zip_entry(struct zip *zip, const char *name, struct err *err);

int zip_add(struct zip *zip, const char *bytes, size_t len, struct err *err);

/** zip_end(zip, err): no more entries. */
int zip_end(struct zip *zip, struct err *err);

void zip_close(struct zip *zip);

#endif
