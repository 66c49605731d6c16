#include "job/job_rotate.h"

#include "base/err.h"
#include "base/i18n.h"
#include "db/db.h"
#include "io/kek.h"
#include "io/keys.h"
#include "io/secret_file.h"
#include "job/book_keys.h"
#include "job/session.h"
#include "job/ui.h"
#include "store/store_key.h"

#include <string.h>

/*
 * The order of the steps is what lets a rotation be killed anywhere:
 *
 *	1. the new KEK's file, then its row: a file without a row is nobody's
 *	2. the wraps of it, some at a time, beside the old ones
 *	3. under the book's lock, so that nobody holds the old KEK: the wraps
 *	   that are still missing, and the old one's row among the retired
 *	4. the demonstration's mark, then the old KEK's file
 *
 * Whatever is left of it, rows say what: another rotation goes on with that
 * and begins no new one.
 */

#define STEP 500 /* data keys in one transaction */

struct rotation {
	struct session *session;
	const struct job_ui *ui;
	const char *folder;
	struct stored_keks keks;
	struct keys *keys;
	int lock;
	int64_t rewrapped;
};

static const struct stored_kek *
newest(const struct rotation *r)
{
	return &r->keks.at[r->keks.count - 1];
}

static int
read_keks(struct rotation *r, struct err *err)
{
	struct session *s = r->session;

	r->keks.count = 0;
	if (store_key_keks(s->db, &s->arena, &r->keks, err) < 0)
		return -1;
	if (r->keks.count > 0)
		return 0;
	err_set(err, ERR_CONFIG, _("the book \"%s\" has no keys"), s->book);
	return err_hint(err, _("Run yifen init, which makes the keys."));
}

/* --- what there is to do --- */

/* Whether an earlier rotation was cut off: one KEK too many, or the file of
 * one that is retired. */
static bool
is_unfinished(const struct rotation *r)
{
	for (size_t i = 0; i + 1 < r->keks.count; i++) {
		struct kek kek;

		book_keys_kek(r->session->db, r->folder, &r->keks.at[i], &kek);
		if (!r->keks.at[i].retired || kek_exists(&kek))
			return true;
	}
	return false;
}

/* The settings must say where it was going. */
static int
check_unfinished(const struct rotation *r,
	const struct book_keys_wanted *wanted, struct err *err)
{
	char text[KEK_LOCATOR_MAX + 32];
	struct kek kek;

	book_keys_kek(r->session->db, r->folder, newest(r), &kek);
	if (kek_same(&kek, &wanted->kek) &&
		(wanted->cipher == NULL ||
			strcmp(wanted->cipher, kek.cipher) == 0))
		return 0;
	err_set(err, ERR_CONFIG, "%s",
		_("a rotation that was cut off comes first, and the settings "
		  "are not its own"));
	return err_hint(err, _("Set YIFEN_KEK=%s and YIFEN_CIPHER=%s."),
		kek_text(&kek, text, sizeof(text)), kek.cipher);
}

/* A setting that was forgotten must not move the keys into a file; and where
 * its provider makes no key, the new one must lie under another name. */
static int
check_new(const struct rotation *r, const struct book_keys_wanted *wanted,
	struct err *err)
{
	char text[KEK_LOCATOR_MAX + 32];
	struct kek kek;

	book_keys_kek(r->session->db, r->folder, newest(r), &kek);
	kek_text(&kek, text, sizeof(text));
	if (!wanted->kek_is_set && !kek_same(&kek, &wanted->kek)) {
		err_set(err, ERR_CONFIG,
			_("the keys of this book are kept by %s, and YIFEN_KEK "
			  "does not say where the new one goes"),
			text);
		return err_hint(err, "%s",
			_("Set it, to \"file\" if it shall be a file."));
	}
	if (strcmp(kek.provider, "credential") != 0 ||
		!kek_same(&kek, &wanted->kek))
		return 0;
	err_set(err, ERR_CONFIG, _("%s holds the key that is in use"), text);
	return err_hint(err, "%s",
		_("Load the new key as another credential, beside the old "
		  "one."));
}

/* --- 1: a new KEK --- */

static int
begin_new(struct rotation *r, const struct book_keys_wanted *wanted,
	struct err *err)
{
	struct db *db = r->session->db;
	char text[KEK_LOCATOR_MAX + 32];
	const struct stored_kek stored = { newest(r)->id + 1,
		wanted->kek.provider, wanted->kek.locator,
		wanted->cipher == NULL ? newest(r)->cipher : wanted->cipher,
		false };
	struct kek kek;

	book_keys_kek(db, r->folder, &stored, &kek);
	/* Of a rotation that was killed before it had a row, perhaps of
	 * another provider. */
	if (kek_destroy(&kek, err) < 0 || kek_make(&kek, err) < 0 ||
		store_key_add_kek(db, &stored, err) < 0)
		return -1;
	ui_tell(r->ui, _("the key-encryption key %d was made: %s, cipher %s"),
		kek.id, kek_text(&kek, text, sizeof(text)), kek.cipher);
	return read_keks(r, err);
}

