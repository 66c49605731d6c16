#ifndef IO_HMAC_H
#define IO_HMAC_H

#include <stdbool.h>
#include <stddef.h>

/** hmac_make(digest, key, key_len, text, len, out, size): the first ${size}
 * bytes of the HMAC of ${text} with ${digest}, as OpenSSL calls it; false:
 * OpenSSL failed. */
bool hmac_make(const char *digest, const unsigned char *key, size_t key_len,
	const char *text, size_t len, unsigned char *out, size_t size);

#endif
