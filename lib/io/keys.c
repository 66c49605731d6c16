#include "io/keys.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/map.h"
#include "base/vec.h"
#include "io/file.h"
#include "io/kek.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MARK "demonstration"
#define KEKS_MAX 8
#define OPEN_MAX 64 /* data keys in clear at a time */
#define USES_MAX UINT32_MAX

struct opened_kek {
	int id;
	const struct cipher *cipher;
	unsigned char bytes[CIPHER_KEY_SIZE];
};

/* What is secret, in the secure heap. */
struct secrets {
	struct opened_kek keks[KEKS_MAX];
	size_t kek_count;
	struct keys_open digest; /* asked for once a word: never evicted */
	struct keys_open open[OPEN_MAX];
	size_t next; /* to be evicted */
	uint32_t uses;
};

struct wrapped {
	int key_id;
	const struct cipher *cipher;
	int kek_id;
	unsigned char sealed[KEYS_WRAP_SIZE];
};

struct keys {
	struct arena arena;
	struct map by_id; /* to wraps.at */
	struct {
		VEC(struct wrapped);
	} wraps;
	struct secrets *secrets;
	int current; /* key id, -1: none yet */
	bool demonstration;
};

static int
mark_path(const char *folder, char path[PATH_MAX], struct err *err)
{
	const int len = snprintf(path, PATH_MAX, "%s/" MARK, folder);

	if (len < 0 || len >= PATH_MAX)
		return err_set(
			err, ERR_CONFIG, _("%s: the path is too long"), folder);
	return 0;
}

int
keys_mark(const char *folder, struct err *err)
{
	struct file_names names = { .count = 0 };
	struct arena arena = ARENA_INIT;
	char path[PATH_MAX];
	int rc = -1;

	if (mark_path(folder, path, err) == 0 &&
		file_list(&arena, folder, &names, err) == 0)
		rc = names.count > 0
			? 0
			: file_create(path, 0600, "", 0, err);
	arena_release(&arena);
	return rc < 0 ? -1 : 0;
}

int
keys_unmark(const char *folder, struct err *err)
{
	char path[PATH_MAX];

	if (mark_path(folder, path, err) < 0)
		return -1;
	if (!file_exists(path))
		return 0;
	return file_remove(path, err) < 0 ? -1 : 1;
}

int
keys_new(const char *folder, struct keys **keys, struct err *err)
{
	struct keys *made;
	char mark[PATH_MAX];

	*keys = NULL;
	if (mark_path(folder, mark, err) < 0)
		return -1;
	made = calloc(1, sizeof(*made));
	if (made == NULL)
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	map_init(&made->by_id, &made->arena);
	made->current = -1;
	made->demonstration = file_exists(mark);
	made->secrets = OPENSSL_secure_zalloc(sizeof(*made->secrets));
	if (made->secrets == NULL) {
		keys_close(made);
		return err_set(err, ERR_MEMORY, _("memory is exhausted"));
	}
	*keys = made;
	return 0;
}

void
keys_close(struct keys *keys)
{
	if (keys == NULL)
		return;
	OPENSSL_secure_clear_free(keys->secrets, sizeof(*keys->secrets));
	arena_release(&keys->arena);
	free(keys);
}

bool
keys_are_demonstration(const struct keys *keys)
{
	return keys->demonstration;
}

/* --- key-encryption keys --- */

int
keys_add_kek(struct keys *keys, const struct kek *kek, struct err *err)
{
	struct secrets *const s = keys->secrets;
	struct opened_kek *o;

	if (s->kek_count == KEKS_MAX)
		return err_set(err, ERR_CONFIG, "%s",
			_("too many rotations of the keys were cut off"));
	o = &s->keks[s->kek_count];
	o->id = kek->id;
	o->cipher = cipher_find(kek->cipher);
	if (o->cipher == NULL)
		return err_set(err, ERR_BUG, "there is no cipher profile %s",
			kek->cipher);
	if (kek_open(kek, o->bytes, err) < 0)
		return -1;
	s->kek_count++;
	return 0;
}

