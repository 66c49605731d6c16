#include "suite.h"

#include "base/err.h"
#include "io/file.h"
#include "io/kek.h"
#include "keys_maker.h"
#include "scratch.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A folder with a folder for keys, and the path of the file of KEK 1. */
struct place {
	char folder[64], keys[256], file[512];
};

static void
make(struct place *p)
{
	struct err err = ERR_INIT;

	scratch_make(p->folder);
	scratch_path(p->folder, "keys", p->keys);
	CHECK_INT(file_make_folder(p->keys, 0700, &err), 0);
	snprintf(p->file, sizeof(p->file), "%s/yifen.kek-1", p->keys);
}

static const struct {
	const char *text;
	int rc;
	const char *provider, *locator;
} settings[] = {
	{ NULL, 0, "file", "" },
	{ "file", 0, "file", "" },
	{ "credential:kek", 0, "credential", "kek" },
	{ "store:pkcs11:object=kek", 0, "store", "pkcs11:object=kek" },
	{ "store:file:/a/b.pem", 0, "store", "file:/a/b.pem" },
	{ "", -1, "", "" },
	{ "file:x", -1, "", "" },
	{ "files", -1, "", "" },
	{ "credential", -1, "", "" },
	{ "credential:", -1, "", "" },
	{ "credential:../kek", -1, "", "" },
	{ "credential:.kek", -1, "", "" },
	{ "store:", -1, "", "" },
	{ "store:pkcs11:object=kek?pin-value=1234", -1, "", "" },
	{ "store:pkcs11:object=kek?PIN-VALUE=1234", -1, "", "" },
};

static void
test_settings(void)
{
	for (size_t i = 0; i < sizeof(settings) / sizeof(*settings); i++) {
		struct err err = ERR_INIT;
		struct kek kek = { .id = 1 };
		char text[64];

		CHECK_INT(kek_setting(settings[i].text, &kek, &err),
			settings[i].rc);
		if (settings[i].rc < 0) {
			CHECK_INT(err.code, ERR_CONFIG);
			CU_ASSERT_PTR_NULL(strstr(err.message, "1234"));
			continue;
		}
		CHECK_TEXT(kek.provider, settings[i].provider);
		CHECK_TEXT(kek.locator, settings[i].locator);
		if (settings[i].text != NULL)
			CHECK_TEXT(kek_text(&kek, text, sizeof(text)),
				settings[i].text);
	}
}

static void
test_file(void)
{
	unsigned char a[CIPHER_KEY_SIZE], b[CIPHER_KEY_SIZE];
	struct err err = ERR_INIT;
	struct place p;
	struct kek kek;
	struct stat st;

	make(&p);
	kek = keys_maker_kek(p.keys, 1, "aes");
	CU_ASSERT_FALSE(kek_exists(&kek));
	CHECK_INT(kek_destroy(&kek, &err), 0);
	CHECK_INT(kek_make(&kek, &err), 0);
	CU_ASSERT_TRUE(kek_exists(&kek));
	CHECK_INT(stat(p.file, &st), 0);
	CHECK_INT(st.st_mode & 07777, 0600);
	CHECK_INT(st.st_size, CIPHER_KEY_SIZE);
	CHECK_INT(kek_open(&kek, a, &err), 0);
	CHECK_INT(kek_make(&kek, &err), 0);
	CHECK_INT(kek_open(&kek, b, &err), 0);
	CU_ASSERT_EQUAL(memcmp(a, b, sizeof(a)), 0);
	/* Another book's is another one. */
	kek.book = "szca";
	CHECK_INT(kek_make(&kek, &err), 0);
	CHECK_INT(kek_open(&kek, b, &err), 0);
	CU_ASSERT_NOT_EQUAL(memcmp(a, b, sizeof(a)), 0);
	kek.book = "yifen";
	CHECK_INT(kek_destroy(&kek, &err), 1);
	CU_ASSERT_FALSE(file_exists(p.file));
	CHECK_INT(kek_open(&kek, a, &err), -1);
	kek.book = "szca";
	CHECK_INT(kek_open(&kek, a, &err), 0);
	scratch_remove(p.folder);
}

/* A hard link shows what was in the file when it went. */
static void
test_overwritten(void)
{
	struct err err = ERR_INIT;
	struct place p;
	struct kek kek;
	char kept[256], *bytes;
	size_t len = 0;

	make(&p);
	kek = keys_maker_kek(p.keys, 1, "aes");
	CHECK_INT(kek_make(&kek, &err), 0);
	CHECK_INT(link(p.file, scratch_path(p.folder, "kept", kept)), 0);
	CHECK_INT(kek_destroy(&kek, &err), 1);
	bytes = slurp(kept, &len);
	CHECK_INT(len, CIPHER_KEY_SIZE);
	for (size_t i = 0; i < len; i++)
		CHECK_INT(bytes[i], 0);
	free(bytes);
	scratch_remove(p.folder);
}

static void
check_refused(const struct kek *kek, const char *label)
{
	unsigned char key[CIPHER_KEY_SIZE];
	struct err err = ERR_INIT;

	CHECK_CASE(label, kek_open(kek, key, &err) == -1);
	CHECK_CASE(label, err.code == ERR_CONFIG);
}

