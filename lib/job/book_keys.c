#include "job/book_keys.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/i18n.h"
#include "db/db.h"
#include "io/cipher.h"
#include "io/file.h"
#include "io/kek.h"
#include "io/keys.h"
#include "store/store_key.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* --- settings --- */

static const char *
setting(const char *name)
{
	const char *value = getenv(name);

	return value == NULL || value[0] == '\0' ? NULL : value;
}

int
book_keys_wanted(struct book_keys_wanted *wanted, struct err *err)
{
	const char *kek = setting("YIFEN_KEK");

	*wanted = (struct book_keys_wanted){ .kek_is_set = kek != NULL,
		.cipher = setting("YIFEN_CIPHER") };
	if (wanted->cipher != NULL && cipher_find(wanted->cipher) == NULL) {
		err_set(err, ERR_CONFIG,
			_("YIFEN_CIPHER: there is no cipher profile \"%s\""),
			wanted->cipher);
		return err_hint(err, "%s", _("It is aes or sm."));
	}
	return kek_setting(kek, &wanted->kek, err);
}

void
book_keys_kek(const struct db *db, const char *folder,
	const struct stored_kek *stored, struct kek *kek)
{
	*kek = (struct kek){ .folder = folder,
		.book = db_book(db),
		.id = stored->id,
		.provider = stored->provider,
		.locator = stored->locator,
		.cipher = stored->cipher };
}

/* Settings that were forgotten, or changed without a rotation. */
static int
check_settings(const struct kek *kek, struct err *err)
{
	char has[KEK_LOCATOR_MAX + 32], says[KEK_LOCATOR_MAX + 32];
	struct book_keys_wanted wanted;

	if (book_keys_wanted(&wanted, err) < 0)
		return -1;
	if (!kek_same(kek, &wanted.kek)) {
		err_set(err, ERR_CONFIG,
			_("the keys of this book are kept by %s, and YIFEN_KEK "
			  "says %s"),
			kek_text(kek, has, sizeof(has)),
			kek_text(&wanted.kek, says, sizeof(says)));
		return err_hint(err,
			_("Set YIFEN_KEK=%s; it is changed by yifen keys "
			  "rotate."),
			has);
	}
	if (wanted.cipher == NULL || strcmp(wanted.cipher, kek->cipher) == 0)
		return 0;
	err_set(err, ERR_CONFIG,
		_("the cipher profile of this book is %s, and YIFEN_CIPHER "
		  "says %s"),
		kek->cipher, wanted.cipher);
	return err_hint(err, "%s",
		_("Leave YIFEN_CIPHER out; it is changed by yifen keys "
		  "rotate."));
}

/* --- opening --- */

struct adding {
	struct keys *keys;
	const struct stored_keks *keks;
};

static int
add_wrap(void *ctx, const struct stored_wrap *stored, struct err *err)
{
	const struct adding *adding = ctx;
	struct keys_wrap wrap = { .key_id = stored->key_id,
		.cipher = stored->cipher,
		.kek_id = stored->kek_id };

	if (stored->len != sizeof(wrap.sealed))
		return err_set(err, ERR_CRYPTO,
			_("nothing here opens the data key %d"), wrap.key_id);
	memcpy(wrap.sealed, stored->sealed, sizeof(wrap.sealed));
	return keys_add(adding->keys, &wrap, err);
}

static int
fill(struct db *db, const char *folder, bool strict, struct keys *keys,
	struct arena *arena, struct err *err)
{
	struct stored_keks keks = { .count = 0 };
	struct adding adding = { keys, &keks };
	struct kek kek;

