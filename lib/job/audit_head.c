#include "job/audit_head.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "db/db.h"
#include "io/file.h"
#include "io/sign.h"
#include "job/head_files.h"
#include "job/session.h"
#include "store/store_audit.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* --- the key --- */

static const char *
key_path(struct session *s, struct err *err)
{
	return session_path(s, "keys/audit.key", err);
}

/* The public half goes where the heads are, and comes back if it went. */
static int
write_public(struct session *s, const char *key_file, struct err *err)
{
	const char *path = session_path(s, AUDIT_FOLDER "/" HEAD_KEY, err);
	struct sign_key *key = NULL;
	int rc = -1;

	if (path == NULL)
		return -1;
	if (file_exists(path))
		return 0;
	if (sign_open(key_file, &key, err) == 0)
		rc = sign_write_public(key, path, err);
	sign_close(key);
	return rc;
}

int
audit_head_make_key(struct session *s, struct err *err)
{
	const char *folder = session_path(s, AUDIT_FOLDER, err);
	const char *path = key_path(s, err);
	const char *cipher = getenv("YIFEN_CIPHER");
	const bool sm = cipher != NULL && strcmp(cipher, "sm") == 0;

	if (folder == NULL || path == NULL ||
		file_make_folder(folder, 0700, err) < 0 ||
		sign_make(path, sm, err) < 0)
		return -1;
	return write_public(s, path, err);
}

/* --- the head --- */

struct writing {
	struct arena arena;
	struct session *session;
	const char *folder;
	struct sign_key *key;
	struct kept_head last;
	int64_t after; /* event of the head that this one goes on from */
	int64_t seq;
	char hash[HEAD_HEX + 1];
	struct head_gap gap; /* between that one and the last, if any */
};

static int
follow(void *ctx, const struct audit_event *event, struct err *err)
{
	struct writing *w = ctx;

	if (event->seq != w->seq + 1 || strcmp(event->prev, w->hash) != 0 ||
		!event->is_whole)
		return err_set(err, ERR_AUDIT,
			_("event %lld of the audit trail is broken"),
			(long long)event->seq);
	w->seq = event->seq;
	memcpy(w->hash, event->hash, sizeof(w->hash));
	return 0;
}

/* All events after that of ${head}, in one chain with it. */
static int
go_on_from(struct writing *w, const struct head *head, struct err *err)
{
	w->after = w->seq = head->seq;
	memcpy(w->hash, head->hash, sizeof(w->hash));
	return store_audit_chain(w->session->db, head->seq, follow, w, err);
}

/* From the event of the last head on, if there is one: what was signed must
 * be there still, with what came after it in one chain. */
static int
follow_last(struct writing *w, struct err *err)
{
	const struct head *last = &w->last.head;
	int64_t tip;
	char hash[HEAD_HEX + 1];

	if (store_audit_tip(w->session->db, &tip, hash, err) < 0)
		return -1;
	if (tip < last->seq)
		return err_set(err, ERR_AUDIT,
			_("head %06d was signed at event %lld, the audit trail "
			  "ends with %lld"),
			last->number, (long long)last->seq, (long long)tip);
	if (tip == last->seq && strcmp(hash, last->hash) != 0)
		return err_set(err, ERR_AUDIT,
			_("event %lld is not the one that head %06d signed"),
			(long long)tip, last->number);
	return go_on_from(w, last, err);
}

/* The book was put back, and two people accepted that the last head and those
 * before it signed more: from the one that the book still has. */
static int
cross_gap(struct writing *w, bool *crossed, struct err *err)
{
	struct audit_gaps gaps = { .count = 0 };
	struct kept_head from;

	*crossed = false;
	if (store_audit_gaps(w->session->db, &w->arena, &gaps, err) < 0)
		return -1;
	for (size_t i = 0; i < gaps.count && !*crossed; i++) {
		w->gap = gaps.at[i].gap;
		*crossed = w->gap.to == w->last.head.number &&
			strcmp(gaps.at[i].to_digest, w->last.digest) == 0;
	}
	if (!*crossed) {
		w->gap = (struct head_gap){ .to = 0 };
		return 0;
	}
	if (head_folder_one(&w->arena, w->folder, w->gap.from, w->key, &from,
		    err) < 0)
		return -1;
	return go_on_from(w, &from.head, err);
}