static void
test_refused(void)
{
	struct err err = ERR_INIT;
	struct place p;
	struct kek kek;
	char moved[256];

	make(&p);
	kek = keys_maker_kek(p.keys, 1, "aes");
	CHECK_INT(kek_make(&kek, &err), 0);
	chmod(p.keys, 0750);
	check_refused(&kek, "a folder that the group may read");
	chmod(p.keys, 0700);
	chmod(p.file, 0604);
	check_refused(&kek, "a key that others may read");
	chmod(p.file, 0600);
	CHECK_INT(truncate(p.file, 31), 0);
	check_refused(&kek, "a short key");
	CHECK_INT(truncate(p.file, 33), 0);
	check_refused(&kek, "a long key");
	CHECK_INT(truncate(p.file, 32), 0);
	CHECK_INT(rename(p.file, scratch_path(p.folder, "elsewhere", moved)),
		0);
	check_refused(&kek, "a key that is missing");
	CHECK_INT(symlink(moved, p.file), 0);
	check_refused(&kek, "a symbolic link");
	scratch_remove(p.folder);
	check_refused(&kek, "no folder");
}

static void
test_credential(void)
{
	static const char bytes[] = "0123456789abcdef0123456789abcdef";
	unsigned char key[CIPHER_KEY_SIZE];
	struct err err = ERR_INIT;
	struct place p;
	struct kek kek;
	char path[256];

	make(&p);
	kek = keys_maker_kek(p.keys, 1, "aes");
	kek.provider = "credential";
	kek.locator = "kek";
	unsetenv("CREDENTIALS_DIRECTORY");
	CHECK_INT(kek_make(&kek, &err), -1);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "CREDENTIALS_DIRECTORY"));
	setenv("CREDENTIALS_DIRECTORY", p.folder, 1);
	CHECK_INT(kek_make(&kek, &err), -1);
	scratch_put(p.folder, "kek", bytes, 31, path);
	chmod(path, 0440);
	CHECK_INT(kek_make(&kek, &err), -1);
	scratch_put(p.folder, "kek", bytes, 32, path);
	chmod(path, 0440);
	CHECK_INT(kek_make(&kek, &err), 0);
	CHECK_INT(kek_open(&kek, key, &err), 0);
	CU_ASSERT_EQUAL(memcmp(key, bytes, sizeof(key)), 0);
	chmod(path, 0444);
	CHECK_INT(kek_open(&kek, key, &err), -1);
	/* Nothing of it is ours to destroy. */
	CHECK_INT(kek_destroy(&kek, &err), 0);
	CU_ASSERT_TRUE(file_exists(path));
	unsetenv("CREDENTIALS_DIRECTORY");
	scratch_remove(p.folder);
}

/* Private keys, and whether they can keep one of ours. */
static const struct {
	const char *options;
	bool keeps;
} stores[] = {
	{ "-algorithm RSA -pkeyopt rsa_keygen_bits:3072", true },
	{ "-algorithm SM2", true },
	{ "-algorithm RSA -pkeyopt rsa_keygen_bits:2048", false },
	{ "-algorithm EC -pkeyopt ec_paramgen_curve:P-256", false },
	{ "-algorithm RSA -pkeyopt rsa_keygen_bits:3072 -aes256"
	  " -pass pass:x",
		false },
};

static void
generate(const struct place *p, const char *name, const char *options)
{
	char command[512];

	snprintf(command, sizeof(command),
		"umask 077; openssl genpkey %s -out %s/%s 2> /dev/null",
		options, p->folder, name);
	CHECK_INT(system(command), 0);
}

static void
test_store(void)
{
	for (size_t i = 0; i < sizeof(stores) / sizeof(*stores); i++) {
		unsigned char a[CIPHER_KEY_SIZE], b[CIPHER_KEY_SIZE];
		struct err err = ERR_INIT;
		struct place p;
		struct kek kek;
		char uri[256], path[256];

		make(&p);
		generate(&p, "key.pem", stores[i].options);
		snprintf(uri, sizeof(uri), "file:%s/key.pem", p.folder);
		kek = keys_maker_kek(p.keys, 1, "sm");
		kek.provider = "store";
		kek.locator = uri;
		CHECK_CASE(stores[i].options,
			(kek_make(&kek, &err) == 0) == stores[i].keeps);
		if (!stores[i].keeps) {
			CHECK_INT(err.code, ERR_CONFIG);
			CU_ASSERT_FALSE(file_exists(p.file));
			scratch_remove(p.folder);
			continue;
		}
		CHECK_INT(kek_open(&kek, a, &err), 0);
		CHECK_INT(kek_open(&kek, b, &err), 0);
		CU_ASSERT_EQUAL(memcmp(a, b, sizeof(a)), 0);
		scratch_path(p.folder, "key.pem", path);
		chmod(path, 0644);
		CHECK_INT(kek_open(&kek, b, &err), -1);
		/* Another private key does not open it. */
		CHECK_INT(unlink(path), 0);
		generate(&p, "key.pem", stores[i].options);
		CHECK_INT(kek_open(&kek, b, &err), -1);
		CHECK_INT(unlink(path), 0);
		CHECK_INT(kek_open(&kek, b, &err), -1);
		scratch_remove(p.folder);
	}
}

static const struct test tests[] = {
	{ "kek_setting reads each provider", test_settings },
	{ "a file is made once, for us alone", test_file },
	{ "kek_destroy leaves zeros behind", test_overwritten },
	{ "what others may read is refused", test_refused },
	{ "a systemd credential is a key", test_credential },
	{ "a store's private key keeps one", test_store },
	{ NULL, NULL },
};

const struct suite test_kek = { "io/kek", tests };
