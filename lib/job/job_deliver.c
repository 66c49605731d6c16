#include "job/job_deliver.h"

#include "base/err.h"
#include "base/i18n.h"
#include "db/db.h"
#include "io/file.h"
#include "io/seal.h"
#include "job/audit_head.h"
#include "job/deliver_file.h"
#include "job/session.h"
#include "job/ui.h"
#include "store/store_outbox.h"
#include "store/store_run.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct deliver {
	struct session *session;
	const struct job_deliver_options *options;
	const struct job_ui *ui;
	int32_t day; /* at which the books stand */
	int run_id;  /* 0: nothing has been decided */
};

/* --- saying so --- */

static void tell(const struct deliver *deliver, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Nothing secret is ever an argument. */
static void
tell(const struct deliver *deliver, const char *format, ...)
{
	char line[256];
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	deliver->ui->line(deliver->ui->ctx, line);
}

/* --- putting the files in place --- */

static const char *
file_path(struct deliver *deliver, struct arena *arena,
	const struct outbox_delivery *d, const char *extension, struct err *err)
{
	return arena_format(arena, err, "%s/outbox/%s/%06d.%s",
		deliver->session->home, d->folder, d->batch_no, extension);
}

static int
put_file(struct deliver *deliver, struct arena *arena,
	const struct outbox_delivery *d, const char *extension,
	const struct buf *content, struct err *err)
{
	const char *path = file_path(deliver, arena, d, extension, err);

	if (path == NULL || file_forget_drafts(path, err) < 0)
		return -1;
	return file_write(path, 0600, buf_text(content), content->len, err);
}

/* The one that the digest is of comes last: where it lies, all lie. */
static int
put_files(struct deliver *deliver, struct arena *arena,
	const struct outbox_delivery *d, const struct deliver_file *file,
	struct err *err)
{
	const struct deliver_folder *folder = deliver_folder_find(d->folder);
	const char *path = arena_format(
		arena, err, "%s/outbox/%s", deliver->session->home, d->folder);

	if (path == NULL || file_make_folder(path, 0700, err) < 0)
		return -1;
	if (file->files[1].len > 0 &&
		put_file(deliver, arena, d, "csv", &file->files[1], err) < 0)
		return -1;
	return put_file(
		deliver, arena, d, folder->extension, &file->files[0], err);
}

static int
check_digest(const struct outbox_delivery *d, const struct deliver_file *file,
	const struct outbox_items *items, struct err *err)
{
	if (items->count == d->count &&
		seal_same(file->digest, d->digest, sizeof(d->digest)))
		return 0;
	return err_set(err, ERR_BUG,
		_("%s: batch %06d cannot be written: it is not what was "
		  "handed over"),
		d->folder, d->batch_no);
}

/* The one way in which files come into being, be it at once or after a run
 * that was cut off: from what is stored, and checked against it. */
static int
write_batch(struct deliver *deliver, const struct outbox_delivery *d,
	struct err *err)
{
	struct session *s = deliver->session;
	struct arena arena = ARENA_INIT;
	struct outbox_items items = { .count = 0 };
	struct deliver_file file = { .files = { BUF_INIT, BUF_INIT } };
	int rc = -1;

	if (store_outbox_items(s->db, &arena, d, &items, err) < 0 ||
		deliver_file_build(s->keys, s->book, d, &items, &file, err) <
			0 ||
		check_digest(d, &file, &items, err) < 0 ||
		put_files(deliver, &arena, d, &file, err) < 0)
		goto done;
	rc = store_outbox_written(s->db, d, err);
done:
	deliver_file_release(&file);
	arena_release(&arena);
	return rc;
}

/* Write what was decided and is not there yet; then that run is over, so that
 * the next one has a higher number than all that its items are taken from. */
static int
write_batches(struct deliver *deliver, struct err *err)
{
	struct session *s = deliver->session;
	struct outbox_deliveries batches = { .count = 0 };
	int open;

	if (store_outbox_unwritten(s->db, &s->arena, &batches, err) < 0)
		return -1;
	for (size_t i = 0; i < batches.count; i++) {
		const struct outbox_delivery *d = &batches.at[i];

		deliver->ui->progress(deliver->ui->ctx, _("writing"),
			(int64_t)i, (int64_t)batches.count);
		if (write_batch(deliver, d, err) < 0)
			return -1;
		tell(deliver,
			ngettext("%s: batch %06d: %zu item",
				"%s: batch %06d: %zu items", d->count),
			d->folder, d->batch_no, d->count);
	}
	if (store_outbox_open_run(s->db, &open, err) < 0)
		return -1;
	return open == 0 ? 0 : store_run_finish(s->db, open, RUN_DONE, 0, err);
}

/* --- deciding what goes --- */

/* Keep those that can go; say which others cannot, and why. */
static void
sort_out(struct deliver *deliver, const struct deliver_folder *folder,
	struct outbox_items *items)
{
	size_t kept = 0;

	for (size_t i = 0; i < items->count; i++) {
		const struct outbox_item *item = &items->at[i];
		const char *lacks = folder->lacks(item);

		if (lacks == NULL) {
			items->at[kept++] = *item;
			continue;
		}
		tell(deliver, _("%s: %s/%s waits: the order has no %s"),
			folder->name, item->ca, item->order_no, lacks);
	}
	items->count = kept;
}

static int
add_batch(struct deliver *deliver, const struct deliver_folder *folder,
	const struct outbox_items *items, struct err *err)
{
	struct session *s = deliver->session;
	struct outbox_delivery d = { .folder = folder->name,
		.day = deliver->day,
		.count = items->count };
	struct deliver_file file = { .files = { BUF_INIT, BUF_INIT } };
	char name[32];
	int rc = -1;

	if (deliver->run_id == 0 &&
		store_run_need(s->db, "deliver", deliver->day, &deliver->run_id,
			err) < 0)
		return -1;
	if (store_outbox_next_batch(s->db, folder->name, &d.batch_no, err) < 0)
		return -1;
	d.run_id = deliver->run_id;
	snprintf(name, sizeof(name), "%06d.%s", d.batch_no, folder->extension);
	d.name = name;
	if (strcmp(folder->name, "micro-deposit") == 0)
		d.amount = (int64_t)items->count;
	if (deliver_file_build(s->keys, s->book, &d, items, &file, err) == 0) {
		memcpy(d.digest, file.digest, sizeof(d.digest));
		rc = store_outbox_add(s->db, &d, items->at, err);
	}
	deliver_file_release(&file);
	return rc;
}

/* One batch; of transfers one for each account that pays, because a message
 * to the bank debits one. */
static int
add_batches(struct deliver *deliver, const struct deliver_folder *folder,
	const struct outbox_items *items, struct err *err)
{
	size_t end;

	for (size_t i = 0; i < items->count; i = end) {
		const char *account = items->at[i].paying_account;
		struct outbox_items part;

		for (end = i + 1; end < items->count; end++)
			if (strcmp(items->at[end].paying_account, account) != 0)
				break;
		part = (struct outbox_items){ .at = items->at + i,
			.count = end - i };
		if (add_batch(deliver, folder, &part, err) < 0)
			return -1;
	}
	return 0;
}

static void
say_waiting(const struct deliver *deliver, const char *folder, size_t count)
{
	if (count == 0)
		return;
	tell(deliver,
		ngettext("%s: %zu item waits; the channel has no certificate",
			"%s: %zu items wait; the channel has no certificate",
			count),
		folder, count);
	if (keys_are_demonstration(deliver->session->keys))
		tell(deliver, "%s",
			_("Use --plain-outbox while the keys are the "
			  "demonstration's."));
}

static int
take_folder(struct deliver *deliver, const struct deliver_folder *folder,
	struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct outbox_items items = { .count = 0 };
	int rc = -1;

	deliver->ui->progress(deliver->ui->ctx, folder->name, 0, 0);
	if (store_outbox_waiting(deliver->session->db, &arena, folder->name,
		    &items, err) < 0)
		goto done;
	sort_out(deliver, folder, &items);
	if (deliver->options->plain) {
		rc = add_batches(deliver, folder, &items, err);
	} else {
		say_waiting(deliver, folder->name, items.count);
		rc = 0;
	}
done:
	arena_release(&arena);
	return rc;
}

static int
take_folders(struct deliver *deliver, struct err *err)
{
	const char *channel = deliver->options->channel;

	for (size_t i = 0; i < DELIVER_FOLDERS; i++) {
		const struct deliver_folder *folder = &deliver_folders[i];

		if (channel != NULL && strcmp(channel, folder->name) != 0)
			continue;
		if (take_folder(deliver, folder, err) < 0)
			return -1;
	}
	return 0;
}

/* All of it in one transaction, which leaves nothing if nothing goes. */
static int
decide(struct deliver *deliver, struct err *err)
{
	struct db *db = deliver->session->db;

	if (db_begin(db, err) < 0)
		return -1;
	if (take_folders(deliver, err) < 0) {
		db_rollback(db);
		return -1;
	}
	return db_commit(db, err);
}

/* --- the whole --- */

/* In clear only what nobody else's keys protect. */
static int
check_plain(const struct deliver *deliver, struct err *err)
{
	if (!deliver->options->plain ||
		keys_are_demonstration(deliver->session->keys))
		return 0;
	err_set(err, ERR_CONFIG,
		_("the keys are not the demonstration's: nothing is written "
		  "in clear"));
	return err_hint(err, _("Leave --plain-outbox out."));
}

/* What a run in clear was cut off from stays as it is without being asked to
 * go on in clear. */
static int
say_unwritten(struct deliver *deliver, struct err *err)
{
	struct session *s = deliver->session;
	struct outbox_deliveries batches = { .count = 0 };

	if (store_outbox_unwritten(s->db, &s->arena, &batches, err) < 0)
		return -1;
	for (size_t i = 0; i < batches.count; i++)
		tell(deliver,
			_("%s: batch %06d is not written yet; the channel has "
			  "no certificate"),
			batches.at[i].folder, batches.at[i].batch_no);
	return 0;
}

static int
work(struct deliver *deliver, struct err *err)
{
	if (check_plain(deliver, err) < 0 ||
		store_run_book_day(deliver->session->db, &deliver->day, err) <
			0)
		return -1;
	if (deliver->day == DAY_NONE)
		return 0;
	if (!deliver->options->plain)
		return say_unwritten(deliver, err) < 0 ? -1
						       : decide(deliver, err);
	if (write_batches(deliver, err) < 0 || decide(deliver, err) < 0)
		return -1;
	return write_batches(deliver, err);
}

int
job_deliver(const struct job_deliver_options *options, const struct job_ui *ui,
	struct err *err)
{
	struct deliver deliver = { .options = options, .ui = ui };
	int rc;

	if (options->channel != NULL &&
		deliver_folder_find(options->channel) == NULL)
		return err_set(err, ERR_USAGE, _("%s: no such channel"),
			options->channel);
	if (session_open("deliver", SESSION_WRITE | SESSION_KEYS,
		    &deliver.session, err) < 0)
		return -1;
	rc = audit_head_after(deliver.session, work(&deliver, err), err);
	session_close(deliver.session);
	return rc;
}
