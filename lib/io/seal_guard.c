#include "io/seal.h"

#include <openssl/crypto.h>

#include <sys/prctl.h>
#include <sys/resource.h>

#define SECURE_HEAP 65536 /* holds the keys, with guard pages about it */

void
seal_guard_process(void)
{
	const struct rlimit none = { 0, 0 };

	/* Each is a second wall; where one cannot stand, the rest still do. */
	(void)setrlimit(RLIMIT_CORE, &none);
	(void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	/* OpenSSL locks these pages and leaves them out of dumps. */
	if (CRYPTO_secure_malloc_initialized() == 0)
		(void)CRYPTO_secure_malloc_init(SECURE_HEAP, 32);
}