static int
check_chain(struct writing *w, struct err *err)
{
	struct err failure = ERR_INIT;
	bool crossed = false;

	if (follow_last(w, err) == 0)
		return 0;
	if (err->code != ERR_AUDIT || cross_gap(w, &crossed, &failure) < 0)
		return -1;
	if (!crossed)
		return -1;
	*err = (struct err)ERR_INIT;
	return 0;
}

static const char *
now_text(struct arena *arena, struct err *err)
{
	const time_t there = time(NULL) + 8 * 3600;
	struct tm tm;
	char text[32];

	gmtime_r(&there, &tm);
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S+08:00", &tm);
	return arena_text(arena, text, strlen(text), err);
}

static int
compose(struct writing *w, struct head *head, struct buf *totals,
	struct err *err)
{
	struct session *s = w->session;
	struct audit_places places = { .count = 0 };
	unsigned char print[DIGEST_SIZE];
	char *key = arena_alloc(&w->arena, HEAD_HEX + 1, err);

	if (key == NULL || sign_fingerprint(w->key, print, err) < 0 ||
		store_audit_totals(s->db, w->after, w->seq, totals, err) < 0 ||
		store_audit_places(s->db, &w->arena, w->after, w->seq, &places,
			err) < 0)
		return -1;
	*head = (struct head){
		.number = w->last.head.number + 1,
		.before = w->last.digest,
		.book = s->book,
		.at = now_text(&w->arena, err),
		.algorithm = sign_algorithm(w->key),
		.key = digest_hex(print, key),
		.seq = w->seq,
		.hash = w->hash,
		.gap = w->gap,
		.totals = buf_text(totals),
	};
	if (head->at == NULL)
		return -1;
	return head_files_add(&w->arena, s->home, &places, head, err);
}

/* In one view of the book. */
static int
write_head(struct writing *w, struct err *err)
{
	struct buf totals = BUF_INIT;
	struct head head;
	int rc = -1;

	if (w->last.head.number > 0 &&
		strcmp(w->last.head.book, w->session->book) != 0)
		return err_set(err, ERR_AUDIT,
			_("the heads are those of the book \"%s\""),
			w->last.head.book);
	if (check_chain(w, err) < 0)
		return -1;
	if (w->gap.to == 0 && w->seq == w->last.head.seq)
		return 0;
	if (compose(w, &head, &totals, err) == 0)
		rc = head_folder_add(
			&w->arena, w->folder, w->key, &head, err);
	buf_release(&totals);
	return rc;
}

static int
in_one_view(struct writing *w, struct err *err)
{
	struct db *db = w->session->db;
	int rc;

	if (db_begin_read(db, err) < 0)
		return -1;
	rc = write_head(w, err);
	db_rollback(db);
	if (rc < 0 && err->code == ERR_AUDIT)
		err_hint(err,
			_("yifen audit says where; until that is settled the "
			  "book is not worked in (docs/audit.md)."));
	return rc;
}

/* Whether this is one who writes heads; no key is an error for a command that
 * needs the other keys, too. */
static int
may_write(struct session *s, const char *key, bool *may, struct err *err)
{
	*may = s->keys != NULL || access(key, R_OK) == 0;
	return *may ? store_audit_may(s->db, may, err) : 0;
}

int
audit_head_write(struct session *s, struct err *err)
{
	struct writing w = { .arena = ARENA_INIT, .session = s };
	const char *key = key_path(s, err);
	bool may;
	int rc = -1;

	w.folder = session_path(s, AUDIT_FOLDER, err);
	if (key == NULL || w.folder == NULL || may_write(s, key, &may, err) < 0)
		return -1;
	if (!may)
		return 0;
	if (sign_open(key, &w.key, err) == 0 &&
		head_folder_last(&w.arena, w.folder, w.key, &w.last, err) == 0)
		rc = in_one_view(&w, err);
	sign_close(w.key);
	arena_release(&w.arena);
	return rc;
}

int
audit_head_after(struct session *s, int rc, struct err *err)
{
	struct err failure = ERR_INIT;

	if (audit_head_write(s, &failure) == 0 || rc < 0)
		return rc;
	*err = failure;
	return -1;
}
