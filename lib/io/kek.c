#include "io/kek.h"

#include "base/err.h"
#include "base/i18n.h"
#include "io/file.h"
#include "io/seal.h"
#include "io/secret_file.h"

#include <stdio.h>
#include <string.h>

static const struct kek_provider *const providers[] = { &kek_file,
	&kek_credential, &kek_store };

static const struct kek_provider *
find_provider(const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof(providers) / sizeof(*providers); i++)
		if (strlen(providers[i]->name) == len &&
			memcmp(providers[i]->name, name, len) == 0)
			return providers[i];
	return NULL;
}

static const struct kek_provider *
need_provider(const struct kek *kek, struct err *err)
{
	const struct kek_provider *provider =
		find_provider(kek->provider, strlen(kek->provider));

	if (provider == NULL)
		err_set(err, ERR_BUG, "there is no key provider %s",
			kek->provider);
	return provider;
}

int
kek_setting(const char *text, struct kek *kek, struct err *err)
{
	const char *const whole = text == NULL ? kek_file.name : text;
	const size_t len = strcspn(whole, ":");
	const struct kek_provider *provider = find_provider(whole, len);
	const char *locator = whole[len] == '\0' ? "" : whole + len + 1;

	if (provider == NULL ||
		provider->takes_locator != (locator[0] != '\0') ||
		strlen(locator) > KEK_LOCATOR_MAX) {
		err_set(err, ERR_CONFIG, _("YIFEN_KEK: no such key provider"));
		return err_hint(err, "%s",
			_("It is file, credential:NAME or store:URI."));
	}
	kek->provider = provider->name;
	kek->locator = locator;
	return provider->check == NULL ? 0 : provider->check(locator, err);
}

bool
kek_same(const struct kek *a, const struct kek *b)
{
	return strcmp(a->provider, b->provider) == 0 &&
		strcmp(a->locator, b->locator) == 0;
}

const char *
kek_text(const struct kek *kek, char *text, size_t size)
{
	snprintf(text, size, "%s%s%s", kek->provider,
		kek->locator[0] == '\0' ? "" : ":", kek->locator);
	return text;
}

static int
make_path(const struct kek *kek, char path[PATH_MAX], struct err *err)
{
	const int len = snprintf(path, PATH_MAX, "%s/%s.kek-%d", kek->folder,
		kek->book, kek->id);

	if (len < 0 || len >= PATH_MAX)
		return err_set(err, ERR_CONFIG, _("%s: the path is too long"),
			kek->folder);
	return 0;
}

int
kek_make(const struct kek *kek, struct err *err)
{
	const struct kek_provider *provider = need_provider(kek, err);
	unsigned char key[CIPHER_KEY_SIZE];
	char path[PATH_MAX];
	int rc;

	if (provider == NULL || make_path(kek, path, err) < 0)
		return -1;
	if (provider->keeps_file && !file_exists(path) &&
		provider->make(kek, path, err) < 0)
		return -1;
	/* What cannot be opened now must not wrap anything. */
	rc = kek_open(kek, key, err);
	seal_wipe(key, sizeof(key));
	return rc;
}

int
kek_open(const struct kek *kek, unsigned char key[CIPHER_KEY_SIZE],
	struct err *err)
{
	const struct kek_provider *provider = need_provider(kek, err);
	char path[PATH_MAX];

	if (provider == NULL || make_path(kek, path, err) < 0)
		return -1;
	return provider->open(kek, path, key, err);
}

bool
kek_exists(const struct kek *kek)
{
	struct err ignored;
	char path[PATH_MAX];

	return make_path(kek, path, &ignored) == 0 && file_exists(path);
}

int
kek_destroy(const struct kek *kek, struct err *err)
{
	char path[PATH_MAX];

	if (make_path(kek, path, err) < 0)
		return -1;
	if (file_forget_drafts(path, err) < 0)
		return -1;
	return file_exists(path) ? secret_file_destroy(path, err) : 0;
}