	if (store_key_keks(db, arena, &keks, err) < 0)
		return -1;
	if (keks.count == 0) {
		err_set(err, ERR_CONFIG, _("the book \"%s\" has no keys"),
			db_book(db));
		return err_hint(
			err, _("Run yifen init, which makes the keys."));
	}
	book_keys_kek(db, folder, &keks.at[keks.count - 1], &kek);
	if (strict && check_settings(&kek, err) < 0)
		return -1;
	for (size_t i = 0; i < keks.count; i++) {
		book_keys_kek(db, folder, &keks.at[i], &kek);
		if (!keks.at[i].retired && keys_add_kek(keys, &kek, err) < 0)
			return -1;
	}
	if (store_key_wraps(db, add_wrap, &adding, err) < 0)
		return -1;
	return keys_check(keys, err);
}

static int
open_keys(struct db *db, const char *folder, bool strict, struct keys **keys,
	struct err *err)
{
	struct arena arena = ARENA_INIT;
	int rc;

	if (keys_new(folder, keys, err) < 0)
		return -1;
	rc = fill(db, folder, strict, *keys, &arena, err);
	arena_release(&arena);
	if (rc < 0) {
		keys_close(*keys);
		*keys = NULL;
	}
	return rc;
}

int
book_keys_open(struct db *db, const char *folder, struct keys **keys,
	struct err *err)
{
	return open_keys(db, folder, true, keys, err);
}

int
book_keys_load(struct db *db, const char *folder, struct keys **keys,
	struct err *err)
{
	return open_keys(db, folder, false, keys, err);
}

/* --- data keys --- */

static int
draw(struct db *db, struct keys *keys, int key_id, struct err *err)
{
	struct stored_wrap stored;
	struct keys_wrap wrap;

	if (keys_draw(keys, key_id, &wrap, err) < 0)
		return -1;
	stored = (struct stored_wrap){ wrap.key_id, wrap.cipher, wrap.kek_id,
		wrap.sealed, sizeof(wrap.sealed) };
	return store_key_add(db, &stored, err);
}

int
book_keys_need(
	struct db *db, struct keys *keys, int run_id, struct err *err)
{
	bool has;

	/* Asked each time: the transaction that drew it may be gone. */
	if (store_key_has(db, run_id, &has, err) < 0)
		return -1;
	if (!has && draw(db, keys, run_id, err) < 0)
		return -1;
	return keys_use(keys, run_id, err);
}

/* --- the first ones --- */

static int
store_first(struct db *db, const struct stored_kek *stored,
	struct keys *keys, struct err *err)
{
	if (db_begin(db, err) < 0)
		return -1;
	if (store_key_add_kek(db, stored, err) < 0 ||
		draw(db, keys, KEYS_DIGEST, err) < 0) {
		db_rollback(db);
		return -1;
	}
	return db_commit(db, err);
}

static int
make_first(struct db *db, const char *folder, struct err *err)
{
	struct stored_kek stored = { .id = 1 };
	struct book_keys_wanted wanted;
	struct keys *keys = NULL;
	struct kek kek;
	int rc = -1;

	if (book_keys_wanted(&wanted, err) < 0)
		return -1;
	stored.provider = wanted.kek.provider;
	stored.locator = wanted.kek.locator;
	stored.cipher = wanted.cipher == NULL ? "aes" : wanted.cipher;
	book_keys_kek(db, folder, &stored, &kek);
	/* The mark comes first: a key without it is somebody's own. */
	if ((strcmp(kek.provider, "file") == 0 &&
		    keys_mark(folder, err) < 0) ||
		kek_make(&kek, err) < 0 || keys_new(folder, &keys, err) < 0)
		return -1;
	if (keys_add_kek(keys, &kek, err) == 0)
		rc = store_first(db, &stored, keys, err);
	keys_close(keys);
	return rc;
}

int
book_keys_make(struct db *db, const char *folder, struct err *err)
{
	struct stored_keks keks = { .count = 0 };
	struct arena arena = ARENA_INIT;
	int rc;

	rc = file_make_folder(folder, 0700, err);
	if (rc == 0)
		rc = store_key_keks(db, &arena, &keks, err);
	if (rc == 0 && keks.count == 0)
		rc = make_first(db, folder, err);
	arena_release(&arena);
	return rc;
}
