#include "job/deliver.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/i18n.h"
#include "db/db.h"
#include "io/seal.h"
#include "job/job_deliver.h"
#include "job/session.h"
#include "job/ui.h"
#include "store/store_outbox.h"
#include "store/store_run.h"

#include <stdio.h>
#include <string.h>

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
		ui_tell(deliver->ui, _("%s: %s/%s waits: the order has no %s"),
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
	ui_tell(deliver->ui,
		ngettext("%s: %zu item waits; the channel has no certificate",
			"%s: %zu items wait; the channel has no certificate",
			count),
		folder, count);
	if (keys_are_demonstration(deliver->session->keys))
		ui_tell(deliver->ui, "%s",
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
	if (deliver_must_wait(deliver, folder->name)) {
		say_waiting(deliver, folder->name, items.count);
		rc = 0;
	} else {
		rc = add_batches(deliver, folder, &items, err);
	}
done:
	arena_release(&arena);
	return rc;
}

static int
take_folders(struct deliver *deliver, struct err *err)
{
	for (size_t i = 0; i < DELIVER_FOLDERS; i++) {
		const struct deliver_folder *folder = &deliver_folders[i];

		if (!deliver_is_asked_for(deliver, folder->name))
			continue;
		if (take_folder(deliver, folder, err) < 0)
			return -1;
	}
	return 0;
}

int
deliver_decide(struct deliver *deliver, struct err *err)
{
	struct db *db = deliver->session->db;

	if (db_begin(db, err) < 0)
		return -1;
	if (deliver_repeat(deliver, err) < 0 ||
		take_folders(deliver, err) < 0) {
		db_rollback(db);
		return -1;
	}
	return db_commit(db, err);
}
