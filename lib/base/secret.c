#include "base/secret.h"

bool
secret_same(const void *a, const void *b, size_t len)
{
	/* volatile: nothing may be concluded from the first bytes. */
	const volatile unsigned char *x = a, *y = b;
	unsigned char differs = 0;

	for (size_t i = 0; i < len; i++)
		differs = (unsigned char)(differs | (x[i] ^ y[i]));
	return differs == 0;
}
