#include "job/deliver_file.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/i18n.h"
#include "handout/csv_files.h"
#include "handout/item.h"
#include "handout/pain001.h"
#include "io/seal.h"
#include "job/codes.h"
#include "model/terms.h"

#include <string.h>

#define FEN_EACH 1 /* the 0.01 of a micro-deposit */

/* --- micro-deposit --- */

static const char *
transfer_lacks(const struct outbox_item *item)
{
	if (item->account[0] == '\0')
		return "account_no";
	return item->applicant_name[0] == '\0' ? "applicant_name" : NULL;
}

static void
begin_transfers(struct buf *files, const struct outbox_delivery *d,
	const struct outbox_items *items, const char *party)
{
	const struct pain001 head = { .day = d->day,
		.batch_no = d->batch_no,
		.party = party,
		.account = items->count > 0 ? items->at[0].paying_account : "",
		.count = (int64_t)items->count,
		.total = (int64_t)items->count * FEN_EACH };

	pain001_begin(&files[0], &head);
	csv_files_begin_transfers(&files[1]);
}

static void
add_transfer(
	struct buf *files, const struct outbox_item *item, const char *code)
{
	const struct transfer transfer = { .end_to_end_id = item->end_to_end_id,
		.account = item->account,
		.name = item->applicant_name,
		.bank_code = item->bank_code,
		.bank_name = item->bank_name,
		.amount = FEN_EACH,
		.remark = code };

	pain001_add(&files[0], &transfer);
	csv_files_transfer(&files[1], &transfer);
}

static void
end_transfers(struct buf *files)
{
	pain001_end(&files[0]);
}

/* --- sms --- */

/* The PIN goes where the policy says; a code for a transfer to us goes to the
 * handler, who has it made. */
static bool
goes_to_holder(const struct outbox_item *item)
{
	return strcmp(item->channel, pin_channel_names[PIN_SMS_HOLDER]) == 0;
}

static const char *
message_lacks(const struct outbox_item *item)
{
	if (goes_to_holder(item))
		return item->holder_mobile[0] == '\0' ? "holder_mobile" : NULL;
	return item->handler_mobile[0] == '\0' ? "handler_mobile" : NULL;
}

static void
begin_messages(struct buf *files, const struct outbox_delivery *d,
	const struct outbox_items *items, const char *party)
{
	(void)d;
	(void)items;
	(void)party;
	csv_files_begin_messages(&files[0]);
}

static void
add_message(struct buf *files, const struct outbox_item *item, const char *code)
{
	const bool holder = goes_to_holder(item);
	const struct message message = {
		.kind = item->turn > 0 ? MESSAGE_PIN : MESSAGE_INBOUND,
		.order_no = item->order_no,
		.mobile = holder ? item->holder_mobile : item->handler_mobile,
		.name = holder ? item->holder_name : item->handler_name,
		.code = code
	};

	csv_files_message(&files[0], &message);
}

/* --- counter --- */

static const char *
collection_lacks(const struct outbox_item *item)
{
	(void)item;
	return NULL;
}

static void
begin_collections(struct buf *files, const struct outbox_delivery *d,
	const struct outbox_items *items, const char *party)
{
	(void)d;
	(void)items;
	(void)party;
	csv_files_begin_collections(&files[0]);
}

static void
add_collection(
	struct buf *files, const struct outbox_item *item, const char *code)
{
	const struct collection collection = { .order_no = item->order_no,
		.ca = item->ca,
		.holder_name = item->holder_name,
		.main_keys = item->main_keys,
		.sub_keys = item->sub_keys,
		.pin = code };

	csv_files_collection(&files[0], &collection);
}

static void
end_csv(struct buf *files)
{
	(void)files;
}

/* In the order in which they are written. */
const struct deliver_folder deliver_folders[DELIVER_FOLDERS] = {
	{ "micro-deposit", "xml", transfer_lacks, begin_transfers, add_transfer,
		end_transfers },
	{ "sms", "csv", message_lacks, begin_messages, add_message, end_csv },
	{ "counter", "csv", collection_lacks, begin_collections, add_collection,
		end_csv },
};

const struct deliver_folder *
deliver_folder_find(const char *name)
{
	for (size_t i = 0; i < DELIVER_FOLDERS; i++)
		if (strcmp(deliver_folders[i].name, name) == 0)
			return &deliver_folders[i];
	return NULL;
}

/* --- all of them --- */

/* Open the code of ${item} just for as long as it is being written. */
static int
add_item(const struct deliver_folder *folder, const struct keys *keys,
	struct arena *arena, const struct outbox_item *item, struct buf *files,
	struct err *err)
{
	const char *aad = codes_aad(
		arena, item->code_id, item->ca, item->order_no, err);
	char code[CODE_MAX + 1] = "";
	int rc = -1;

	if (aad == NULL)
		return -1;
	if (item->sealed_len < SEAL_OVERHEAD ||
		item->sealed_len > SEAL_OVERHEAD + CODE_MAX)
		return err_set(err, ERR_CRYPTO, _("%s: not a sealed code"),
			item->order_no);
	if (seal_open(keys, aad, item->sealed, item->sealed_len, code, err) ==
		0) {
		code[item->sealed_len - SEAL_OVERHEAD] = '\0';
		folder->add(files, item, code);
		rc = 0;
	}
	seal_wipe(code, sizeof(code));
	return rc == 0 ? 0 : err_within(err, "%s", item->order_no);
}

int
deliver_file_build(const struct keys *keys, const char *party,
	const struct outbox_delivery *d, const struct outbox_items *items,
	struct deliver_file *file, struct err *err)
{
	const struct deliver_folder *folder = deliver_folder_find(d->folder);
	struct arena arena = ARENA_INIT;
	int rc = -1;

	*file = (struct deliver_file){ .files = { BUF_SECRET, BUF_SECRET } };
	if (folder == NULL)
		return err_set(
			err, ERR_BUG, "there is no folder %s", d->folder);
	folder->begin(file->files, d, items, party);
	for (size_t i = 0; i < items->count; i++)
		if (add_item(folder, keys, &arena, &items->at[i], file->files,
			    err) < 0)
			goto done;
	folder->end(file->files);
	for (int i = 0; i < DELIVER_FILES; i++)
		if (buf_check(&file->files[i], err) < 0)
			goto done;
	rc = seal_digest(keys, buf_text(&file->files[0]), file->files[0].len,
		file->digest, err);
done:
	arena_release(&arena);
	return rc;
}

void
deliver_file_release(struct deliver_file *file)
{
	for (int i = 0; i < DELIVER_FILES; i++)
		buf_release(&file->files[i]);
}
