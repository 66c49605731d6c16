#include "io/seal.h"

#include "base/err.h"
#include "base/i18n.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <string.h>

#define CODE_MIN 4

/* The names of contract.md, policies; "upper" has no 0 O 1 I. */
static const struct {
	const char *name;
	const char *letters;
} alphabets[] = {
	{ "digits", "0123456789" },
	{ "upper", "23456789ABCDEFGHJKLMNPQRSTUVWXYZ" },
};

static const char *
find_letters(const char *alphabet)
{
	for (size_t i = 0; i < sizeof(alphabets) / sizeof(*alphabets); i++)
		if (strcmp(alphabets[i].name, alphabet) == 0)
			return alphabets[i].letters;
	return NULL;
}

/* Random bytes are asked for once a code: each asking costs as much as many
 * bytes. */
struct pool {
	unsigned char bytes[2 * CODE_MAX];
	size_t left;
};

static int
next_byte(struct pool *pool, unsigned char *byte)
{
	if (pool->left == 0) {
		if (RAND_priv_bytes(pool->bytes, sizeof(pool->bytes)) != 1)
			return -1;
		pool->left = sizeof(pool->bytes);
	}
	*byte = pool->bytes[--pool->left];
	return 0;
}

/* One letter; a byte past the last whole multiple is thrown away, because
 * the remainder would favour the first letters. */
static int
draw(struct pool *pool, const char *letters, size_t count, char *letter)
{
	const unsigned limit = (unsigned)(256 - 256 % count);
	unsigned char byte;

	do {
		if (next_byte(pool, &byte) < 0)
			return -1;
	} while (byte >= limit);
	*letter = letters[byte % count];
	OPENSSL_cleanse(&byte, 1);
	return 0;
}

static int
draw_all(const char *letters, int length, char *code)
{
	struct pool pool = { .left = 0 };
	int rc = 0;

	for (int i = 0; rc == 0 && i < length; i++)
		rc = draw(&pool, letters, strlen(letters), &code[i]);
	OPENSSL_cleanse(&pool, sizeof(pool));
	return rc;
}

int
seal_code(const char *alphabet, int length, char code[CODE_MAX + 1],
	struct err *err)
{
	const char *const letters = find_letters(alphabet);

	code[0] = '\0';
	if (letters == NULL)
		return err_set(err, ERR_CONFIG, _("no code alphabet \"%s\""),
			alphabet);
	if (length < CODE_MIN || length > CODE_MAX)
		return err_set(err, ERR_CONFIG,
			_("a code of %d characters: it may have %d to %d"),
			length, CODE_MIN, CODE_MAX);
	if (draw_all(letters, length, code) < 0) {
		OPENSSL_cleanse(code, CODE_MAX + 1);
		return err_set(
			err, ERR_CRYPTO, _("no random bytes are left"));
	}
	code[length] = '\0';
	return 0;
}
