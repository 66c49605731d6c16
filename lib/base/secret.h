#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include <stdbool.h>
#include <stddef.h>

/** secret_same(a, b, len): whether the bytes are the same, in a time that does
 * not tell where they differ: for the core, which may not include OpenSSL;
 * above io it is seal_same(). */
bool secret_same(const void *a, const void *b, size_t len);

#endif
