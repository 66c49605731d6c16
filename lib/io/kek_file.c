#include "io/kek.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/file.h"
#include "io/seal.h"
#include "io/secret_file.h"

#include <openssl/rand.h>

#include <sys/stat.h>

/* Never over a key that is there: two at once end with one. */
static int
make_key(const struct kek *kek, const char *path, struct err *err)
{
	unsigned char key[CIPHER_KEY_SIZE];
	int rc;

	(void)kek;
	if (RAND_priv_bytes(key, sizeof(key)) != 1)
		return err_set(err, ERR_CRYPTO, _("no random bytes are left"));
	rc = file_create(path, 0600, key, sizeof(key), err);
	seal_wipe(key, sizeof(key));
	return rc < 0 ? -1 : 0;
}

static int
open_key(const struct kek *kek, const char *path,
	unsigned char key[CIPHER_KEY_SIZE], struct err *err)
{
	if (secret_file_folder(kek->folder, err) < 0)
		return -1;
	return secret_file_key(
		path, S_IRWXG | S_IRWXO, key, CIPHER_KEY_SIZE, err);
}

const struct kek_provider kek_file = { "file", .keeps_file = true,
	.make = make_key, .open = open_key };
