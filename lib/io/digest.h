#ifndef IO_DIGEST_H
#define IO_DIGEST_H

#include <stddef.h>

/* SHA-256 (FIPS 180-4), by OpenSSL. */

#define DIGEST_SIZE 32

struct digest;
struct err;

struct digest *digest_new(struct err *err);
int digest_add(struct digest *digest, const void *bytes, size_t len,
	struct err *err);
int digest_end(struct digest *digest, unsigned char out[DIGEST_SIZE],
	struct err *err);
void digest_free(struct digest *digest);

/** digest_bytes(bytes, len, out, err): of what is in memory. */
int digest_bytes(const void *bytes, size_t len, unsigned char out[DIGEST_SIZE],
	struct err *err);

/** digest_file(path, out, err): of the bytes of a file as it lies on disk. */
int digest_file(const char *path, unsigned char out[DIGEST_SIZE],
	struct err *err);

/** digest_hex(digest, text): 64 hexadecimal digits and a NUL. */
const char *digest_hex(const unsigned char digest[DIGEST_SIZE],
	char text[2 * DIGEST_SIZE + 1]);

#endif
