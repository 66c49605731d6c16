#ifndef JOB_DELIVER_FILE_H
#define JOB_DELIVER_FILE_H

#include "base/buf.h"
#include "store/store_outbox.h"

/*
 * The files of a batch: sealed codes are opened here, and nowhere else, while
 * a text is put together in memory that is wiped.  Same items, same bytes.
 */

struct arena;
struct err;
struct keys;

/* A folder of the outbox, and what its files need. */
struct deliver_folder {
	const char *name;
	const char *extension; /* of the file that the digest is of */

	/* What of the order is missing without which the item cannot go, as
	 * its column is called; or NULL. */
	const char *(*lacks)(const struct outbox_item *item);

	/* The header of each file, one item, the end. */
	void (*begin)(struct buf *files, const struct outbox_delivery *d,
		const struct outbox_items *items, const char *party);
	void (*add)(struct buf *files, const struct outbox_item *item,
		const char *code);
	void (*end)(struct buf *files);
};

#define DELIVER_FOLDERS 3
extern const struct deliver_folder deliver_folders[DELIVER_FOLDERS];

const struct deliver_folder *deliver_folder_find(const char *name);

/* The first file is the one that the digest is of; the second is the bank's
 * CSV beside the XML, empty in other folders. */
#define DELIVER_FILES 2
struct deliver_file {
	struct buf files[DELIVER_FILES];
	unsigned char digest[OUTBOX_DIGEST_SIZE]; /* keyed, of files[0] */
};

/** deliver_file_build(keys, party, d, items, file, err): the files of the
 * batch ${d} (folder, number, day, amount).  ${party} is who orders transfers.
 * deliver_file_release() wipes them, after a failure too. */
int deliver_file_build(const struct keys *keys, const char *party,
	const struct outbox_delivery *d, const struct outbox_items *items,
	struct deliver_file *file, struct err *err);
void deliver_file_release(struct deliver_file *file);

#endif