static const struct opened_kek *
find_kek(const struct keys *keys, int id)
{
	for (size_t i = 0; i < keys->secrets->kek_count; i++)
		if (keys->secrets->keks[i].id == id)
			return &keys->secrets->keks[i];
	return NULL;
}

/* What a wrapped key is bound to; the id of the data key and the version are
 * in its head. */
#define WRAP_AAD_SIZE 64
static const char *
wrap_aad(int key_id, const struct cipher *cipher, int kek_id,
	char aad[WRAP_AAD_SIZE])
{
	snprintf(aad, WRAP_AAD_SIZE, "data_key_wrap|sealed|%d|%s|%d", key_id,
		cipher->name, kek_id);
	return aad;
}

/* --- data keys --- */

static const struct wrapped *
find_wrapped(const struct keys *keys, int key_id)
{
	const struct map_node *node = map_get(
		&keys->by_id, (const char *)&key_id, sizeof(key_id));

	return node == NULL ? NULL : &keys->wraps.at[node->value];
}

bool
keys_has(const struct keys *keys, int key_id)
{
	return find_wrapped(keys, key_id) != NULL;
}

static void
forget_open(const struct keys *keys, int key_id)
{
	struct secrets *const s = keys->secrets;

	for (size_t i = 0; i < OPEN_MAX; i++)
		if (s->open[i].key_id == key_id)
			OPENSSL_cleanse(&s->open[i], sizeof(s->open[i]));
}

/* Over the key of the same number, which a transaction that was rolled back
 * drew and nobody stored. */
static int
add_wrapped(
	struct keys *keys, const struct wrapped *wrapped, struct err *err)
{
	const struct map_node *node = map_get(&keys->by_id,
		(const char *)&wrapped->key_id, sizeof(wrapped->key_id));
	struct wrapped *new;
	const char *key;

	if (node != NULL) {
		keys->wraps.at[node->value] = *wrapped;
		forget_open(keys, wrapped->key_id);
		return 0;
	}
	new = vec_push(&keys->wraps, &keys->arena, err);
	if (new == NULL)
		return -1;
	*new = *wrapped;
	key = arena_text(&keys->arena, (const char *)&new->key_id,
		sizeof(new->key_id), err);
	return key == NULL ? -1
			   : map_add(&keys->by_id, key, sizeof(new->key_id),
				     keys->wraps.count - 1, err);
}

int
keys_add(struct keys *keys, const struct keys_wrap *wrap, struct err *err)
{
	struct wrapped wrapped = { wrap->key_id, cipher_find(wrap->cipher),
		wrap->kek_id, { 0 } };

	if (wrapped.cipher == NULL || find_kek(keys, wrap->kek_id) == NULL)
		return err_set(err, ERR_CRYPTO,
			_("nothing here opens the data key %d"), wrap->key_id);
	memcpy(wrapped.sealed, wrap->sealed, sizeof(wrapped.sealed));
	return add_wrapped(keys, &wrapped, err);
}

static int
unwrap(const struct keys *keys, const struct wrapped *w,
	struct keys_open *open, struct err *err)
{
	const struct opened_kek *kek = find_kek(keys, w->kek_id);
	char aad[WRAP_AAD_SIZE];

	open->key_id = w->key_id;
	open->cipher = NULL;
	if (kek == NULL || cipher_key_id(w->sealed, sizeof(w->sealed)) !=
			w->key_id)
		return err_set(err, ERR_CRYPTO,
			_("nothing here opens the data key %d"), w->key_id);
	if (cipher_open(kek->cipher, kek->bytes,
		    wrap_aad(w->key_id, w->cipher, w->kek_id, aad), w->sealed,
		    sizeof(w->sealed), open->bytes, err) < 0)
		return err_within(err, _("data key %d"), w->key_id);
	open->cipher = w->cipher;
	return 0;
}

static int
wrap(const struct opened_kek *kek, const struct cipher *cipher, int key_id,
	const unsigned char *bytes, unsigned char sealed[KEYS_WRAP_SIZE],
	struct err *err)
{
	char aad[WRAP_AAD_SIZE];

