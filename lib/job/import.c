#include "job/import.h"

#include "base/err.h"
#include "base/i18n.h"
#include "db/db.h"
#include "io/digest.h"
#include "job/read.h"
#include "job/take.h"
#include "job/ui.h"
#include "store/store_book.h"
#include "store/store_code.h"
#include "store/store_file.h"
#include "store/store_run.h"

#include <stdlib.h>
#include <string.h>

/* A file of the inbox: its place in the work is its digest's. */
struct candidate {
	const char *path;
	unsigned char sha256[DIGEST_SIZE];
};

static int
by_digest(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	const int order = memcmp(x->sha256, y->sha256, DIGEST_SIZE);

	return order != 0 ? order : strcmp(x->path, y->path);
}

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

/* What every file of an import needs, read once. */
struct importing {
	const struct import *import;
	struct arena arena;
	struct book book;
	struct redactor redactor;
};

static int
prepare(struct importing *w, struct err *err)
{
	struct session *s = w->import->session;

	w->book = (struct book){ .arena = &w->arena };
	w->redactor.keys = s->keys;
	if (store_book_reference(s->db, 0, &w->book, err) < 0)
		return -1;
	return store_code_digests(s->db, &w->arena, &w->redactor.known, err);
}

/* Walk one file. */
static int
import_file(struct importing *w, const struct candidate *c, struct err *err)
{
	struct take take = { .import = w->import, .book = &w->book,
		.redactor = &w->redactor, .path = c->path,
		.canonical = BUF_SECRET };
	const struct read_handler handler = { .ctx = &take,
		.wants = take_wants, .begin = take_begin, .bytes = take_bytes,
		.end = take_end };
	int rc;

	memcpy(take.sha256, c->sha256, DIGEST_SIZE);
	rc = read_file(c->path, w->import->as, &handler, w->import->ui, err);
	take_release(&take);
	return rc;
}

static int
import_unless_known(struct importing *w, const struct candidate *c,
	struct err *err)
{
	bool known;

	if (store_file_known(w->import->session->db, c->sha256,
		    base_name(c->path), &known, err) < 0)
		return -1;
	if (known) {
		w->import->result->known_files++;
		return 0;
	}
	return import_file(w, c, err);
}

int
import_files(const struct import *import, const char *const *paths,
	size_t count, struct err *err)
{
	struct importing w = { .import = import };
	struct candidate *files;
	int rc = -1;

	files = arena_alloc(&w.arena, (count + 1) * sizeof(*files), err);
	if (files == NULL)
		goto done;
	for (size_t i = 0; i < count; i++) {
		files[i].path = paths[i];
		if (digest_file(paths[i], files[i].sha256, err) < 0)
			goto done;
	}
	qsort(files, count, sizeof(*files), by_digest);
	if (prepare(&w, err) < 0)
		goto done;
	for (rc = 0; rc == 0 && count > 0; count--)
		rc = import_unless_known(&w, files++, err);
	if (rc == 0)
		rc = store_run_refresh_statistics(import->session->db, err);
done:
	arena_release(&w.arena);
	return rc;
}
