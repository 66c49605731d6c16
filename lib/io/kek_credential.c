#include "io/kek.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/secret_file.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A name, not a way to another file. */
static int
check_name(const char *name, struct err *err)
{
	if (name[0] != '.' && strchr(name, '/') == NULL)
		return 0;
	return err_set(err, ERR_CONFIG,
		_("YIFEN_KEK: %s: not the name of a credential"), name);
}

static int
open_credential(const struct kek *kek, const char *path,
	unsigned char key[CIPHER_KEY_SIZE], struct err *err)
{
	const char *folder = getenv("CREDENTIALS_DIRECTORY");
	char file[PATH_MAX];
	int len;

	(void)path;
	if (folder == NULL || folder[0] == '\0') {
		err_set(err, ERR_CONFIG,
			_("there is no credential %s: CREDENTIALS_DIRECTORY "
			  "is not set"),
			kek->locator);
		return err_hint(err, "%s",
			_("Run it as a service with LoadCredentialEncrypted= "
			  "(docs/secrets.md)."));
	}
	if (check_name(kek->locator, err) < 0)
		return -1;
	len = snprintf(file, sizeof(file), "%s/%s", folder, kek->locator);
	if (len < 0 || (size_t)len >= sizeof(file))
		return err_set(
			err, ERR_CONFIG, _("%s: the path is too long"), folder);
	/* systemd lets the service's user in by an access list, whose mask
	 * shows as rights of the group. */
	return secret_file_key(file, S_IRWXO, key, CIPHER_KEY_SIZE, err);
}

const struct kek_provider kek_credential = { "credential",
	.takes_locator = true, .check = check_name, .open = open_credential };
