#include "job/deliver_write.h"

#include "base/arena.h"
#include "base/err.h"
#include "handout/manifest.h"
#include "io/cms.h"
#include "io/digest.h"
#include "io/file.h"
#include "io/signer.h"

#include <string.h>

#define SEALED ".p7m" /* RFC 8551, 3.2.1 */
#define MANIFEST "manifest" SEALED

/* One batch being written. */
struct writing {
	const struct deliver_place *place;
	struct arena *arena;
	const struct outbox_delivery *d;
	const char *folder; /* the path of it */
	struct buf manifest;
};

static const char *
name_of(const struct writing *w, const char *extension, const char *more,
	struct err *err)
{
	return arena_format(
		w->arena, err, "%06d.%s%s", w->d->batch_no, extension, more);
}

/* What earlier tries left of a file, and the file itself. */
static int
forget(const struct writing *w, const char *name, struct err *err)
{
	const char *path = name == NULL
		? NULL
		: arena_format(w->arena, err, "%s/%s", w->folder, name);

	if (path == NULL || file_forget_drafts(path, err) < 0)
		return -1;
	return file_remove(path, err);
}

/* The manifest goes first: it tells that all that it names is there.  A batch
 * that was begun in clear does not stay so beside the encrypted one. */
static int
forget_earlier(const struct writing *w, const char *extension, struct err *err)
{
	const char *const other = w->place->recipient == NULL ? SEALED : "";

	if (forget(w, name_of(w, MANIFEST, "", err), err) < 0 ||
		forget(w, name_of(w, extension, other, err), err) < 0)
		return -1;
	return forget(w, name_of(w, "csv", other, err), err);
}

static int
put(const struct writing *w, const char *name, const struct buf *content,
	struct err *err)
{
	const char *path = name == NULL
		? NULL
		: arena_format(w->arena, err, "%s/%s", w->folder, name);

	if (path == NULL || file_forget_drafts(path, err) < 0)
		return -1;
	return file_write(path, 0600, buf_text(content), content->len, err);
}

static int
add_to_manifest(struct writing *w, const char *name, const struct buf *content,
	struct err *err)
{
	unsigned char bytes[DIGEST_SIZE];
	char hex[2 * DIGEST_SIZE + 1];
	struct digest *digest = digest_new(err);
	int rc = -1;

	if (digest != NULL &&
		digest_add(digest, buf_text(content), content->len, err) == 0 &&
		digest_end(digest, bytes, err) == 0) {
		manifest_file(&w->manifest, name, content->len,
			digest_hex(bytes, hex));
		rc = 0;
	}
	digest_free(digest);
	return rc;
}

static int
put_sealed(struct writing *w, const char *name, const struct buf *content,
	struct err *err)
{
	struct buf sealed = BUF_INIT;
	int rc = -1;

	if (name != NULL &&
		cms_seal(w->place->signer, w->place->recipient,
			buf_text(content), content->len, &sealed, err) == 0 &&
		add_to_manifest(w, name, &sealed, err) == 0)
		rc = put(w, name, &sealed, err);
	buf_release(&sealed);
	return rc;
}

static int
put_file(struct writing *w, const char *extension, const struct buf *content,
	struct err *err)
{
	if (w->place->recipient == NULL)
		return put(w, name_of(w, extension, "", err), content, err);
	return put_sealed(w, name_of(w, extension, SEALED, err), content, err);
}

static int
put_manifest(struct writing *w, struct err *err)
{
	struct buf sealed = BUF_INIT;
	int rc = -1;

	if (buf_check(&w->manifest, err) == 0 &&
		cms_sign(w->place->signer, buf_text(&w->manifest),
			w->manifest.len, &sealed, err) == 0)
		rc = put(w, name_of(w, MANIFEST, "", err), &sealed, err);
	buf_release(&sealed);
	return rc;
}

static int
put_files(struct writing *w, const char *extension,
	const struct deliver_file *file, struct err *err)
{
	if (file->files[1].len > 0 &&
		put_file(w, "csv", &file->files[1], err) < 0)
		return -1;
	if (put_file(w, extension, &file->files[0], err) < 0)
		return -1;
	return w->place->recipient == NULL ? 0 : put_manifest(w, err);
}

int
deliver_write(const struct deliver_place *place, struct arena *arena,
	const struct outbox_delivery *d, const struct deliver_file *file,
	struct err *err)
{
	const char *const extension = deliver_folder_find(d->folder)->extension;
	const struct manifest head = { .book = place->book,
		.folder = d->folder,
		.batch_no = d->batch_no,
		.day = d->day,
		.count = (int64_t)d->count,
		.amount = d->amount,
		.repeats = d->repeats };
	struct writing w = { .place = place,
		.arena = arena,
		.d = d,
		.folder = arena_format(
			arena, err, "%s/outbox/%s", place->home, d->folder),
		.manifest = BUF_INIT };
	int rc = -1;

	if (w.folder == NULL || file_make_folder(w.folder, 0700, err) < 0)
		return -1;
	manifest_begin(&w.manifest, &head);
	if (forget_earlier(&w, extension, err) == 0)
		rc = put_files(&w, extension, file, err);
	buf_release(&w.manifest);
	return rc;
}

int
deliver_write_signer(
	const struct deliver_place *place, struct arena *arena, struct err *err)
{
	const char *folder = arena_format(arena, err, "%s/outbox", place->home);
	const char *path =
		arena_format(arena, err, "%s/outbox/signer.pem", place->home);
	struct buf pem = BUF_INIT;
	int rc = -1;

	if (folder != NULL && path != NULL &&
		signer_certificate(place->signer, &pem, err) == 0 &&
		file_make_folder(folder, 0700, err) == 0 &&
		file_forget_drafts(path, err) == 0)
		rc = file_keep(path, 0644, buf_text(&pem), pem.len, err);
	buf_release(&pem);
	return rc;
}
