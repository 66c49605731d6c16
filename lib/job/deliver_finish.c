#include "job/deliver.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/i18n.h"
#include "db/db.h"
#include "io/certificate.h"
#include "io/seal.h"
#include "job/deliver_write.h"
#include "job/job_deliver.h"
#include "job/session.h"
#include "job/ui.h"
#include "store/store_outbox.h"
#include "store/store_run.h"

#include <string.h>

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
	const struct deliver_place place = { .home = s->home,
		.book = s->book,
		.signer = deliver->recipients.signer,
		.recipient = recipients_find(&deliver->recipients, d->folder) };
	struct arena arena = ARENA_INIT;
	struct outbox_items items = { .count = 0 };
	struct deliver_file file = { .files = { BUF_INIT, BUF_INIT } };
	struct outbox_delivery content = *d;
	int rc = -1;

	/* To the last byte what the first one said: the bank knows a message
	 * by its id.  Its CSV has none, so that goes once. */
	if (d->repeats > 0)
		content.batch_no = d->repeats;
	if (store_outbox_items(s->db, &arena, d, &items, err) < 0 ||
		deliver_file_build(s->keys, s->book, &content, &items, &file,
			err) < 0 ||
		check_digest(d, &file, &items, err) < 0 ||
		(place.recipient != NULL &&
			deliver_write_signer(&place, &arena, err) < 0))
		goto done;
	if (d->repeats > 0)
		buf_release(&file.files[1]);
	rc = deliver_write(&place, &arena, d, &file, err);
done:
	deliver_file_release(&file);
	arena_release(&arena);
	return rc;
}

/* Under the run that decided it, or a new one if that one is over. */
static int
note_written(struct deliver *deliver, const struct outbox_delivery *d,
	int open_run, struct err *err)
{
	struct db *db = deliver->session->db;
	const struct certificate *recipient =
		recipients_find(&deliver->recipients, d->folder);
	const unsigned char *print =
		recipient == NULL ? NULL : certificate_print(recipient);
	int run_id = d->run_id;

	if (db_begin(db, err) < 0)
		return -1;
	if ((run_id != open_run &&
		    store_run_need(db, "deliver", deliver->day, &run_id, err) <
			    0) ||
		store_outbox_written(db, d, print, run_id, err) < 0) {
		db_rollback(db);
		return -1;
	}
	return db_commit(db, err);
}

/* Once, though it is looked at before and after what is decided now. */
static void
tell_waiting(const struct deliver *deliver, const struct outbox_delivery *d)
{
	if (!deliver->told)
		ui_tell(deliver->ui,
			_("%s: batch %06d is not written yet; the channel has "
			  "no certificate"),
			d->folder, d->batch_no);
}

static int
finish_batch(struct deliver *deliver, const struct outbox_delivery *d,
	int open_run, struct err *err)
{
	if (!deliver_is_asked_for(deliver, d->folder))
		return 0;
	if (deliver_must_wait(deliver, d->folder)) {
		tell_waiting(deliver, d);
		return 0;
	}
	if (write_batch(deliver, d, err) < 0 ||
		note_written(deliver, d, open_run, err) < 0)
		return -1;
	if (d->repeats > 0)
		ui_tell(deliver->ui,
			_("%s: batch %06d says again what batch %06d said"),
			d->folder, d->batch_no, d->repeats);
	ui_tell(deliver->ui,
		ngettext("%s: batch %06d: %zu item",
			"%s: batch %06d: %zu items", d->count),
		d->folder, d->batch_no, d->count);
	return 0;
}

/* So that the next one has a higher number than all that its items are taken
 * from. */
static int
end_runs(struct deliver *deliver, struct err *err)
{
	struct db *db = deliver->session->db;
	int open;

	for (;;) {
		if (store_outbox_open_run(db, &open, err) < 0)
			return -1;
		if (open == 0)
			return 0;
		if (store_run_finish(db, open, RUN_DONE, 0, err) < 0)
			return -1;
	}
}

int
deliver_finish(struct deliver *deliver, struct err *err)
{
	struct session *s = deliver->session;
	struct outbox_deliveries batches = { .count = 0 };
	int open;

	if (store_outbox_unwritten(s->db, &s->arena, &batches, err) < 0 ||
		store_outbox_open_run(s->db, &open, err) < 0)
		return -1;
	for (size_t i = 0; i < batches.count; i++) {
		deliver->ui->progress(deliver->ui->ctx, _("writing"),
			(int64_t)i, (int64_t)batches.count);
		if (finish_batch(deliver, &batches.at[i], open, err) < 0)
			return -1;
	}
	deliver->told = true;
	return end_runs(deliver, err);
}