	return cipher_seal(kek->cipher, kek->bytes, key_id,
		wrap_aad(key_id, cipher, kek->id, aad), bytes, CIPHER_KEY_SIZE,
		sealed, err);
}

static const struct opened_kek *
last_kek(const struct keys *keys, struct err *err)
{
	const struct secrets *s = keys->secrets;

	if (s->kek_count > 0)
		return &s->keks[s->kek_count - 1];
	err_set(err, ERR_BUG, "there is no key to wrap with");
	return NULL;
}

const struct keys_open *
keys_find(const struct keys *keys, int key_id, struct err *err)
{
	struct secrets *const s = keys->secrets;
	struct keys_open *open = &s->digest;
	const struct wrapped *wrapped;

	if (open->cipher != NULL && key_id == KEYS_DIGEST)
		return open;
	for (size_t i = 0; i < OPEN_MAX; i++)
		if (s->open[i].cipher != NULL && s->open[i].key_id == key_id)
			return &s->open[i];
	wrapped = find_wrapped(keys, key_id);
	if (wrapped == NULL) {
		err_set(err, ERR_CRYPTO, _("there is no data key %d"), key_id);
		return NULL;
	}
	if (key_id != KEYS_DIGEST) {
		open = &s->open[s->next];
		s->next = (s->next + 1) % OPEN_MAX;
	}
	return unwrap(keys, wrapped, open, err) < 0 ? NULL : open;
}

int
keys_check(const struct keys *keys, struct err *err)
{
	if (keys_find(keys, KEYS_DIGEST, err) != NULL)
		return 0;
	return err_hint(err, "%s",
		_("The key-encryption key is not the one that this book was "
		  "made with: put back the copy that was kept of it."));
}

int
keys_draw(struct keys *keys, int key_id, struct keys_wrap *out,
	struct err *err)
{
	const struct opened_kek *kek = last_kek(keys, err);
	unsigned char bytes[CIPHER_KEY_SIZE];
	struct wrapped wrapped;
	int rc;

	if (kek == NULL)
		return -1;
	if (RAND_priv_bytes(bytes, sizeof(bytes)) != 1)
		return err_set(err, ERR_CRYPTO, _("no random bytes are left"));
	wrapped = (struct wrapped){ key_id, kek->cipher, kek->id, { 0 } };
	rc = wrap(kek, kek->cipher, key_id, bytes, wrapped.sealed, err);
	OPENSSL_cleanse(bytes, sizeof(bytes));
	if (rc < 0)
		return -1;
	*out = (struct keys_wrap){ key_id, kek->cipher->name, kek->id, { 0 } };
	memcpy(out->sealed, wrapped.sealed, sizeof(out->sealed));
	return add_wrapped(keys, &wrapped, err);
}

int
keys_use(struct keys *keys, int key_id, struct err *err)
{
	if (keys_find(keys, key_id, err) == NULL)
		return -1;
	if (keys->current != key_id)
		keys->secrets->uses = 0;
	keys->current = key_id;
	return 0;
}

const struct keys_open *
keys_next(const struct keys *keys, struct err *err)
{
	if (keys->current < 0) {
		err_set(err, ERR_BUG, "no data key is in use");
		return NULL;
	}
	if (keys->secrets->uses == USES_MAX) {
		err_set(err, ERR_CRYPTO, "%s",
			_("too much is sealed with one data key"));
		return NULL;
	}
	keys->secrets->uses++;
	return keys_find(keys, keys->current, err);
}

int
keys_rewrap(const struct keys *keys, int key_id, struct keys_wrap *out,
	struct err *err)
{
	const struct opened_kek *kek = last_kek(keys, err);
	const struct keys_open *open = keys_find(keys, key_id, err);

	if (kek == NULL || open == NULL)
		return -1;
	*out = (struct keys_wrap){ key_id, open->cipher->name, kek->id, { 0 } };
	return wrap(kek, open->cipher, key_id, open->bytes, out->sealed, err);
}
