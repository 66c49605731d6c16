#include "keys_maker.h"

#include "suite.h"

#include "base/err.h"
#include "io/file.h"
#include "io/kek.h"
#include "io/keys.h"

struct kek
keys_maker_kek(const char *folder, int id, const char *cipher)
{
	return (struct kek){ .folder = folder,
		.book = "yifen",
		.id = id,
		.provider = "file",
		.locator = "",
		.cipher = cipher };
}

struct keys *
keys_maker(const char *folder, const char *cipher)
{
	const struct kek kek = keys_maker_kek(folder, 1, cipher);
	struct err err = ERR_INIT;
	struct keys *keys = NULL;
	struct keys_wrap wrap;

	CHECK_INT(file_make_folder(folder, 0700, &err), 0);
	CHECK_INT(keys_mark(folder, &err), 0);
	CHECK_INT(kek_make(&kek, &err), 0);
	CHECK_INT(keys_new(folder, &keys, &err), 0);
	CU_ASSERT_PTR_NOT_NULL_FATAL(keys);
	CHECK_INT(keys_add_kek(keys, &kek, &err), 0);
	CHECK_INT(keys_draw(keys, KEYS_DIGEST, &wrap, &err), 0);
	CHECK_INT(keys_draw(keys, 1, &wrap, &err), 0);
	CHECK_INT(keys_use(keys, 1, &err), 0);
	return keys;
}