static int
begin(struct rotation *r, struct err *err)
{
	struct book_keys_wanted wanted;

	if (book_keys_wanted(&wanted, err) < 0)
		return -1;
	if (is_unfinished(r)) {
		ui_tell(r->ui, "%s", _("a rotation that was cut off goes on"));
		return check_unfinished(r, &wanted, err);
	}
	/* What there is must open before anything is made. */
	if (check_new(r, &wanted, err) < 0 ||
		book_keys_load(r->session->db, r->folder, &r->keys, err) < 0)
		return -1;
	return begin_new(r, &wanted, err);
}

/* --- 2: new wraps --- */

static int
reload(struct rotation *r, struct err *err)
{
	keys_close(r->keys);
	return book_keys_load(r->session->db, r->folder, &r->keys, err);
}

static int
rewrap(struct rotation *r, int key_id, struct err *err)
{
	struct stored_wrap stored;
	struct keys_wrap wrap;

	if (keys_rewrap(r->keys, key_id, &wrap, err) < 0)
		return -1;
	stored = (struct stored_wrap){ wrap.key_id, wrap.cipher, wrap.kek_id,
		wrap.sealed, sizeof(wrap.sealed) };
	return store_key_add_wrap(r->session->db, &stored, err);
}

/* Those of ${ids} that the ring knows; a run may have drawn one since it was
 * loaded.  Their count, or -1. */
static int64_t
rewrap_some(
	struct rotation *r, const int *ids, size_t count, struct err *err)
{
	struct db *db = r->session->db;
	int64_t done = 0;

	if (db_begin(db, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		if (!keys_has(r->keys, ids[i]))
			continue;
		if (rewrap(r, ids[i], err) < 0) {
			db_rollback(db);
			return -1;
		}
		done++;
	}
	return db_commit(db, err) < 0 ? -1 : done;
}

static int
rewrap_all(struct rotation *r, struct err *err)
{
	int ids[STEP];
	int64_t done;
	size_t count;

	if (reload(r, err) < 0)
		return -1;
	for (;;) {
		if (store_key_unwrapped(r->session->db, newest(r)->id, ids,
			    STEP, &count, err) < 0)
			return -1;
		if (count == 0)
			return 0;
		done = rewrap_some(r, ids, count, err);
		if (done < 0 || (done == 0 && reload(r, err) < 0))
			return -1;
		r->rewrapped += done;
		r->ui->progress(r->ui->ctx, _("wrapping"), r->rewrapped, 0);
	}
}

/* --- 3 and 4: an end of the old one --- */

static int
retire(struct rotation *r, struct err *err)
{
	struct db *db = r->session->db;

	if (db_lock(db, err) < 0) {
		if (err->code == ERR_LOCKED)
			err_hint(err, "%s",
				_("All is wrapped by the new key. Run yifen "
				  "keys rotate again when that run is done: "
				  "the old one is destroyed then."));
		return -1;
	}
	if (rewrap_all(r, err) < 0 ||
		store_key_retire(db, newest(r)->id, err) < 0)
		return -1;
	return read_keks(r, err);
}

static int
destroy(const struct rotation *r, const struct stored_kek *stored,
	struct err *err)
{
	char text[KEK_LOCATOR_MAX + 32];
	struct kek kek;
	int gone;

	book_keys_kek(r->session->db, r->folder, stored, &kek);
	gone = kek_destroy(&kek, err);
	if (gone > 0)
		ui_tell(r->ui, _("the key-encryption key %d was destroyed"),
			kek.id);
	else if (gone == 0 && kek.id + 1 == newest(r)->id &&
		strcmp(kek.provider, "credential") == 0)
		ui_tell(r->ui, _("nothing needs %s any more: destroy it"),
			kek_text(&kek, text, sizeof(text)));
	return gone < 0 ? -1 : 0;
}

static int
end(struct rotation *r, struct err *err)
{
	int unmarked;

	ui_tell(r->ui,
		ngettext("%lld data key was wrapped anew",
			"%lld data keys were wrapped anew",
			(unsigned long)r->rewrapped),
		(long long)r->rewrapped);
	unmarked = keys_unmark(r->folder, err);
	if (unmarked < 0)
		return -1;
	if (unmarked > 0)
		ui_tell(r->ui, "%s",
			_("the keys are not the demonstration's any more"));
	for (size_t i = 0; i + 1 < r->keks.count; i++)
		if (destroy(r, &r->keks.at[i], err) < 0)
			return -1;
	return 0;
}

int
job_rotate(const struct job_ui *ui, struct err *err)
{
	struct rotation r = { .ui = ui, .lock = -1 };
	int rc = -1;

	if (session_open("keys", SESSION_READ, &r.session, err) < 0)
		return -1;
	r.folder = session_path(r.session, "keys", err);
	if (r.folder != NULL &&
		secret_file_lock(r.folder, &r.lock, err) == 0 &&
		read_keks(&r, err) == 0 && begin(&r, err) == 0 &&
		rewrap_all(&r, err) == 0 && retire(&r, err) == 0)
		rc = end(&r, err);
	keys_close(r.keys);
	secret_file_unlock(r.lock);
	session_close(r.session);
	return rc;
}
